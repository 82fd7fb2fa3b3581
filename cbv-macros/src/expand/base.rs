//! `#[derive(View)]`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::DeriveInput;

use super::{
    Expansion,
    field::extractor,
    view::{Arguments, Mount, capitalized, inherent, view},
};
use crate::{
    check,
    fault::Faults,
    spec::{base::BaseSpec, view::VERBS},
};

/// Derives `View`.
pub(crate) fn derive(input: &DeriveInput, faults: &mut Faults) -> Expansion {
    let mut spec = BaseSpec::new(input, faults);
    check::base::check(&spec, faults);
    spec.view = spec.view.without_fields_after(faults);
    let base = view(&spec.view, &quote!(()), &[]);
    let extractor = extractor(&spec.view, None);
    let mount = Mount { settings: None, router: mount(&spec) };
    let inherent = inherent(&spec.view, None, &mount, &hooks(&spec), &Arguments::default());
    let items = quote! {
        #base
        #extractor
        #inherent
    };
    Expansion { krate: spec.view.krate, public: TokenStream::new(), items }
}

/// The traits that a generic view must implement: one for each verb it lists.
fn hooks(spec: &BaseSpec) -> TokenStream {
    let listed = spec.view.verbs.iter().flatten().map(|verb| verb.name.as_str());
    let written = listed.filter(|verb| !["head", "options"].contains(verb)); // answered without being written
    let traits = written.map(capitalized);
    quote!(__cbv::ViewHooks #(+ __cbv::#traits)*)
}

/// Asks for each verb whether the view implements it.
fn mount(spec: &BaseSpec) -> TokenStream {
    let router = if spec.view.is_generic() {
        quote!(__cbv::__private::VerbRouter::<Self, __S, __cbv::__private::Overridden>::new())
    } else {
        quote!({
            #[allow(unused_imports)] // one of the two is not needed
            use __cbv::__private::{ViewViaDefaults as _, ViewViaHooks as _};
            (&probe).verbs::<__S>()
        })
    };
    let with = VERBS.iter().map(|verb| format_ident!("With{}", capitalized(verb)));
    let without = VERBS.iter().map(|verb| format_ident!("Without{}", capitalized(verb)));
    let functions = VERBS.iter().map(|verb| format_ident!("{verb}"));
    quote! {
        #[allow(unused_imports)] // of each pair one is not needed
        use __cbv::__private::{#(#with as _,)* #(#without as _,)*};
        let probe = __cbv::__private::Probe::<Self>::new();
        let router = #router;
        #(let router = (&probe).#functions(router);)*
        router.finish()
    }
}
