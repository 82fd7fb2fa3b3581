//! Sets whose rows are rows of a model that belong to the form's object by a foreign key: how they are read, in one query, and
//! stored, after the object and in its unit of work. Called by the code that `#[derive(Form)]` writes.

use std::{fmt, future::Future, marker::PhantomData, pin::Pin};

use super::{
    super::{FieldMeta, Form, FormField, Initial, Invalid, ModelForm, errors::ErrorMap},
    FormSet, IsFormSet, Row,
    sent::GONE,
};
use crate::{
    Error, Result,
    db::{Conn, Violation},
    model::{FieldInfo, Key as _, Model, ToOne, Writable},
    query::{Assignment, Holding, QuerySet},
    value::{Field as _, Sql},
};

type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// How the rows of a set, each a form `F`, are read and stored for an object of `M`. The model of the rows is known to its
/// functions alone, so that nothing is said of it twice where the compiler refuses it.
///
/// Django: [`InlineFormSet`](https://docs.djangoproject.com/en/5.2/topics/forms/modelforms/#inline-formsets).
pub struct Inline<M, F: Form> {
    /// The foreign key, and whether it may be NULL.
    key: (&'static str, bool),
    rows: for<'a> fn(Holding, &'a Conn) -> Answer<'a, Vec<Initial<F>>>,
    save: for<'a> fn(&'static str, &'a FormSet<F>, Holding, &'a Conn) -> Answer<'a, ()>,
    of: PhantomData<fn() -> M>,
}

impl<M, F: Form> fmt::Debug for Inline<M, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Inline").field(&self.key.0).finish()
    }
}

/// The foreign key `relation`, of the model of the rows' form.
///
/// # Panics
/// While compiling, when the relation is the other side of a foreign key.
#[allow(clippy::panic)] // the compiler shows it as an error
pub const fn inline<M, C, S>(relation: ToOne<C, M>) -> Inline<M, S::Form>
where
    M: Model,
    C: Writable,
    S: IsFormSet<Form: ModelForm<Model = C>>,
{
    assert!(
        relation.is_key_to(M::KEY.1),
        "`inline` takes the foreign key of the rows, and this is the other side of one"
    );
    Inline {
        key: (relation.link().from, relation.is_optional()),
        rows: |parent, db| Box::pin(rows::<C, S::Form>(parent, db)),
        save: |set, forms, parent, db| Box::pin(save::<C, S::Form>(set, forms, parent, db)),
        of: PhantomData,
    }
}

impl<M: Model, F: Form> Inline<M, F> {
    /// What the rows of an object show, in the order of their model.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn rows(&self, object: &M, db: &Conn) -> Result<Vec<Initial<F>>> {
        (self.rows)(self.holding(object), db).await
    }

    /// Stores what has become of the rows of an object: deletes, changes and inserts, in this order, so that a value that one
    /// row gives up is free for another.
    ///
    /// # Errors
    /// Those of the database; what it refuses of a row is [`Invalid`], so that it is an error of that row.
    pub async fn save<P>(
        &self,
        set: FormField<P, FormSet<F>>,
        forms: &FormSet<F>,
        object: &M,
        db: &Conn,
    ) -> Result<()> {
        (self.save)(set.name(), forms, self.holding(object), db).await
    }

    fn holding(&self, object: &M) -> Holding {
        Holding::new(self.key, object.pk().bind(M::PK.meta()))
    }
}

async fn rows<C: Writable, F: ModelForm<Model = C>>(parent: Holding, db: &Conn) -> Result<Vec<Initial<F>>> {
    let rows = C::default_queryset().holding(&parent).all(db).await?;
    Ok(rows.iter().map(|row| F::of_object(row).keyed(Some(row.pk().to_string()))).collect())
}

