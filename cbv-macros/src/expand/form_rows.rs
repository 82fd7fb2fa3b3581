//! What a form has to do with rows and files: the rows that its fields choose among, the relations and the files that are stored
//! beside its row. Called by `form.rs`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::{Type, ext::IdentExt as _, spanned::Spanned as _};

use super::formset;
use crate::{
    spec::{
        form::{FormSpec, InputSpec},
        model::constant,
    },
    words::number,
};

/// The fields that choose among rows: those that say so, and foreign keys of the model.
pub(super) fn sources(spec: &FormSpec) -> Option<TokenStream> {
    let fields = spec.inputs().enumerate();
    let sources: Vec<TokenStream> = fields.filter_map(|(index, field)| source(spec, index, field)).collect();
    (!sources.is_empty()).then(|| {
        quote! {
            fn sources() -> __cbv::__private::std::vec::Vec<(
                __cbv::__private::core::primitive::usize,
                __cbv::__private::core::option::Option<__cbv::form::Source>,
            )> {
                #[allow(unused_imports)] // one of the two is not needed
                use __cbv::__private::{RowsViaDefault as _, RowsViaRelation as _};
                __cbv::__private::std::vec![#(#sources),*]
            }
        }
    })
}

fn source(spec: &FormSpec, index: usize, field: &InputSpec) -> Option<TokenStream> {
    let span = field.ident.span();
    let rows = match (&field.queryset, &field.many_to_many) {
        (Some(rows), _) => quote!(#rows),
        (None, Some(relation)) => {
            let span = relation.span();
            quote_spanned!(span=> __cbv::__private::rows_of(#relation))
        }
        (None, None) => {
            let model = spec.model.as_ref().filter(|_| field.is_column())?;
            let name = field.ident.unraw().to_string();
            let number = number(name.strip_suffix("_id").filter(|name| !name.is_empty())?);
            return Some(quote!((#index, (&__cbv::__private::RowsProbe::<#model, #number>::new()).source())));
        }
    };
    let source = match &field.label_from {
        Some(label) => quote_spanned!(span=> __cbv::form::Source::labelled(#rows, #label)),
        None => quote_spanned!(span=> __cbv::form::Source::new(#rows)),
    };
    Some(quote!((#index, __cbv::__private::core::option::Option::Some(#source))))
}

/// The files whose names are stored in columns.
pub(super) fn files(spec: &FormSpec, model: &Type) -> Option<TokenStream> {
    let stored: Vec<TokenStream> = spec.fields.iter().filter_map(|field| {
        let (folder, ident, constant) = (field.upload_to.as_ref()?, &field.ident, constant(&field.ident));
        Some(quote_spanned! {ident.span()=>
            let before = object.map(|object| &<#model>::#constant.of_row(object).#ident);
            files.extend(
                __cbv::__private::store_file(req, #folder, <#model>::#constant, before, &self.#ident).await?,
            );
        })
    }).collect();
    (!stored.is_empty()).then(|| {
        quote! {
            async fn store_files(
                &self,
                object: __cbv::__private::core::option::Option<&#model>,
                req: &__cbv::Request,
            ) -> __cbv::Result<__cbv::__private::std::vec::Vec<__cbv::Assignment<#model>>> {
                let mut files = __cbv::__private::std::vec::Vec::new();
                #(#stored)*
                __cbv::__private::core::result::Result::Ok(files)
            }
        }
    })
}

/// The fields that are stored in tables between, with their relations.
fn between<'a>(spec: &'a FormSpec, model: &Type) -> Vec<(&'a InputSpec, TokenStream)> {
    let fields = spec.fields.iter().filter_map(|field| Some((field, field.many_to_many.as_ref()?)));
    fields
        .map(|(field, path)| {
            let of = quote_spanned!(path.span()=> __cbv::__private::relation_of::<#model, _>(#path));
            (field, of)
        })
        .collect()
}

/// `fn of_links`: what they hold.
pub(super) fn links(spec: &FormSpec, model: &Type) -> Option<TokenStream> {
    let links = between(spec, model);
    if links.is_empty() {
        return None;
    }
    let shown = links.iter().map(|(field, relation)| {
        let (constant, texts) = (constant(&field.ident), keys(field, "texts", &quote!(keys)));
        quote! {
            let keys = #relation.keys(db, object).await?;
            initial = initial.with_texts(Self::#constant, #texts);
        }
    });
    Some(quote! {
        async fn of_links(object: &#model, db: &__cbv::Conn) -> __cbv::Result<__cbv::form::Initial<Self>> {
            let mut initial = __cbv::form::Initial::new();
            #(#shown)*
            __cbv::__private::core::result::Result::Ok(initial)
        }
    })
}

/// `fn save_links`: what is stored beside the row, in tables between and as rows of other models.
pub(super) fn save_links(spec: &FormSpec, model: &Type) -> Option<TokenStream> {
    let between = between(spec, model);
    let between = between.iter().map(|(field, relation)| {
        let ident = &field.ident;
        let keys = keys(field, "keys", &quote!(&self.#ident));
        quote!(#relation.set(db, object, #keys).await?;)
    });
    let stored: Vec<TokenStream> = between.chain(formset::saves(spec)).collect();
    (!stored.is_empty()).then(|| {
        quote! {
            async fn save_links(&self, object: &#model, db: &__cbv::Conn) -> __cbv::Result<()> {
                #(#stored)*
                __cbv::__private::core::result::Result::Ok(())
            }
        }
    })
}

/// What the type of a field with keys does with them: in these words alone, so that it is said once of a type that has none.
fn keys(field: &InputSpec, function: &str, value: &TokenStream) -> TokenStream {
    let (ty, function) = (&field.ty, format_ident!("{function}"));
    quote_spanned!(ty.span()=> <#ty as __cbv::__private::Keys<_>>::#function(#value))
}
