//! A form with what was sent for it: checked, and shown. The views make one for each request; a template has it as `form`.

use std::{
    borrow::Cow,
    fmt::{self, Display},
    ops::Deref,
    sync::{Arc, OnceLock},
};

use askama::filters::HtmlSafe;
use http::{Extensions, StatusCode};

use super::{
    BoundField, Choice, Cleaning, Decoder, ErrorList, ErrorSummary, FieldMeta, Form, FormData, FormField,
    FormKwargs, FormSetMeta, HiddenFields, Initial, Invalid, Source, Valid, ValidationError, Widget,
    bind::Binder,
    decode::{Held, html_name},
    errors::{ErrorMap, Errors},
    formset::{Options, SetChoices, check_sets},
    source::{check_rows, choices},
    summary::{html_id, summary},
};
use crate::{Result, db::Conn, model::Model, query::QuerySet, request::Request};

/// A form, empty or with what was sent for it.
///
/// In a template its fields are fields: `{{ form.title }}`, `{{ form.title.errors }}`; all else are methods, so that a field
/// may have any name. As text it is the summary of what is wrong and all fields; the `<form>` around it and its button are the
/// template's.
///
/// Django: [`Form`](https://docs.djangoproject.com/en/5.2/ref/forms/api/).
pub struct Bound<F: Form> {
    pub(super) kwargs: FormKwargs<F>,
    pub(super) data: Option<Arc<FormData>>,
    pub(super) errors: ErrorMap,
    conflict: bool,
    /// The version of the object, or the key of a set's row.
    pub(super) hidden: Option<(Cow<'static, str>, String)>,
    sources: Vec<(usize, Source)>,
    disabled: Vec<usize>,
    options: Options,
    /// Boxed, as it is large, and a form is moved some times before it is shown.
    pub(super) fields: OnceLock<Box<F::Fields>>,
    /// Of each set of the form.
    pub(super) sets: Vec<SetChoices>,
    /// Whether it is a row of a set, and the box that deletes it.
    pub(super) row: Option<Option<Box<BoundField>>>,
}

impl<F: Form> fmt::Debug for Bound<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bound").field("kwargs", &self.kwargs.prefix).field("errors", &self.errors).finish()
    }
}

impl<F: Form> Bound<F> {
    /// A form made of its parts.
    pub fn new(mut kwargs: FormKwargs<F>) -> Self {
        let data = kwargs.data.take().map(Arc::new);
        let sources = F::sources().into_iter().filter_map(|(index, source)| Some((index, source?))).collect();
        let mut this = Self::of_parts(kwargs, data, ErrorMap::default(), Options::default());
        (this.sources, this.sets) = (sources, F::SETS.iter().map(SetChoices::of).collect());
        this
    }

    pub(super) fn of_parts(
        kwargs: FormKwargs<F>,
        data: Option<Arc<FormData>>,
        errors: ErrorMap,
        options: Options,
    ) -> Self {
        Self {
            kwargs,
            data,
            errors,
            conflict: false,
            hidden: None,
            sources: Vec::new(),
            disabled: Vec::new(),
            options,
            fields: OnceLock::new(),
            sets: Vec::new(),
            row: None,
        }
    }

    /// An empty form, for a page that shows one beside other things. Its choices are not read from the database yet:
    /// [`load`](Self::load) does.
    pub fn unbound() -> Self {
        Self::new(FormKwargs::new(Initial::new(), "", None))
    }

    /// The same, filled with values.
    pub fn with_initial(initial: Initial<F>) -> Self {
        Self::new(FormKwargs::new(initial, "", None))
    }

    /// Whether something was sent for it.
    pub fn is_bound(&self) -> bool {
        self.data.is_some()
    }

    /// What was sent.
    pub fn data(&self) -> Option<&FormData> {
        self.data.as_deref()
    }

    /// What `get_form_kwargs` gave to `clean`.
    pub fn extensions(&self) -> &Extensions {
        &self.kwargs.extensions
    }

    /// Whether it must be sent as `multipart/form-data`: it takes files.
    pub fn is_multipart(&self) -> bool {
        super::takes_files::<F>()
    }

