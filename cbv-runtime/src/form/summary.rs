//! What stands above a form's fields: the summary of what is wrong, and the fields that nobody sees. Made by `Bound`.

use std::{
    borrow::Cow,
    fmt::{self, Display},
};

use askama::filters::HtmlSafe;

use super::{
    BoundField, FieldMeta, FormSetMeta, ValidationError, Widget,
    decode::html_name,
    errors::ErrorMap,
    widget::{Control, Escaped},
};

/// The id of a field's control.
pub(super) fn html_id(prefix: &str, name: &str) -> String {
    format!("id_{}", html_name(prefix, name))
}

/// What is wrong, whatever the form.
pub(super) fn summary(errors: &ErrorMap, metas: &[FieldMeta], fields: &[BoundField]) -> ErrorSummary {
    let mut summary = ErrorSummary::default();
    errors.of(None).iter().for_each(|error| summary.add(None, error));
    for (meta, field) in metas.iter().zip(fields) {
        errors.of(Some(meta.name)).iter().for_each(|error| summary.add(Some(field), error));
    }
    summary
}

/// The fields of a form that nobody sees.
#[derive(Debug, Clone, Default)]
pub struct HiddenFields {
    hidden: Option<(Cow<'static, str>, String)>,
    controls: Vec<Control>,
}

impl HiddenFields {
    pub(super) fn new(hidden: Option<(Cow<'static, str>, String)>, controls: Vec<Control>) -> Self {
        Self { hidden, controls }
    }
}

impl Display for HiddenFields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((name, value)) = &self.hidden {
            write!(f, "<input type=\"hidden\" name=\"{}\" value=\"{}\">", Escaped(name), Escaped(value))?;
        }
        self.controls.iter().try_for_each(|control| control.fmt(f))
    }
}

impl HtmlSafe for HiddenFields {}

/// What is wrong with a form, in one place above it. Each error links to its field, if that can be seen.
///
/// <https://www.w3.org/WAI/tutorials/forms/notifications/#listing-errors>
#[derive(Debug, Clone, Default)]
pub struct ErrorSummary(Vec<Line>);

#[derive(Debug, Clone)]
struct Line {
    /// The control that the error belongs to.
    id: Option<String>,
    text: String,
}

impl ErrorSummary {
    /// One more error; `None` of the form as a whole.
    fn add(&mut self, field: Option<&BoundField>, error: &ValidationError) {
        self.0.push(match field {
            None => Line { id: None, text: error.to_string() },
            // Django's words
            Some(field) if field.is_hidden() => {
                Line { id: None, text: format!("(Hidden field {}) {error}", field.name) }
            }
            Some(field) => Line { id: Some(field.id.clone()), text: format!("{}: {error}", field.label) },
        });
    }

    /// What is wrong with a set, whose id that is, and with its rows.
    pub(super) fn add_set(&mut self, id: &str, set: &FormSetMeta, errors: &ErrorMap) {
        let of_set = |error: &ValidationError| Line {
            id: Some(id.to_owned()),
            text: format!("{}: {error}", set.label),
        };
        self.0.extend(errors.of(Some(set.name)).iter().map(of_set));
        for (number, errors) in errors.rows(set.name) {
            self.0.extend(errors.of(None).iter().map(of_set));
            for field in set.fields {
                let of_field = |error: &ValidationError| match field.widget {
                    Widget::Hidden => {
                        let name = format!("{}-{number}-{}", set.name, field.name);
                        Line { id: None, text: format!("(Hidden field {name}) {error}") }
                    }
                    _ => Line {
                        id: Some(format!("{id}-{number}-{}", field.name)),
                        text: format!("{}: {error}", field.label),
                    },
                };
                self.0.extend(errors.of(Some(field.name)).iter().map(of_field));
            }
        }
    }
}

impl Display for ErrorSummary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return Ok(());
        }
        f.write_str("<div class=\"errorsummary\" role=\"alert\" tabindex=\"-1\" autofocus><ul>")?;
        for Line { id, text } in &self.0 {
            let text = Escaped(text);
            match id {
                Some(id) => write!(f, "<li><a href=\"#{}\">{text}</a></li>", Escaped(id))?,
                None => write!(f, "<li>{text}</li>")?,
            }
        }
        f.write_str("</ul></div>")
    }
}

impl HtmlSafe for ErrorSummary {}
