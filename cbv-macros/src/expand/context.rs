//! The struct that a template reads: typed, made for one view, with the template's span so that askama's messages stand at
//! its name.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{GenericParam, LitStr, parse_quote};

use super::view::Head;
use crate::fault::Faults;
use crate::spec::view::{FieldSpec, Fixed, FixedType, TemplateSpec, ViewSpec};

/// A name of the context with its type and value.
pub(crate) struct Name {
    pub(crate) name: Ident,
    pub(crate) ty: TokenStream,
    pub(crate) value: TokenStream,
}

impl Name {
    pub(crate) fn new(name: &str, ty: TokenStream, value: TokenStream) -> Self {
        Self { name: format_ident!("{name}"), ty, value }
    }
}

/// The context's struct, and the body of `render`, in which `view`, `req` and `context` are in scope.
pub(crate) struct Context {
    pub(crate) items: TokenStream,
    pub(crate) render: TokenStream,
    pub(crate) extra: TokenStream,
}

impl Context {
    /// With faults no template is looked at: askama's messages would only repeat them.
    pub(crate) fn unless(self, faults: &Faults) -> Self {
        if faults.is_empty() {
            return self;
        }
        Self { items: TokenStream::new(), render: quote!(__cbv::__private::broken()), ..self }
    }
}

/// `impl TemplateResponse for V`.
pub(crate) fn template_response(view: &ViewSpec, template: &TemplateSpec, context: &Context) -> TokenStream {
    let Head { ident, params, args, bounds } = view.head();
    let (extra, render) = (&context.extra, &context.render);
    let content = template
        .content_type
        .as_ref()
        .map(|value| quote!(const CONTENT_TYPE: &'static __cbv::__private::core::primitive::str = #value;));
    quote! {
        impl #params __cbv::TemplateResponse for #ident #args #bounds {
            type Extra = #extra;
            type Template = __cbv::OneTemplate;
            #content

            #[allow(unused_variables)] // after a fault there is nothing to render
            fn render(
                view: &Self,
                req: &__cbv::Request,
                context: &__cbv::Context<'_, Self>,
            ) -> __cbv::Result<__cbv::__private::std::string::String> {
                #render
            }
        }
    }
}

/// Makes the context of a view; `names` are those of its kind.
pub(crate) fn context(view: &ViewSpec, template: &TemplateSpec, names: Vec<Name>) -> Context {
    let ident = format_ident!("{}Context", view.ident);
    let extra = template.extra.computed.as_ref().map_or_else(|| quote!(()), |extra| quote!(#extra));
    let names = all_names(view, template, names);
    let items = items(&ident, view, &template.name, &extra, &names);
    let (fields, values) = (names.iter().map(|name| &name.name), names.iter().map(|name| &name.value));
    let render = quote! {
        let template = #ident { #(#fields: #values,)* __extra: &context.extra };
        __cbv::__private::askama::Template::render(&template).map_err(__cbv::Error::from)
    };
    Context { items, render, extra }
}

fn all_names(view: &ViewSpec, template: &TemplateSpec, mut names: Vec<Name>) -> Vec<Name> {
    let (_, args, _) = view.generics.split_for_impl();
    let ident = &view.ident;
    names.push(Name::new("view", quote!(&'__v #ident #args), quote!(view)));
    names.push(Name::new("request", quote!(&'__v __cbv::Request), quote!(req)));
    for FieldSpec { ident: name, ty, .. } in &view.fields {
        names.push(Name { name: name.clone(), ty: quote!(&'__v #ty), value: quote!(&view.#name) });
    }
    for fixed in &template.extra.fixed {
        let (ty, value) = (fixed_type(fixed), &fixed.value);
        names.push(Name { name: fixed.name.clone(), ty, value: quote!(#value) });
    }
    let mut seen = std::collections::HashSet::new();
    names.retain(|name| seen.insert(name.name.to_string())); // a clash is a fault already
    names
}

fn fixed_type(fixed: &Fixed) -> TokenStream {
    match &fixed.ty {
        FixedType::Written(ty) => quote!(#ty),
        FixedType::Str(span) => quote_spanned!(*span=> &'static __cbv::__private::core::primitive::str),
        FixedType::Int(span) => quote_spanned!(*span=> __cbv::__private::core::primitive::i64),
        FixedType::Float(span) => quote_spanned!(*span=> __cbv::__private::core::primitive::f64),
        FixedType::Bool(span) => quote_spanned!(*span=> __cbv::__private::core::primitive::bool),
        FixedType::Char(span) => quote_spanned!(*span=> __cbv::__private::core::primitive::char),
    }
}

fn items(
    ident: &Ident,
    view: &ViewSpec,
    template: &LitStr,
    extra: &TokenStream,
    names: &[Name],
) -> TokenStream {
    let mut generics = view.generics.clone();
    generics.params.insert(0, GenericParam::Lifetime(parse_quote!('__v)));
    let (params, args, bounds) = generics.split_for_impl();
    let (fields, types) = (names.iter().map(|name| &name.name), names.iter().map(|name| &name.ty));
    let span = template.span();
    quote_spanned! {span=>
        #[derive(__cbv::__private::askama::Template)]
        #[template(path = #template, askama = __cbv::__private::askama)]
        #[allow(dead_code)] // a template reads some of the names
        struct #ident #params #bounds {
            #(#fields: #types,)*
            __extra: &'__v #extra,
        }

        impl #params __cbv::__private::core::ops::Deref for #ident #args #bounds {
            type Target = #extra;

            fn deref(&self) -> &#extra {
                self.__extra
            }
        }
    }
}
