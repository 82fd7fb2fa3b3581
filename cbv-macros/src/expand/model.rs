//! `#[derive(Model)]`: constants for the columns, `Load`, `Model`, and where the object's page is.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, format_ident, quote, quote_spanned};
use syn::{DeriveInput, LitStr, ext::IdentExt as _, spanned::Spanned as _};

use super::{Expansion, fit::fits, relation, url, view::capitalized};
use crate::{
    check,
    fault::Faults,
    spec::{
        items::Word,
        list::OrderTerm,
        model::{ColumnSpec, ModelSpec, constant},
    },
    words::spaced,
};

/// Derives `Model`.
pub(crate) fn derive(input: &DeriveInput, faults: &mut Faults) -> Expansion {
    let spec = ModelSpec::new(input, faults);
    check::model::check(&spec, faults);
    if spec.generic {
        return Expansion { krate: spec.krate, public: TokenStream::new(), items: TokenStream::new() };
    }
    let mut spec = spec;
    if !faults.is_empty() {
        spec.leave_relations();
    }
    let columns = columns(&spec);
    let load = load(&spec);
    let model = model(&spec);
    let url = absolute_url(&spec, faults);
    let fits = faults.is_empty().then(|| fits(&spec));
    let shape = relation::shape(&spec);
    let named = faults.is_empty().then(|| relation::named(&spec));
    let held = relation::held(&spec);
    let items = quote! {
        #columns
        #shape
        #named
        #held
        #load
        #model
        #url
        #fits
    };
    Expansion { krate: spec.krate, public: TokenStream::new(), items }
}

