//! Forms that are about the row of a model: what they show of it, and what they store. `#[derive(Form)]` with
//! `#[form(model = Post)]` implements [`ModelForm`]; create and update views call it.

use std::{fmt, future::Future};

use super::{Form, FormValue, Initial, Valid};
use crate::{
    Result,
    db::Conn,
    model::{Column, Writable},
    query::Assignment,
    request::Request,
};

/// Columns and values that are stored with a form; a later one of the same column counts.
pub struct Changes<M>(Vec<Assignment<M>>);

impl<M> Default for Changes<M> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<M> Clone for Changes<M> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<M> fmt::Debug for Changes<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<M> Changes<M> {
    /// Sets a column; what it was set to before is forgotten.
    pub fn set(&mut self, assignment: Assignment<M>) {
        self.0.retain(|before| !before.is_of(&assignment));
        self.0.push(assignment);
    }

    /// Whether the column is set.
    pub fn has<T>(&self, column: Column<M, T>) -> bool {
        self.0.iter().any(|assignment| assignment.column() == column.name())
    }

    /// Whether no column is set.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// These before those that a form says by itself.
    pub(crate) fn over(self, of_form: Vec<Assignment<M>>) -> Self {
        of_form.into_iter().chain(self.0).collect()
    }

    /// The columns with their values.
    pub fn into_assignments(self) -> Vec<Assignment<M>> {
        self.0
    }
}

impl<M> FromIterator<Assignment<M>> for Changes<M> {
    fn from_iter<I: IntoIterator<Item = Assignment<M>>>(assignments: I) -> Self {
        let mut all = Self::default();
        assignments.into_iter().for_each(|assignment| all.set(assignment));
        all
    }
}

/// A form whose fields are columns of a model.
///
/// Django: [`ModelForm`](https://docs.djangoproject.com/en/5.2/topics/forms/modelforms/).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a form of a model",
    label = "not a form of a model",
    note = "write `#[form(model = ..)]` on the form"
)]
pub trait ModelForm: Form<Changes = Changes<<Self as ModelForm>::Model>> {
    /// Whose row is stored.
    type Model: Writable;

    /// What the form shows of a row.
    fn of_object(object: &Self::Model) -> Initial<Self>;

    /// The columns and values that it stores.
    fn assignments(&self) -> Vec<Assignment<Self::Model>>;

    /// What the form shows of the row's many-to-many relations.
    ///
    /// # Errors
    /// Those of the database.
    fn of_links(_object: &Self::Model, _db: &Conn) -> impl Future<Output = Result<Initial<Self>>> + Send {
        std::future::ready(Ok(Initial::new()))
    }

    /// Stores the uploaded files of fields with `upload_to`, before the row: the columns with their names. `object` is the row as
    /// it was; `None` of a new one.
    ///
    /// # Errors
    /// Those of the storage.
    fn store_files(
        &self,
        _object: Option<&Self::Model>,
        _req: &Request,
    ) -> impl Future<Output = Result<Vec<Assignment<Self::Model>>>> + Send {
        std::future::ready(Ok(Vec::new()))
    }

    /// What the form shows of the rows that belong to this one, in sets that say `inline`: one query for each.
    ///
    /// # Errors
    /// Those of the database.
    fn of_rows(_object: &Self::Model, _db: &Conn) -> impl Future<Output = Result<Initial<Self>>> + Send {
        std::future::ready(Ok(Initial::new()))
    }

    /// Stores the many-to-many relations and the rows of sets, after the row.
    ///
    /// # Errors
    /// Those of the database.
    fn save_links(&self, _object: &Self::Model, _db: &Conn) -> impl Future<Output = Result<()>> + Send {
        std::future::ready(Ok(()))
    }
}

/// A form of the model `M`: what a view with `form_class` asks of it.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a form of `{M}`",
    label = "not a form of `{M}`",
    note = "write `#[derive(Debug, Clone, cbv::Form)]` and `#[form(model = {M})]` above the struct"
)]
pub trait FormOf<M> {
    const KNOWN: usize = 0;
}

#[diagnostic::do_not_recommend]
impl<M, F: ModelForm<Model = M>> FormOf<M> for F {}

/// What `fields(..)` of a view may name: a column of which a form can be made.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`fields` takes columns, and this is none",
    label = "no column",
    note = "what is not a column is entered by a form of your own: `form_class = ..`"
)]
pub trait Entered {}

impl<M, T: FormValue> Entered for Column<M, T> {}

/// Compiles where a form can be made of the constant.
#[doc(hidden)]
pub const fn entered<C: Entered>(_: &C) -> usize {
    0
}

impl<M, T> Column<M, T> {
    /// The row that the column is of: derived code asks the column for it, so that nothing is said of the row's fields where the
    /// column is none.
    #[doc(hidden)]
    pub const fn of_row(self, row: &M) -> &M {
        row
    }
}

impl<F: ModelForm> Valid<F> {
    /// Stores a column that is no field of the form, or another value than the field's:
    /// `form.set(Post::AUTHOR_ID.set(user.id))`.
    ///
    /// Django: `form.instance.author = user`.
    pub fn set(&mut self, assignment: Assignment<F::Model>) {
        self.changes.set(assignment);
    }

    /// What is stored, with the files of fields with `upload_to`, which are stored by it.
    pub(crate) async fn store(
        &self,
        object: Option<&F::Model>,
        of_view: Vec<Assignment<F::Model>>,
        req: &Request,
    ) -> Result<Changes<F::Model>> {
        let mut files = self.store_files(object, req).await?;
        files.extend(of_view);
        Ok(self.changes_with(files))
    }

    /// The names of the fields in which the form differs from a row: `form.changed_from(book).contains(&"price")`. Many-to-many
    /// relations and fields that are no columns are not among them; a file is, where another was sent or it was cleared.
    ///
    /// Django: `form.changed_data`.
    pub fn changed_from(&self, object: &F::Model) -> Vec<&'static str> {
        let before = F::of_object(object);
        let of_row = |index: usize| before.get(index).is_some();
        self.changed(&before).filter(|(index, _)| of_row(*index)).map(|(_, name)| name).collect()
    }

    /// What is stored: the form's fields, then what was set.
    pub fn changes(&self) -> Changes<F::Model> {
        self.changes_with(Vec::new())
    }

    /// The same with what the view sets: what a hook sets counts before it, and it counts before the form's fields.
    pub(crate) fn changes_with(&self, of_view: Vec<Assignment<F::Model>>) -> Changes<F::Model> {
        let set = self.changes.clone().into_assignments();
        self.assignments().into_iter().chain(of_view).chain(set).collect()
    }
}
