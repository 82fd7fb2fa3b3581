//! A form's field as a template sees it: `{{ form.title }}` is the whole of it, `{{ form.title.widget }}` the control alone.
//! Made by `Bound`.

use std::fmt::{self, Display};

use askama::filters::HtmlSafe;

use super::{
    ValidationError,
    widget::{Control, Escaped, Widget},
};

/// A field with what was typed into it and what is wrong with it.
///
/// As text it is a `<div>` with label, help, errors and control, in which the label names the control and the control
/// is described by help and errors. All parts can be written apart.
///
/// Django: [`BoundField`](https://docs.djangoproject.com/en/5.2/ref/forms/api/#django.forms.BoundField).
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct BoundField {
    /// The name that is sent, with the form's prefix. Django's `html_name`.
    pub name: String,
    /// The control's `id`. Django's `id_for_label`.
    pub id: String,
    /// What people call the field.
    pub label: &'static str,
    /// The `<label>` of the control; a `<legend>` where the field is several controls.
    pub label_tag: Label,
    /// The sentence that helps to fill it in.
    pub help_text: &'static str,
    /// What is in it: as it was typed, else as it begins.
    pub value: String,
    /// What is wrong with it: a `<ul>`, empty when nothing is.
    pub errors: ErrorList,
    /// The control.
    pub widget: Control,
    /// Whether it must be filled in.
    pub required: bool,
}

impl BoundField {
    /// Whether it is hidden.
    pub fn is_hidden(&self) -> bool {
        self.widget.widget == Widget::Hidden
    }

    /// The ids of the help and of the errors, as far as they are there.
    fn help_id(&self) -> String {
        format!("{}_helptext", self.id)
    }

    fn inside(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.label_tag.fmt(f)?;
        if !self.help_text.is_empty() {
            let (id, text) = (self.help_id(), Escaped(self.help_text));
            write!(f, "<div class=\"helptext\" id=\"{}\">{text}</div>", Escaped(&id))?;
        }
        self.errors.fmt(f)?;
        self.widget.fmt(f)
    }
}

impl Display for BoundField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_hidden() {
            self.errors.fmt(f)?;
            return self.widget.fmt(f);
        }
        if !self.widget.widget.is_group() {
            f.write_str("<div>")?;
            self.inside(f)?;
            return f.write_str("</div>");
        }
        f.write_str("<div><fieldset")?;
        if !self.widget.described_by.is_empty() {
            write!(f, " aria-describedby=\"{}\"", Escaped(&self.widget.described_by.join(" ")))?;
        }
        f.write_str(">")?;
        self.inside(f)?;
        f.write_str("</fieldset></div>")
    }
}

impl HtmlSafe for BoundField {}

/// The label of a field.
#[derive(Debug, Clone)]
pub struct Label {
    pub(crate) text: &'static str,
    /// The control it belongs to; `None` for the legend of several.
    pub(crate) target: Option<String>,
}

impl Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = Escaped(self.text);
        match &self.target {
            Some(id) => write!(f, "<label for=\"{}\">{text}</label>", Escaped(id)),
            None => write!(f, "<legend>{text}</legend>"),
        }
    }
}

impl HtmlSafe for Label {}

/// Errors as a list: `<ul class="errorlist">`. A template can loop over it: `{% for error in form.title.errors %}`.
///
/// Django: [`ErrorList`](https://docs.djangoproject.com/en/5.2/ref/forms/api/#django.forms.ErrorList).
#[derive(Debug, Clone, Default)]
pub struct ErrorList {
    pub(crate) errors: Vec<ValidationError>,
    /// The list's `id`, which its control is described by.
    pub(crate) id: Option<String>,
    /// Whether they are the form's own.
    pub(crate) nonfield: bool,
}

impl ErrorList {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.errors.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// One after the other.
    pub fn iter(&self) -> std::slice::Iter<'_, ValidationError> {
        self.errors.iter()
    }
}

impl<'a> IntoIterator for &'a ErrorList {
    type Item = &'a ValidationError;
    type IntoIter = std::slice::Iter<'a, ValidationError>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Display for ErrorList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.errors.is_empty() {
            return Ok(());
        }
        f.write_str(if self.nonfield {
            "<ul class=\"errorlist nonfield\""
        } else {
            "<ul class=\"errorlist\""
        })?;
        if let Some(id) = &self.id {
            write!(f, " id=\"{}\"", Escaped(id))?;
        }
        f.write_str(">")?;
        for error in &self.errors {
            write!(f, "<li>{}</li>", Escaped(&error.to_string()))?;
        }
        f.write_str("</ul>")
    }
}

impl HtmlSafe for ErrorList {}
