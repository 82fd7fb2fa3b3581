//! `#[derive(DetailView)]`.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{DeriveInput, spanned::Spanned as _};

use super::{
    Expansion,
    context::{Name, context},
    field::{by_argument, extractor},
    response::{Response, response},
    view::{Arguments, Head, inherent, mixins, probe, view},
};
use crate::{
    check,
    fault::Faults,
    spec::{detail::DetailSpec, model::constant},
};

/// What a detail that asks for more than a key or a slug adds.
#[derive(Default)]
pub(super) struct Further {
    /// Among the consts of `DetailView`.
    pub(super) attributes: TokenStream,
    /// Beside the other implementations.
    pub(super) items: TokenStream,
    /// Further arguments of the path.
    pub(super) arguments: Arguments,
}

/// Derives `DetailView`.
pub(crate) fn derive(input: &DeriveInput, faults: &mut Faults) -> Expansion {
    let spec = DetailSpec::new(input, faults);
    check::detail::check(&spec, faults);
    expansion(spec, Further::default(), faults)
}

/// The implementations of a detail that has been checked.
pub(super) fn expansion(mut spec: DetailSpec, further: Further, faults: &Faults) -> Expansion {
    spec.view = spec.view.without_fields_after(faults);
    let model = spec.model.as_ref().map_or_else(|| quote!(__Fault), |model| quote!(#model));
    let context = context(&spec.view, &spec.template, names(&spec, &model));
    let base = view(&spec.view, &model, &spec.template.formats);
    let extractor = extractor(&spec.view, spec.template.site.as_ref());
    let data = quote!(<#model as __cbv::__private::ToJson>::to_json(context.data));
    let Response { public, items: response } = response(&spec.view, &spec.template, &context, &data, faults);
    let Further { attributes, items: further, mut arguments } = further;
    let detail = detail(&spec, &model, &attributes);
    let has_slug = faults.is_empty().then(|| has_slug(&spec, &model));
    arguments.types.extend([
        (spec.pk_kwarg(), quote!(impl __cbv::__private::KeyArgument<<#model as __cbv::Model>::Pk>)),
        (spec.slug_kwarg(), quote!(&__cbv::__private::core::primitive::str)),
    ]);
    let inherent = inherent(
        &spec.view,
        spec.template.site.as_ref(),
        &probe(&spec.view, "Detail", "detail_view"),
        &quote!(__cbv::DetailHooks),
        &arguments,
    );
    let items = quote! {
        #response
        #base
        #detail
        #further
        #extractor
        #inherent
        #has_slug
    };
    Expansion { krate: spec.view.krate, public, items }
}

pub(super) fn names(spec: &DetailSpec, model: &TokenStream) -> Vec<Name> {
    let mut names = vec![Name::new("object", quote!(&'a #model), quote!(context.data))];
    if let Some(friendly) = spec.friendly_name().filter(|name| syn::parse_str::<syn::Ident>(name).is_ok()) {
        names.push(Name::new(&friendly, quote!(&'a #model), quote!(context.data)));
    }
    names
}

/// A path that finds its object by slug alone needs a model that has one.
pub(super) fn has_slug(spec: &DetailSpec, model: &TokenStream) -> Option<TokenStream> {
    let path = spec.view.path.as_ref()?;
    let found: Vec<&str> = path.arguments().collect();
    let by_slug = found.contains(&spec.slug_kwarg().as_str()) && !found.contains(&spec.pk_kwarg().as_str());
    let unknown = by_slug && spec.slug_field.is_none() && spec.lookup.is_none() && !spec.view.is_generic();
    let (span, slug) = (path.span(), spec.slug_kwarg());
    let message = format!(
        "the path has `{{{slug}}}`, and the model has no slug: mark a field `#[model(slug)]`, or say `slug_field = column`"
    );
    unknown.then(|| {
        quote_spanned! {span=>
            const _: () = __cbv::__private::core::assert!(<#model as __cbv::Model>::SLUG.is_some(), "{}", #message);
        }
    })
}

fn detail(spec: &DetailSpec, model: &TokenStream, further: &TokenStream) -> TokenStream {
    let Head { ident, params, args, bounds } = spec.view.head();
    let (attributes, mixins) = (attributes(spec, model), mixins(&spec.view));
    quote! {
        impl #params __cbv::SingleObject for #ident #args #bounds {
            type Model = #model;
            #attributes
            #further
            #mixins
        }

        impl #params __cbv::DetailView for #ident #args #bounds {}
    }
}

/// The consts that the author's words set.
pub(super) fn attributes(spec: &DetailSpec, model: &TokenStream) -> TokenStream {
    let text = quote!(&'static __cbv::__private::core::primitive::str);
    let pk = spec.pk_url_kwarg.as_ref().map(|name| quote!(const PK_URL_KWARG: #text = #name;));
    let slug = spec.slug_url_kwarg.as_ref().map(|name| quote!(const SLUG_URL_KWARG: #text = #name;));
    let lookup = spec.lookup.as_ref().map(|lookup| {
        let by = by_argument(lookup, model, spec.view.path.as_ref());
        quote! {
            const LOOKUP: __cbv::__private::core::option::Option<__cbv::ByArgument<#model>> =
                __cbv::__private::core::option::Option::Some(#by);
        }
    });
    let both = spec.query_pk_and_slug.map(|yes| quote!(const QUERY_PK_AND_SLUG: bool = #yes;));
    let field = spec.slug_field.as_ref().map(|field| {
        let column = constant(field);
        let column = quote_spanned!(field.span()=> <#model>::#column);
        quote! {
            const SLUG_FIELD: __cbv::__private::core::option::Option<
                __cbv::Column<#model, __cbv::__private::std::string::String>,
            > = __cbv::__private::core::option::Option::Some(#column);
        }
    });
    let queryset = spec.queryset.as_ref().map(
        |queryset| quote_spanned!(queryset.span()=> fn queryset() -> __cbv::QuerySet<#model> { #queryset }),
    );
    quote!(#pk #slug #lookup #both #field #queryset)
}
