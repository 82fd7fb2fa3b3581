//! Reading a form's fields, each by itself, so that all that is wrong is known at once. Called by the code that
//! `#[derive(Form)]` writes.

use std::borrow::Cow;

use super::{
    FieldMeta, FormData, FormField, FormValue, Raw, ValidationError, Widget,
    errors::{ErrorMap, coded, invalid},
    initial::InitialValues,
};

/// Reads the fields of one form out of what was sent.
#[derive(Debug)]
pub struct Decoder<'a> {
    pub(super) data: &'a FormData,
    pub(super) prefix: &'a str,
    fields: &'static [FieldMeta],
    pub(super) held: Held<'a>,
    pub(super) errors: ErrorMap,
}

/// What fields hold before anything is sent, by their place, and those that nobody may change.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Held<'a> {
    pub(crate) values: &'a [(usize, Vec<String>)],
    pub(crate) disabled: &'a [usize],
    /// The rows of sets.
    pub(crate) sets: &'a [(usize, Vec<InitialValues>)],
}

impl<'a> Held<'a> {
    /// The rows that a set begins with.
    pub(crate) fn rows(&self, index: usize) -> &'a [InitialValues] {
        self.sets.iter().find(|(at, _)| *at == index).map(|(_, rows)| rows.as_slice()).unwrap_or_default()
    }

    pub(crate) fn is_disabled(&self, index: usize, meta: &FieldMeta) -> bool {
        meta.disabled || self.disabled.contains(&index)
    }

    /// What the field begins with.
    pub(crate) fn texts(&self, index: usize, meta: &FieldMeta) -> Vec<String> {
        match (self.values.iter().find(|(at, _)| *at == index), meta.initial) {
            (Some((_, values)), _) => values.clone(),
            (None, Some(initial)) => initial(),
            (None, None) => Vec::new(),
        }
    }

    /// Whether the row has a file there.
    pub(crate) fn has_file(&self, index: usize, meta: &FieldMeta) -> bool {
        meta.is_file() && self.texts(index, meta).iter().any(|name| !name.is_empty())
    }
}

impl<'a> Decoder<'a> {
    pub(crate) fn new(
        data: &'a FormData,
        prefix: &'a str,
        fields: &'static [FieldMeta],
        held: Held<'a>,
    ) -> Self {
        Self { data, prefix, fields, held, errors: ErrorMap::default() }
    }

    pub(crate) fn into_errors(self) -> ErrorMap {
        self.errors
    }

    /// Reads a field and checks it by `rules`. `None` when something is wrong with it, which is then among the errors.
    pub fn field<F, T: FormValue>(
        &mut self,
        field: FormField<F, T>,
        rules: impl FnOnce(&T, &mut Rules<'_>),
    ) -> Option<T> {
        self.read(field, T::decode, rules)
    }

    /// The same by a function.
    #[doc(hidden)]
    pub fn read<F, T>(
        &mut self,
        field: FormField<F, T>,
        decode: impl FnOnce(&Raw<'_>) -> Result<T, ValidationError>,
        rules: impl FnOnce(&T, &mut Rules<'_>),
    ) -> Option<T> {
        let meta = self.fields.get(field.index())?;
        match self.decode(field.index(), meta, decode) {
            Ok(value) => {
                let mut broken = Rules { meta, errors: &mut self.errors, any: false };
                rules(&value, &mut broken);
                (!broken.any).then_some(value)
            }
            Err(wrong) => {
                for error in wrong {
                    self.errors.add(Some(meta.name), error);
                }
                None
            }
        }
    }

    /// The same of a field that need not be sent: without it, it has its default. A checkbox that a form does not send is unticked.
    pub fn field_or<F, T: FormValue>(
        &mut self,
        field: FormField<F, T>,
        default: impl FnOnce() -> T,
        rules: impl FnOnce(&T, &mut Rules<'_>),
    ) -> Option<T> {
        self.read_or(field, default, T::decode, rules)
    }

    /// The same by a function.
    #[doc(hidden)]
    pub fn read_or<F, T>(
        &mut self,
        field: FormField<F, T>,
        default: impl FnOnce() -> T,
        decode: impl FnOnce(&Raw<'_>) -> Result<T, ValidationError>,
        rules: impl FnOnce(&T, &mut Rules<'_>),
    ) -> Option<T> {
        let sent = self.fields.get(field.index()).is_some_and(|meta| {
            let name = html_name(self.prefix, meta.name);
            // a browser sends nothing for what is unticked, or where nothing is chosen of several
            let silent = (meta.widget == Widget::Checkbox || meta.multiple) && self.data.is_of_controls();
            let disabled = self.held.is_disabled(field.index(), meta);
            silent || disabled || self.data.contains(&name) || self.data.file(&name).is_some()
        });
        if sent { self.read(field, decode, rules) } else { Some(default()) }
    }

    /// Each of several files may be wrong by itself.
    fn decode<T>(
        &self,
        index: usize,
        meta: &'static FieldMeta,
        decode: impl FnOnce(&Raw<'_>) -> Result<T, ValidationError>,
    ) -> Result<T, Vec<ValidationError>> {
        if self.held.is_disabled(index, meta) {
            let held = self.held.texts(index, meta);
            return decode(&Raw::held(meta, &held)).map_err(|error| vec![error]);
        }
        let name = html_name(self.prefix, meta.name);
        let raw = Raw::new(meta, self.data, &name).with_stored(self.held.has_file(index, meta));
        if raw.has_null() {
            return Err(vec![coded("null_characters_not_allowed", "Null characters are not allowed.")]);
        }
        let mut wrong: Vec<ValidationError> =
            self.data.refused(&name).map(|refused| invalid(refused.to_string())).collect();
        wrong.extend(meta.files.check_all(raw.files().iter().copied()).into_iter().map(invalid));
        if wrong.is_empty() { decode(&raw).map_err(|error| vec![error]) } else { Err(wrong) }
    }
}

/// What the rules of a field find.
#[derive(Debug)]
pub struct Rules<'a> {
    meta: &'static FieldMeta,
    errors: &'a mut ErrorMap,
    any: bool,
}

impl Rules<'_> {
    /// A rule is broken.
    pub fn broken(&mut self, error: impl Into<ValidationError>) {
        self.any = true;
        self.errors.add(Some(self.meta.name), error.into());
    }

    /// The answer of a rule. What is empty and need not be filled in is not asked.
    pub fn check(&mut self, answer: Result<(), impl Into<ValidationError>>) {
        if let Err(error) = answer {
            self.broken(error);
        }
    }
}

/// `address-street`: a form's prefix stands before the names of its fields.
pub(crate) fn html_name<'a>(prefix: &str, name: &'a str) -> Cow<'a, str> {
    if prefix.is_empty() { name.into() } else { format!("{prefix}-{name}").into() }
}
