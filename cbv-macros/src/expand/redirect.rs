//! `#[derive(RedirectView)]`.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{DeriveInput, spanned::Spanned as _};

use super::{
    Expansion,
    field::extractor,
    view::{Arguments, Head, inherent, probe, view},
};
use crate::{check, fault::Faults, spec::redirect::RedirectSpec};

/// Derives `RedirectView`.
pub(crate) fn derive(input: &DeriveInput, faults: &mut Faults) -> Expansion {
    let mut spec = RedirectSpec::new(input, faults);
    check::redirect::check(&spec, faults);
    spec.view = spec.view.without_fields_after(faults);
    let base = view(&spec.view, &quote!(()), &[]);
    let extractor = extractor(&spec.view, None);
    let redirect = redirect(&spec);
    let arguments_fit = faults.is_empty().then(|| arguments_fit(&spec));
    let mount = probe(&spec.view, "Redirect", "redirect_view");
    let inherent = inherent(&spec.view, None, &mount, &quote!(__cbv::RedirectHooks), &Arguments::default());
    let items = quote! {
        #base
        #redirect
        #extractor
        #inherent
        #arguments_fit
    };
    Expansion { krate: spec.view.krate, public: TokenStream::new(), items }
}

fn redirect(spec: &RedirectSpec) -> TokenStream {
    let Head { ident, params, args, bounds } = spec.view.head();
    let permanent = spec.permanent.map(|yes| quote!(const PERMANENT: bool = #yes;));
    let query = spec.query_string.map(|yes| quote!(const QUERY_STRING: bool = #yes;));
    let target = target(spec);
    quote! {
        impl #params __cbv::RedirectView for #ident #args #bounds {
            #permanent
            #query

            #[allow(unused_variables)] // a fixed target needs nothing of the request
            fn url(
                view: &Self,
                req: &__cbv::Request,
            ) -> __cbv::Result<__cbv::__private::core::option::Option<__cbv::__private::std::string::String>> {
                #target
            }
        }
    }
}

/// Where to, `None` without a target.
fn target(spec: &RedirectSpec) -> TokenStream {
    let url = spec.url.as_ref().map(|url| &url.literal).filter(|url| !url.value().is_empty());
    let pattern = match (url, &spec.pattern_name) {
        (Some(url), _) => quote!(#url),
        (None, Some(view)) => quote_spanned!(view.span()=> <#view as __cbv::Located>::PATH),
        (None, None) => {
            return quote!(__cbv::__private::core::result::Result::Ok(
                __cbv::__private::core::option::Option::None
            ));
        }
    };
    quote!(__cbv::__private::reverse(#pattern, req).map(__cbv::__private::core::option::Option::Some))
}

/// A named view's arguments must be among those of the redirect's own path.
fn arguments_fit(spec: &RedirectSpec) -> Option<TokenStream> {
    let (view, path) = (spec.pattern_name.as_ref()?, spec.view.path.as_ref()?);
    let (span, own) = (view.span(), &path.literal);
    let message = format!("the view named here has an argument in its path that `{}` lacks", own.value());
    Some(quote_spanned! {span=>
        const _: () = __cbv::__private::core::assert!(
            __cbv::__private::has_arguments(<#view as __cbv::Located>::PATH, #own),
            "{}",
            #message
        );
    })
}
