//! `#[derive(Model)]`: constants for the columns, `Load`, `Model`, and where the object's page is.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{DeriveInput, LitStr, ext::IdentExt as _, spanned::Spanned as _};

use super::url;
use crate::{
    check,
    fault::Faults,
    spec::{
        list::OrderTerm,
        model::{ColumnSpec, ModelSpec, constant},
    },
};

/// Derives `Model`.
pub(crate) fn derive(input: &DeriveInput, faults: &mut Faults) -> TokenStream {
    let spec = ModelSpec::new(input, faults);
    check::model::check(&spec, faults);
    let Some(key) = spec.primary_key() else { return TokenStream::new() };
    let krate = &spec.krate;
    let columns = columns(&spec);
    let load = load(&spec);
    let model = model(&spec, key);
    let url = absolute_url(&spec);
    let foreign_keys = foreign_keys(&spec);
    quote! {
        const _: () = {
            use #krate as __cbv;
            #foreign_keys
            #columns
            #load
            #model
            #url
        };
    }
}

/// Names the model that each foreign key points at, so that a misspelt one is an error at its word.
fn foreign_keys(spec: &ModelSpec) -> TokenStream {
    let targets = spec.columns.iter().filter_map(|column| column.foreign_key.as_ref()).map(|target| {
        let text = quote!(&__cbv::__private::core::primitive::str);
        quote_spanned!(target.span()=> const _: #text = <#target as __cbv::Model>::TABLE;)
    });
    quote!(#(#targets)*)
}

/// `pub const TITLE: Column<Self, String> = Column::new("title");`
fn columns(spec: &ModelSpec) -> TokenStream {
    let ident = &spec.ident;
    let constants = spec.columns.iter().map(|column| {
        let (vis, ty, constant, name) = (&column.vis, &column.ty, column.constant(), column.name());
        let doc = format!("The column `{name}`.");
        let forms = forms(column);
        quote! {
            #[doc = #doc]
            #vis const #constant: __cbv::Column<Self, #ty> = __cbv::Column::new(#name)#forms;
        }
    });
    quote! {
        #[allow(dead_code)] // not every column is asked for
        impl #ident { #(#constants)* }
    }
}

fn forms(column: &ColumnSpec) -> TokenStream {
    let decimal = column.decimal.as_ref().map(|(precision, scale)| quote!(.decimal(#precision, #scale)));
    let datetime = column.datetime.as_ref().map(|form| match form.to_string().as_str() {
        "rfc3339" => quote!(.datetime(__cbv::DateTimeForm::Rfc3339)),
        _ => quote!(.datetime(__cbv::DateTimeForm::Sql)),
    });
    let uuid = column.uuid.as_ref().map(|form| match form.to_string().as_str() {
        "hex" => quote!(.uuid(__cbv::UuidForm::Hex)),
        "bytes" => quote!(.uuid(__cbv::UuidForm::Bytes)),
        _ => quote!(.uuid(__cbv::UuidForm::Text)),
    });
    quote!(#decimal #datetime #uuid)
}

fn load(spec: &ModelSpec) -> TokenStream {
    let ident = &spec.ident;
    let width = spec.columns.len();
    let names = spec.columns.iter().map(ColumnSpec::name);
    let related = spec.related.iter().map(|related| &related.ty);
    let joins = spec.related.iter().filter_map(|related| {
        let (ty, field) = (&related.ty, related.ident.unraw().to_string());
        let column = spec.foreign_key(related)?.name();
        Some(quote_spanned!(ty.span()=> shape.related::<#ty>(alias, #field, #column);))
    });
    let (fields, counters) = (fields(spec), spec.related.is_empty().then(|| quote!(let _ = at;)));
    quote! {
        impl __cbv::Load for #ident {
            const WIDTH: usize = #width #(+ <#related as __cbv::Load>::WIDTH)*;

            fn select(alias: &__cbv::__private::core::primitive::str, shape: &mut __cbv::Shape) {
                #(shape.column(alias, #names);)*
                #(#joins)*
            }

            fn load(row: &__cbv::Row, at: usize) -> __cbv::Result<Self> {
                #counters
                #fields
            }
        }
    }
}

/// The struct literal that reads each column at its place, joined rows behind them.
fn fields(spec: &ModelSpec) -> TokenStream {
    let columns = spec.columns.iter().enumerate().map(|(index, column)| {
        let (ident, ty, constant) = (&column.ident, &column.ty, column.constant());
        let get =
            quote_spanned!(ty.span()=> <#ty as __cbv::Field>::get(row, at + #index, Self::#constant.meta())?);
        quote!(#ident: #get)
    });
    let width = spec.columns.len();
    let before =
        |index: usize| spec.related.iter().take(index).map(|related| &related.ty).collect::<Vec<_>>();
    let related = spec.related.iter().enumerate().map(|(index, related)| {
        let (ident, ty, before) = (&related.ident, &related.ty, before(index));
        let at = quote!(at + #width #(+ <#before as __cbv::Load>::WIDTH)*);
        let load = quote_spanned!(ty.span()=> <#ty as __cbv::Load>::load(row, #at)?);
        quote!(#ident: #load)
    });
    quote!(__cbv::__private::core::result::Result::Ok(Self { #(#columns,)* #(#related,)* }))
}

fn model(spec: &ModelSpec, key: &ColumnSpec) -> TokenStream {
    let ident = &spec.ident;
    let object_name = ident.unraw().to_string();
    let table = spec.table.as_ref().map_or_else(|| object_name.to_lowercase(), LitStr::value);
    let verbose_name = spec.verbose_name.as_ref().map_or_else(|| spaced(&object_name), LitStr::value);
    let plural = spec.verbose_name_plural.as_ref().map_or_else(|| format!("{verbose_name}s"), LitStr::value);
    let (key_type, key_field, key_constant) = (&key.ty, &key.ident, key.constant());
    let slug = spec.slug().map(|slug| {
        let constant = slug.constant();
        quote! {
            const SLUG: __cbv::__private::core::option::Option<__cbv::Column<Self, __cbv::__private::std::string::String>> =
                __cbv::__private::core::option::Option::Some(Self::#constant);
        }
    });
    // An unknown column has been reported, and has no constant.
    let known = |term: &&OrderTerm| spec.columns.iter().any(|column| column.ident == term.column);
    let ordering = spec.ordering.iter().filter(known).map(|term| order(&quote!(Self), term));
    let queryset = spec
        .queryset
        .as_ref()
        .map(|queryset| quote!(fn default_queryset() -> __cbv::QuerySet<Self> { #queryset }));
    let values = values(spec, key);
    quote! {
        impl __cbv::Model for #ident {
            const TABLE: &'static __cbv::__private::core::primitive::str = #table;
            const OBJECT_NAME: &'static __cbv::__private::core::primitive::str = #object_name;
            const VERBOSE_NAME: &'static __cbv::__private::core::primitive::str = #verbose_name;
            const VERBOSE_NAME_PLURAL: &'static __cbv::__private::core::primitive::str = #plural;
            type Pk = #key_type;
            const PK: __cbv::Column<Self, #key_type> = Self::#key_constant;
            #slug
            const ORDERING: &'static [__cbv::Order<Self>] = &[#(#ordering),*];

            fn pk(&self) -> #key_type {
                __cbv::__private::core::clone::Clone::clone(&self.#key_field)
            }
            #values
            #queryset
        }
    }
}

fn values(spec: &ModelSpec, key: &ColumnSpec) -> TokenStream {
    let others = spec.columns.iter().filter(|column| column.ident != key.ident);
    let values = std::iter::once(key).chain(others).map(|column| {
        let (ident, ty, constant) = (&column.ident, &column.ty, column.constant());
        quote! {
            (
                Self::#constant.meta(),
                <#ty as __cbv::Field>::bind(__cbv::__private::core::clone::Clone::clone(&self.#ident), Self::#constant.meta()),
            )
        }
    });
    quote! {
        fn values(&self) -> __cbv::__private::std::vec::Vec<(&'static __cbv::Meta, __cbv::Sql)> {
            __cbv::__private::std::vec![#(#values),*]
        }
    }
}

/// `Book::TITLE.desc()`, with the span of the author's word.
pub(crate) fn order(model: &TokenStream, term: &OrderTerm) -> TokenStream {
    let constant = constant(&term.column);
    let direction = if term.descending { quote!(desc) } else { quote!(asc) };
    quote_spanned!(term.column.span()=> <#model>::#constant.#direction())
}

fn absolute_url(spec: &ModelSpec) -> Option<TokenStream> {
    let path = spec.url.as_ref()?;
    let ident = &spec.ident;
    let key = spec.primary_key()?.ident.clone();
    let write = url::write(path, |name| {
        let field = if name == "pk" { key.clone() } else { syn::Ident::new(name, path.span()) };
        quote!(self.#field)
    });
    Some(quote! {
        impl __cbv::AbsoluteUrl for #ident {
            fn absolute_url(&self) -> __cbv::__private::std::string::String {
                #write
            }
        }
        impl #ident {
            /// The path of the object's page.
            #[allow(dead_code)] // not every template links it
            pub fn absolute_url(&self) -> __cbv::__private::std::string::String {
                __cbv::AbsoluteUrl::absolute_url(self)
            }
        }
    })
}

/// `book review` for `BookReview`, as Django names models.
fn spaced(name: &str) -> String {
    let mut out = String::new();
    let mut before = ' ';
    for letter in name.chars() {
        if letter.is_uppercase() && before.is_lowercase() {
            out.push(' ');
        }
        out.extend(letter.to_lowercase());
        before = letter;
    }
    out
}
