//! `#[derive(TemplateView)]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use super::{
    context::{Context, context},
    view::{Arguments, Head, extractor, inherent, view},
};
use crate::{check, fault::Faults, spec::template::PageSpec};

/// Derives `TemplateView`.
pub(crate) fn derive(input: &DeriveInput, faults: &mut Faults) -> TokenStream {
    let spec = PageSpec::new(input, faults);
    check::template::check(&spec, faults);
    let context = context(&spec.view, &spec.template, Vec::new()).unless(faults);
    let krate = &spec.view.krate;
    let base = view(&spec.view, &quote!(()));
    let extractor = extractor(&spec.view);
    let page = page(&spec, &context);
    let mount = quote!(__cbv::template::as_view::<Self, __S>());
    let inherent = inherent(&spec.view, &mount, &quote!(__cbv::TemplateView), &Arguments(Vec::new()));
    let items = &context.items;
    quote! {
        const _: () = {
            use #krate as __cbv;
            #items
            #base
            #page
            #extractor
            #inherent
        };
    }
}

fn page(spec: &PageSpec, context: &Context) -> TokenStream {
    let Head { ident, params, args, bounds } = spec.view.head();
    let (extra, render) = (&context.extra, &context.render);
    let content =
        spec.template.content_type.as_ref().map(
            |value| quote!(const CONTENT_TYPE: &'static __cbv::__private::core::primitive::str = #value;),
        );
    quote! {
        impl #params __cbv::TemplateView for #ident #args #bounds {
            type Extra = #extra;
            #content

            #[allow(unused_variables)] // after a fault there is nothing to render
            fn render(
                view: &Self,
                req: &__cbv::Request,
                extra: #extra,
            ) -> __cbv::Result<__cbv::__private::std::string::String> {
                #render
            }
        }
    }
}
