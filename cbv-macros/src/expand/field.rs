//! The fields of a view: each is taken from the request, in the order written; the site's context comes last, so that who is
//! refused costs nothing more.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{ext::IdentExt as _, spanned::Spanned as _};

use super::{
    filter::{across, column},
    view::Head,
};
use crate::spec::{
    lookup::LookupSpec,
    path::PathSpec,
    site::Site,
    view::{FieldSpec, ViewSpec},
};

/// `impl FromRequestParts for V`: each field is an extractor, in the order written.
pub(crate) fn extractor(spec: &ViewSpec, site: Option<&Site>) -> TokenStream {
    let Head { ident, args, bounds: own, .. } = spec.head();
    let mut generics = spec.generics.clone();
    generics.params.push(syn::parse_quote!(__S));
    let (params, _, _) = generics.split_for_impl();
    let predicates = own.map(|own| &own.predicates).into_iter().flatten();
    let bounds = field_bounds(spec, site);
    let function = from_request_parts(spec, site);
    quote! {
        impl #params __cbv::__private::axum::extract::FromRequestParts<__S> for #ident #args
        where
            #(#predicates,)*
            __S: __cbv::__private::core::marker::Send + __cbv::__private::core::marker::Sync,
            #bounds
        {
            type Rejection = __cbv::Error;

            #function
        }
    }
}

/// A view without fields takes nothing, and waits for nothing.
fn from_request_parts(spec: &ViewSpec, site: Option<&Site>) -> TokenStream {
    if spec.fields.as_ref().is_some_and(Vec::is_empty) && site.is_none() {
        return quote! {
            fn from_request_parts(
                _: &mut __cbv::__private::axum::http::request::Parts,
                _: &__S,
            ) -> impl __cbv::__private::core::future::Future<Output = __cbv::Result<Self>>
            + __cbv::__private::core::marker::Send {
                __cbv::__private::core::future::ready(__cbv::__private::core::result::Result::Ok(Self {}))
            }
        };
    }
    let taken = taken(spec, site);
    quote! {
        #[allow(unused_variables)] // few fields need the state
        async fn from_request_parts(
            parts: &mut __cbv::__private::axum::http::request::Parts,
            state: &__S,
        ) -> __cbv::Result<Self> {
            #taken
        }
    }
}

/// The view, made of its fields, and the site's context behind them.
fn taken(spec: &ViewSpec, site: Option<&Site>) -> TokenStream {
    let Some(fields) = &spec.fields else { return quote!(__cbv::__private::broken()) };
    let fields = fields.iter().map(|one| field(one, spec.path.as_ref()));
    let site = site.map(|Site { ty, span, .. }| {
        quote_spanned!(*span=> __cbv::__private::take_site::<#ty, __S>(parts, state).await?;)
    });
    quote! {
        let view = Self { #(#fields,)* };
        #site
        __cbv::__private::core::result::Result::Ok(view)
    }
}

/// One field.
fn field(one: &FieldSpec, path: Option<&PathSpec>) -> TokenStream {
    let FieldSpec { ident, ty, lookup, queryset, .. } = one;
    let span = ty.span();
    match (lookup, queryset, one.model()) {
        (None, None, _) | (_, _, None) => {
            quote_spanned!(span=> #ident: <#ty as __cbv::ViewField<__S>>::take(parts, state).await?)
        }
        (None, Some(rows), _) => {
            quote_spanned!(span=> #ident: __cbv::__private::within::<#ty, __S>(parts, state, #rows).await?)
        }
        (Some(lookup), rows, Some(model)) => {
            let by = by_argument(lookup, &quote!(#model), path);
            let rows = match rows {
                Some(rows) => quote!(__cbv::__private::core::option::Option::Some(#rows)),
                None => quote!(__cbv::__private::core::option::Option::None),
            };
            quote_spanned! {span=>
                #ident: __cbv::__private::found_by::<#ty, __S>(parts, state, #rows, #by).await?
            }
        }
    }
}

/// The argument of the URL and the condition that a `lookup` means.
///
/// After a fault of the argument the column is not named: it may be the same word, and one fault is one message.
pub(crate) fn by_argument(lookup: &LookupSpec, model: &TokenStream, path: Option<&PathSpec>) -> TokenStream {
    let name = lookup.kwarg.unraw().to_string();
    let function = match &lookup.comparison {
        None => quote!(equals),
        Some(_) => quote!(iexact), // the only one
    };
    let span = lookup.column.column.span();
    let condition = match path {
        Some(path) if !lookup.is_in(path) => quote!(|_| __cbv::__private::core::option::Option::None),
        _ => {
            let (column, across) =
                (column(&lookup.column, model), across(&lookup.column, model).into_iter().rev());
            quote_spanned!(span=> |text| __cbv::__private::#function(#column, text)#(.map(#across))*)
        }
    };
    quote_spanned! {span=>
        __cbv::ByArgument { kwarg: #name, condition: #condition }
    }
}

/// What the fields and the site ask of the router's state.
pub(crate) fn field_bounds(spec: &ViewSpec, site: Option<&Site>) -> TokenStream {
    let types = types(spec);
    let found = spec.fields().iter().any(|field| field.lookup.is_some() || field.queryset.is_some());
    let state = found.then(|| quote!(__S: __cbv::RouterState,));
    let site = site.map(|Site { ty, span, .. }| quote_spanned!(*span=> #ty: __cbv::ViewField<__S>,));
    quote!(#(#types: __cbv::ViewField<__S>,)* #state #site)
}

/// The types of the fields, each once.
fn types(spec: &ViewSpec) -> Vec<&syn::Type> {
    let mut types: Vec<&syn::Type> = Vec::new();
    for field in spec.fields() {
        if !types.contains(&&field.ty) {
            types.push(&field.ty);
        }
    }
    types
}
