//! What all kinds of views have: the struct, its fields, where it lives, its template, its extra context. Held by the spec
//! of each kind.

use proc_macro2::{Ident, Span};
use syn::{
    DeriveInput, Expr, Field, Fields, GenericArgument, GenericParam, Generics, LifetimeParam, Lit, LitStr,
    Path, PathArguments, Type, Visibility,
    parse::{Parse, ParseStream},
    punctuated::Punctuated,
    spanned::Spanned as _,
};

use super::{
    items::{Items, Value, Word},
    lookup::LookupSpec,
    path::PathSpec,
    site::{self, Site},
};
use crate::{fault::Faults, krate::Krate};

/// The words of every view.
pub(crate) const COMMON: &[&str] = &["crate", "path", "http_method_names", "layer"];

/// The words of a view that answers verbs which may change data.
pub(crate) const UNSAFE: &[&str] = &["csrf_exempt"];

/// The words of every view with a template.
pub(crate) const TEMPLATE: &[&str] = &[
    "template_name",
    "template_name_suffix",
    "app_label",
    "content_type",
    "extra_context",
    "templates",
    "fragments",
    "site",
];

/// The verbs a view can answer.
pub(crate) const VERBS: &[&str] = &["get", "post", "put", "patch", "delete", "head", "options", "trace"];

/// The formats a view can answer in.
const FORMATS: &[&str] = &["html", "json", "atom"];

/// The words of a view's field.
pub(crate) const FIELD: &[&str] = &["mixin", "lookup", "queryset"];

/// What all kinds of views have.
#[derive(Debug)]
pub(crate) struct ViewSpec {
    pub(crate) krate: Krate,
    pub(crate) vis: Visibility,
    pub(crate) ident: Ident,
    /// Type and const parameters.
    pub(crate) generics: Generics,
    /// Lifetime parameters, which are a fault.
    pub(crate) lifetimes: Vec<LifetimeParam>,
    /// `None` when they cannot be taken from a request because of a fault.
    pub(crate) fields: Option<Vec<FieldSpec>>,
    pub(crate) path: Option<PathSpec>,
    pub(crate) verbs: Option<Vec<Word>>,
    /// `layer(..)`: what stands around the view wherever it is mounted, the outermost first.
    pub(crate) layers: Vec<Expr>,
    /// `csrf_exempt`: other sites may change data through it.
    pub(crate) csrf_exempt: bool,
}

impl ViewSpec {
    pub(crate) fn new(input: &DeriveInput, items: &Items, faults: &mut Faults) -> Self {
        Self {
            krate: Krate::of(items, faults),
            vis: input.vis.clone(),
            ident: input.ident.clone(),
            lifetimes: input.generics.lifetimes().cloned().collect(),
            generics: without_lifetimes(&input.generics),
            fields: fields(input, faults),
            path: PathSpec::of(items, "path", faults),
            verbs: items.words("http_method_names", VERBS, faults),
            layers: items.several("layer", "layers of tower", faults).unwrap_or_default(),
            csrf_exempt: items.boolean("csrf_exempt", faults) == Some(true),
        }
    }

    /// The fields, as far as they can be taken from a request.
    pub(crate) fn fields(&self) -> &[FieldSpec] {
        self.fields.as_deref().unwrap_or_default()
    }

    /// After a fault the fields are left alone, so that they cannot fail too.
    pub(crate) fn without_fields_after(mut self, faults: &Faults) -> Self {
        self.fields = self.fields.filter(|_| faults.is_empty());
        self
    }

    /// After faults in what the path says of a date nobody knows which arguments `url(..)` has.
    pub(crate) fn forget_arguments_after(&mut self, faults: usize) {
        if let Some(path) = self.path.as_mut().filter(|_| faults > 0) {
            path.whole = false;
        }
    }
}

fn without_lifetimes(generics: &Generics) -> Generics {
    let others = generics.params.iter().filter(|param| !matches!(param, GenericParam::Lifetime(_)));
    Generics { params: others.cloned().collect(), ..generics.clone() }
}

/// A field of a view: taken from the request, read by the template.
#[derive(Debug)]
pub(crate) struct FieldSpec {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    /// `#[view(mixin)]`: it also transforms what flows through. The word, where it says so.
    pub(crate) mixin: Option<Ident>,
    /// `#[view(lookup = name)]`: how an `Object` is found.
    pub(crate) lookup: Option<LookupSpec>,
    /// `#[view(queryset = ..)]`: among which rows an `Object` is looked for.
    pub(crate) queryset: Option<Expr>,
}

