//! What is known of a form's field before anything is sent: its name, its words, how it is entered. Written by
//! `#[derive(Form)]` as constants, read by decoding and by `field.rs`, which shows it.

use super::{FileRules, FormValue, HoldsFiles, Widget};

/// One of the choices of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What people read.
    pub label: String,
}

impl Choice {
    /// A choice.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// An HTML attribute of a control, and its value: `("maxlength", "100")`. An attribute without a value has an empty one.
pub type Attribute = (&'static str, &'static str);

/// The description of a form's field.
#[derive(Debug, Clone, Copy)]
pub struct FieldMeta {
    pub(crate) name: &'static str,
    pub(crate) label: &'static str,
    pub(crate) help_text: &'static str,
    pub(crate) widget: Widget,
    /// Whether the author named the control.
    pub(crate) chosen: bool,
    pub(crate) required: bool,
    pub(crate) multiple: bool,
    pub(crate) strip: bool,
    /// Whether it has its initial value, whatever is sent.
    pub(crate) disabled: bool,
    /// From the field's rules.
    pub(crate) constraints: &'static [Attribute],
    /// The author's.
    pub(crate) attrs: &'static [Attribute],
    /// From the type.
    pub(crate) type_attrs: &'static [Attribute],
    pub(crate) options: fn() -> Vec<Choice>,
    pub(crate) initial: Option<fn() -> Vec<String>>,
    /// The author's words for errors, by their codes.
    pub(crate) error_messages: &'static [(&'static str, &'static str)],
    /// What is asked of its files.
    pub(crate) files: FileRules,
}

impl FieldMeta {
    /// The field `name` of the type `T`, with the label `label`.
    pub const fn new<T: FormValue>(name: &'static str, label: &'static str) -> Self {
        Self {
            name,
            label,
            help_text: "",
            widget: T::WIDGET,
            chosen: false,
            required: T::REQUIRED,
            multiple: T::MULTIPLE,
            strip: true,
            disabled: false,
            constraints: &[],
            attrs: &[],
            type_attrs: T::ATTRS,
            options: T::choices,
            initial: None,
            error_messages: &[],
            files: FileRules::new(),
        }
    }

    /// The same with a name and a label.
    #[doc(hidden)]
    #[must_use]
    pub const fn named(mut self, name: &'static str, label: &'static str) -> Self {
        self.name = name;
        self.label = label;
        self
    }

    /// A sentence that helps to fill the field in.
    #[must_use]
    pub const fn help_text(mut self, text: &'static str) -> Self {
        self.help_text = text;
        self
    }

    /// Another control than that of the type.
    #[must_use]
    pub const fn widget(mut self, widget: Widget) -> Self {
        self.widget = widget;
        self.chosen = true;
        self
    }

    /// Whether it must be filled in.
    #[must_use]
    pub const fn required(mut self, required: bool) -> Self {
        self.required = required;
        self
    }

    /// Whether spaces around a text are left out.
    #[must_use]
    pub const fn strip(mut self, strip: bool) -> Self {
        self.strip = strip;
        self
    }

    /// Whether it is shown and cannot be changed: it has its initial value, whatever is sent.
    #[must_use]
    pub const fn disabled(mut self, disabled: bool) -> Self {
        self.disabled = disabled;
        self
    }

    /// The HTML attributes that say the field's rules to the browser.
    #[must_use]
    pub const fn constraints(mut self, attributes: &'static [Attribute]) -> Self {
        self.constraints = attributes;
        self
    }

    /// Further HTML attributes of the control.
    #[must_use]
    pub const fn attrs(mut self, attributes: &'static [Attribute]) -> Self {
        self.attrs = attributes;
        self
    }

    /// What a new form shows in it.
    #[must_use]
    pub const fn initial(mut self, initial: fn() -> Vec<String>) -> Self {
        self.initial = Some(initial);
        self
    }

    /// Other words for what may be wrong, by the errors' codes.
    #[must_use]
    pub const fn error_messages(mut self, messages: &'static [(&'static str, &'static str)]) -> Self {
        self.error_messages = messages;
        self
    }

    /// What is asked of its files, each of which is checked; browsers are told the content types.
    #[must_use]
    pub const fn files<T: HoldsFiles>(mut self, rules: FileRules) -> Self {
        self.files = rules;
        self
    }

    /// Whether it takes files.
    pub(crate) const fn is_file(&self) -> bool {
        self.widget.is_file()
    }

    /// The field's name, as written in Rust.
    pub const fn name(&self) -> &'static str {
        self.name
    }
}
