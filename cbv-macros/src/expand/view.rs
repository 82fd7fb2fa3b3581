//! What all kinds of views have: `View`, the extractor, `as_view`, `router`, `url`.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{LitStr, ext::IdentExt as _, spanned::Spanned as _};

use super::{field::field_bounds, url};
use crate::{
    spec::{
        items::Word,
        path::PathSpec,
        site::Site,
        view::{FieldSpec, ViewSpec},
    },
    words,
};

/// How generic code names the view: `impl<T> .. for V<T> where ..`.
pub(crate) struct Head<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) params: syn::ImplGenerics<'a>,
    pub(crate) args: Args<'a>,
    pub(crate) bounds: Option<&'a syn::WhereClause>,
}

impl ViewSpec {
    /// The pieces of an impl's head.
    pub(crate) fn head(&self) -> Head<'_> {
        let (params, _, bounds) = self.generics.split_for_impl();
        Head { ident: &self.ident, params, args: Args(self), bounds }
    }

    /// A generic view is not probed for hooks: its author writes the impl.
    pub(crate) fn is_generic(&self) -> bool {
        self.generics.type_params().next().is_some() || self.generics.const_params().next().is_some()
    }
}

/// The arguments behind the view's name: `<T, N>`. Lifetimes are a fault, and `'static` from then on.
pub(crate) struct Args<'a>(&'a ViewSpec);

