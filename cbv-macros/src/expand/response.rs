//! `impl TemplateResponse`: which templates, fragments and formats a view answers with, and how each is rendered.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, format_ident, quote, quote_spanned};
use syn::{LitStr, ext::IdentExt as _, parse_quote};

use super::{
    context::{Context, derive_name, derives},
    view::Head,
};
use crate::{
    fault::Faults,
    spec::view::{OtherTemplate, TemplateSpec, ViewSpec},
    templates,
    words::capitalized,
};

/// What a view answers with: items for the module, items for the anonymous const, the impl.
pub(crate) struct Response {
    pub(crate) public: TokenStream,
    pub(crate) items: TokenStream,
}

/// Makes the response of a view. `data` is the expression of its JSON, in which `req` and `context` are in scope.
pub(crate) fn response(
    view: &ViewSpec,
    template: &TemplateSpec,
    context: &Context,
    data: &TokenStream,
    faults: &Faults,
) -> Response {
    let mut html = template.has_format("html") && faults.is_empty();
    let mut structs = html.then(|| structs(view, template, context));
    if html && let Some(missing) = missing(view, template) {
        html = false;
        structs = Some(missing);
    }
    let render = if html { render(view, template, context) } else { quote!(__cbv::__private::broken()) };
    let implementation = implementation(view, template, context, &render, data);
    Response { public: choice(view, template), items: quote!(#structs #implementation) }
}

fn implementation(
    view: &ViewSpec,
    template: &TemplateSpec,
    context: &Context,
    render: &TokenStream,
    data: &TokenStream,
) -> TokenStream {
    let Head { ident, params, args, bounds } = view.head();
    let text = quote!(&'static __cbv::__private::core::primitive::str);
    let extra = &context.extra;
    let choice = choice_type(view, template);
    let content = template.content_type.as_ref().map(|value| quote!(const CONTENT_TYPE: #text = #value;));
    let fragments = (!template.fragments.is_empty()).then(|| {
        let names = template.fragments.iter().map(|name| name.unraw().to_string());
        quote!(const FRAGMENTS: &'static [#text] = &[#(#names),*];)
    });
    let data = template
        .formats
        .iter()
        .find(|format| format.name == "json")
        .map(|_| function("data", &parse_quote!(__cbv::__private::Json), data));
    let feed = feed(template, context);
    let render = function("render", &parse_quote!(__cbv::__private::std::string::String), render);
    let plain = plain(view, template);
    quote! {
        impl #params __cbv::TemplateResponse for #ident #args #bounds {
            type Extra = #extra;
            type Template = #choice;
            #plain
            #content
            #fragments
            #render
            #data
            #feed
        }
    }
}

/// The rows as a feed; the bound on their model is said at the word.
fn feed(template: &TemplateSpec, context: &Context) -> Option<TokenStream> {
    let format = template.formats.iter().find(|format| format.name == "atom")?;
    let rows = context.rows.as_ref()?;
    let body = quote_spanned!(format.span=> __cbv::__private::feed::<Self, _>(#rows, req));
    Some(function("feed", &parse_quote!(__cbv::feed::Document), &body))
}

/// How a view that takes nothing from the request is made.
fn plain(view: &ViewSpec, template: &TemplateSpec) -> Option<TokenStream> {
    let computed = template.extra.computed.is_some() || template.site.is_some();
    let bare = view.fields.as_ref().is_some_and(Vec::is_empty);
    (bare && !computed).then(|| {
        quote! {
            const PLAIN: __cbv::__private::core::option::Option<fn() -> (Self, ())> =
                __cbv::__private::core::option::Option::Some(|| (Self {}, ()));
        }
    })
}

fn function(name: &str, output: &syn::Type, body: &TokenStream) -> TokenStream {
    let name = format_ident!("{name}");
    quote! {
        #[allow(unused_variables)] // after a fault there is nothing to render
        fn #name(
            view: &Self,
            req: &__cbv::Request,
            context: &__cbv::Context<'_, Self>,
        ) -> __cbv::Result<#output> {
            #body
        }
    }
}

/// The name of a view's choice of templates.
fn choice_type(view: &ViewSpec, template: &TemplateSpec) -> TokenStream {
    if template.others.is_empty() {
        return quote!(__cbv::OneTemplate);
    }
    format_ident!("{}Template", view.ident).into_token_stream()
}

/// `enum BookListTemplate { Default, Mobile }`.
fn choice(view: &ViewSpec, template: &TemplateSpec) -> TokenStream {
    if template.others.is_empty() {
        return TokenStream::new();
    }
    let (vis, krate, ident) = (&view.vis, &view.krate, format_ident!("{}Template", view.ident));
    let variants: Vec<Ident> = template.others().map(|other| variant(&other.name)).collect();
    let names = template.others().map(|other| other.name.unraw().to_string());
    let files = template.others().map(|other| format!("`{}`", other.file.value()));
    let doc = format!("The templates of [`{}`].", view.ident);
    let first = format!("`{}`", template.name.value());
    quote! {
        #[doc = #doc]
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
        #[allow(dead_code)] // not every view names all of its templates
        #vis enum #ident {
            #[doc = #first]
            #[default]
            Default,
            #(#[doc = #files] #variants,)*
        }

        impl #krate::TemplateName for #ident {
            fn named(name: &#krate::__private::core::primitive::str) -> #krate::__private::core::option::Option<Self> {
                #krate::__private::named(name, &[("default", Self::Default), #((#names, Self::#variants)),*])
            }
        }
    }
}

/// `Mobile` for `mobile`.
fn variant(name: &Ident) -> Ident {
    let name_text = name.unraw().to_string();
    Ident::new(&name_text.split('_').map(capitalized).collect::<String>(), name.span())
}

/// A template that is inferred from the model's name and is not there. The model is asked first: where that is misspelt, the
/// compiler says so, and nothing more.
fn missing(view: &ViewSpec, template: &TemplateSpec) -> Option<TokenStream> {
    let (name, span) = (template.name.value(), template.name.span());
    let model = template.inferred_from.as_ref().filter(|_| !view.is_generic())?;
    let message = format!("no template `{name}`: write it, or name another by `template_name`");
    templates::is_missing(&name).then(|| {
        let fault = quote_spanned!(span=> __cbv::__private::core::panic!("{}", #message));
        // the item itself is nowhere in the author's file, where the compiler would offer parameters for an unknown model
        quote! {
            const _: () = {
                let _ = __cbv::__private::core::option::Option::<#model>::None;
                #fault
            };
        }
    })
}

/// The structs that askama renders: the context, and one around it for each further template.
fn structs(view: &ViewSpec, template: &TemplateSpec, context: &Context) -> TokenStream {
    let blocks: Vec<LitStr> =
        template.fragments.iter().map(|name| LitStr::new(&name.unraw().to_string(), name.span())).collect();
    let manifest = template.site.as_ref().filter(|site| site.of_package).map(|_| {
        // the compiler learns that another Cargo.toml makes another view
        quote! {
            const _: &[u8] = __cbv::__private::core::include_bytes!(__cbv::__private::core::concat!(
                __cbv::__private::core::env!("CARGO_MANIFEST_DIR"),
                "/Cargo.toml"
            ));
        }
    });
    let blocks = (!blocks.is_empty()).then(|| quote!(, blocks = [#(#blocks),*]));
    let first = context.item(view, &template.name, blocks.as_ref());
    let others = template.others().map(|other| wrapper(view, context, other));
    let fragments = (!template.fragments.is_empty()).then(|| fragments(view, template, context));
    let derives = derives(template);
    quote!(#manifest #derives #first #(#others)* #fragments)
}

/// Each fragment is a block that is there: askama renders a missing one empty. Where it cannot read a template at all, it says
/// so; the methods it would have made are then those of a trait, so that nothing else is said.
fn fragments(view: &ViewSpec, template: &TemplateSpec, context: &Context) -> TokenStream {
    let ident = &context.ident;
    let methods = template.fragments.iter().map(|name| format_ident!("as_{}", name.unraw()));
    let generics = context.generics(view);
    let (params, args, bounds) = generics.split_for_impl();
    let asserts = template.fragments.iter().filter(|_| !view.is_generic()).map(|name| {
        let method = format_ident!("as_{}", name.unraw());
        let message = format!("the template has no block `{name}`, or an empty one");
        quote_spanned! {name.span()=>
            const _: () = __cbv::__private::core::assert!(
                __cbv::__private::size_hint(#ident::<'static>::#method) > 0,
                "{}",
                #message
            );
        }
    });
    quote! {
        #[allow(dead_code)]
        trait __Fragments {
            #(fn #methods(&self) -> __cbv::__private::Unread { __cbv::__private::Unread })*
        }
        impl #params __Fragments for #ident #args #bounds {}
        #(#asserts)*
    }
}

/// A further template reads the same names through the context it wraps.
fn wrapper(view: &ViewSpec, context: &Context, other: &OtherTemplate) -> TokenStream {
    let (inner, outer) = (&context.ident, format_ident!("{}{}", context.ident, variant(&other.name)));
    let generics = context.generics(view);
    let (params, args, bounds) = generics.split_for_impl();
    let (template, file, span) = (derive_name(&other.file), &other.file, other.file.span());
    quote_spanned! {span=>
        #[derive(#template)]
        #[template(path = #file, askama = __cbv::__private::askama)]
        struct #outer #params (#inner #args) #bounds;

        impl #params __cbv::__private::core::ops::Deref for #outer #args #bounds {
            type Target = #inner #args;

            fn deref(&self) -> &Self::Target {
                &self.0
            }
        }
    }
}

/// The body of `render`: the fragment that is asked for, else the template that was chosen.
fn render(view: &ViewSpec, template: &TemplateSpec, context: &Context) -> TokenStream {
    let build = &context.build;
    let fragments = template.fragments.iter().map(|name| {
        let (text, method) = (name.unraw().to_string(), format_ident!("as_{}", name.unraw()));
        quote! {
            if context.fragment == __cbv::__private::core::option::Option::Some(#text) {
                return __cbv::__private::rendered(&template.#method());
            }
        }
    });
    let choice = choice_type(view, template);
    let others = template.others().map(|other| {
        let (variant, outer) =
            (variant(&other.name), format_ident!("{}{}", context.ident, variant(&other.name)));
        quote! {
            if context.template == #choice::#variant {
                return __cbv::__private::rendered(&#outer(template));
            }
        }
    });
    quote! {
        let template = #build;
        #(#fragments)*
        #(#others)*
        __cbv::__private::rendered(&template)
    }
}