impl FieldSpec {
    fn new(field: &Field, faults: &mut Faults) -> Option<Self> {
        let ident = field.ident.clone()?;
        let items = Items::of(&field.attrs, "view", FIELD, ident.span(), faults);
        Some(Self {
            mixin: items
                .get("mixin")
                .filter(|_| items.boolean("mixin", faults) == Some(true))
                .map(|item| item.key.clone()),
            lookup: LookupSpec::new(&items, faults),
            queryset: items.expr("queryset", faults),
            ty: field.ty.clone(),
            ident,
        })
    }
}

impl FieldSpec {
    /// The `Publisher` of `Object<Publisher>`.
    pub(crate) fn model(&self) -> Option<&Type> {
        self.object()?.first().and_then(|argument| match argument {
            GenericArgument::Type(model) => Some(model),
            _ => None,
        })
    }

    /// Whether it is an `Object<Publisher>`: what a second argument looks for, only its author knows.
    pub(crate) fn is_found_by_key(&self) -> bool {
        self.lookup.is_none() && self.object().is_some_and(|arguments| arguments.len() == 1)
    }

    fn object(&self) -> Option<&Punctuated<GenericArgument, syn::Token![,]>> {
        let Type::Path(path) = &self.ty else { return None };
        let object = path.path.segments.last().filter(|segment| segment.ident == "Object")?;
        match &object.arguments {
            PathArguments::AngleBracketed(arguments) => Some(&arguments.args),
            _ => None,
        }
    }
}

fn fields(input: &DeriveInput, faults: &mut Faults) -> Option<Vec<FieldSpec>> {
    let (span, message) = match &input.data {
        syn::Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => {
                return Some(fields.named.iter().filter_map(|field| FieldSpec::new(field, faults)).collect());
            }
            Fields::Unit => return Some(Vec::new()),
            Fields::Unnamed(fields) => {
                (fields.span(), "a view's fields need names: the template reads them by name")
            }
        },
        syn::Data::Enum(data) => (data.enum_token.span(), "a view is a struct"),
        syn::Data::Union(data) => (data.union_token.span(), "a view is a struct"),
    };
    faults.at(span, message);
    None
}

/// The template of a view and what it sees beside the data.
#[derive(Debug)]
pub(crate) struct TemplateSpec {
    /// The path of the template's file, as written or inferred.
    pub(crate) name: LitStr,
    /// The model that the name is inferred from, where none is written.
    pub(crate) inferred_from: Option<Path>,
    /// The words of inference beside a name that is written.
    pub(crate) idle: Vec<Ident>,
    pub(crate) content_type: Option<LitStr>,
    pub(crate) extra: Extra,
    /// `templates(mobile = "books/mobile.html")`: others that `get_template_names` may choose.
    pub(crate) others: Vec<OtherTemplate>,
    /// `fragments(rows)`: blocks of the template that are answered alone.
    pub(crate) fragments: Vec<Ident>,
    /// `formats(html, json)`.
    pub(crate) formats: Vec<Word>,
    /// The site's context.
    pub(crate) site: Option<Site>,
}

/// A further template and the name it is chosen by.
#[derive(Debug)]
pub(crate) struct OtherTemplate {
    pub(crate) name: Ident,
    pub(crate) file: LitStr,
}

impl Parse for OtherTemplate {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.parse()?;
        input.parse::<syn::Token![=]>()?;
        Ok(Self { name, file: input.parse()? })
    }
}

impl TemplateSpec {
    /// The further templates, each name once: a second one is a fault.
    pub(crate) fn others(&self) -> impl Iterator<Item = &OtherTemplate> {
        let first = |at: usize, name: &Ident| self.others.iter().take(at).all(|before| before.name != *name);
        self.others
            .iter()
            .enumerate()
            .filter(move |(at, other)| first(*at, &other.name))
            .map(|(_, other)| other)
    }

    /// Whether a format is among those the view answers in; a view that names none answers in HTML.
    pub(crate) fn has_format(&self, format: &str) -> bool {
        if self.formats.is_empty() {
            format == "html"
        } else {
            self.formats.iter().any(|known| known.name == format)
        }
    }
}

/// The author's extra context.
#[derive(Debug, Default)]
pub(crate) struct Extra {
    /// `extra_context = Sidebar`.
    pub(crate) computed: Option<Path>,
    /// `extra_context(title = "Books")`.
    pub(crate) fixed: Vec<Fixed>,
}

/// A fixed value of the context.
#[derive(Debug)]
pub(crate) struct Fixed {
    pub(crate) name: Ident,
    pub(crate) ty: FixedType,
    pub(crate) value: Expr,
}

