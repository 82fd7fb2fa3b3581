//! What is wrong with a form: texts by field, and texts of the form as a whole. Filled by decoding, rules, `clean`, hooks, and
//! by what the database refuses; shown by `Bound`.

use std::{borrow::Cow, collections::BTreeMap, fmt, marker::PhantomData};

use super::{FieldMeta, Form, FormField, FormSet, FormSetMeta, formset::RefusedRow};

/// Why a value is refused, as people read it.
///
/// Django: [`ValidationError`](https://docs.djangoproject.com/en/5.2/ref/exceptions/#validationerror).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidationError {
    text: Cow<'static, str>,
    code: &'static str,
}

impl ValidationError {
    /// An error with this text. It is escaped where it is shown.
    pub fn new(text: impl Into<Cow<'static, str>>) -> Self {
        Self { text: text.into(), code: "" }
    }

    /// The same with the code by which `error_messages(..)` of a field gives it other words.
    #[must_use]
    pub fn with_code(self, code: &'static str) -> Self {
        Self { code, ..self }
    }

    /// What kind of an error it is: `required`, `max_length` and so on; empty for an error of the author's.
    pub fn code(&self) -> &'static str {
        self.code
    }
}

/// An error that `error_messages(..)` may say in other words.
pub(crate) fn coded(code: &'static str, text: impl Into<Cow<'static, str>>) -> ValidationError {
    ValidationError::new(text).with_code(code)
}

/// A value that is none of the field's type.
pub(crate) fn invalid(text: impl Into<Cow<'static, str>>) -> ValidationError {
    coded("invalid", text)
}

/// An empty field that must be filled in.
pub(crate) fn required() -> ValidationError {
    coded("required", "This field is required.")
}

impl From<&'static str> for ValidationError {
    fn from(text: &'static str) -> Self {
        Self::new(text)
    }
}

impl From<String> for ValidationError {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<Cow<'static, str>> for ValidationError {
    fn from(text: Cow<'static, str>) -> Self {
        Self::new(text)
    }
}

impl fmt::Display for ValidationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for ValidationError {}

/// The name under which JSON has the errors of a form as a whole; Django's `NON_FIELD_ERRORS`.
pub const NON_FIELD_ERRORS: &str = "__all__";

/// Errors without the type of their form: those of the form under `None`, the others by the field's name, those of a set's rows
/// by the set's name and the row's number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ErrorMap {
    own: BTreeMap<Option<&'static str>, Vec<ValidationError>>,
    rows: BTreeMap<(&'static str, usize), ErrorMap>,
}

impl ErrorMap {
    /// One error.
    pub(crate) fn one(field: Option<&'static str>, error: ValidationError) -> Self {
        Self { own: BTreeMap::from([(field, vec![error])]), rows: BTreeMap::new() }
    }

    pub(crate) fn add(&mut self, field: Option<&'static str>, error: ValidationError) {
        self.own.entry(field).or_default().push(error);
    }

    /// Forgets what is wrong with a field.
    pub(crate) fn clear(&mut self, field: Option<&'static str>) {
        if field.is_some() {
            self.own.remove(&field);
        }
    }

    /// Says in the author's words what the fields have some for.
    pub(crate) fn reword(&mut self, fields: &[FieldMeta], sets: &[FormSetMeta]) {
        for ((name, _), errors) in &mut self.rows {
            if let Some(set) = sets.iter().find(|set| set.name == *name) {
                errors.reword(set.fields, &[]);
            }
        }
        for meta in fields.iter().filter(|meta| !meta.error_messages.is_empty()) {
            for error in self.own.get_mut(&Some(meta.name)).into_iter().flatten() {
                if let Some((_, text)) = meta.error_messages.iter().find(|(code, _)| *code == error.code) {
                    error.text = Cow::Borrowed(text);
                }
            }
        }
    }

    /// The same with a field of a row.
    pub(crate) fn clear_row(&mut self, set: &'static str, number: usize, field: &'static str) {
        if let Some(errors) = self.rows.get_mut(&(set, number)) {
            errors.clear(Some(field));
        }
    }

    /// Adds the errors of a row; none of them changes nothing.
    pub(crate) fn add_row(&mut self, set: &'static str, number: usize, errors: Self) {
        if !errors.is_empty() {
            self.rows.entry((set, number)).or_default().extend(errors);
        }
    }

    pub(crate) fn of(&self, field: Option<&'static str>) -> &[ValidationError] {
        self.own.get(&field).map(Vec::as_slice).unwrap_or_default()
    }

    pub(crate) fn has(&self, field: &'static str) -> bool {
        self.own.contains_key(&Some(field))
    }

    /// The errors of the rows of a set, by their numbers.
    pub(crate) fn rows(&self, set: &'static str) -> impl Iterator<Item = (usize, &Self)> {
        self.rows.range((set, 0)..=(set, usize::MAX)).map(|((_, number), errors)| (*number, errors))
    }

    pub(crate) fn row(&self, set: &'static str, number: usize) -> Option<&Self> {
        self.rows.get(&(set, number))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.own.is_empty() && self.rows.is_empty()
    }

