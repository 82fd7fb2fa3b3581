//! `#[derive(Form)]`: constants for the fields, the struct that a template sees, `Form`, and `ModelForm` where a model is named.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{DeriveInput, Expr, Type, ext::IdentExt as _, spanned::Spanned as _};

use super::{
    Expansion,
    form_rows::{files, links, save_links, sources},
    formset,
    view::capitalized,
};
use crate::{
    check,
    fault::Faults,
    spec::{
        form::{DefaultSpec, FormSpec, InputSpec},
        limit,
        model::constant,
        rule::RuleSpec,
    },
};

/// Derives `Form`.
pub(crate) fn derive(input: &DeriveInput, faults: &mut Faults) -> Expansion {
    let mut spec = FormSpec::new(input, faults);
    check::form::check(&spec, faults);
    if !faults.is_empty() {
        // nobody knows whether a set is one
        let any = spec.sets().next().is_some();
        spec.generic |= any;
        spec.leave_words();
    }
    expand(&spec)
}

/// The items of a form, for the derive and for views that make one of `fields(..)`.
pub(crate) fn expand(spec: &FormSpec) -> Expansion {
    let krate = spec.krate.clone();
    if spec.generic {
        return Expansion { krate, public: TokenStream::new(), items: TokenStream::new() };
    }
    let (constants, form) = (constants(spec), form(spec));
    let model = spec.model.as_ref().map(|model| model_form(spec, model));
    Expansion { krate, public: shown(spec), items: quote!(#constants #form #model) }
}

/// The struct that a template sees.
fn shown(spec: &FormSpec) -> TokenStream {
    let (vis, krate, fields) = (&spec.vis, &spec.krate, fields_ident(spec));
    let doc = format!("The fields of [`{}`] as a template sees them.", spec.ident);
    let fields_of = spec.fields.iter().map(|field| {
        let name = &field.ident;
        let shown = match &field.set {
            Some(_) => formset::shown(field, krate),
            None => quote!(#krate::form::BoundField),
        };
        quote!(pub #name: #shown)
    });
    quote! {
        #[doc = #doc]
        #[derive(Debug)]
        #[allow(dead_code, missing_docs)] // a template reads some of the fields
        #vis struct #fields { #(#fields_of,)* }
    }
}

fn fields_ident(spec: &FormSpec) -> Ident {
    format_ident!("{}Fields", spec.ident)
}

/// `pub const TITLE: FormField<Self, String> = ..;`
fn constants(spec: &FormSpec) -> TokenStream {
    let ident = &spec.ident;
    let fields = spec.inputs().chain(spec.sets());
    let constants = fields.enumerate().map(|(index, InputSpec { ident, vis, ty, .. })| {
        let (constant, name) = (constant(ident), ident.unraw().to_string());
        let doc = format!("The field `{name}`.");
        quote! {
            #[doc = #doc]
            #vis const #constant: __cbv::form::FormField<Self, #ty> = __cbv::form::FormField::new(#index, #name);
        }
    });
    quote! {
        #[allow(dead_code)] // not every field is named by a hook
        impl #ident { #(#constants)* }
    }
}

fn form(spec: &FormSpec) -> TokenStream {
    let (ident, fields) = (&spec.ident, fields_ident(spec));
    let changes =
        spec.model.as_ref().map_or_else(|| quote!(()), |model| quote!(__cbv::form::Changes<#model>));
    let metas = spec.inputs().map(meta);
    let prefix = spec
        .prefix
        .as_ref()
        .map(|prefix| quote!(const PREFIX: &'static __cbv::__private::core::primitive::str = #prefix;));
    let (decode, clean, sources) = (decode(spec), clean(spec), sources(spec));
    let inline = |field: &InputSpec| field.set.as_ref().is_some_and(|set| set.inline.is_some());
    let more = |field: &InputSpec| field.many_to_many.is_some() || field.upload_to.is_some() || inline(field);
    let links = spec.fields.iter().any(more);
    let links = links.then(|| {
        quote!(
            const LINKS: __cbv::__private::core::primitive::bool = true;
        )
    });
    let sets = formset::sets(spec, &fields);
    let bound = spec.fields.iter().map(|field| {
        let (name, constant) = (&field.ident, constant(&field.ident));
        let function = if field.set.is_some() { quote!(set) } else { quote!(field) };
        quote!(#name: binder.#function(Self::#constant))
    });
    let begins = spec.fields.iter().map(|field| {
        let (name, constant) = (&field.ident, constant(&field.ident));
        if field.set.is_some() {
            return quote!(.with_rows(Self::#constant, self.#name.to_initial()));
        }
        let texts = called(field, "encode", &quote!(&self.#name));
        quote!(.with_texts(Self::#constant, #texts))
    });
    quote! {
        impl __cbv::form::Form for #ident {
            type Fields = #fields;
            type Changes = #changes;
            const FIELDS: &'static [__cbv::form::FieldMeta] = &[#(#metas),*];
            #prefix
            #links
            #sets
            #decode

            #[allow(unused_variables)] // a form may have no fields
            fn bind(binder: &__cbv::form::Binder<'_, Self>) -> #fields {
                #fields { #(#bound,)* }
            }

            fn to_initial(&self) -> __cbv::form::Initial<Self> {
                __cbv::form::Initial::new() #(#begins)*
            }
            #sources
            #clean
        }
    }
}

/// What a field of this type does. Always in these words and at this place, and never by a bound: the compiler says once of a
/// type that it is no field of a form.
fn form_value(field: &InputSpec, item: &str) -> TokenStream {
    let (ty, span) = (&field.ty, field.ty.span());
    let item = Ident::new(item, span);
    quote_spanned!(span=> <#ty as __cbv::form::FormValue>::#item)
}

/// A call of such a function. The parentheses are at the type, too: the compiler points at the whole call.
fn called(field: &InputSpec, function: &str, value: &TokenStream) -> TokenStream {
    let function = form_value(field, function);
    quote_spanned!(field.ty.span()=> #function(#value))
}

/// `<String as FormValue>::META.named("title", "Title").required(true)`.
fn meta(field: &InputSpec) -> TokenStream {
    let (name, label, ty) = (field.ident.unraw().to_string(), field.label(), &field.ty);
    let mut words = Vec::new();
    if let Some(text) = &field.help_text {
        words.push(quote!(.help_text(#text)));
    }
    if let Some(widget) = &field.widget {
        let widget = capitalized(if widget.name == "datetime" { "dateTime" } else { &widget.name });
        words.push(quote!(.widget(__cbv::form::Widget::#widget)));
    }
    let shape = field.rules.iter().find_map(|rule| match rule.name {
        "email" => Some(quote!(Email)),
        "url" => Some(quote!(Url)),
        _ => None,
    });
    if let (Some(shape), None) = (shape, &field.widget) {
        words.push(quote!(.widget(__cbv::form::Widget::#shape)));
    }
    if let Some(required) = field.required {
        words.push(quote!(.required(#required)));
    }
    if let Some(strip) = field.strip {
        words.push(quote!(.strip(#strip)));
    }
    if let Some(disabled) = field.disabled {
        words.push(quote!(.disabled(#disabled)));
    }
    words.extend(attributes(field));
    if !field.error_messages.is_empty() {
        let messages = field.error_messages.iter().map(|message| (&message.name, &message.value));
        let (codes, texts): (Vec<_>, Vec<_>) = messages.unzip();
        words.push(quote!(.error_messages(&[#((#codes, #texts)),*])));
    }
    if let Some(rules) = &field.files {
        words.push(quote_spanned!(ty.span()=> .files::<#ty>(#rules)));
    }
    // what a field is when it is not sent is what it begins with, as Django's defaults
    let of_type = || quote_spanned!(ty.span()=> <#ty as __cbv::__private::core::default::Default>::default());
    let initial = match (&field.initial, &field.default) {
        (Some(initial), _) | (None, Some(DefaultSpec::Value(initial))) => {
            Some((initial.span(), quote!(#initial)))
        }
        (None, Some(DefaultSpec::OfType)) => Some((ty.span(), of_type())),
        (None, None) => None,
    };
    if let Some((span, initial)) = initial {
        let initial = quote_spanned!(span=> __cbv::__private::initial::<#ty>(#initial));
        let texts = called(field, "encode", &quote!(&#initial));
        words.push(quote!(.initial(|| #texts)));
    }
    let meta = form_value(field, "META");
    quote!(#meta.named(#name, #label)#(#words)*)
}

/// The HTML attributes: those of the rules, and the author's.
fn attributes(field: &InputSpec) -> Vec<TokenStream> {
    let list = |pairs: Vec<(String, String)>| {
        let (names, values): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
        quote!(&[#((#names, #values)),*])
    };
    let rules = field.rules.iter().filter_map(|rule| rule.attribute());
    let rules = rules.chain(field.garde.iter().cloned());
    let rules: Vec<(String, String)> = rules.map(|(name, value)| (name.to_owned(), value)).collect();
    let mut words = Vec::new();
    if !rules.is_empty() {
        let rules = list(rules);
        words.push(quote!(.constraints(#rules)));
    }
    if !field.attrs.is_empty() {
        let attrs = list(field.attrs.iter().map(|attr| (attr.name.value(), attr.value.value())).collect());
        words.push(quote!(.attrs(#attrs)));
    }
    words
}

fn decode(spec: &FormSpec) -> TokenStream {
    let names: Vec<&Ident> = spec.fields.iter().map(|field| &field.ident).collect();
    // a field may be called `decoder`
    let values: Vec<Ident> = (0..names.len()).map(|index| format_ident!("__value_{index}")).collect();
    let reads = spec.fields.iter().zip(&values).map(|(field, ident)| {
        let (constant, rules, ty) = (constant(&field.ident), rules(field), &field.ty);
        if field.set.is_some() {
            return quote!(let #ident = decoder.set(Self::#constant););
        }
        let decode = called(field, "decode", &quote!(raw));
        let decode = quote!(|raw| #decode);
        let default = match &field.default {
            None => return quote!(let #ident = decoder.read(Self::#constant, #decode, |value, rules| { #rules });),
            Some(DefaultSpec::OfType) => {
                quote_spanned!(ty.span()=> || <#ty as __cbv::__private::core::default::Default>::default())
            }
            // in the words of `initial`, so that a value that does not fit is said once
            Some(DefaultSpec::Value(value)) => {
                let value = quote_spanned!(value.span()=> __cbv::__private::initial::<#ty>(#value));
                quote!(|| #value)
            }
        };
        quote!(let #ident = decoder.read_or(Self::#constant, #default, #decode, |value, rules| { #rules });)
    });
    // after a fault nobody knows whether the struct has these fields
    let made = if spec.faulty {
        quote!(__cbv::__private::core::option::Option::None)
    } else {
        quote!(__cbv::__private::core::option::Option::Some(Self { #(#names: #values?,)* }))
    };
    quote! {
        // not every field has rules; the functions that the closures call are not named alone: the compiler would say of a type
        // that is no field's what it asks of the function, too
        #[allow(unused_variables, clippy::redundant_closure)]
        fn decode(decoder: &mut __cbv::form::Decoder<'_>) -> __cbv::__private::core::option::Option<Self> {
            #(#reads)*
            #made
        }
    }
}

/// `rules.check(max_length(value, 100));`
fn rules(field: &InputSpec) -> TokenStream {
    let rules = field.rules.iter().map(|given| rule(field, given));
    let validators = field.validators.iter().map(|validator| {
        let span = validator.span();
        quote_spanned!(span=> rules.check(#validator(value));)
    });
    quote!(#(#rules)* #(#validators)*)
}

fn rule(field: &InputSpec, rule: &RuleSpec) -> TokenStream {
    let (function, span) = (Ident::new(rule.name, rule.key.span()), rule.key.span());
    let limit = limit::of_type(&rule.limit, &field.ty);
    let some = |limit: Option<Expr>| match limit {
        Some(limit) => quote_spanned!(span=> __cbv::__private::core::option::Option::Some(#limit)),
        None => quote_spanned!(span=> __cbv::__private::core::option::Option::None),
    };
    match rule.name {
        // one rule, which says of both what is wrong first
        "decimal_places" if field.limit("max_digits").is_some() => TokenStream::new(),
        "max_digits" | "decimal_places" => {
            let (total, places) = (field.limit("max_digits"), field.limit("decimal_places"));
            let (total, places) = (some(total.cloned()), some(places.cloned()));
            quote_spanned!(span=> rules.check(__cbv::__private::rules::digits(value, #total, #places));)
        }
        "step_size" => {
            let from = some(field.limit("min_value").map(|least| limit::of_type(least, &field.ty)));
            quote_spanned!(span=> rules.check(__cbv::__private::rules::step_size(value, #limit, #from));)
        }
        _ => quote_spanned!(span=> rules.check(__cbv::__private::rules::#function(value, #limit));),
    }
}

/// The author's checks: of each field that has one, then of the form.
fn clean(spec: &FormSpec) -> TokenStream {
    let fields = spec.fields.iter().filter_map(|field| {
        let (clean, ident, constant) = (field.clean.as_ref()?, &field.ident, constant(&field.ident));
        let span = clean.span();
        Some(quote_spanned! {span=>
            __cbv::__private::cleaned(Self::#constant, &mut self.#ident, #clean, cx, errors).await?;
        })
    });
    let sets = spec.sets().map(|field| {
        let (ident, constant) = (&field.ident, constant(&field.ident));
        quote!(self.#ident.full_clean(cx, Self::#constant, errors).await?;)
    });
    let by_garde = spec.fields.iter().any(|field| field.by_garde);
    let garde = by_garde.then(|| quote!(__cbv::__private::rules::garde(&*self, errors);));
    quote! {
        async fn full_clean(
            &mut self,
            cx: &__cbv::form::Cleaning<'_>,
            errors: &mut __cbv::form::Errors<Self>,
        ) -> __cbv::Result<()> {
            #garde
            #(#fields)*
            #(#sets)*
            #[allow(unused_imports)] // one of the two is not needed
            use __cbv::__private::{CleanViaDefault as _, CleanViaImpl as _};
            (&__cbv::__private::CleanProbe::<Self>::new()).clean(self, cx, errors).await
        }
    }
}

fn model_form(spec: &FormSpec, model: &Type) -> TokenStream {
    let ident = &spec.ident;
    let columns = spec.fields.iter().filter(|field| field.is_column() && !spec.faulty);
    let columns: Vec<&InputSpec> = columns.collect();
    // both name the column in the same words, which the compiler refuses once; what follows from that it does not look at
    let holder = |field: &InputSpec| field.holder.clone().unwrap_or_else(|| quote!(#model));
    let uploaded = spec.fields.iter().filter(|field| field.upload_to.is_some());
    let shown = columns.iter().copied().chain(uploaded).map(|field| {
        let (ident, constant, holder) = (&field.ident, constant(&field.ident), holder(field));
        quote_spanned! {ident.span()=>
            initial.show(Self::#constant, &<#holder>::#constant.of_row(object).#ident);
        }
    });
    let stored = columns.iter().map(|field| {
        let (ident, constant, holder) = (&field.ident, constant(&field.ident), holder(field));
        quote_spanned! {ident.span()=>
            <#holder>::#constant.set(__cbv::__private::core::clone::Clone::clone(&self.#ident))
        }
    });
    let (links, files, keys) = (links(spec, model), files(spec, model), formset::keys(spec, model));
    let (of_rows, save_links) = (formset::of_rows(spec, model), save_links(spec, model));
    quote! {
        #keys

        impl __cbv::form::ModelForm for #ident {
            type Model = #model;

            #[allow(unused_variables, unused_mut)] // a form may have no columns
            fn of_object(object: &#model) -> __cbv::form::Initial<Self> {
                let mut initial = __cbv::form::Initial::new();
                #(#shown)*
                initial
            }

            fn assignments(&self) -> __cbv::__private::std::vec::Vec<__cbv::Assignment<#model>> {
                __cbv::__private::std::vec![#(#stored),*]
            }
            #links
            #files
            #of_rows
            #save_links
        }
    }
}
