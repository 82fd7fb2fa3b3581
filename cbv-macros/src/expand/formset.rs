//! The parts of a form that are about its sets: `SETS` and `sets` of `Form`, and what is read and stored of rows of a model.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::{Ident, Path, Type, ext::IdentExt as _, spanned::Spanned as _};

use crate::spec::{
    form::{FormSpec, InputSpec},
    formset::SetSpec,
    model::constant,
};

/// What a template sees of a set.
pub(super) fn shown(field: &InputSpec, krate: &crate::krate::Krate) -> TokenStream {
    let ty = &field.ty;
    quote_spanned!(ty.span()=> <#ty as #krate::form::IsFormSet>::Shown)
}

/// `const SETS` and `fn sets`, of a form that has some.
pub(super) fn sets(spec: &FormSpec, fields: &Ident) -> Option<TokenStream> {
    let metas: Vec<TokenStream> =
        spec.sets().filter_map(|field| Some(meta(field, field.set.as_ref()?))).collect();
    let names = spec.sets().map(|field| &field.ident);
    (!metas.is_empty()).then(|| {
        quote! {
            const SETS: &'static [__cbv::form::FormSetMeta] = &[#(#metas),*];

            fn sets(fields: &#fields) -> __cbv::__private::std::vec::Vec<&dyn __cbv::form::ShownSet> {
                __cbv::__private::std::vec![#(&fields.#names),*]
            }
        }
    })
}

/// `FormSetMeta::new::<FormSet<LineForm>>("lines", "Lines").inline().max_num(20)`.
fn meta(field: &InputSpec, set: &SetSpec) -> TokenStream {
    let (name, label, ty) = (field.ident.unraw().to_string(), field.label(), &field.ty);
    let inline = set.inline.as_ref().map(|_| quote!(.inline()));
    let numbers = [("extra", set.extra), ("min_num", set.min_num), ("max_num", set.max_num)];
    let numbers = numbers.into_iter().filter_map(|(word, rows)| {
        let (word, number) = (format_ident!("{word}"), usize::try_from(rows?.number).ok()?);
        Some(quote!(.#word(#number)))
    });
    let can_delete = set.can_delete.map(|can| quote!(.can_delete(#can)));
    quote_spanned! {ty.span()=>
        __cbv::form::FormSetMeta::new::<#ty>(#name, #label)#inline #(#numbers)* #can_delete
    }
}

/// The sets whose rows are stored, with their foreign keys.
fn inlines(spec: &FormSpec) -> impl Iterator<Item = (&InputSpec, &Path)> {
    spec.sets().filter_map(|field| Some((field, field.set.as_ref()?.inline.as_ref()?)))
}

/// `__INLINE_LINES`, a constant that checks the foreign key once.
fn inline_ident(field: &InputSpec) -> Ident {
    format_ident!("__INLINE_{}", constant(&field.ident))
}

/// The constants of the foreign keys.
pub(super) fn keys(spec: &FormSpec, model: &Type) -> TokenStream {
    let keys = inlines(spec).map(|(field, relation)| {
        let (ident, ty) = (inline_ident(field), &field.ty);
        let rows = quote_spanned!(ty.span()=> <#ty as __cbv::form::IsFormSet>::Form);
        quote_spanned! {relation.span()=>
            const #ident: __cbv::form::Inline<#model, #rows> = __cbv::form::inline::<_, _, #ty>(#relation);
        }
    });
    quote!(#(#keys)*)
}

/// `fn of_rows`.
pub(super) fn of_rows(spec: &FormSpec, model: &Type) -> Option<TokenStream> {
    let rows: Vec<TokenStream> = inlines(spec)
        .map(|(field, _)| {
            let (constant, key) = (constant(&field.ident), inline_ident(field));
            quote!(.with_rows(Self::#constant, #key.rows(object, db).await?))
        })
        .collect();
    (!rows.is_empty()).then(|| {
        quote! {
            async fn of_rows(object: &#model, db: &__cbv::Conn) -> __cbv::Result<__cbv::form::Initial<Self>> {
                __cbv::__private::core::result::Result::Ok(__cbv::form::Initial::new()#(#rows)*)
            }
        }
    })
}

/// What `save_links` does for each of them.
pub(super) fn saves(spec: &FormSpec) -> impl Iterator<Item = TokenStream> {
    inlines(spec).map(|(field, _)| {
        let (ident, constant, key) = (&field.ident, constant(&field.ident), inline_ident(field));
        quote!(#key.save(Self::#constant, &self.#ident, object, db).await?;)
    })
}
