//! The controls that enter a field's value: which there are, and their HTML. Called by `field.rs`.

use std::fmt::{self, Display, Write as _};

use askama::filters::{Escaper as _, Html, HtmlSafe};

use super::{Attribute, Choice, raw::clear_name};

/// What enters a value. Each type has one; `#[field(widget = textarea)]` takes another.
///
/// Django: [widgets](https://docs.djangoproject.com/en/5.2/ref/forms/widgets/).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // they are called as in HTML
#[non_exhaustive]
pub enum Widget {
    Text,
    Email,
    Url,
    /// What was typed is not shown again.
    Password,
    Search,
    Tel,
    Color,
    Number,
    Range,
    Date,
    Time,
    /// `datetime-local`.
    DateTime,
    Hidden,
    Textarea,
    Checkbox,
    Select,
    SelectMultiple,
    /// Radio buttons, of which one can be chosen.
    Radio,
    /// Checkboxes of one name, of which any can be ticked.
    Checkboxes,
    File,
    /// A file control that takes several.
    Files,
    /// A file control with the file that is stored, and a box to clear it.
    ClearableFile,
}

impl Widget {
    /// The control for several values.
    pub const fn multiple(self) -> Self {
        match self {
            Self::Select => Self::SelectMultiple,
            Self::Radio => Self::Checkboxes,
            Self::File => Self::Files,
            other => other,
        }
    }

    pub(crate) const fn is_file(self) -> bool {
        matches!(self, Self::File | Self::Files | Self::ClearableFile)
    }

    /// Whether it is several controls with one name.
    pub(crate) const fn is_group(self) -> bool {
        matches!(self, Self::Radio | Self::Checkboxes)
    }

    /// Whether it shows what can be chosen.
    pub(crate) const fn has_options(self) -> bool {
        matches!(self, Self::Select | Self::SelectMultiple | Self::Radio | Self::Checkboxes)
    }

    /// Whether what was sent is shown again.
    pub(crate) const fn shows_value(self) -> bool {
        !matches!(self, Self::Password | Self::File | Self::Files | Self::ClearableFile)
    }

    /// `type` of its `<input>`.
    const fn input_type(self) -> &'static str {
        match self {
            Self::Text | Self::Textarea | Self::Select | Self::SelectMultiple => "text",
            Self::Email => "email",
            Self::Url => "url",
            Self::Password => "password",
            Self::Search => "search",
            Self::Tel => "tel",
            Self::Color => "color",
            Self::Number => "number",
            Self::Range => "range",
            Self::Date => "date",
            Self::Time => "time",
            Self::DateTime => "datetime-local",
            Self::Hidden => "hidden",
            Self::Checkbox | Self::Checkboxes => "checkbox",
            Self::Radio => "radio",
            Self::File | Self::Files | Self::ClearableFile => "file",
        }
    }
}

/// The HTML of a field's control; `{{ form.title.widget }}`.
#[derive(Debug, Clone)]
pub struct Control {
    pub(crate) widget: Widget,
    pub(crate) name: String,
    pub(crate) id: String,
    pub(crate) values: Vec<String>,
    pub(crate) options: Vec<Choice>,
    /// Whether it also offers to choose nothing, where one is chosen.
    pub(crate) blank: bool,
    pub(crate) required: bool,
    pub(crate) disabled: bool,
    /// The file that is there already.
    pub(crate) stored: Option<Stored>,
    pub(crate) invalid: bool,
    pub(crate) described_by: Vec<String>,
    pub(crate) attributes: Vec<Attribute>,
    /// The content types that a file may have; empty for any.
    pub(crate) accept: String,
}

/// A file that a row has.
#[derive(Debug, Clone)]
pub(crate) struct Stored {
    pub(crate) name: String,
    /// Where browsers find it, if that is known.
    pub(crate) url: Option<String>,
    /// Whether the box to clear it is ticked.
    pub(crate) cleared: bool,
}

impl Control {
    /// What has one value shows it.
    fn value(&self) -> &str {
        self.values.last().map_or("", String::as_str)
    }

    fn is_chosen(&self, choice: &Choice) -> bool {
        self.values.contains(&choice.value)
    }

    fn has_attribute(&self, name: &str) -> bool {
        self.attributes.iter().any(|(given, _)| *given == name)
    }

