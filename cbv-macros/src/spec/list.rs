//! The words of `#[derive(ListView)]`.

use proc_macro2::Ident;
use syn::{
    DeriveInput, Expr, LitStr, Path,
    parse::{Parse, ParseStream},
};

use super::{
    filter::ControlsSpec,
    items::{Items, Rows},
    paging::Paging,
    view::{COMMON, TEMPLATE, TemplateSpec, ViewSpec},
};
use crate::fault::Faults;

/// The words of a list view beside those of all views.
pub(crate) const OWN: &[&str] = &[
    "model",
    "items",
    "queryset",
    "ordering",
    "paginate_by",
    "paginate_orphans",
    "paginate",
    "count",
    "overflow",
    "page_kwarg",
    "allow_empty",
    "context_object_name",
    "formats",
    "search_fields",
    "search_param",
    "filter_fields",
    "filter",
    "ordering_fields",
    "sort_param",
    "page_size_param",
];

/// Those of them that say what a client may ask for.
const CONTROLS: [&str; 7] = [
    "search_fields",
    "search_param",
    "filter_fields",
    "filter",
    "ordering_fields",
    "sort_param",
    "page_size_param",
];

/// A list view as written.
#[derive(Debug)]
pub(crate) struct ListSpec {
    pub(crate) view: ViewSpec,
    pub(crate) template: TemplateSpec,
    /// Whose rows are shown, or with `items` what is listed.
    pub(crate) model: Option<Path>,
    /// Whether it lists anything but the rows of a model: `items = Headline`.
    pub(crate) items: bool,
    pub(crate) queryset: Option<Expr>,
    pub(crate) ordering: Vec<OrderTerm>,
    pub(crate) paginate_by: Option<Rows>,
    pub(crate) paginate_orphans: Option<Rows>,
    pub(crate) paging: Paging,
    pub(crate) page_kwarg: Option<LitStr>,
    pub(crate) allow_empty: Option<bool>,
    pub(crate) context_object_name: Option<LitStr>,
    /// What a client may ask for.
    pub(crate) controls: ControlsSpec,
}

/// `title` or `-title`.
#[derive(Debug, Clone)]
pub(crate) struct OrderTerm {
    pub(crate) descending: bool,
    pub(crate) column: Ident,
}

impl Parse for OrderTerm {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let descending = input.parse::<Option<syn::Token![-]>>()?.is_some();
        Ok(Self { descending, column: input.parse()? })
    }
}

impl ListSpec {
    pub(crate) fn new(input: &DeriveInput, faults: &mut Faults) -> Self {
        let known = [OWN, TEMPLATE, COMMON].concat();
        let items = Items::of(&input.attrs, "view", &known, input.ident.span(), faults);
        Self::read(input, &items, "_list", faults)
    }

    /// The words of a list among those of a view; `suffix` ends the template's name where it is inferred.
    pub(super) fn read(input: &DeriveInput, items: &Items, suffix: &str, faults: &mut Faults) -> Self {
        let queryset = items.expr("queryset", faults);
        let listed = items.path("items", faults);
        let model = listed.clone().or_else(|| items.path("model", faults));
        let model = model.or_else(|| queryset.as_ref().and_then(queried));
        if listed.is_some() {
            only_items(items, faults);
        }
        if model.is_none() && faults.is_empty() {
            faults.at(items.span, "say whose rows are shown: `#[view(model = Book)]`");
        }
        Self {
            view: ViewSpec::new(input, items, faults),
            template: TemplateSpec::new(items, model.as_ref(), suffix, faults),
            ordering: items
                .several("ordering", "columns: `ordering(-created_at, title)`", faults)
                .unwrap_or_default(),
            paginate_by: items.rows("paginate_by", 1, faults),
            paginate_orphans: items.rows("paginate_orphans", 0, faults),
            paging: Paging::new(items, faults),
            page_kwarg: items.name("page_kwarg", faults),
            allow_empty: items.boolean("allow_empty", faults),
            context_object_name: items.string("context_object_name", faults),
            controls: ControlsSpec::new(items, faults),
            items: listed.is_some(),
            model,
            queryset,
        }
    }

    /// The list's second name in the template: the author's, else the model's in lower case with `_list`.
    pub(crate) fn friendly_name(&self) -> Option<String> {
        let name = match &self.context_object_name {
            Some(name) => name.value(),
            None if self.items => return None,
            None => format!("{}_list", self.model_name()?.to_string().to_lowercase()),
        };
        (name != "object_list").then_some(name)
    }

    /// The model's name as written in Rust.
    pub(crate) fn model_name(&self) -> Option<&Ident> {
        self.model.as_ref().and_then(|model| model.segments.last()).map(|segment| &segment.ident)
    }
}

/// A list of anything is not queried, and has no model to infer a template's name from.
fn only_items(items: &Items, faults: &mut Faults) {
    let rows = ["model", "queryset", "ordering", "count", "overflow", "paginate"];
    for word in rows.into_iter().chain(CONTROLS) {
        if let Some(item) = items.get(word) {
            let message =
                format!("`{word}` is about rows of a model, and `items` are what `get_queryset` returns");
            faults.at(item.key.span(), message);
        }
    }
    if !items.has("template_name") && faults.is_empty() {
        faults.at(items.span, "a list of `items` says which template is shown: `template_name = \"..\"`");
    }
}

/// The `Book` of `Book::objects().filter(..)`.
pub(crate) fn queried(queryset: &Expr) -> Option<Path> {
    match queryset {
        Expr::MethodCall(call) => queried(&call.receiver),
        Expr::Call(call) => match &*call.func {
            Expr::Path(function) if function.qself.is_none() => {
                let mut path = function.path.clone();
                path.segments.pop();
                path.segments.pop_punct();
                (!path.segments.is_empty()).then_some(path)
            }
            _ => None,
        },
        _ => None,
    }
}