/// `pub const TITLE: Column<Self, String> = Column::new("title");`
fn columns(spec: &ModelSpec) -> TokenStream {
    let ident = &spec.ident;
    let constants = spec.columns.iter().map(|column| {
        let (vis, ty, constant, name) = (&column.vis, &column.ty, column.constant(), column.name());
        let doc = format!("The column `{name}`.");
        if let Some(of) = &spec.of {
            let value = quote_spanned!(column.ident.span()=> <#of>::#constant.of());
            return quote! {
                #[doc = #doc]
                #vis const #constant: __cbv::Column<Self, #ty> = #value;
            };
        }
        let forms = forms(column);
        quote! {
            #[doc = #doc]
            #vis const #constant: __cbv::Column<Self, #ty> = __cbv::Column::new(#name)#forms;
        }
    });
    let relations = relation::constants(spec);
    quote! {
        #[allow(dead_code)] // not every column is asked for
        impl #ident { #(#constants)* #relations }
    }
}

fn forms(column: &ColumnSpec) -> TokenStream {
    let decimal = column.decimal.as_ref().map(|(precision, scale)| quote!(.decimal(#precision, #scale)));
    let datetime = column.datetime.as_ref().map(|Word { name, .. }| {
        let form = capitalized(name);
        quote!(.datetime(__cbv::DateTimeForm::#form))
    });
    let uuid = column.uuid.as_ref().map(|Word { name, .. }| {
        let form = capitalized(name);
        quote!(.uuid(__cbv::UuidForm::#form))
    });
    quote!(#decimal #datetime #uuid)
}

fn load(spec: &ModelSpec) -> TokenStream {
    let ident = &spec.ident;
    let width = spec.columns.len() + spec.annotations.len();
    let names = spec.columns.iter().map(|column| match &spec.of {
        None => column.name().to_token_stream(),
        Some(_) => {
            let constant = column.constant();
            quote!(Self::#constant.name())
        }
    });
    let annotations = spec.annotations.iter().map(|annotation| constant(&annotation.ident));
    let related = spec.related.iter().map(|related| &related.ty);
    let (joins, fields) = (relation::joins(spec), fields(spec));
    quote! {
        impl __cbv::Load for #ident {
            const WIDTH: usize = #width #(+ <#related as __cbv::Related>::COLUMNS)*;

            #[allow(unused_variables)] // after a fault there may be no columns
            fn select(alias: &__cbv::__private::core::primitive::str, shape: &mut __cbv::Shape) {
                #(shape.column(alias, #names);)*
                #(shape.annotation(alias, Self::#annotations);)*
                #joins
            }

            #[allow(unused_variables)]
            fn load(row: &__cbv::Row, at: usize) -> __cbv::Result<Self> {
                #fields
            }
        }
    }
}

/// The struct literal that reads each column at its place, joined rows behind them.
fn fields(spec: &ModelSpec) -> TokenStream {
    // Not the author's names, where the type that stands beside them comes out of a macro of the author's.
    let (row, at) = (format_ident!("row"), format_ident!("at"));
    let Some(key) = spec.primary_key().filter(|_| !spec.faulty) else {
        return quote!(__cbv::__private::broken());
    };
    let columns = spec.columns.iter().enumerate().map(|(index, column)| {
        let (ident, ty, constant) = (&column.ident, &column.ty, column.constant());
        if column.ident == key.ident {
            return quote!(#ident: __cbv::__private::key::<Self>(row, at + #index)?);
        }
        quote_spanned!(ty.span()=> #ident: <#ty as __cbv::Field>::get(#row, #at + #index, Self::#constant.meta())?)
    });
    let annotations = spec.annotations.iter().enumerate().map(|(index, annotation)| {
        let (ident, ty, index) = (&annotation.ident, &annotation.ty, spec.columns.len() + index);
        let constant = constant(ident);
        quote_spanned!(ty.span()=> #ident: <#ty as __cbv::Field>::get(#row, #at + #index, Self::#constant.meta())?)
    });
    let prefetched = spec.prefetched.iter().map(|prefetch| {
        let ident = &prefetch.ident;
        quote!(#ident: __cbv::__private::std::vec::Vec::new())
    });
    let width = spec.columns.len() + spec.annotations.len();
    let related = spec.related.iter().enumerate().map(|(index, related)| {
        let (ident, ty) = (&related.ident, &related.ty);
        let before = spec.related.iter().take(index).map(|related| &related.ty);
        let at = quote!(at + #width #(+ <#before as __cbv::Related>::COLUMNS)*);
        quote!(#ident: <#ty as __cbv::Related>::read(row, #at)?)
    });
    quote!(__cbv::__private::core::result::Result::Ok(Self {
        #(#columns,)* #(#annotations,)* #(#related,)* #(#prefetched,)*
    }))
}

fn model(spec: &ModelSpec) -> TokenStream {
    let ident = &spec.ident;
    let object_name = ident.unraw().to_string();
    let [table, verbose_name, plural] = names(spec, &object_name);
    let (key, described, defaults) = (primary_key(spec), described(spec), defaults(spec));
    let text = quote!(&'static __cbv::__private::core::primitive::str);
    let writable = (!spec.read_only).then(|| quote!(impl __cbv::Writable for #ident {}));
    quote! {
        #writable
        impl __cbv::Model for #ident {
            const TABLE: #text = #table;
            const OBJECT_NAME: #text = #object_name;
            const VERBOSE_NAME: #text = #verbose_name;
            const VERBOSE_NAME_PLURAL: #text = #plural;
            #key
            #described
            #defaults
        }
    }
}

/// The names of the table and of its rows: a smaller shape has those of its model.
fn names(spec: &ModelSpec, object_name: &str) -> [TokenStream; 3] {
    let [table, one, several] = [&spec.table, &spec.verbose_name, &spec.verbose_name_plural];
    if let Some(of) = &spec.of {
        let named = |name: &Option<LitStr>, other: TokenStream| match name {
            Some(name) => name.to_token_stream(),
            None => quote!(<#of as __cbv::Model>::#other),
        };
        return [
            quote!(<#of as __cbv::Model>::TABLE),
            named(one, quote!(VERBOSE_NAME)),
            named(several, quote!(VERBOSE_NAME_PLURAL)),
        ];
    }
    let table = table.as_ref().map_or_else(|| object_name.to_lowercase(), LitStr::value);
    let one = one.as_ref().map_or_else(|| spaced(object_name), LitStr::value);
    let several = several.as_ref().map_or_else(|| format!("{one}s"), LitStr::value);
    [table.to_token_stream(), one.to_token_stream(), several.to_token_stream()]
}

/// The key, and the row's values behind it.
fn primary_key(spec: &ModelSpec) -> TokenStream {
    let Some(key) = spec.primary_key() else {
        return quote! {
            type Pk = __Fault;
            const PK: __cbv::Column<Self, __Fault> = __cbv::Column::new("");
            fn pk(&self) -> __Fault { loop {} }
            fn values(&self) -> __cbv::__private::std::vec::Vec<(&'static __cbv::Meta, __cbv::Sql)> { loop {} }
        };
    };
    let (key_type, key_field, key_constant) = (&key.ty, &key.ident, key.constant());
    let others = spec.columns.iter().filter(|column| column.ident != key.ident);
    let values = others.map(|column| {
        let (ident, ty, constant) = (&column.ident, &column.ty, column.constant());
        quote!((Self::#constant.meta(), <#ty as __cbv::Field>::to_sql(&self.#ident, Self::#constant.meta())))
    });
    quote! {
        type Pk = #key_type;
        const PK: __cbv::Column<Self, #key_type> = Self::#key_constant;

        fn pk(&self) -> #key_type {
            __cbv::__private::core::clone::Clone::clone(&self.#key_field)
        }

        fn values(&self) -> __cbv::__private::std::vec::Vec<(&'static __cbv::Meta, __cbv::Sql)> {
            __cbv::__private::std::vec![__cbv::__private::bind_key(self), #(#values),*]
        }
    }
}

/// The columns without a row: `FieldInfo::new("title", Self::TITLE.meta(), <String as Field>::TYPE)`.
fn described(spec: &ModelSpec) -> TokenStream {
    let fields = spec.columns.iter().map(|column| {
        let (name, ty, constant) = (column.ident.unraw().to_string(), &column.ty, column.constant());
        let target = match &column.foreign_key {
            Some(target) => Some(quote!(#target)),
            None => relation::target(spec, column).map(|(target, ..)| target),
        };
        let points = target.map(
            |target| quote_spanned!(target.span()=> .foreign_key(<#target as __cbv::Model>::model_info)),
        );
        quote_spanned! {ty.span()=>
            __cbv::FieldInfo::new(#name, Self::#constant.meta(), <#ty as __cbv::Field>::TYPE)#points
        }
    });
    let links = relation::links(spec);
    quote! {
        const FIELDS: &'static [__cbv::FieldInfo] = &[#(#fields),*];
        #links
    }
}

/// What the author's words say beyond names.
fn defaults(spec: &ModelSpec) -> TokenStream {
    let slug = spec.slug().map(|slug| {
        let constant = slug.constant();
        quote! {
            const SLUG: __cbv::__private::core::option::Option<__cbv::Column<Self, __cbv::__private::std::string::String>> =
                __cbv::__private::core::option::Option::Some(Self::#constant);
        }
    });
    let known = spec.ordering.iter().filter(|term| spec.is_ordered_by(&term.column.unraw().to_string()));
    let terms = known.map(|term| order(&quote!(Self), term));
    let ordering = (!spec.ordering.is_empty())
        .then(|| quote!(const ORDERING: &'static [__cbv::Order<Self>] = &[#(#terms),*];));
    let queryset = spec
        .queryset
        .as_ref()
        .map(|queryset| quote!(fn default_queryset() -> __cbv::QuerySet<Self> { #queryset }));
    let (inherited, prefetch) = (relation::inherited(spec), relation::prefetch(spec));
    quote!(#slug #ordering #queryset #inherited #prefetch)
}

/// `Book::TITLE.desc()`, with the span of the author's word.
pub(crate) fn order(model: &TokenStream, term: &OrderTerm) -> TokenStream {
    let constant = constant(&term.column);
    let direction = if term.descending { quote!(desc) } else { quote!(asc) };
    quote_spanned!(term.column.span()=> <#model>::#constant.#direction())
}

fn absolute_url(spec: &ModelSpec, faults: &Faults) -> Option<TokenStream> {
    let path = spec.url.as_ref()?;
    let ident = &spec.ident;
    let write = url::write(path, |name| {
        let named = if name == "pk" { spec.primary_key() } else { spec.column(name) };
        let field = named.map_or_else(|| Ident::new(name, path.span()), |column| column.ident.clone());
        quote!(self.#field)
    });
    let write = if faults.is_empty() { write } else { quote!(__cbv::__private::std::string::String::new()) };
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
