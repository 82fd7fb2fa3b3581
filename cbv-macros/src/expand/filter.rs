//! The tables of what a client may ask of a list, and the structs by which a template reads it: a field for each filter and
//! each key of the order. Called by the expansion of list views.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use syn::ext::IdentExt as _;

use super::{context::Name, known::known};
use crate::{
    spec::{
        filter::{Asked, ColumnPath, ControlsSpec},
        model::constant,
    },
    words::number,
};

/// The consts of `impl MultipleObject`.
pub(crate) fn consts(controls: &ControlsSpec, model: &TokenStream) -> TokenStream {
    let text = quote!(&'static __cbv::__private::core::primitive::str);
    let search = table(&controls.search, |field| search(field, model))
        .map(|fields| quote!(const SEARCH_FIELDS: &'static [__cbv::filter::SearchField<#model>] = #fields;));
    let filters = table(&controls.filters, |field| filter(field, model))
        .map(|fields| quote!(const FILTER_FIELDS: &'static [__cbv::filter::FilterField<#model>] = #fields;));
    let ordering = table(&controls.ordering, |field| ordering(field, model)).map(
        |fields| quote!(const ORDERING_FIELDS: &'static [__cbv::filter::OrderingField<#model>] = #fields;),
    );
    let search_param = controls.search_param.as_ref().map(|name| quote!(const SEARCH_PARAM: #text = #name;));
    let sort_param = controls.sort_param.as_ref().map(|name| quote!(const SORT_PARAM: #text = #name;));
    let strict = controls.strict().then(|| {
        quote!(
            const FILTER_STRICT: bool = true;
        )
    });
    let page_size = page_size(controls);
    quote!(#search #search_param #filters #strict #ordering #sort_param #page_size)
}

fn table(fields: &[Asked], row: impl Fn(&Asked) -> TokenStream) -> Option<TokenStream> {
    let rows = fields.iter().map(row);
    (!fields.is_empty()).then(|| quote!(&[#(#rows),*]))
}

fn page_size(controls: &ControlsSpec) -> Option<TokenStream> {
    let size = controls.page_size.as_ref()?;
    let (name, (max, _)) = (&size.name, size.max?);
    Some(quote! {
        const PAGE_SIZE_PARAM: __cbv::__private::core::option::Option<__cbv::filter::PageSizeParam> =
            __cbv::__private::page_size_param(#name, #max);
    })
}

/// The condition for one word.
fn search(field: &Asked, model: &TokenStream) -> TokenStream {
    let lookup = field.lookup.clone().unwrap_or_else(|| Ident::new("icontains", field.path.column.span()));
    let (column, span) = (column(&field.path, model), field.path.column.span());
    let condition = quote_spanned!(span=> __cbv::filter::word::#lookup(#column, word));
    let condition = across(&field.path, model)
        .into_iter()
        .rev()
        .fold(condition, |condition, across| quote!(#across(#condition)));
    quote_spanned!(span=> |word| #condition)
}

/// The parameter, and the condition that its values mean.
fn filter(field: &Asked, model: &TokenStream) -> TokenStream {
    let lookup = field.lookup.clone().unwrap_or_else(|| Ident::new("eq", field.path.column.span()));
    let (name, column) = (field.name(), column(&field.path, model));
    let (across, span) = (across(&field.path, model).into_iter().rev(), field.path.column.span());
    quote_spanned! {span=>
        __cbv::filter::FilterField {
            name: #name,
            condition: |texts| __cbv::filter::by::#lookup(#column, texts)#(.map(#across))*,
        }
    }
}

/// The key with its two orders.
fn ordering(field: &Asked, model: &TokenStream) -> TokenStream {
    let (key, column) = (field.name(), column(&field.path, model));
    quote_spanned! {field.path.column.span()=>
        __cbv::filter::OrderingField { key: #key, asc: #column.asc(), desc: #column.desc() }
    }
}

/// `<Post>::TITLE`, or the column of the model that the relations lead to, with the span of the author's word.
pub(crate) fn column(path: &ColumnPath, model: &TokenStream) -> TokenStream {
    let constant = constant(&path.column);
    match (steps(path, model).pop(), path.relations.last()) {
        // at the relation's word: the column cannot be found where there is none
        (Some(Step { to, .. }), Some(relation)) => quote_spanned!(relation.span()=> <#to>::#constant),
        _ => quote_spanned!(path.column.span()=> <#model>::#constant),
    }
}

/// A relation of a path.
struct Step {
    /// The model that has it: a type of which nothing more is said where it has not.
    from: TokenStream,
    /// The number of its name.
    number: u64,
    /// The model that it leads to.
    to: TokenStream,
}

/// From the view's model along the relations. The constant of a relation is asked for first: of a misspelt one the compiler
/// offers the near one, and says nothing of what stands behind it.
fn steps(path: &ColumnPath, model: &TokenStream) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for relation in &path.relations {
        let holder = steps.last().map_or(model, |step| &step.to);
        let (span, constant) = (relation.span(), constant(relation));
        let whole = quote_spanned!(span=> <#holder as __cbv::__private::Whole>::Model);
        let question = quote_spanned!(span=> { __cbv::__private::leads(&<#whole>::#constant) });
        let from = known(&quote!(__cbv::__private), span, &question, holder);
        let number = number(&relation.unraw().to_string());
        let to = quote_spanned!(span=> __cbv::__private::RelatedTo<#from, #number>);
        steps.push(Step { from, number, to });
    }
    steps
}

/// For each relation, from the view's model on, the function that makes a condition of the related row one of the row.
pub(crate) fn across(path: &ColumnPath, model: &TokenStream) -> Vec<TokenStream> {
    let steps = path.relations.iter().zip(steps(path, model));
    let functions = steps.map(|(relation, Step { from, number, .. })| {
        quote_spanned!(relation.span()=> __cbv::__private::across::<#from, #number>)
    });
    functions.collect()
}

/// The structs with a field for each filter and each key.
pub(crate) fn structs(controls: &ControlsSpec) -> TokenStream {
    let filters = fields("__Filters", &controls.filters, &quote!(__cbv::filter::Filter<'a>));
    let keys = fields("__Keys", &controls.ordering, &quote!(__cbv::filter::SortKey<'a>));
    quote!(#filters #keys)
}

fn fields(ident: &str, fields: &[Asked], ty: &TokenStream) -> Option<TokenStream> {
    let (ident, names) = (format_ident!("{ident}"), idents(fields));
    (!fields.is_empty()).then(|| {
        quote! {
            #[allow(dead_code, non_snake_case)] // a template reads some of them; the parameter's name is the field's
            struct #ident<'a> { #(#names: #ty),* }
        }
    })
}

/// The names that the template sees.
pub(crate) fn names(controls: &ControlsSpec) -> Vec<Name> {
    let mut names = Vec::new();
    if !controls.search.is_empty() {
        let value = quote!(__cbv::filter::search::<Self>(req));
        names.push(Name::new("search", quote!(__cbv::filter::Search<'a>), value));
    }
    if !controls.filters.is_empty() {
        let value = made("given", "__Filters", &controls.filters);
        names.push(Name::new("filters", quote!(__cbv::filter::Filters<'a, __Filters<'a>>), value));
    }
    if !controls.ordering.is_empty() {
        let value = made("sorted", "__Keys", &controls.ordering);
        names.push(Name::new("sort", quote!(__cbv::filter::Sort<'a, __Keys<'a>>), value));
    }
    if controls.page_size.is_some() {
        let value = quote!(__cbv::filter::page_size::<Self>(req, context.data));
        names.push(Name::new("page_size", quote!(__cbv::filter::PageSize<'a>), value));
    }
    names
}

fn made(function: &str, ident: &str, fields: &[Asked]) -> TokenStream {
    let (function, ident, names) = (format_ident!("{function}"), format_ident!("{ident}"), idents(fields));
    quote! {
        {
            #[allow(non_snake_case)]
            let made = __cbv::filter::#function::<Self, _, _>(req, |[#(#names),*]| #ident { #(#names),* });
            made
        }
    }
}

/// The fields' names, each once: a second one is a fault.
fn idents(fields: &[Asked]) -> Vec<Ident> {
    let mut names: Vec<String> = Vec::new();
    for name in fields.iter().map(Asked::name) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let ident = |name: String| match syn::parse_str::<Ident>(&name) {
        Ok(ident) => ident,
        Err(_) => format_ident!("r#{name}"),
    };
    names.into_iter().map(ident).collect()
}