async fn save<C: Writable, F: ModelForm<Model = C>>(
    set: &'static str,
    forms: &FormSet<F>,
    parent: Holding,
    db: &Conn,
) -> Result<()> {
    for (number, key) in &forms.deleted {
        let Some(key) = C::Pk::parse(key) else { continue }; // it came from a key
        let deleted = QuerySet::<C>::new().filter(C::PK.eq(key)).holding(&parent).delete(db).await;
        deleted.map_err(|error| refused::<F>((set, *number), Violation::of_delete(&error), error, &[]))?;
    }
    let rows = || forms.forms.iter().zip(&forms.rows);
    for (form, row) in rows().filter(|(_, row)| row.key().is_some()) {
        change(set, form, row, &parent, db).await?;
    }
    for (form, row) in rows().filter(|(_, row)| row.key().is_none()) {
        let assignments = written(form, row, &parent);
        let made = QuerySet::<C>::new().create_key(db, assignments.clone()).await;
        made.map_err(|error| refused::<F>((set, row.number), Violation::of(&error), error, &assignments))?;
    }
    Ok(())
}

/// Changes a stored row, if anything about it is new.
async fn change<C: Writable, F: ModelForm<Model = C>>(
    set: &'static str,
    form: &F,
    row: &Row<F>,
    parent: &Holding,
    db: &Conn,
) -> Result<()> {
    let Some(key) = row.key().and_then(C::Pk::parse) else { return Ok(()) };
    let now = form.to_initial();
    let differs = row.stored.as_ref().is_some_and(|stored| stored.differs(now.untyped()));
    if !differs && row.changes.is_empty() {
        return Ok(());
    }
    let assignments = written(form, row, parent);
    let rows = QuerySet::<C>::new().filter(C::PK.eq(key)).holding(parent);
    match rows.update(db, assignments.clone()).await {
        Ok(0) => {
            let mut invalid = Invalid::default();
            invalid.map.add_row(set, row.number, ErrorMap::one(None, GONE.into()));
            Err(invalid.into())
        }
        Ok(_) => Ok(()),
        Err(error) => Err(refused::<F>((set, row.number), Violation::of(&error), error, &assignments)),
    }
}

/// What the database refused of the row at `at`, a set and a number.
fn refused<F: ModelForm>(
    at: (&'static str, usize),
    violation: Option<Violation>,
    error: Error,
    written: &[Assignment<F::Model>],
) -> Error {
    let Some(violation) = violation else { return error };
    tracing::debug!(?violation, set = at.0, number = at.1, "the database refused a row: {error}");
    let written = written.iter().filter_map(Assignment::written);
    let row = RefusedRow {
        set: at.0,
        number: at.1,
        violation,
        written: written.map(|(column, value)| (column, value.clone())).collect(),
        table: F::Model::TABLE,
        verbose_name: F::Model::VERBOSE_NAME,
        model: F::Model::FIELDS,
        form: F::FIELDS,
    };
    let mut invalid = Invalid { row: Some(Box::new(row)), ..Invalid::default() };
    invalid.map.add_row(at.0, at.1, ErrorMap::one(None, "This row cannot be stored.".into()));
    invalid.into()
}

impl<F: ModelForm> Row<F> {
    /// The key of a stored row.
    fn key(&self) -> Option<&str> {
        self.stored.as_ref()?.key.as_deref()
    }
}

/// What is stored of a row: its fields, what was set beside them, and last the foreign key, which nobody else says.
fn written<F: ModelForm>(form: &F, row: &Row<F>, parent: &Holding) -> Vec<Assignment<F::Model>> {
    let mut changes = row.changes.clone().over(form.assignments());
    changes.set(parent.assignment());
    changes.into_assignments()
}

/// A row that the database refused, without its types. Where it belongs is found out after the rollback, by `view/refused.rs`.
#[derive(Debug, Clone)]
pub(crate) struct RefusedRow {
    pub(crate) set: &'static str,
    pub(crate) number: usize,
    pub(crate) violation: Violation,
    pub(crate) written: Vec<(&'static str, Sql)>,
    pub(crate) table: &'static str,
    pub(crate) verbose_name: &'static str,
    pub(crate) model: &'static [FieldInfo],
    pub(crate) form: &'static [FieldMeta],
}
