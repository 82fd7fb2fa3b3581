//! Makes the fields that a template sees out of a form and what was sent for it. Called by `Bound`, through the code that
//! `#[derive(Form)]` writes.

use super::{
    Attribute, BoundField, ErrorList, FieldMeta, Form, FormField, Raw, Widget,
    bound::Bound,
    decode::html_name,
    field::Label,
    widget::{Control, Stored},
};
use crate::storage::Media;

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
        let (values, widget) =
            (self.values(index, meta, &html_name(self.form.prefix(), meta.name)), self.widget(index, meta));
        let mut attributes = attributes(meta, widget);
        let id = taken(&mut attributes, "id").map_or_else(|| self.form.id(meta.name), str::to_owned);
        let errors = self.form.errors_of(meta.name).to_vec();
        let described_by = match taken(&mut attributes, "aria-describedby") {
            Some(own) => vec![own.to_owned()],
            None => [("helptext", !meta.help_text.is_empty()), ("error", !errors.is_empty())]
                .iter()
                .filter(|(_, there)| *there && widget != Widget::Hidden)
                .map(|(what, _)| format!("{id}_{what}"))
                .collect(),
        };
        let name = html_name(self.form.prefix(), meta.name).into_owned();
        BoundField {
            label: meta.label,
            label_tag: Label { text: meta.label, target: (!widget.is_group()).then(|| id.clone()) },
            help_text: meta.help_text,
            value: values.last().cloned().unwrap_or_default(),
            required: meta.required,
            widget: Control {
                widget,
                name: name.clone(),
                id: id.clone(),
                values,
                options: self.options(index, meta, widget),
                // nothing need be chosen, or nothing is chosen yet
                blank: !meta.required || meta.initial.is_none(),
                // a blank row of a set is right, and the browser would not send it
                required: meta.required && !self.form.is_row(),
                disabled: self.form.held().is_disabled(index, meta),
                stored: self.stored(index, meta, &name),
                invalid: !errors.is_empty(),
                described_by,
                attributes,
                accept: meta.files.accept(),
            },
            errors: ErrorList { id: Some(format!("{id}_error")), errors, nonfield: false },
            name,
            id,
        }
    }

    /// What was typed, else what the field begins with.
    fn values(&self, index: usize, meta: &FieldMeta, name: &str) -> Vec<String> {
        if !meta.widget.shows_value() {
            return Vec::new();
        }
        let held = self.form.held();
        if let Some(data) = self.form.data().filter(|_| !held.is_disabled(index, meta)) {
            let sent: Vec<String> = data.get_all(name).map(str::to_owned).collect();
            // what is ticked is sent with any value
            let unticked = |value: &String| matches!(value.as_str(), "" | "false" | "0");
            return if meta.widget == Widget::Checkbox && sent.last().is_some_and(unticked) {
                Vec::new()
            } else {
                sent
            };
        }
        held.texts(index, meta)
    }

    /// The file that is there already.
    fn stored(&self, index: usize, meta: &FieldMeta, name: &str) -> Option<Stored> {
        if meta.widget != Widget::ClearableFile {
            return None;
        }
        let stored = self.form.held().texts(index, meta).into_iter().find(|name| !name.is_empty())?;
        let url = self.form.extensions().get::<Media>().map(|media| media.url(&stored));
        let cleared = self.form.data().is_some_and(|data| Raw::new(meta, data, name).is_cleared());
        Some(Stored { name: stored, url, cleared })
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

/// The author's attributes stand for those of the rules and of the type, which a hidden control has no use for.
fn attributes(meta: &FieldMeta, widget: Widget) -> Vec<Attribute> {
    let mut all: Vec<Attribute> = Vec::new();
    let own = if widget == Widget::Hidden { [&[][..], &[]] } else { [meta.constraints, meta.type_attrs] };
    for attribute in meta.attrs.iter().chain(own.into_iter().flatten()) {
        if !all.iter().any(|(name, _)| *name == attribute.0) {
            all.push(*attribute);
        }
    }
    all
}

/// Takes out an attribute that is written in a place of its own.
fn taken(attributes: &mut Vec<Attribute>, name: &str) -> Option<&'static str> {
    let at = attributes.iter().position(|(given, _)| *given == name)?;
    Some(attributes.remove(at).1)
}
