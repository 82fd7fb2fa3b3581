//! The words of `#[derive(Form)]`, on the struct and on its fields.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use syn::{
    Attribute, DeriveInput, Expr, Fields, LitStr, Path, Type, Visibility, ext::IdentExt as _,
    spanned::Spanned as _,
};

use super::{
    attr::AttrSpec,
    formset::SetSpec,
    garde::{self, Constraint},
    items::{Items, Value, Word},
    model::constant,
    rule::{RuleSpec, rules},
};
use crate::{fault::Faults, krate::Krate};

/// The words of the struct.
pub(crate) const STRUCT: &[&str] = &["crate", "model", "prefix"];

/// The words of a field.
pub(crate) const FIELD: &[&str] = &[
    "label",
    "help_text",
    "widget",
    "attrs",
    "required",
    "initial",
    "default",
    "disabled",
    "strip",
    "max_length",
    "min_length",
    "max_value",
    "min_value",
    "step_size",
    "max_digits",
    "decimal_places",
    "email",
    "url",
    "slug",
    "error_messages",
    "files",
    "upload_to",
    "validators",
    "clean",
    "queryset",
    "label_from",
    "many_to_many",
    "extra",
    "formset",
    "inline",
    "min_num",
    "max_num",
    "can_delete",
];

/// The controls that a field may name.
pub(crate) const WIDGETS: &[&str] = &[
    "text",
    "email",
    "url",
    "password",
    "search",
    "tel",
    "color",
    "number",
    "range",
    "date",
    "time",
    "datetime",
    "hidden",
    "textarea",
    "checkbox",
    "select",
    "radio",
    "checkboxes",
    "file",
];

/// The codes of errors that a field may say in other words.
pub(crate) const CODES: &[&str] = &[
    "required",
    "invalid",
    "invalid_choice",
    "max_length",
    "min_length",
    "max_value",
    "min_value",
    "step_size",
    "max_digits",
    "decimal_places",
    "missing",
    "contradiction",
    "null_characters_not_allowed",
    "unique",
];

/// A form as written.
#[derive(Debug)]
pub(crate) struct FormSpec {
    pub(crate) krate: Krate,
    pub(crate) vis: Visibility,
    pub(crate) ident: Ident,
    /// The model whose columns the fields are.
    pub(crate) model: Option<Type>,
    pub(crate) prefix: Option<LitStr>,
    pub(crate) fields: Vec<InputSpec>,
    /// Whether it has parameters, which is a fault.
    pub(crate) generic: bool,
    /// Whether there was a fault, after which only the fields' names and types are left.
    pub(crate) faulty: bool,
}

/// A field of a form.
#[derive(Debug)]
pub(crate) struct InputSpec {
    pub(crate) ident: Ident,
    pub(crate) vis: Visibility,
    pub(crate) ty: Type,
    pub(crate) label: Option<LitStr>,
    pub(crate) help_text: Option<LitStr>,
    pub(crate) widget: Option<Word>,
    pub(crate) attrs: Vec<AttrSpec>,
    pub(crate) required: Option<bool>,
    pub(crate) initial: Option<Expr>,
    pub(crate) default: Option<DefaultSpec>,
    pub(crate) disabled: Option<bool>,
    pub(crate) strip: Option<bool>,
    pub(crate) rules: Vec<RuleSpec>,
    /// Whether garde checks it, by words of its own.
    pub(crate) garde: Vec<Constraint>,
    pub(crate) by_garde: bool,
    /// Other words for errors, by their codes.
    pub(crate) error_messages: Vec<AttrSpec>,
    /// What is asked of uploaded files.
    pub(crate) files: Option<Expr>,
    /// The folder in which the files are kept whose names the column holds.
    pub(crate) upload_to: Option<Expr>,
    pub(crate) validators: Vec<Path>,
    pub(crate) clean: Option<Path>,
    pub(crate) queryset: Option<Expr>,
    pub(crate) label_from: Option<Expr>,
    /// The relation that the keys are stored in: `Post::TAGS`.
    pub(crate) many_to_many: Option<Path>,
    /// Whether it is no column, in a form with a model.
    pub(crate) extra: Option<Ident>,
    /// The model by which its column is found, where that is not the form's: in a form that a view makes.
    pub(crate) holder: Option<TokenStream>,
    /// Whether it is a set of forms.
    pub(crate) set: Option<SetSpec>,
}

