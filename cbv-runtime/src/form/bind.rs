//! Makes the fields that a template sees out of a form and what was sent for it. Called by `Bound`, through the code that
//! `#[derive(Form)]` writes.

use super::{
    BoundField, ErrorList, FieldMeta, Form, FormField, Widget, bound::Bound, decode::html_name, field::Label,
    widget::Control,
};

/// Makes the fields of one form.
#[derive(Debug)]
pub struct Binder<'a, F: Form> {
    pub(super) form: &'a Bound<F>,
}

impl<F: Form> Binder<'_, F> {
    /// A field.
    pub fn field<T>(&self, field: FormField<F, T>) -> BoundField {
        self.field_at(field.index())
    }

    pub(super) fn field_at(&self, index: usize) -> BoundField {
        match F::FIELDS.get(index) {
            Some(meta) => self.bound(index, meta),
            None => self.bound(index, &const { FieldMeta::new::<String>("", "") }), // derived code asks for none such
        }
    }

    fn bound(&self, index: usize, meta: &FieldMeta) -> BoundField {
        let (name, id) = (html_name(self.form.prefix(), meta.name), self.form.id(meta.name));
        let errors = self.form.errors_of(meta.name).to_vec();
        let mut described_by = Vec::new();
        if !meta.help_text.is_empty() {
            described_by.push(format!("{id}_helptext"));
        }
        if !errors.is_empty() {
            described_by.push(format!("{id}_error"));
        }
        let (values, widget) = (self.values(index, meta, &name), self.widget(index, meta));
        let target = (!widget.is_group()).then(|| id.clone());
        BoundField {
            label: meta.label,
            label_tag: Label { text: meta.label, target },
            help_text: meta.help_text,
            value: values.last().cloned().unwrap_or_default(),
            errors: ErrorList { id: Some(format!("{id}_error")), errors: errors.clone(), nonfield: false },
            required: meta.required,
            widget: Control {
                widget,
                name: name.clone(),
                id: id.clone(),
                values,
                options: self.options(index, meta, widget),
                required: meta.required,
                invalid: !errors.is_empty(),
                described_by,
                attributes: attributes(meta),
                accept: meta.files.accept(),
            },
            name,
            id,
        }
    }

    /// What was typed, else what the field begins with.
    fn values(&self, index: usize, meta: &FieldMeta, name: &str) -> Vec<String> {
        if !meta.widget.shows_value() {
            return Vec::new();
        }
        let kwargs = self.form.kwargs();
        if let Some(data) = self.form.data() {
            let sent: Vec<String> = data.get_all(name).map(str::to_owned).collect();
            // what is ticked is sent with any value
            let unticked = |value: &String| matches!(value.as_str(), "" | "false" | "0");
            return if meta.widget == Widget::Checkbox && sent.last().is_some_and(unticked) {
                Vec::new()
            } else {
                sent
            };
        }
        match (kwargs.initial.get(index), meta.initial) {
            (Some(values), _) => values.to_vec(),
            (None, Some(initial)) => initial(),
            (None, None) => Vec::new(),
        }
    }

    /// The author's control, else a select where rows are to choose from.
    fn widget(&self, index: usize, meta: &FieldMeta) -> Widget {
        if meta.chosen || !self.form.has_source(index) {
            return meta.widget;
        }
        if meta.multiple { Widget::SelectMultiple } else { Widget::Select }
    }

    fn options(&self, index: usize, meta: &FieldMeta, widget: Widget) -> Vec<super::Choice> {
        if !widget.has_options() {
            return Vec::new();
        }
        self.form.options(index).map_or_else(meta.options, <[_]>::to_vec)
    }
}

/// The author's attributes stand for those of the rules and of the type.
fn attributes(meta: &FieldMeta) -> Vec<super::Attribute> {
    let mut all: Vec<super::Attribute> = Vec::new();
    for attribute in meta.attrs.iter().chain(meta.constraints).chain(meta.type_attrs) {
        if !all.iter().any(|(name, _)| *name == attribute.0) {
            all.push(*attribute);
        }
    }
    all
}
