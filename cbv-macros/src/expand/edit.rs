//! `#[derive(FormView)]`, `CreateView`, `UpdateView` and `DeleteView`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens as _, format_ident, quote, quote_spanned};
use syn::{DeriveInput, Path, ext::IdentExt as _, spanned::Spanned as _};

use super::{
    Expansion,
    context::{Name, context},
    detail::{attributes, has_slug, names},
    edit_form::{made, made_ident},
    field::extractor,
    known::known,
    message::success_message,
    response::{Response, response},
    url,
    view::{Arguments, Head, inherent, mixins, probe, view},
};
use crate::{
    check,
    fault::Faults,
    spec::{
        edit::{EditSpec, Kind, Target},
        model::constant,
    },
};

/// Derives `FormView`.
pub(crate) fn form(input: &DeriveInput, faults: &mut Faults) -> Expansion {
    derive(Kind::Form, input, faults)
}

/// Derives `CreateView`.
pub(crate) fn create(input: &DeriveInput, faults: &mut Faults) -> Expansion {
    derive(Kind::Create, input, faults)
}

/// Derives `UpdateView`.
pub(crate) fn update(input: &DeriveInput, faults: &mut Faults) -> Expansion {
    derive(Kind::Update, input, faults)
}

/// Derives `DeleteView`.
pub(crate) fn delete(input: &DeriveInput, faults: &mut Faults) -> Expansion {
    derive(Kind::Delete, input, faults)
}