/// What a field is when it is not sent.
#[derive(Debug)]
pub(crate) enum DefaultSpec {
    /// `default`: that of its type.
    OfType,
    /// `default = ..`.
    Value(Expr),
}

impl FormSpec {
    pub(crate) fn new(input: &DeriveInput, faults: &mut Faults) -> Self {
        let items = Items::of(&input.attrs, "form", STRUCT, input.ident.span(), faults);
        misplaced(&input.attrs, "field", "the words of the form stand in `#[form(..)]`", faults);
        let mut this = Self {
            krate: Krate::of(&items, faults),
            vis: input.vis.clone(),
            ident: input.ident.clone(),
            model: items.path("model", faults).map(|path| syn::parse_quote!(#path)),
            prefix: items.name("prefix", faults),
            fields: Vec::new(),
            generic: !input.generics.params.is_empty(),
            faulty: false,
        };
        if let Some(param) = input.generics.params.first() {
            faults.at(param.span(), "a form has no parameters: its fields are known");
        }
        let wrong = match &input.data {
            syn::Data::Struct(data) => match &data.fields {
                Fields::Named(fields) => {
                    // of two fields of one name the compiler says so itself
                    let mut seen = HashSet::new();
                    let fields = fields.named.iter().filter(|field| seen.insert(&field.ident));
                    this.fields = fields.filter_map(|field| InputSpec::new(field, faults)).collect();
                    return this;
                }
                Fields::Unit => return this,
                Fields::Unnamed(fields) => {
                    (fields.span(), "a form's fields need names: they are sent by name")
                }
            },
            syn::Data::Enum(data) => (data.enum_token.span(), "a form is a struct"),
            syn::Data::Union(data) => (data.union_token.span(), "a form is a struct"),
        };
        faults.at(wrong.0, wrong.1);
        this
    }
}

impl FormSpec {
    /// The form that a view makes of columns of its model.
    pub(crate) fn of_columns(
        krate: Krate,
        vis: Visibility,
        ident: Ident,
        model: Type,
        fields: Vec<InputSpec>,
    ) -> Self {
        Self { krate, vis, ident, model: Some(model), prefix: None, fields, generic: false, faulty: false }
    }

    /// The form of a view without a model, after that fault.
    pub(crate) fn of_nothing(krate: Krate, vis: Visibility, ident: Ident) -> Self {
        Self {
            krate,
            vis,
            ident,
            model: None,
            prefix: None,
            fields: Vec::new(),
            generic: false,
            faulty: true,
        }
    }

    /// Leaves the words of the fields out: nobody knows which of them are right.
    pub(crate) fn leave_words(&mut self) {
        self.faulty = true;
        let mut seen = HashSet::new();
        self.fields.retain(|field| seen.insert(constant(&field.ident))); // each has a constant
        for field in &mut self.fields {
            *field =
                InputSpec { vis: field.vis.clone(), ..InputSpec::of_column(&field.ident, field.ty.clone()) };
        }
    }
}

impl InputSpec {
    /// A column of the model, without words of its own.
    pub(crate) fn of_column(ident: &Ident, ty: Type) -> Self {
        Self {
            ident: ident.clone(),
            vis: Visibility::Public(syn::Token![pub](ident.span())),
            ty,
            label: None,
            help_text: None,
            widget: None,
            attrs: Vec::new(),
            required: None,
            initial: None,
            default: None,
            disabled: None,
            strip: None,
            rules: Vec::new(),
            garde: Vec::new(),
            by_garde: false,
            error_messages: Vec::new(),
            files: None,
            upload_to: None,
            validators: Vec::new(),
            clean: None,
            queryset: None,
            label_from: None,
            many_to_many: None,
            extra: None,
            holder: None,
            set: None,
        }
    }

    fn new(field: &syn::Field, faults: &mut Faults) -> Option<Self> {
        let ident = field.ident.clone()?;
        let items = Items::of(&field.attrs, "field", FIELD, ident.span(), faults);
        misplaced(&field.attrs, "form", "the words of a field stand in `#[field(..)]`", faults);
        let paths = "functions, without quotes";
        let set = SetSpec::new(&items, &field.ty, faults);
        Some(Self {
            rules: rules(&items, faults),
            by_garde: garde::attributes(field).next().is_some(),
            garde: garde::attributes(field).flat_map(garde::constraints).collect(),
            label: items.string("label", faults),
            help_text: items.string("help_text", faults),
            widget: items.word("widget", WIDGETS, faults),
            attrs: items
                .several("attrs", "HTML attributes: `placeholder = \"..\"`", faults)
                .unwrap_or_default(),
            required: items.boolean("required", faults),
            initial: items.expr("initial", faults),
            default: default(&items, faults),
            disabled: items.boolean("disabled", faults),
            strip: items.boolean("strip", faults),
            error_messages: items
                .several("error_messages", "words for errors: `required = \"..\"`", faults)
                .unwrap_or_default(),
            files: items.expr("files", faults),
            upload_to: items.expr("upload_to", faults),
            validators: items.several("validators", paths, faults).unwrap_or_default(),
            clean: items.value("clean", "a function, without quotes", faults),
            queryset: items.expr("queryset", faults),
            label_from: items.expr("label_from", faults),
            many_to_many: items.value("many_to_many", "a relation of the model: `Post::TAGS`", faults),
            extra: items
                .get("extra")
                .filter(|_| set.is_none() && items.boolean("extra", faults) == Some(true))
                .map(|item| item.key.clone()),
            holder: None,
            set,
            vis: field.vis.clone(),
            ty: field.ty.clone(),
            ident,
        })
    }

    /// Whether it is a column of the form's model, with the column's own value.
    pub(crate) fn is_column(&self) -> bool {
        self.extra.is_none() && self.many_to_many.is_none() && self.upload_to.is_none() && self.set.is_none()
    }

    /// A rule's limit, where it is given.
    pub(crate) fn limit(&self, rule: &str) -> Option<&Expr> {
        self.rules.iter().find(|given| given.name == rule).map(|rule| &rule.limit)
    }

    /// What people call it: the author's words, else its name.
    pub(crate) fn label(&self) -> String {
        self.label.as_ref().map_or_else(|| labelled(&self.ident.unraw().to_string()), LitStr::value)
    }

    /// Whether it chooses among rows.
    pub(crate) fn has_rows(&self) -> bool {
        self.queryset.is_some() || self.many_to_many.is_some()
    }
}

/// An attribute that would not be read where it stands.
fn misplaced(attrs: &[Attribute], attribute: &str, message: &str, faults: &mut Faults) {
    for attr in attrs.iter().filter(|attr| attr.path().is_ident(attribute)) {
        faults.at(attr.path().span(), message);
    }
}

fn default(items: &Items, faults: &mut Faults) -> Option<DefaultSpec> {
    match &items.get("default")?.value {
        Value::Flag => Some(DefaultSpec::OfType),
        _ => items.expr("default", faults).map(DefaultSpec::Value),
    }
}

/// `Publication date` for `publication_date`; a key is called after what it leads to.
fn labelled(name: &str) -> String {
    let name = name.strip_suffix("_id").filter(|name| !name.is_empty()).unwrap_or(name);
    crate::words::capitalized(&name.replace('_', " "))
}
