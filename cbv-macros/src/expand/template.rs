//! `#[derive(TemplateView)]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, ext::IdentExt as _};

use super::{
    Expansion,
    context::{Name, context},
    field::extractor,
    response::{Response, response},
    view::{Arguments, Head, inherent, mixins, probe, view},
};
use crate::{check, fault::Faults, spec::template::PageSpec};

/// Derives `TemplateView`.
pub(crate) fn derive(input: &DeriveInput, faults: &mut Faults) -> Expansion {
    let mut spec = PageSpec::new(input, faults);
    check::template::check(&spec, faults);
    spec.view = spec.view.without_fields_after(faults);
    let context = context(&spec.view, &spec.template, arguments(&spec));
    let base = view(&spec.view, &quote!(()), &spec.template.formats);
    let extractor = extractor(&spec.view, spec.template.site.as_ref());
    let data = data(&spec);
    let Response { public, items: response } = response(&spec.view, &spec.template, &context, &data, faults);
    let page = page(&spec);
    let mount = probe(&spec.view, "Template", "template_view");
    let inherent = inherent(
        &spec.view,
        spec.template.site.as_ref(),
        &mount,
        &quote!(__cbv::TemplateHooks),
        &Arguments::default(),
    );
    let items = quote! {
        #response
        #base
        #page
        #extractor
        #inherent
    };
    Expansion { krate: spec.view.krate, public, items }
}

/// The path's arguments by their names, as text; what the author calls so comes before them.
fn arguments(spec: &PageSpec) -> Vec<Name> {
    let free = |name: &&str| !check::view::NAMES.contains(name) && !spec.names().any(|taken| taken == name);
    let names = spec.view.path.iter().flat_map(|path| path.arguments()).filter(free);
    let text = quote!(&'a __cbv::__private::core::primitive::str);
    names.map(|name| Name::new(name, text.clone(), quote!(req.kwarg(#name).unwrap_or_default()))).collect()
}

/// The JSON of a page: its extra context.
fn data(spec: &PageSpec) -> TokenStream {
    let extra = &spec.template.extra;
    if extra.computed.is_some() {
        return quote!(__cbv::__private::ToJson::to_json(&context.extra));
    }
    let names = extra.fixed.iter().map(|fixed| fixed.name.unraw().to_string());
    let values = extra.fixed.iter().map(|fixed| &fixed.value);
    quote!(__cbv::__private::core::result::Result::Ok(__cbv::__private::json_object([
        #((#names, __cbv::__private::ToJson::to_json(&#values)?)),*
    ])))
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