    pub(crate) fn extend(&mut self, other: Self) {
        for (field, errors) in other.own {
            self.own.entry(field).or_default().extend(errors);
        }
        for ((set, number), errors) in other.rows {
            self.add_row(set, number, errors);
        }
    }

    /// `{"title": ["..."], "lines-0-amount": ["..."], "__all__": ["..."]}`.
    pub(crate) fn to_json(&self) -> serde_json::Value {
        let texts = |errors: &[ValidationError]| errors.iter().map(ToString::to_string).collect::<Vec<_>>();
        let entry = |before: &str, (field, errors): (&Option<&str>, &Vec<ValidationError>)| {
            let name = format!("{before}{}", field.unwrap_or(NON_FIELD_ERRORS));
            (name, serde_json::Value::from(texts(errors)))
        };
        let own = self.own.iter().map(|errors| entry("", errors));
        let rows = self.rows.iter().flat_map(|((set, number), errors)| {
            let before = format!("{set}-{number}-");
            errors.own.iter().map(move |errors| entry(&before, errors))
        });
        serde_json::Value::Object(own.chain(rows).collect())
    }
}

/// The errors of a form while it is checked: `clean` adds to them.
///
/// Django: [`Form.add_error`](https://docs.djangoproject.com/en/5.2/ref/forms/api/#django.forms.Form.add_error).
pub struct Errors<F> {
    pub(crate) map: ErrorMap,
    of: PhantomData<fn() -> F>,
}

impl<F> Default for Errors<F> {
    fn default() -> Self {
        Self { map: ErrorMap::default(), of: PhantomData }
    }
}

impl<F> From<ErrorMap> for Errors<F> {
    fn from(map: ErrorMap) -> Self {
        Self { map, of: PhantomData }
    }
}

impl<F> fmt::Debug for Errors<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.map.fmt(f)
    }
}

impl<F> Errors<F> {
    /// Adds an error to a field: `errors.add_error(SignUp::EMAIL, "This address is taken.")`.
    pub fn add_error<T>(&mut self, field: FormField<F, T>, error: impl Into<ValidationError>) {
        self.map.add(Some(field.name()), error.into());
    }

    /// Adds an error of the form as a whole.
    pub fn add_non_field_error(&mut self, error: impl Into<ValidationError>) {
        self.map.add(None, error.into());
    }

    /// Adds an error to a field of a row: `errors.add_row_error(Self::LINES, number, LineForm::AMOUNT, "..")`, with a number of
    /// [`FormSet::numbered`].
    pub fn add_row_error<G: Form, T>(
        &mut self,
        set: FormField<F, FormSet<G>>,
        number: usize,
        field: FormField<G, T>,
        error: impl Into<ValidationError>,
    ) {
        self.map.add_row(set.name(), number, ErrorMap::one(Some(field.name()), error.into()));
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.map.is_empty()
    }
}

/// What a hook refuses a form with after it was found valid: `return Err(Invalid::field(Post::SLUG, "..").into())`. The unit of
/// work is rolled back, and the form is shown again with these errors, by `form_invalid`.
///
/// Django: `form.add_error(..)` and `return self.form_invalid(form)` in `form_valid`.
#[derive(Debug, Clone, Default)]
pub struct Invalid {
    pub(crate) map: ErrorMap,
    pub(crate) stale: bool,
    /// What the database refused of a set's row; `map` says it without knowing where it belongs.
    pub(crate) row: Option<Box<RefusedRow>>,
}

impl Invalid {
    /// An error of a field.
    pub fn field<F, T>(field: FormField<F, T>, error: impl Into<ValidationError>) -> Self {
        Self::default().and_field(field, error)
    }

    /// An error of the form as a whole.
    pub fn form(error: impl Into<ValidationError>) -> Self {
        Self::default().and_form(error)
    }

    /// Somebody else has changed the row meanwhile: an update view with `version` shows the form again with what is stored now,
    /// and answers 409. For hooks that store the row by themselves, when
    /// [`update_versioned`](crate::query::QuerySet::update_versioned) has found none.
    pub fn stale() -> Self {
        Self { stale: true, ..Self::default() }
    }

    /// The same with an error of a field more.
    #[must_use]
    pub fn and_field<F, T>(mut self, field: FormField<F, T>, error: impl Into<ValidationError>) -> Self {
        self.map.add(Some(field.name()), error.into());
        self
    }

    /// The same with an error of a field of a row more, as [`Errors::add_row_error`].
    #[must_use]
    pub fn and_row_field<F, G: Form, T>(
        mut self,
        set: FormField<F, FormSet<G>>,
        number: usize,
        field: FormField<G, T>,
        error: impl Into<ValidationError>,
    ) -> Self {
        self.map.add_row(set.name(), number, ErrorMap::one(Some(field.name()), error.into()));
        self
    }

    /// The same with an error of the form more.
    #[must_use]
    pub fn and_form(mut self, error: impl Into<ValidationError>) -> Self {
        self.map.add(None, error.into());
        self
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the form is not valid")
    }
}

impl std::error::Error for Invalid {}
