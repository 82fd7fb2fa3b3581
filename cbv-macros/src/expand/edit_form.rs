//! The form that a view makes of `fields(..)`. Called by the expansion of views with a form.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{ext::IdentExt as _, parse_quote, spanned::Spanned as _};

use super::{Expansion, known::known};
use crate::{
    spec::{
        edit::EditSpec,
        form::{FormSpec, InputSpec},
        model::constant,
        view::ViewSpec,
    },
    words::number,
};

/// `BookCreateForm`, the form of `fields(..)`.
pub(super) fn made_ident(spec: &EditSpec) -> Ident {
    // not at the view's name, where the compiler would offer parameters for a type that it does not know
    let view = spec.detail.view.ident.to_string();
    format_ident!("{view}Form")
}

/// The form of `fields(..)`: the struct, and what `#[derive(Form)]` would make of it.
pub(super) fn made(spec: &EditSpec) -> Option<Expansion> {
    let mut seen = std::collections::HashSet::new();
    let fields = spec.fields.as_ref()?.iter().filter(|field| seen.insert(field.to_string()));
    let fields: Vec<&Ident> = fields.collect(); // one that is there twice is a fault already
    let (view, ident) = (&spec.detail.view, made_ident(spec));
    let Some(model) = &spec.detail.model else { return Some(without_model(view, ident)) };
    let krate = &view.krate;
    let model = if view.is_generic() {
        quote!(#model)
    } else {
        let (head, holder) =
            (view.head(), if spec.kind.has_object() { "SingleObject" } else { "CreateView" });
        let (view, args, holder) = (head.ident, head.args, format_ident!("{holder}"));
        quote_spanned!(model.span()=> <#view #args as #krate::#holder>::Model)
    };
    let models: Vec<TokenStream> = fields.iter().map(|field| model_with(spec, &model, field)).collect();
    let types = fields.iter().zip(&models).map(|(field, model)| {
        let number = number(&field.unraw().to_string());
        quote_spanned!(field.span()=> <#model as #krate::__private::HasColumn<#number>>::Type)
    });
    let types: Vec<TokenStream> = types.collect();
    let inputs = fields.iter().zip(types.iter().zip(models)).map(|(field, (ty, model))| InputSpec {
        holder: Some(model),
        ..InputSpec::of_column(field, parse_quote!(#ty))
    });
    let form = FormSpec::of_columns(
        krate.clone(),
        view.vis.clone(),
        ident.clone(),
        parse_quote!(#model),
        inputs.collect(),
    );
    let Expansion { public, items, .. } = super::form::expand(&form);
    let (vis, doc) = (&view.vis, format!("The form of [`{}`].", view.ident));
    let public = quote! {
        #[doc = #doc]
        #[derive(Clone)]
        #[allow(missing_docs, missing_debug_implementations)] // columns of the model
        #vis struct #ident { #(pub #fields: #types,)* }
        #public
    };
    Some(Expansion { krate: krate.clone(), public, items })
}

/// The model, where it has a column of this name.
fn model_with(spec: &EditSpec, model: &TokenStream, field: &Ident) -> TokenStream {
    if spec.detail.view.is_generic() {
        return model.clone();
    }
    let (krate, constant) = (&spec.detail.view.krate, constant(field));
    let private = quote!(#krate::__private);
    let question = quote_spanned!(field.span()=> #private::entered(&<#model>::#constant));
    known(&private, field.span(), &quote!({ #question }), model)
}

/// The form of a view that does not say its model, for hooks that name it: a fault, of which nothing else is said.
fn without_model(view: &ViewSpec, ident: Ident) -> Expansion {
    let (vis, doc) = (&view.vis, format!("The form of [`{}`].", view.ident));
    let item = quote! {
        #[doc = #doc]
        #vis struct #ident;
    };
    let Expansion { krate, public, items } =
        super::form::expand(&FormSpec::of_nothing(view.krate.clone(), view.vis.clone(), ident));
    Expansion { krate, public: quote!(#item #public), items }
}
