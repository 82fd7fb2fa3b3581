//! Checks that a model's words fit the types of its fields, and its relations the models they name. Types decide, so the
//! compiler does it: what is written here only asks, at the author's word. Types stand in paths such as `<Type as Field>`
//! rather than under bounds of functions: the compiler shows the same words for all of them, and those once.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned as _;

use super::relation::relation;
use crate::spec::{
    model::{ColumnSpec, ModelSpec},
    relation::RelatedSpec,
};

/// The questions of all fields of a model.
pub(crate) fn fits(spec: &ModelSpec) -> TokenStream {
    let words = spec.columns.iter().flat_map(words);
    let keys = spec.columns.iter().filter_map(|column| foreign_key(spec, column));
    let joins = spec.related.iter().filter_map(|related| match &spec.of {
        None if related.reverse.is_none() => Some(join(related, spec.foreign_key(related)?)),
        _ => Some(along(related, &relation(spec, related)?)),
    });
    quote!(#(#words)* #(#keys)* #(#joins)*)
}

/// The words of a column are for some types.
fn words(column: &ColumnSpec) -> impl Iterator<Item = TokenStream> {
    let written: [(&str, bool); 3] = [
        ("decimal", column.decimal.is_some()),
        ("datetime", column.datetime.is_some()),
        ("uuid", column.uuid.is_some()),
    ];
    let ty = &column.ty;
    written.into_iter().filter(|(_, written)| *written).map(move |(word, _)| {
        let word = format_ident!("{word}");
        quote_spanned! {ty.span()=>
            const _: () = __cbv::__private::fit::#word::<<<#ty as __cbv::Field>::Value as __cbv::Value>::Repr>();
        }
    })
}

/// A foreign key has the type of the primary key it points at, and the rows that are joined by it are of that model. The
/// model is named once, so that a misspelt one is one error.
fn foreign_key(spec: &ModelSpec, column: &ColumnSpec) -> Option<TokenStream> {
    let (target, ty) = (column.foreign_key.as_ref()?, &column.ty);
    let by_this =
        |related: &&RelatedSpec| spec.foreign_key(related).is_some_and(|key| key.ident == column.ident);
    let rows = spec.related.iter().filter(by_this).map(|related| {
        let row = &related.ty;
        quote_spanned!(row.span()=> __cbv::__private::fit::same_model::<__To, <#row as __cbv::Related>::Model>();)
    });
    let rows = quote!(#(#rows)*);
    Some(quote_spanned! {target.span()=>
        const _: () = {
            type __To = #target;
            __cbv::__private::fit::foreign_key::<<#ty as __cbv::Field>::Value, <__To as __cbv::Model>::Pk>();
            #rows
        };
    })
}

/// A row that is joined along a relation is of the model that the relation leads to, or of a smaller shape of it, and may be
/// missing where the relation may lead nowhere.
fn along(related: &RelatedSpec, relation: &TokenStream) -> TokenStream {
    let (ty, span) = (&related.ty, related.ty.span());
    let row = &related.ident;
    let message = format!("there may be no `{row}`: make it an `Option`");
    quote_spanned! {span=>
        const _: () = __cbv::__private::core::assert!(
            <#ty as __cbv::Related>::OUTER
                || !__cbv::__private::fit::along::<_, _, <#ty as __cbv::Related>::Model>(#relation),
            "{}",
            #message
        );
    }
}

/// A joined row may be missing where its key may be NULL; where the key names no model, its type is the row's key's.
fn join(related: &RelatedSpec, key: &ColumnSpec) -> TokenStream {
    let (ty, key_type, span) = (&related.ty, &key.ty, related.ty.span());
    let (row, field) = (&related.ident, &key.ident);
    let message = format!("`{field}` may be NULL, and then there is no `{row}`: make it an `Option`");
    let fits = key.foreign_key.is_none().then(|| {
        quote_spanned! {span=>
            __cbv::__private::fit::foreign_key::<
                <#key_type as __cbv::Field>::Value,
                <#ty as __cbv::Related>::Key,
            >();
        }
    });
    quote_spanned! {span=>
        const _: () = {
            #fits
            __cbv::__private::core::assert!(
                <#ty as __cbv::Related>::OUTER || !<#key_type as __cbv::Field>::NULL,
                "{}",
                #message
            );
        };
    }
}
