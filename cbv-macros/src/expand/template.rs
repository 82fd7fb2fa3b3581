//! `#[derive(TemplateView)]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use super::{
    context::context,
    response::response,
    view::{Arguments, Head, extractor, inherent, mixins, probe, view},
};
use crate::{check, fault::Faults, spec::template::PageSpec};

/// Derives `TemplateView`.
pub(crate) fn derive(input: &DeriveInput, faults: &mut Faults) -> TokenStream {
    let spec = PageSpec::new(input, faults);
    check::template::check(&spec, faults);
    let context = context(&spec.view, &spec.template, Vec::new());
    let krate = &spec.view.krate;
    let base = view(&spec.view, &quote!(()), &spec.template.formats);
    let extractor = extractor(&spec.view);
    let data = TokenStream::new();
    let response = response(&spec.view, &spec.template, &context, &data, faults);
    let (public, items) = (&response.public, &response.items);
    let page = page(&spec);
    let mount = probe(&spec.view, "Template", "template_view");
    let inherent = inherent(&spec.view, &mount, &quote!(__cbv::TemplateHooks), &Arguments(Vec::new()));
    quote! {
        #public

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

fn page(spec: &PageSpec) -> TokenStream {
    let Head { ident, params, args, bounds } = spec.view.head();
    let mixins = mixins(&spec.view);
    quote! {
        impl #params __cbv::TemplateView for #ident #args #bounds {
            #mixins
        }
    }
}
