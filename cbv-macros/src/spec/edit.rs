//! The words of the views with a form: `#[derive(FormView)]`, `CreateView`, `UpdateView` and `DeleteView`.

use proc_macro2::Ident;
use syn::{
    DeriveInput, Expr, LitStr, Path,
    ext::IdentExt as _,
    parse::{Parse, ParseStream},
    spanned::Spanned as _,
};

use super::{
    detail::{self, DetailSpec},
    items::{Items, Value},
    message::MessageSpec,
    path::PathSpec,
    view::{COMMON, TEMPLATE, UNSAFE},
};
use crate::fault::Faults;

/// Which of the four it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Form,
    Create,
    Update,
    Delete,
}

/// The words of all views with a form.
const OWN: &[&str] = &["form_class", "initial", "prefix", "success_url", "success_message", "formats"];

impl Kind {
    /// Its name in those of traits.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Form => "Form",
            Self::Create => "Create",
            Self::Update => "Update",
            Self::Delete => "Delete",
        }
    }

    /// Whether it has an object, which the URL names.
    pub(crate) fn has_object(self) -> bool {
        matches!(self, Self::Update | Self::Delete)
    }

    /// Whether its form stores a row.
    pub(crate) fn stores(self) -> bool {
        matches!(self, Self::Create | Self::Update)
    }

    fn suffix(self) -> &'static str {
        if self == Self::Delete { "_confirm_delete" } else { "_form" }
    }

    /// The words that it reads.
    pub(crate) fn known(self) -> Vec<&'static str> {
        let mut known = [OWN, COMMON, UNSAFE].concat();
        // there is no model to infer a template's name from
        let inference = ["template_name_suffix", "app_label"];
        known.extend(TEMPLATE.iter().filter(|word| self != Self::Form || !inference.contains(word)));
        match self {
            Self::Form => {}
            Self::Create => known.extend(["model", "fields", "set"]),
            Self::Update => known.extend(detail::OBJECT.iter().chain(&["fields", "set", "version"])),
            Self::Delete => known.extend(detail::OBJECT),
        }
        known
    }
}

/// A view with a form as written.
#[derive(Debug)]
pub(crate) struct EditSpec {
    pub(crate) kind: Kind,
    /// The view, its template, and the object of those that have one.
    pub(crate) detail: DetailSpec,
    pub(crate) form_class: Option<Path>,
    /// `fields(title, body)`: the form is made of these columns.
    pub(crate) fields: Option<Vec<Ident>>,
    pub(crate) initial: Vec<InitialSpec>,
    /// `set(author_id = view.user.id)`: columns that are stored beside the form's fields.
    pub(crate) set: Vec<InitialSpec>,
    pub(crate) prefix: Option<LitStr>,
    pub(crate) success_url: Option<Target>,
    /// The column that tells one version of a row from the next.
    pub(crate) version: Option<Ident>,
    pub(crate) success_message: Option<MessageSpec>,
}

/// Where to go on to.
#[derive(Debug)]
pub(crate) enum Target {
    /// A pattern in quotes.
    Url(PathSpec),
    /// A view.
    View(Path),
    /// What it is computed from: `view`, `req` and `object`.
    Computed(Expr),
}

/// `name = expression`.
#[derive(Debug)]
pub(crate) struct InitialSpec {
    pub(crate) field: Ident,
    pub(crate) value: Expr,
}

impl Parse for InitialSpec {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let field = input.call(Ident::parse_any)?;
        let equals = input.parse::<Option<syn::Token![=]>>()?;
        if equals.is_none() || input.is_empty() {
            return Err(syn::Error::new(field.span(), "expected a value"));
        }
        Ok(Self { field, value: input.parse()? })
    }
}

impl EditSpec {
    pub(crate) fn new(kind: Kind, input: &DeriveInput, faults: &mut Faults) -> Self {
        let items = Items::of(&input.attrs, "view", &kind.known(), input.ident.span(), faults);
        let this = Self {
            kind,
            detail: DetailSpec::read(input, &items, kind.suffix(), faults),
            form_class: items.path("form_class", faults),
            fields: items.several("fields", "columns of the model: `fields(title, body)`", faults),
            set: items
                .several("set", "columns with values: `set(created_at = Utc::now())`", faults)
                .unwrap_or_default(),
            initial: items
                .several("initial", "fields with values: `initial(name = \"..\")`", faults)
                .unwrap_or_default(),
            prefix: items.name("prefix", faults),
            success_url: target(&items, faults),
            version: items.value(
                "version",
                "the column that tells one version of a row from the next: `version = version`",
                faults,
            ),
            success_message: MessageSpec::of(&items, faults),
        };
        if faults.is_empty() {
            this.missing(&items, faults);
        }
        this
    }

    /// What a view of this kind must say.
    fn missing(&self, items: &Items, faults: &mut Faults) {
        let no_form = self.form_class.is_none() && self.fields.is_none();
        let no_model = self.detail.model.is_none();
        if self.kind == Kind::Form && no_form {
            faults.at(items.span, "say which form is shown: `#[view(form_class = ContactForm)]`");
        } else if self.kind.stores() && no_form {
            faults.at(
                items.span,
                "say what is entered: `#[view(form_class = BookForm)]`, or columns of the model by `fields(title, price)`",
            );
        } else if self.kind != Kind::Form && no_model {
            faults.at(items.span, "say whose row it is about: `#[view(model = Book)]`");
        } else if self.kind == Kind::Form
            && !items.has("template_name")
            && self.detail.template.has_format("html")
        {
            faults.at(items.span, "say which template is shown: `#[view(template_name = \"contact.html\")]`");
        } else if self.kind == Kind::Delete && self.success_url.is_none() {
            faults.at(
                items.span,
                "say where to go on to: `#[view(success_url = \"/books/\")]`; the object's own page is gone",
            );
        }
    }
}

/// A pattern in quotes, a view, or what computes the address.
fn target(items: &Items, faults: &mut Faults) -> Option<Target> {
    let is_text = match &items.get("success_url")?.value {
        Value::Equals(tokens) => syn::parse2::<LitStr>(tokens.clone()).is_ok(),
        _ => true,
    };
    if is_text {
        return PathSpec::of(items, "success_url", faults).map(Target::Url);
    }
    let wanted = "an address in quotes, the name of a view, or an expression that gives the address";
    match items.value("success_url", wanted, faults)? {
        Expr::Path(view) if view.qself.is_none() => Some(Target::View(view.path)),
        literal @ Expr::Lit(_) => {
            faults.at(literal.span(), format!("`success_url` is {wanted}"));
            None
        }
        computed => Some(Target::Computed(computed)),
    }
}
