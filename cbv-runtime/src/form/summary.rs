//! What a form shows beside its fields: the hidden ones that it carries, and the summary of what is wrong. Made by `Bound`.

use std::fmt::{self, Display};

use askama::filters::HtmlSafe;

use super::{FieldMeta, ValidationError, decode::html_name, errors::ErrorMap, widget::Escaped};

/// The id of a field's control.
pub(super) fn html_id(prefix: &str, name: &str) -> String {
    format!("id_{}", html_name(prefix, name))
}

/// What is wrong, whatever the form.
pub(super) fn summary(prefix: &str, fields: &[FieldMeta], errors: &ErrorMap) -> ErrorSummary {
    let mut all: Vec<_> = errors.of(None).iter().map(|error| (None, error.clone())).collect();
    for meta in fields {
        let of = errors.of(Some(meta.name)).iter();
        all.extend(of.map(|error| (Some((html_id(prefix, meta.name), meta.label)), error.clone())));
    }
    ErrorSummary(all)
}

/// A field that nobody sees.
#[derive(Debug, Clone)]
pub(super) struct HiddenField {
    pub(super) name: &'static str,
    pub(super) value: String,
}

/// The fields of a form that nobody sees.
#[derive(Debug, Clone, Copy)]
pub struct HiddenFields<'a>(pub(super) &'a [HiddenField]);

impl Display for HiddenFields<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|HiddenField { name, value }| {
            write!(f, "<input type=\"hidden\" name=\"{}\" value=\"{}\">", Escaped(name), Escaped(value))
        })
    }
}

impl HtmlSafe for HiddenFields<'_> {}

/// What is wrong with a form, in one place above it. Each error links to its field.
///
/// <https://www.w3.org/WAI/tutorials/forms/notifications/#listing-errors>
#[derive(Debug, Clone)]
pub struct ErrorSummary(Vec<(Option<(String, &'static str)>, ValidationError)>);

impl Display for ErrorSummary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return Ok(());
        }
        f.write_str("<div class=\"errorsummary\" role=\"alert\" tabindex=\"-1\" autofocus><ul>")?;
        for (field, error) in &self.0 {
            let error = error.to_string();
            match field {
                Some((id, label)) => {
                    let (id, label) = (Escaped(id), Escaped(label));
                    write!(f, "<li><a href=\"#{id}\">{label}: {}</a></li>", Escaped(&error))?;
                }
                None => write!(f, "<li>{}</li>", Escaped(&error))?,
            }
        }
        f.write_str("</ul></div>")
    }
}

impl HtmlSafe for ErrorSummary {}
