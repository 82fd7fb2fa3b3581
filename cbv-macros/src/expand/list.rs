//! `#[derive(ListView)]`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::{DeriveInput, spanned::Spanned as _};

use super::{
    Expansion,
    context::{Name, context},
    field::extractor,
    filter,
    model::order,
    response::{Response, response},
    view::{Arguments, Head, Mount, Set, inherent, mixins, probe, view},
};
use crate::{
    check,
    fault::Faults,
    spec::{
        items::Rows,
        list::ListSpec,
        paging::{Count, Paging},
    },
};

/// Derives `ListView`.
pub(crate) fn derive(input: &DeriveInput, faults: &mut Faults) -> Expansion {
    let mut spec = ListSpec::new(input, faults);
    check::list::check(&spec, faults);
    spec.view = spec.view.without_fields_after(faults);
    let model = spec.model.as_ref().map_or_else(|| quote!(__Fault), |model| quote!(#model));
    let mut context = context(&spec.view, &spec.template, names(&spec, &model));
    context.rows = (!spec.items).then(|| quote!(context.data.object_list.as_slice()));
    let base = view(&spec.view, &quote!(__cbv::Page<#model>), &spec.template.formats);
    let extractor = extractor(&spec.view, spec.template.site.as_ref());
    let kwarg = page_kwarg(&spec);
    let data = quote!(__cbv::__private::list_data::<#model>(context.data, req, #kwarg));
    let Response { public, items: response } = response(&spec.view, &spec.template, &context, &data, faults);
    let (rows, list) = (rows(&spec, &model, faults), list(&spec));
    let asked = filter::structs(&spec.controls);
    let (mount, hooks) = mounted(&spec);
    let inherent = inherent(&spec.view, spec.template.site.as_ref(), &mount, &hooks, &Arguments::default());
    let items = quote! {
        #asked
        #response
        #base
        #rows
        #list
        #extractor
        #inherent
    };
    Expansion { krate: spec.view.krate, public, items }
}

/// The name of the page number, which may be another on each route.
pub(super) fn page_kwarg(spec: &ListSpec) -> TokenStream {
    if spec.items {
        quote!(<Self as __cbv::ItemListView>::page_kwarg(req))
    } else {
        quote!(<Self as __cbv::MultipleObject>::page_kwarg(req))
    }
}

/// How the view is mounted, and its hooks. Where items come from must be written, so there is nothing to find out.
fn mounted(spec: &ListSpec) -> (Mount, TokenStream) {
    if spec.items {
        let settings = Set { kind: format_ident!("items"), with: quote!(__cbv::items::with::<Self, __S>()) };
        let mount = Mount { router: quote!(__cbv::items::as_view::<Self, __S>()), settings: Some(settings) };
        return (mount, quote!(__cbv::ItemListHooks));
    }
    (probe(&spec.view, "List", "list_view"), quote!(__cbv::ListHooks))
}

/// The names of the rows and their pages.
pub(super) fn names(spec: &ListSpec, model: &TokenStream) -> Vec<Name> {
    let rows = quote!(&'a [#model]);
    let kwarg = page_kwarg(spec);
    let [page_obj, paginator] = pages(spec, model);
    let mut names = vec![
        Name::new("object_list", rows.clone(), quote!(&context.data.object_list)),
        page_obj,
        paginator,
        Name::new(
            "is_paginated",
            quote!(__cbv::__private::core::primitive::bool),
            quote!(context.data.has_other_pages()),
        ),
        Name::new(
            "pagination",
            quote!(__cbv::Pagination<'a>),
            quote!(__cbv::Pagination::new(context.data, req, #kwarg)),
        ),
    ];
    if let Some(friendly) = spec.friendly_name().filter(|name| syn::parse_str::<syn::Ident>(name).is_ok()) {
        names.insert(1, Name::new(&friendly, rows, quote!(&context.data.object_list)));
    }
    if !spec.items {
        names.extend(filter::names(&spec.controls));
    }
    names
}

/// `page_obj` and `paginator`: without a count they have no methods that would need one.
fn pages(spec: &ListSpec, model: &TokenStream) -> [Name; 2] {
    if spec.paging.is_keyset() || spec.paging.is_uncounted() {
        let kind = if spec.paging.is_keyset() { quote!(KeysetPage) } else { quote!(UncountedPage) };
        let page = quote!(__cbv::page::#kind<'a, #model>);
        let paginator = quote!(__cbv::page::UncountedPaginator);
        return [
            Name::new("page_obj", page, quote!(__cbv::page::#kind::new(context.data))),
            Name::new(
                "paginator",
                paginator,
                quote!(__cbv::page::UncountedPaginator::new(&context.data.paginator)),
            ),
        ];
    }
    [
        Name::new("page_obj", quote!(&'a __cbv::Page<#model>), quote!(context.data)),
        Name::new("paginator", quote!(&'a __cbv::Paginator), quote!(&context.data.paginator)),
    ]
}

/// `impl ListView`: what a list adds to its rows, which is their response.
fn list(spec: &ListSpec) -> Option<TokenStream> {
    let Head { ident, params, args, bounds } = spec.view.head();
    (!spec.items).then(|| quote!(impl #params __cbv::ListView for #ident #args #bounds {}))
}

/// What the view says of its rows.
pub(super) fn rows(spec: &ListSpec, model: &TokenStream, faults: &Faults) -> TokenStream {
    let Head { ident, params, args, bounds } = spec.view.head();
    let (attributes, mixins) = (attributes(spec, model, faults), mixins(&spec.view));
    if spec.items {
        return quote! {
            impl #params __cbv::ItemListView for #ident #args #bounds {
                type Item = #model;
                #attributes
            }
        };
    }
    quote! {
        impl #params __cbv::MultipleObject for #ident #args #bounds {
            type Model = #model;
            #attributes
            #mixins
        }
    }
}

/// The consts that the author's words set.
fn attributes(spec: &ListSpec, model: &TokenStream, faults: &Faults) -> TokenStream {
    let text = quote!(&'static __cbv::__private::core::primitive::str);
    let ordering = (!spec.ordering.is_empty()).then(|| {
        let terms = spec.ordering.iter().map(|term| order(model, term));
        quote!(const ORDERING: &'static [__cbv::Order<#model>] = &[#(#terms),*];)
    });
    let paginate_by = spec.paginate_by.map(|Rows { number, .. }| {
        quote! {
            const PAGINATE_BY: __cbv::__private::core::option::Option<__cbv::__private::core::num::NonZeroU32> =
                __cbv::__private::core::num::NonZeroU32::new(#number);
        }
    });
    let orphans =
        spec.paginate_orphans.map(|Rows { number, .. }| quote!(const PAGINATE_ORPHANS: u32 = #number;));
    let kwarg = spec.page_kwarg.as_ref().map(|name| quote!(const PAGE_KWARG: #text = #name;));
    let empty = spec.allow_empty.map(|yes| quote!(const ALLOW_EMPTY: bool = #yes;));
    let queryset = spec.queryset.as_ref().map(
        |queryset| quote_spanned!(queryset.span()=> fn queryset() -> __cbv::QuerySet<#model> { #queryset }),
    );
    // after a fault its lookups may not exist; an empty table is right for all that follows
    let tables = !spec.items && faults.is_empty();
    let controls = tables.then(|| filter::consts(&spec.controls, model));
    let paging = paging(&spec.paging);
    quote!(#ordering #paginate_by #orphans #paging #kwarg #empty #queryset #controls)
}

/// The consts of `count`, `overflow` and `paginate`.
fn paging(paging: &Paging) -> TokenStream {
    let count = paging.count.as_ref().map(|Count { way, most }| {
        let way = format_ident!("{}", way.variant);
        let most = most.iter();
        quote!(const COUNT: __cbv::page::Count = __cbv::page::Count::#way #((#most))*;)
    });
    let overflow = paging.overflow.as_ref().map(|word| {
        let word = format_ident!("{}", word.variant);
        quote!(const OVERFLOW: __cbv::page::Overflow = __cbv::page::Overflow::#word;)
    });
    let keyset = paging.is_keyset().then(|| {
        quote!(
            const PAGINATE: __cbv::page::Paginate = __cbv::page::Paginate::Keyset;
        )
    });
    quote!(#count #overflow #keyset)
}