    /// Attributes that all controls have, behind the name.
    fn common(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, value) in &self.attributes {
            match *value {
                "" => write!(f, " {name}")?,
                value => write!(f, " {name}=\"{}\"", Escaped(value))?,
            }
        }
        if !self.accept.is_empty() && !self.has_attribute("accept") {
            write!(f, " accept=\"{}\"", Escaped(&self.accept))?;
        }
        let hidden = self.widget == Widget::Hidden;
        let filled = self.stored.is_some();
        if self.required
            && !hidden
            && !filled
            && self.widget != Widget::Checkboxes
            && !self.has_attribute("required")
        {
            f.write_str(" required")?;
        }
        if self.disabled && !self.has_attribute("disabled") {
            f.write_str(" disabled")?;
        }
        if self.invalid && !hidden && !self.has_attribute("aria-invalid") {
            f.write_str(" aria-invalid=\"true\"")?;
        }
        if !self.described_by.is_empty() && !self.widget.is_group() {
            write!(f, " aria-describedby=\"{}\"", Escaped(&self.described_by.join(" ")))?;
        }
        Ok(())
    }

    fn input(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<input type=\"{}\" name=\"{}\"", self.widget.input_type(), Escaped(&self.name))?;
        let value = self.value();
        match self.widget {
            Widget::Checkbox if !self.values.is_empty() => f.write_str(" checked")?,
            Widget::Files => f.write_str(" multiple")?,
            Widget::Checkbox | Widget::File | Widget::ClearableFile => {}
            _ if !value.is_empty() => write!(f, " value=\"{}\"", Escaped(value))?,
            _ => {}
        }
        write!(f, " id=\"{}\"", Escaped(&self.id))?;
        self.common(f)?;
        f.write_char('>')
    }

    /// The file that is there, a box to clear it where there may be none, and the control for another one.
    fn clearable(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(Stored { name, url, cleared }) = &self.stored else { return self.input(f) };
        f.write_str("Currently: ")?;
        match url {
            Some(url) => write!(f, "<a href=\"{}\">{}</a>", Escaped(url), Escaped(name))?,
            None => Escaped(name).fmt(f)?,
        }
        if !self.required {
            let box_name = clear_name(&self.name);
            let (box_name, id) = (Escaped(&box_name), Escaped(&self.id));
            write!(f, " <input type=\"checkbox\" name=\"{box_name}\" id=\"{id}-clear\"")?;
            f.write_str(if *cleared { " checked" } else { "" })?;
            f.write_str(if self.disabled { " disabled" } else { "" })?;
            write!(f, "> <label for=\"{id}-clear\">Clear</label>")?;
        }
        f.write_str("<br>Change: ")?;
        self.input(f)
    }

    /// One hidden control for each of several values.
    fn each_hidden(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.values.iter().enumerate().try_for_each(|(index, value)| {
            let id = format!("{}_{index}", self.id);
            Self { values: vec![value.clone()], id, ..self.clone() }.input(f)
        })
    }

    fn textarea(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<textarea name=\"{}\" id=\"{}\"", Escaped(&self.name), Escaped(&self.id))?;
        for (name, value) in [("cols", "40"), ("rows", "10")] {
            if !self.has_attribute(name) {
                write!(f, " {name}=\"{value}\"")?;
            }
        }
        self.common(f)?;
        // HTML drops one line break behind the tag: this is the one
        write!(f, ">\n{}</textarea>", Escaped(self.value()))
    }

    fn select(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let several = self.widget == Widget::SelectMultiple;
        write!(f, "<select name=\"{}\" id=\"{}\"", Escaped(&self.name), Escaped(&self.id))?;
        if several {
            f.write_str(" multiple")?;
        }
        self.common(f)?;
        f.write_char('>')?;
        if !several && self.blank {
            write!(f, "<option value=\"\">{BLANK}</option>")?;
        }
        for choice in &self.options {
            let chosen = if self.is_chosen(choice) { " selected" } else { "" };
            let (value, label) = (Escaped(&choice.value), Escaped(&choice.label));
            write!(f, "<option value=\"{value}\"{chosen}>{label}</option>")?;
        }
        f.write_str("</select>")
    }

    /// Radio buttons or checkboxes, each with its label.
    fn group(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<div id=\"{}\">", Escaped(&self.id))?;
        // a radio button cannot be taken back: where none need be chosen, one stands for that
        let none = (self.widget == Widget::Radio && !self.required).then(|| Choice::new("", BLANK));
        for (index, choice) in none.iter().chain(&self.options).enumerate() {
            let (kind, name, id) = (self.widget.input_type(), Escaped(&self.name), Escaped(&self.id));
            let chosen = self.is_chosen(choice) || (choice.value.is_empty() && self.value().is_empty());
            let chosen = if chosen { " checked" } else { "" };
            write!(f, "<div><label for=\"{id}_{index}\"><input type=\"{kind}\" name=\"{name}\"")?;
            write!(f, " value=\"{}\" id=\"{id}_{index}\"{chosen}", Escaped(&choice.value))?;
            self.common(f)?;
            write!(f, "> {}</label></div>", Escaped(&choice.label))?;
        }
        f.write_str("</div>")
    }
}

impl Display for Control {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.widget {
            Widget::Hidden if self.values.len() > 1 => self.each_hidden(f),
            Widget::ClearableFile => self.clearable(f),
            Widget::Textarea => self.textarea(f),
            Widget::Select | Widget::SelectMultiple => self.select(f),
            Widget::Radio | Widget::Checkboxes => self.group(f),
            _ => self.input(f),
        }
    }
}

impl HtmlSafe for Control {}

/// What stands for no choice.
const BLANK: &str = "---------";

/// Text inside of HTML or of an attribute in double quotes.
pub(crate) struct Escaped<'a>(pub(crate) &'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Html.write_escaped_str(f, self.0)
    }
}
