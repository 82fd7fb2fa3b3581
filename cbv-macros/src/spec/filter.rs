//! What a client may ask of a list: `search_fields`, `filter_fields`, `ordering_fields`, `page_size_param` and the words about
//! them. Held by the spec of list views.

use proc_macro2::{Ident, Span};
use syn::{
    LitInt, LitStr,
    ext::IdentExt as _,
    parse::{Parse, ParseStream},
    punctuated::Punctuated,
};

use super::items::{Items, Value, Word};
use crate::fault::Faults;

/// What a client may ask for, as written.
#[derive(Debug)]
pub(crate) struct ControlsSpec {
    pub(crate) search: Vec<Asked>,
    pub(crate) search_param: Option<LitStr>,
    /// Each lookup of `filter_fields` by itself.
    pub(crate) filters: Vec<Asked>,
    /// `filter = strict`, and where it stands.
    pub(crate) mode: Option<(Word, Span)>,
    pub(crate) ordering: Vec<Asked>,
    pub(crate) sort_param: Option<LitStr>,
    pub(crate) page_size: Option<PageSizeSpec>,
}

/// One column with one lookup under one name.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) path: ColumnPath,
    /// `None` where none is written.
    pub(crate) lookup: Option<Ident>,
    /// The name that stands behind `as`.
    rename: Option<Ident>,
}

/// `title`, or `category.slug`: relations, and a column of the last one's model.
#[derive(Debug, Clone)]
pub(crate) struct ColumnPath {
    pub(crate) relations: Vec<Ident>,
    pub(crate) column: Ident,
}

/// `page_size_param("per_page", max = 100)`.
#[derive(Debug)]
pub(crate) struct PageSizeSpec {
    pub(crate) name: LitStr,
    /// The number as written, where it can be read.
    pub(crate) max: Option<(u32, Span)>,
}

/// `price(gte, lte as most) as p`, before it is taken apart.
struct Field {
    path: ColumnPath,
    lookups: Vec<(Ident, Option<Ident>)>,
    rename: Option<Ident>,
}

/// Lookups between commas.
type Terminated = Punctuated<(Ident, Option<Ident>), syn::Token![,]>;

impl Parse for ColumnPath {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut relations = Vec::new();
        let mut column: Ident = input.parse()?;
        while input.parse::<Option<syn::Token![.]>>()?.is_some() {
            relations.push(std::mem::replace(&mut column, input.parse()?));
        }
        Ok(Self { relations, column })
    }
}

impl Parse for Field {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let path = input.parse()?;
        let mut lookups = Vec::new();
        if input.peek(syn::token::Paren) {
            let inner;
            syn::parenthesized!(inner in input);
            let one = |input: ParseStream<'_>| Ok((input.call(Ident::parse_any)?, rename(input)?));
            lookups = Terminated::parse_terminated_with(&inner, one)?.into_iter().collect();
        }
        Ok(Self { path, lookups, rename: rename(input)? })
    }
}

/// `as name`.
fn rename(input: ParseStream<'_>) -> syn::Result<Option<Ident>> {
    let renamed = input.parse::<Option<syn::Token![as]>>()?.is_some();
    renamed.then(|| input.call(Ident::parse_any)).transpose()
}

impl Field {
    /// One for each lookup. A name for several of them is the beginning of theirs.
    fn each(self) -> Vec<Asked> {
        let Self { path, lookups, rename } = self;
        if lookups.is_empty() {
            return vec![Asked { path, lookup: None, rename }];
        }
        let several = lookups.len() > 1;
        let one = |(lookup, own): (Ident, Option<Ident>)| {
            let inherited = rename.as_ref().map(|name| match several && lookup != "eq" {
                true => Ident::new(&format!("{}__{lookup}", name.unraw()), name.span()),
                false => name.clone(),
            });
            Asked { path: path.clone(), rename: own.or(inherited), lookup: Some(lookup) }
        };
        lookups.into_iter().map(one).collect()
    }
}