    /// The encoding that the `<form>` needs: `<form method="post" enctype="{{ form.enctype() }}">`.
    pub fn enctype(&self) -> &'static str {
        if self.is_multipart() { "multipart/form-data" } else { "application/x-www-form-urlencoded" }
    }

    /// Chooses among other rows than `#[field(queryset = ..)]` says, or among rows at all: the hook `get_form` does it for rows
    /// that depend on the request.
    ///
    /// Django: `form.fields["publisher"].queryset = ..`.
    pub fn set_queryset<T, M: Model + Display>(&mut self, field: FormField<F, T>, rows: QuerySet<M>) {
        self.set_source(field, Source::new(rows));
    }

    /// The same of rows with labels of their own.
    pub fn set_source<T>(&mut self, field: FormField<F, T>, source: Source) {
        self.sources.retain(|(index, _)| *index != field.index());
        self.sources.push((field.index(), source));
    }

    /// Shows a field without letting anybody change it: it has its initial value, whatever is sent. The hook `get_form` does it
    /// for what depends on the request; `#[field(disabled)]` for all.
    ///
    /// Django: `form.fields["author"].disabled = True`.
    pub fn disable<T>(&mut self, field: FormField<F, T>) {
        self.fields.take();
        self.disabled.push(field.index());
    }

    pub(super) fn held(&self) -> Held<'_> {
        self.kwargs.initial.untyped().held(&self.disabled)
    }

    /// Whether what it begins with counts for what was sent, too: of fields that nobody may change, and of stored files.
    pub(crate) fn needs_initial(&self) -> bool {
        let holds = |meta: &FieldMeta| meta.disabled || meta.widget == Widget::ClearableFile;
        self.is_bound() && (!self.disabled.is_empty() || F::FIELDS.iter().any(holds))
    }

    /// What the row has, below what the form was given.
    pub(crate) fn begin_with(&mut self, mut initial: Initial<F>) {
        initial.extend(std::mem::take(&mut self.kwargs.initial));
        self.kwargs.initial = initial;
    }

    /// Reads the choices that are rows of the database. The views do it before a form is shown.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn load(&mut self, db: &Conn) -> Result<()> {
        self.options = Arc::new(choices(&self.sources, db).await?);
        for set in &mut self.sets {
            set.load(db).await?;
        }
        self.fields.take();
        Ok(())
    }

    /// Reads and checks what was sent: each field, the rules, then `clean`. `None` when something is wrong, or nothing was
    /// sent.
    ///
    /// Django: `form.is_valid()`.
    ///
    /// # Errors
    /// Those of `clean` and of the database; what is wrong with the form is no error.
    pub async fn validate(&mut self, req: &Request) -> Result<Option<Valid<F>>> {
        self.fields.take();
        let Some(data) = self.data.clone() else { return Ok(None) };
        let mut decoder = self.decoder(&data);
        let form = F::decode(&mut decoder);
        let mut errors = Errors::from(decoder.into_errors());
        let names = (&*self.kwargs.prefix, F::FIELDS);
        check_rows(&self.sources, names, (&data, self.held()), &mut errors.map, req.db()).await?;
        if !F::SETS.is_empty() {
            let sets = FormSetMeta::all::<F>().zip(&self.sets);
            let sent = (&*data, self.held());
            // boxed, so that forms without sets have no room for it
            Box::pin(check_sets(sets, &self.kwargs.prefix, sent, &mut errors.map, req.db())).await?;
        }
        let mut checked = None;
        if let Some(mut form) = form.filter(|_| errors.is_empty()) {
            form.full_clean(&Cleaning::new(req, &data, &self.kwargs.extensions), &mut errors).await?;
            checked = Some(Valid::new(form, data.clone(), self.kwargs.prefix.clone()))
                .filter(|_| errors.is_empty());
        }
        errors.map.reword(F::FIELDS, F::SETS);
        self.errors = errors.map;
        Ok(checked)
    }

    /// Adds an error to a field.
    pub fn add_error<T>(&mut self, field: FormField<F, T>, error: impl Into<ValidationError>) {
        self.fields.take();
        self.errors.add(Some(field.name()), error.into());
    }

    /// Adds an error of the form as a whole.
    pub fn add_non_field_error(&mut self, error: impl Into<ValidationError>) {
        self.fields.take();
        self.errors.add(None, error.into());
    }

    /// Adds what a hook, or the database, refused it with.
    pub(crate) fn refuse(&mut self, invalid: Invalid) {
        self.fields.take();
        self.errors.extend(invalid.map);
        self.errors.reword(F::FIELDS, F::SETS);
    }

    /// What was sent, read once more without any checks.
    pub(crate) fn decoded(&self) -> Option<F> {
        F::decode(&mut self.decoder(self.data.as_deref()?))
    }

    fn decoder<'a>(&'a self, data: &'a FormData) -> Decoder<'a> {
        Decoder::new(data, &self.kwargs.prefix, F::FIELDS, self.held())
    }

    /// What was sent for a field, line ends as databases have them.
    pub(crate) fn sent(&self, field: &str) -> Vec<String> {
        texts(self.data.as_deref(), &html_name(&self.kwargs.prefix, field))
    }

    /// Whether what was typed into a field says nothing of what it holds.
    pub(crate) fn is_held(&self, index: usize) -> bool {
        let held = |meta: &FieldMeta| meta.is_file() || self.held().is_disabled(index, meta);
        F::FIELDS.get(index).is_some_and(held)
    }

    /// The version of the row that it was made of, in a hidden field.
    pub(crate) fn set_version(&mut self, name: &'static str, value: String) {
        self.hidden = Some((name.into(), value));
    }

    /// The fields that nobody sees: those with `widget = hidden`, `version` of an update view, the key of a row of a set. They are part of `{{ form }}`;
    /// a template that writes the fields one by one writes `{{ form.hidden_fields() }}`, too. What is wrong with them stands in
    /// the summary.
    ///
    /// Django: `form.hidden_fields`.
    pub fn hidden_fields(&self) -> HiddenFields {
        let hidden = self.fields().into_iter().filter(BoundField::is_hidden);
        HiddenFields::new(self.hidden.clone(), hidden.map(|field| field.widget).collect())
    }

    /// All other fields in turn.
    ///
    /// Django: `form.visible_fields`.
    pub fn visible_fields(&self) -> Vec<BoundField> {
        self.fields().into_iter().filter(|field| !field.is_hidden()).collect()
    }

    /// It is right in itself, and contradicts what is stored: 409.
    pub(crate) fn set_conflict(&mut self) {
        self.conflict = true;
    }

    /// The status of a page that shows it: 422 where something is wrong.
    pub fn status(&self) -> StatusCode {
        match self.conflict {
            true => StatusCode::CONFLICT,
            false if self.errors.is_empty() => StatusCode::OK,
            false => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    /// The fields with their values and errors, for a view with `formats(json)`.
    pub fn to_json(&self) -> serde_json::Value {
        let fields = self.fields().into_iter().map(|field| {
            serde_json::json!({
                "name": field.name, "label": field.label, "required": field.required, "value": field.value,
            })
        });
        let mut all =
            serde_json::json!({ "fields": fields.collect::<Vec<_>>(), "errors": self.errors_json() });
        let Some(entries) = all.as_object_mut() else { return all };
        if let Some((name, value)) = &self.hidden {
            entries.insert("hidden".into(), serde_json::json!({ name.as_ref(): value }));
        }
        for (set, (_, meta)) in F::sets(self).into_iter().zip(FormSetMeta::all::<F>()) {
            entries.insert(meta.name.to_owned(), set.to_json());
        }
        all
    }

    /// Whether nothing is wrong with it, as far as it was checked.
    pub fn is_valid(&self) -> bool {
        self.is_bound() && self.errors.is_empty()
    }

    /// What is wrong with the form as a whole. Django's `non_field_errors`.
    pub fn non_field_errors(&self) -> ErrorList {
        ErrorList { errors: self.errors.of(None).to_vec(), id: None, nonfield: true }
    }

    /// A summary of all that is wrong, with links to the fields: it takes the focus, so that nobody misses it. Empty when nothing
    /// is wrong.
    pub fn error_summary(&self) -> ErrorSummary {
        if self.errors.is_empty() {
            return ErrorSummary::default();
        }
        let mut all = summary(&self.errors, F::FIELDS, &self.fields());
        F::SETS.iter().for_each(|set| all.add_set(&self.id(set.name), set, &self.errors));
        all
    }

    /// All fields in turn.
    pub fn fields(&self) -> Vec<BoundField> {
        let binder = self.binder();
        (0..F::FIELDS.len()).map(|index| binder.field_at(index)).collect()
    }

    /// The errors as JSON: `{"title": ["..."], "__all__": ["..."]}`. Django's `form.errors.get_json_data()`.
    pub fn errors_json(&self) -> serde_json::Value {
        self.errors.to_json()
    }

    pub(crate) fn id(&self, name: &str) -> String {
        html_id(&self.kwargs.prefix, name)
    }

    fn binder(&self) -> Binder<'_, F> {
        Binder { form: self }
    }

    pub(super) fn errors_of(&self, name: &'static str) -> &[ValidationError] {
        self.errors.of(Some(name))
    }

    /// The choices of a field that were read from the database.
    pub(crate) fn options(&self, index: usize) -> Option<&[Choice]> {
        self.options.iter().find(|(at, _)| *at == index).map(|(_, options)| options.as_slice())
    }

    /// Whether a field chooses among rows.
    pub(super) fn has_source(&self, index: usize) -> bool {
        self.sources.iter().any(|(at, _)| *at == index) || self.options(index).is_some()
    }

    pub(super) fn prefix(&self) -> &Cow<'static, str> {
        &self.kwargs.prefix
    }
}

impl<F: Form> Deref for Bound<F> {
    type Target = F::Fields;

    fn deref(&self) -> &F::Fields {
        self.fields.get_or_init(|| Box::new(F::bind(&self.binder())))
    }
}

impl<F: Form> Display for Bound<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.row {
            None => self.error_summary().fmt(f)?,
            Some(_) => self.non_field_errors().fmt(f)?, // the form that has the set has the summary
        }
        self.hidden_fields().fmt(f)?;
        self.visible_fields().iter().try_for_each(|field| field.fmt(f))?;
        if !F::SETS.is_empty() {
            F::sets(self).iter().try_for_each(|set| set.fmt(f))?;
        }
        self.delete_field().fmt(f)
    }
}

impl<F: Form> HtmlSafe for Bound<F> {}

/// What was sent under a name, line ends as databases have them.
fn texts(data: Option<&FormData>, name: &str) -> Vec<String> {
    let texts = data.into_iter().flat_map(|data| data.get_all(name));
    texts.map(|text| text.replace('\r', "").trim().to_owned()).filter(|text| !text.is_empty()).collect()
}
