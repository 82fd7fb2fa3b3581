//! The struct that a template reads: typed, made for one view, with the template's span so that askama's messages stand at
//! its name.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{GenericParam, Generics, LitStr, parse_quote};

use super::view::Head;
use crate::{
    spec::{
        site::Site,
        view::{FieldSpec, Fixed, FixedType, TemplateSpec, ViewSpec},
    },
    templates,
};

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

/// The context of a view, before it is known which templates render it.
pub(crate) struct Context {
    /// The struct's name.
    pub(crate) ident: Ident,
    /// The type of the author's extra context.
    pub(crate) extra: TokenStream,
    /// The struct literal, in which `view`, `req` and `context` are in scope.
    pub(crate) build: TokenStream,
    /// The rows of a feed, where the view has some.
    pub(crate) rows: Option<TokenStream>,
    names: Vec<Name>,
}

/// Makes the context of a view; `names` are those of its kind.
pub(crate) fn context(view: &ViewSpec, template: &TemplateSpec, names: Vec<Name>) -> Context {
    let ident = format_ident!("{}Context", view.ident);
    let extra = template.extra.computed.as_ref().map_or_else(|| quote!(()), |extra| quote!(#extra));
    let names = all_names(view, template, names);
    let (fields, values) = (names.iter().map(|name| &name.name), names.iter().map(|name| &name.value));
    let build = quote!(#ident { #(#fields: #values,)* __extra: &context.extra });
    Context { ident, extra, build, rows: None, names }
}

impl Context {
    /// The generics of the struct: those of the view, and the lifetime of what it borrows.
    pub(crate) fn generics(&self, view: &ViewSpec) -> Generics {
        let mut generics = view.generics.clone();
        generics.params.insert(0, GenericParam::Lifetime(parse_quote!('a)));
        generics
    }

    /// The struct, rendered by the template `file`; `blocks` are further words of askama's.
    pub(crate) fn item(&self, view: &ViewSpec, file: &LitStr, blocks: Option<&TokenStream>) -> TokenStream {
        let generics = self.generics(view);
        let (params, args, bounds) = generics.split_for_impl();
        let (ident, extra, span) = (&self.ident, &self.extra, file.span());
        let template = derive_name(file);
        let (fields, types) =
            (self.names.iter().map(|name| &name.name), self.names.iter().map(|name| &name.ty));
        quote_spanned! {span=>
            #[derive(#template)]
            #[template(path = #file, askama = __cbv::__private::askama #blocks)]
            #[allow(dead_code)] // a template reads some of the names
            struct #ident #params #bounds {
                #(#fields: #types,)*
                __extra: &'a #extra,
            }

            impl #params __cbv::__private::core::ops::Deref for #ident #args #bounds {
                type Target = #extra;

                fn deref(&self) -> &#extra {
                    self.__extra
                }
            }
        }
    }
}

/// askama's derive under a name that says for which template it is used: the compiler prints it in every message.
pub(crate) fn derive_name(file: &LitStr) -> Ident {
    Ident::new(&templates::label(&file.value()), file.span())
}

/// The imports of that derive, for all of a view's templates.
pub(crate) fn derives(template: &TemplateSpec) -> TokenStream {
    let files = std::iter::once(&template.name).chain(template.others().map(|other| &other.file));
    let mut names: Vec<Ident> = files.map(derive_name).collect();
    names.sort();
    names.dedup();
    quote!(#(use __cbv::__private::askama::Template as #names;)*)
}

fn all_names(view: &ViewSpec, template: &TemplateSpec, mut names: Vec<Name>) -> Vec<Name> {
    let Head { ident, args, .. } = view.head();
    names.push(Name::new("view", quote!(&'a #ident #args), quote!(view)));
    names.push(Name::new("request", quote!(&'a __cbv::Request), quote!(req)));
    if let Some(Site { ty, span, .. }) = &template.site {
        let value = quote_spanned!(*span=> __cbv::__private::site::<#ty>(req)?);
        names.push(Name::new("site", quote!(&'a #ty), value));
    }
    for FieldSpec { ident: name, ty, .. } in view.fields() {
        names.push(Name { name: name.clone(), ty: quote!(&'a #ty), value: quote!(&view.#name) });
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