impl ToTokens for Args<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let (_, args, _) = self.0.generics.split_for_impl();
        match self.0.lifetimes.as_slice() {
            [] => args.to_tokens(tokens),
            lifetimes => {
                let statics = lifetimes.iter().map(|_| quote!('static));
                tokens.extend(quote!(<#(#statics),*>));
            }
        }
    }
}

/// `impl View for V`.
pub(crate) fn view(spec: &ViewSpec, data: &TokenStream, formats: &[Word]) -> TokenStream {
    let formats = (!formats.is_empty()).then(|| {
        let formats = formats.iter().map(|format| capitalized(&format.name));
        quote!(const FORMATS: &'static [__cbv::Format] = &[#(__cbv::Format::#formats),*];)
    });
    let Head { ident, params, args, bounds } = spec.head();
    let name = ident.unraw().to_string();
    let verbs = spec.verbs.as_ref().map(|verbs| {
        let verbs = verbs.iter().map(|verb| {
            let variant = capitalized(&verb.name);
            quote!(__cbv::Verb::#variant)
        });
        quote!(const HTTP_METHOD_NAMES: &'static [__cbv::Verb] = &[#(#verbs),*];)
    });
    let exempt = spec.csrf_exempt.then(|| {
        quote!(
            const CSRF_EXEMPT: __cbv::__private::core::primitive::bool = true;
        )
    });
    quote! {
        impl #params __cbv::View for #ident #args #bounds {
            type Data = #data;
            const NAME: &'static __cbv::__private::core::primitive::str = #name;
            #verbs
            #exempt
            #formats
        }
    }
}

/// `Get` for `get`.
pub(crate) fn capitalized(word: &str) -> Ident {
    format_ident!("{}", words::capitalized(word))
}

/// How a view is mounted.
pub(crate) struct Mount {
    /// The expression that makes the method router.
    pub(crate) router: TokenStream,
    /// What a route may set; a base view has nothing.
    pub(crate) settings: Option<Set>,
}

/// Settings of a route.
pub(crate) struct Set {
    /// The module of the kind, whose `Settings` a route may set.
    pub(crate) kind: Ident,
    /// The expression that makes the `With`.
    pub(crate) with: TokenStream,
}

/// `as_view`, `with`, `router` and `url`. `hooks` is the trait a generic view must have.
pub(crate) fn inherent(
    spec: &ViewSpec,
    site: Option<&Site>,
    mount: &Mount,
    hooks: &TokenStream,
    arguments: &Arguments,
) -> TokenStream {
    let Head { ident, params, args, bounds } = spec.head();
    let generic = spec.is_generic().then(|| quote!(Self: #hooks,));
    let located = located(spec, arguments);
    let fields = field_bounds(spec, site);
    let clause = quote!(where __S: __cbv::RouterState, #generic #fields);
    let as_view = as_view(spec, mount, &clause);
    let router = spec.path.as_ref().map(|path| router(&path.literal, &clause));
    let located_impl = spec.path.as_ref().map(|path| {
        let literal = &path.literal;
        quote! {
            impl #params __cbv::Located for #ident #args #bounds {
                const PATH: &'static __cbv::__private::core::primitive::str = #literal;
            }
        }
    });
    quote! {
        #located_impl

        #[allow(dead_code)] // a view may be mounted in one way only
        impl #params #ident #args #bounds {
            #as_view
            #router
            #located
        }
    }
}

/// `as_view`, and `with` for a kind that has settings. `layer(..)` stands around both.
fn as_view(spec: &ViewSpec, mount: &Mount, clause: &TokenStream) -> TokenStream {
    let (router, layers) = (&mount.router, &spec.layers);
    let around = layers.first().map(|first| {
        let span = first.span();
        quote_spanned!(span=> .layer((#(#layers,)*)))
    });
    let layered = around.as_ref().map(|around| quote!(.layered(|router| router #around)));
    let with = mount.settings.as_ref().map(|Set { kind, with }| {
        quote! {
            /// The view with settings of one route, mounted by `as_view()` at the end: `with().content_type("text/plain").as_view()`.
            pub fn with<__S>() -> __cbv::With<Self, __cbv::#kind::Settings<Self>, __S> #clause {
                { #with } #layered
            }
        }
    });
    quote! {
        /// The view as a method router, for any path.
        pub fn as_view<__S>() -> __cbv::__private::axum::routing::MethodRouter<__S> #clause {
            { #router } #around
        }

        #with
    }
}

fn router(path: &LitStr, clause: &TokenStream) -> TokenStream {
    quote! {
        /// A router with the view at its path.
        pub fn router<__S>() -> __cbv::__private::axum::Router<__S> #clause {
            __cbv::__private::axum::Router::new().route(#path, Self::as_view())
        }
    }
}

/// The arguments of the path that `url(..)` knows something of: all others are text.
#[derive(Default)]
pub(crate) struct Arguments {
    /// Their types.
    pub(crate) types: Vec<(String, TokenStream)>,
    /// Those that are parts of one date, each with the expression that writes it, in which `date` is in scope.
    pub(crate) dated: Vec<(&'static str, TokenStream)>,
    /// What makes `date` of the date that is given.
    pub(crate) date: TokenStream,
}

impl Arguments {
    /// The parameters of `url`, in the order of the path; the first part of the date stands for all.
    fn parameters(&self, path: &PathSpec) -> Vec<TokenStream> {
        let mut dated = false;
        let parameter = |name: &str| {
            if self.part(name).is_none() {
                let (ident, ty) = (Ident::new(name, path.span()), self.of(name));
                return Some(quote!(#ident: #ty));
            }
            (!std::mem::replace(&mut dated, true)).then(|| quote!(date: impl __cbv::__private::DateArgument))
        };
        path.arguments().filter_map(parameter).collect()
    }

    /// What stands before the URL is written.
    fn prepared(&self, path: &PathSpec) -> Option<&TokenStream> {
        path.arguments().any(|name| self.part(name).is_some()).then_some(&self.date)
    }

    fn part(&self, name: &str) -> Option<&TokenStream> {
        self.dated.iter().find(|(part, _)| *part == name).map(|(_, value)| value)
    }

    fn of(&self, name: &str) -> TokenStream {
        let known = self.types.iter().find(|(known, _)| known == name).map(|(_, ty)| ty.clone());
        known.unwrap_or_else(|| quote!(impl __cbv::__private::core::fmt::Display))
    }
}

/// `PATH` and `url(..)` of a view that says where it lives.
fn located(spec: &ViewSpec, arguments: &Arguments) -> Option<TokenStream> {
    let path = spec.path.as_ref()?;
    let literal = &path.literal;
    let (parameters, prepared) = (arguments.parameters(path), arguments.prepared(path));
    let write = url::write(path, |name| match arguments.part(name) {
        Some(value) => value.clone(),
        None => Ident::new(name, literal.span()).into_token_stream(),
    });
    let doc = format!("The URL of `{}`, with its arguments percent-encoded.", literal.value());
    if !path.whole {
        return Some(quote! {
            #[allow(non_upper_case_globals)] // a function whose arguments nobody knows
            pub const url: __Fault = loop {};
            pub const PATH: &'static __cbv::__private::core::primitive::str = #literal;
        });
    }
    Some(quote! {
        /// Where the view lives.
        pub const PATH: &'static __cbv::__private::core::primitive::str = #literal;

        #[doc = #doc]
        pub fn url(#(#parameters),*) -> __cbv::__private::std::string::String {
            #prepared
            #write
        }
    })
}

/// The view's mixins as one nested pair; the chain through them is runtime code.
pub(crate) fn mixins(spec: &ViewSpec) -> TokenStream {
    let mixins = spec.fields().iter().filter(|field| field.mixin.is_some()).rev();
    let nested = mixins.fold(None, |behind, FieldSpec { ident, ty, .. }| {
        let (mixin, value) = (quote_spanned!(ty.span()=> &'__m #ty), quote!(&view.#ident));
        Some(match behind {
            Some((rest, values)) => (quote_spanned!(ty.span()=> (#mixin, #rest)), quote!((#value, #values))),
            None => (mixin, value),
        })
    });
    let (ty, value) = nested.unwrap_or_else(|| (quote!(()), quote!(())));
    quote! {
        type Mixins<'__m> = #ty;

        #[allow(clippy::unused_unit, unused_variables)] // most views have no mixins
        fn mixins(view: &Self) -> Self::Mixins<'_> {
            #value
        }
    }
}

/// How a view of a kind is mounted: it is found out whether the author wrote hooks. A generic view cannot be asked; its author
/// writes the impl.
pub(crate) fn probe(spec: &ViewSpec, kind: &str, function: &str) -> Mount {
    // `form` is the module of forms
    let module =
        if kind == "Form" { format_ident!("form_view") } else { format_ident!("{}", words::snake(kind)) };
    if spec.is_generic() {
        let with = quote!(__cbv::#module::with::<Self, __S>());
        let router = quote!(__cbv::#module::as_view::<Self, __S>());
        return Mount { router, settings: Some(Set { kind: module, with }) };
    }
    let (hooks, defaults) = (format_ident!("{kind}ViaHooks"), format_ident!("{kind}ViaDefaults"));
    let probed = |function: &str| {
        let function = format_ident!("{function}");
        quote! {
            #[allow(unused_imports)] // one of the two is not needed
            use __cbv::__private::{#defaults as _, #hooks as _};
            (&__cbv::__private::Probe::<Self>::new()).#function::<__S>()
        }
    };
    Mount { router: probed("as_view"), settings: Some(Set { kind: module, with: probed(function) }) }
}