impl Asked {
    /// The name in the query: `category__slug`, `price__gte`, or the one behind `as`.
    pub(crate) fn name(&self) -> String {
        if let Some(name) = &self.rename {
            return name.unraw().to_string();
        }
        let lookup = self.lookup.iter().filter(|lookup| *lookup != "eq");
        let parts = self.path.relations.iter().chain([&self.path.column]).chain(lookup);
        parts.map(|part| part.unraw().to_string()).collect::<Vec<_>>().join("__")
    }

    /// Where it is written.
    pub(crate) fn span(&self) -> Span {
        self.rename.as_ref().unwrap_or(&self.path.column).span()
    }
}

impl ColumnPath {
    /// As the author writes it.
    pub(crate) fn written(&self) -> String {
        let parts = self.relations.iter().chain([&self.column]);
        parts.map(|part| part.unraw().to_string()).collect::<Vec<_>>().join(".")
    }
}

impl ControlsSpec {
    pub(crate) fn new(items: &Items, faults: &mut Faults) -> Self {
        let mode = items.word("filter", &["lenient", "strict"], faults);
        Self {
            search: each(
                items,
                "search_fields",
                "columns of text: `search_fields(title, author.name)`",
                faults,
            ),
            search_param: items.name("search_param", faults),
            filters: each(
                items,
                "filter_fields",
                "columns: `filter_fields(status, price(gte, lte))`",
                faults,
            ),
            mode: mode.zip(items.get("filter").map(|item| item.key.span())),
            ordering: each(items, "ordering_fields", "columns: `ordering_fields(title, created_at)`", faults),
            sort_param: items.name("sort_param", faults),
            page_size: page_size(items, faults),
        }
    }

    /// Whether what filters cannot read is 400.
    pub(crate) fn strict(&self) -> bool {
        self.mode.as_ref().is_some_and(|(mode, _)| mode.name == "strict")
    }

    /// The name of the parameter that holds the search.
    pub(crate) fn search_name(&self) -> String {
        self.search_param.as_ref().map_or_else(|| "q".to_owned(), LitStr::value)
    }

    /// The name of the parameter that holds the order.
    pub(crate) fn sort_name(&self) -> String {
        self.sort_param.as_ref().map_or_else(|| "sort".to_owned(), LitStr::value)
    }
}

fn each(items: &Items, name: &str, wanted: &str, faults: &mut Faults) -> Vec<Asked> {
    let fields = items.several::<Field>(name, wanted, faults);
    let fields: Vec<Asked> = fields.into_iter().flatten().flat_map(Field::each).collect();
    if let Some(item) = items.get(name)
        && matches!(&item.value, Value::List(group) if group.stream().is_empty())
    {
        faults.at(item.key.span(), format!("`{name}` takes {wanted}"));
    }
    fields
}

/// A part of `page_size_param`.
enum Part {
    Name(LitStr),
    Max(LitInt),
}

impl Parse for Part {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(LitStr) {
            return input.parse().map(Self::Name);
        }
        let word: Ident = input.parse()?;
        if word != "max" {
            return Err(syn::Error::new(word.span(), "`page_size_param` has no other word than `max`"));
        }
        input.parse::<syn::Token![=]>()?;
        input.parse().map(Self::Max)
    }
}

fn page_size(items: &Items, faults: &mut Faults) -> Option<PageSizeSpec> {
    let wanted = "a name and the most rows that may be asked for: `page_size_param(\"per_page\", max = 100)`";
    let before = faults.len();
    let (mut name, mut max) = (None, None);
    for part in items.several::<Part>("page_size_param", wanted, faults)? {
        match part {
            Part::Name(literal) => name = Some(literal),
            Part::Max(literal) => max = Some((literal.base10_parse().unwrap_or(0), literal.span())),
        }
    }
    if (name.is_none() || max.is_none()) && faults.len() == before {
        faults.at(items.get("page_size_param")?.key.span(), format!("`page_size_param` takes {wanted}"));
    }
    Some(PageSizeSpec { name: name?, max })
}