fn derive(kind: Kind, input: &DeriveInput, faults: &mut Faults) -> Expansion {
    let mut spec = EditSpec::new(kind, input, faults);
    check::edit::check(&spec, faults);
    spec.detail.view = spec.detail.view.without_fields_after(faults);
    let types = Types::of(&spec);
    let (own, template) = (&spec.detail.view, &spec.detail.template);
    let context = context(own, template, context_names(&spec, &types));
    let base = view(own, &types.data, &template.formats);
    let extractor = extractor(own, template.site.as_ref());
    let data =
        quote!(__cbv::__private::core::result::Result::Ok(__cbv::form::Shown::form(context.data).to_json()));
    let Response { public, items: response } = response(own, template, &context, &data, faults);
    let implementations = implementations(&spec, &types);
    let made = made(&spec);
    let (made_public, made) = (made.as_ref().map(|made| &made.public), made.as_ref().map(|made| &made.items));
    let has_slug = (kind.has_object() && faults.is_empty()).then(|| has_slug(&spec.detail, &types.model));
    let inherent = inherent(
        own,
        template.site.as_ref(),
        &probe(own, kind.name(), &format!("{}_view", kind.name().to_lowercase())),
        &hooks(kind),
        &arguments(&spec, &types),
    );
    let aliases = &types.aliases;
    let items = quote! {
        #aliases
        #response
        #base
        #made
        #implementations
        #extractor
        #inherent
        #has_slug
    };
    let public = quote!(#public #made_public);
    Expansion { krate: spec.detail.view.krate, public, items }
}

fn hooks(kind: Kind) -> TokenStream {
    let name = format_ident!("{}Hooks", kind.name());
    quote!(__cbv::#name)
}

/// The types that the implementations name.
struct Types {
    model: TokenStream,
    form: TokenStream,
    /// What the view shows.
    data: TokenStream,
    /// The definitions of what stands for the author's types.
    aliases: TokenStream,
}

impl Types {
    /// The model and the form, by names of our own: something is asked of the author's types first, and of one that is wrong
    /// nothing is said but that. Of a generic view nothing can be asked there, because its types are not known.
    fn of(spec: &EditSpec) -> Self {
        let mut aliases = TokenStream::new();
        // defined nowhere in the author's file, and used at the author's word
        let mut alias = |name: &str, span: Span, ty: TokenStream| {
            let defined = format_ident!("{name}");
            aliases.extend(quote!(type #defined = #ty;));
            Ident::new(name, span).to_token_stream()
        };
        let (generic, private) = (spec.detail.view.is_generic(), quote!(__cbv::__private));
        let model = match &spec.detail.model {
            Some(model) if generic => quote!(#model),
            Some(model) => alias("__Model", model.span(), known_model(model)),
            None => quote!(__Fault),
        };
        let form = match &spec.form_class {
            Some(form) if generic => quote!(#form),
            Some(form) => {
                let question = if spec.kind.stores() {
                    quote_spanned!(form.span()=> <#form as __cbv::__private::FormOf<#model>>::KNOWN)
                } else {
                    quote_spanned!(form.span()=> <#form as __cbv::form::Form>::PREFIX.len())
                };
                alias("__Form", form.span(), known(&private, form.span(), &question, &quote!(#form)))
            }
            None if spec.kind == Kind::Delete => quote!(__cbv::form::NoFields),
            None if spec.fields.is_some() && spec.detail.model.is_some() => {
                made_ident(spec).to_token_stream()
            }
            None => quote!(__Fault),
        };
        let data = if spec.kind.has_object() {
            quote!(__cbv::form::Editing<#model, #form>)
        } else {
            quote!(__cbv::form::Bound<#form>)
        };
        Self { model, form, data, aliases }
    }
}

/// The author's model, where it is one that can be written.
fn known_model(model: &Path) -> TokenStream {
    let (span, private) = (model.span(), quote!(__cbv::__private));
    let question = quote_spanned!(span=> <#model as __cbv::Model>::TABLE.len());
    let row = known(&private, span, &question, &quote!(#model));
    let question = quote_spanned!(span=> __cbv::__private::fit::writable::<#row>());
    known(&private, span, &question, &quote!(#model))
}

/// `form`, and the object under both of its names.
fn context_names(spec: &EditSpec, types: &Types) -> Vec<Name> {
    let form = &types.form;
    let ty = quote!(&'a __cbv::form::Bound<#form>);
    if !spec.kind.has_object() {
        return vec![Name::new("form", ty, quote!(context.data))];
    }
    let mut all = names(&spec.detail, &types.model);
    for name in &mut all {
        name.value = quote!(&context.data.object);
    }
    all.push(Name::new("form", ty, quote!(&context.data.form)));
    all
}

/// The arguments of the path, as far as their types are known.
fn arguments(spec: &EditSpec, types: &Types) -> Arguments {
    let model = &types.model;
    let known = [
        (spec.detail.pk_kwarg(), quote!(impl __cbv::__private::KeyArgument<<#model as __cbv::Model>::Pk>)),
        (spec.detail.slug_kwarg(), quote!(&__cbv::__private::core::primitive::str)),
    ];
    let types = if spec.kind.has_object() { known.into() } else { Vec::new() };
    Arguments { types, ..Arguments::default() }
}

fn implementations(spec: &EditSpec, types: &Types) -> TokenStream {
    let Head { ident, params, args, bounds } = spec.detail.view.head();
    let Types { model, .. } = types;
    let (mixins, form_mixin) = (mixins(&spec.detail.view), form_mixin(spec, types));
    let own = format_ident!("{}View", spec.kind.name());
    let (target, attributes) = (success_url(spec, types), attributes(&spec.detail, model));
    let message = success_message(spec, &types.form, model);
    let set = set(spec, model);
    let version = version(spec, model);
    let own = match spec.kind {
        Kind::Form => quote!(impl #params __cbv::#own for #ident #args #bounds { #mixins #target #message }),
        Kind::Create => quote! {
            impl #params __cbv::#own for #ident #args #bounds { type Model = #model; #mixins #set #target #message }
        },
        Kind::Update | Kind::Delete => quote! {
            impl #params __cbv::SingleObject for #ident #args #bounds {
                type Model = #model;
                #attributes
                #mixins
            }

            impl #params __cbv::#own for #ident #args #bounds { #set #target #message #version }
        },
    };
    quote!(#form_mixin #own)
}

/// The columns that are stored beside the form's fields; `view` and `req` are in scope.
fn set(spec: &EditSpec, model: &TokenStream) -> Option<TokenStream> {
    let set = spec.set.iter().map(|set| {
        let (constant, value) = (constant(&set.field), &set.value);
        quote_spanned!(set.field.span()=> <#model>::#constant.set(#value))
    });
    (!spec.set.is_empty()).then(|| {
        quote! {
            #[allow(unused_variables)] // most values need neither
            fn set(view: &Self, req: &__cbv::Request) -> __cbv::__private::std::vec::Vec<__cbv::Assignment<#model>> {
                __cbv::__private::std::vec![#(#set),*]
            }
        }
    })
}

/// What tells one version of the row from the next.
fn version(spec: &EditSpec, model: &TokenStream) -> Option<TokenStream> {
    let column = spec.version.as_ref()?;
    let (name, constant, span) = (column.unraw().to_string(), constant(column), column.span());
    let versions = quote_spanned!(span=> __cbv::__private::versions_of(<#model>::#constant));
    let text = quote_spanned!(span=> #versions.text(&<#model>::#constant.of_row(object).#column));
    let read = quote!(#versions.read(text));
    Some(quote! {
        const VERSION: __cbv::__private::core::option::Option<&'static __cbv::__private::core::primitive::str> =
            __cbv::__private::core::option::Option::Some(#name);

        fn version_text(object: &#model) -> __cbv::__private::std::string::String {
            #text
        }

        fn version(text: &__cbv::__private::core::primitive::str) -> __cbv::__private::core::option::Option<__cbv::Version<#model>> {
            #read
        }
    })
}

/// The form, its prefix, its initial values.
fn form_mixin(spec: &EditSpec, types: &Types) -> TokenStream {
    let Head { ident, params, args, bounds } = spec.detail.view.head();
    let form = &types.form;
    let prefix = spec
        .prefix
        .as_ref()
        .map(|prefix| quote!(const PREFIX: &'static __cbv::__private::core::primitive::str = #prefix;));
    let tells = spec.success_message.as_ref().map(|_| {
        quote!(
            const TELLS: __cbv::__private::core::primitive::bool = true;
        )
    });
    let initial = (!spec.initial.is_empty()).then(|| {
        let values = spec.initial.iter().map(|initial| {
            let (constant, value) = (constant(&initial.field), &initial.value);
            quote_spanned!(initial.field.span()=> .with(<#form>::#constant, #value))
        });
        quote! {
            fn initial(_: &Self) -> __cbv::form::Initial<#form> {
                __cbv::form::Initial::new() #(#values)*
            }
        }
    });
    let fallible = matches!(spec.success_url, Some(Target::View(_)));
    let mixed = spec.detail.view.fields().iter().any(|field| field.mixin.is_some());
    let alone = (spec.kind != Kind::Form && !fallible && !mixed).then(|| {
        quote!(
            const ALONE: __cbv::__private::core::primitive::bool = true;
        )
    });
    quote! {
        impl #params __cbv::FormMixin for #ident #args #bounds {
            type Form = #form;
            #alone
            #prefix
            #tells
            #initial
        }
    }
}

/// What a placeholder of a success URL stands for: a column of the object, or `pk`, its key, as in a model's own `url`.
fn of_object(name: &str, span: Span) -> TokenStream {
    if name == "pk" {
        return quote_spanned!(span=> __cbv::Model::pk(object));
    }
    let field = Ident::new(name, span);
    quote_spanned!(span=> object.#field)
}

/// Where to go on to: a fixed address, one made of the object's columns, a view, what computes it, or the object's own page.
fn success_url(spec: &EditSpec, types: &Types) -> Option<TokenStream> {
    let model = &types.model;
    let object = (spec.kind != Kind::Form).then(|| quote!(, object: &#model));
    let url = match &spec.success_url {
        Some(Target::View(view)) => {
            quote_spanned!(view.span()=> __cbv::__private::reverse(<#view as __cbv::Located>::PATH, req))
        }
        Some(Target::Computed(address)) => {
            let address =
                quote_spanned!(address.span()=> __cbv::__private::core::convert::Into::into(#address));
            quote!(__cbv::__private::core::result::Result::Ok(#address))
        }
        Some(Target::Url(pattern)) if spec.kind == Kind::Form => {
            let pattern = &pattern.literal;
            quote!(__cbv::__private::reverse(#pattern, req))
        }
        Some(Target::Url(pattern)) => {
            let written = url::write(pattern, |name| of_object(name, pattern.span()));
            quote!(__cbv::__private::core::result::Result::Ok(#written))
        }
        None if spec.kind.stores() => {
            let span = spec.detail.model.as_ref().map(|model| model.span())?;
            quote_spanned! {span=>
                __cbv::__private::core::result::Result::Ok(<#model as __cbv::AbsoluteUrl>::absolute_url(object))
            }
        }
        None => return None,
    };
    Some(quote! {
        #[allow(unused_variables)] // a fixed address needs nothing
        fn success_url(view: &Self, req: &__cbv::Request #object) -> __cbv::Result<__cbv::__private::std::string::String> {
            #url
        }
    })
}