/// The type of a fixed value.
#[derive(Debug)]
pub(crate) enum FixedType {
    Written(Box<Type>),
    Str(Span),
    Int(Span),
    Float(Span),
    Bool(Span),
    Char(Span),
}

impl Parse for Fixed {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name: Ident = input.parse()?;
        let written = match input.parse::<Option<syn::Token![:]>>()? {
            Some(_) => Some(input.parse()?),
            None => None,
        };
        input.parse::<syn::Token![=]>()?;
        let value: Expr = input.parse()?;
        let ty = match (written, &value) {
            (Some(ty), _) => FixedType::Written(Box::new(ty)),
            (None, Expr::Lit(literal)) => literal_type(&literal.lit)?,
            (None, Expr::Unary(unary)) if matches!(&*unary.expr, Expr::Lit(_)) => match &*unary.expr {
                Expr::Lit(literal) => literal_type(&literal.lit)?,
                _ => FixedType::Int(unary.span()),
            },
            (None, other) => {
                let message = format!("say what type this is: `{name}: i32 = ..`");
                return Err(syn::Error::new(other.span(), message));
            }
        };
        Ok(Self { name, ty, value })
    }
}

fn literal_type(literal: &Lit) -> syn::Result<FixedType> {
    let suffix = |suffix: &str, other: FixedType| match suffix {
        "" => Ok(other),
        suffix => syn::parse_str(suffix).map(|ty| FixedType::Written(Box::new(ty))),
    };
    match literal {
        Lit::Str(literal) => Ok(FixedType::Str(literal.span())),
        Lit::Int(literal) => suffix(literal.suffix(), FixedType::Int(literal.span())),
        Lit::Float(literal) => suffix(literal.suffix(), FixedType::Float(literal.span())),
        Lit::Bool(literal) => Ok(FixedType::Bool(literal.span())),
        Lit::Char(literal) => Ok(FixedType::Char(literal.span())),
        other => {
            Err(syn::Error::new(other.span(), "text, numbers, `true`, `false` and constants can stand here"))
        }
    }
}

impl TemplateSpec {
    /// `model` is the type whose lowercased name begins the inferred template name.
    pub(crate) fn new(items: &Items, model: Option<&Path>, suffix: &str, faults: &mut Faults) -> Self {
        let written = items.string("template_name", faults);
        let changed = items.string("template_name_suffix", faults);
        let label = items.string("app_label", faults);
        let inference = ["template_name_suffix", "app_label"].into_iter().filter_map(|word| items.get(word));
        let idle = inference.filter(|_| written.is_some()).map(|item| item.key.clone()).collect();
        let inferred_from = model.filter(|_| written.is_none()).cloned();
        let name = written.unwrap_or_else(|| {
            let suffix = changed.as_ref().map_or_else(|| suffix.to_owned(), LitStr::value);
            let label = label.map_or_else(String::new, |label| format!("{}/", label.value()));
            let (model, span) =
                match model.and_then(|model| model.segments.last()).map(|segment| &segment.ident) {
                    Some(model) => (model.to_string().to_lowercase(), model.span()),
                    None => (String::new(), items.span),
                };
            LitStr::new(&format!("{label}{model}{suffix}.html"), span)
        });
        let others = items.several("templates", "names with files: `mobile = \"books/mobile.html\"`", faults);
        Self {
            name,
            inferred_from,
            idle,
            content_type: items.string("content_type", faults),
            extra: extra(items, faults),
            others: others.unwrap_or_default(),
            fragments: items
                .several("fragments", "names of the template's blocks", faults)
                .unwrap_or_default(),
            formats: items.words("formats", FORMATS, faults).unwrap_or_default(),
            site: None,
        }
        .with_site(items, faults)
    }

    /// Data have no site, pages do.
    fn with_site(mut self, items: &Items, faults: &mut Faults) -> Self {
        if self.has_format("html") {
            self.site = site::of(items, faults);
        }
        self
    }
}

fn extra(items: &Items, faults: &mut Faults) -> Extra {
    match items.get("extra_context").map(|item| &item.value) {
        None | Some(Value::Unreadable) => Extra::default(),
        Some(Value::List(_)) => {
            let fixed =
                items.several::<Fixed>("extra_context", "names with values: `title = \"Books\"`", faults);
            Extra { computed: None, fixed: fixed.unwrap_or_default() }
        }
        Some(_) => Extra { computed: items.path("extra_context", faults), fixed: Vec::new() },
    }
}
