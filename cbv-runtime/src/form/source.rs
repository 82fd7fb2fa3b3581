//! Rows of the database as the choices of a field: what a select shows, and whether what was sent is among it. Made by
//! `#[field(queryset = ..)]` and by `Bound::set_queryset`.

use std::{fmt, fmt::Display, future::Future, marker::PhantomData, pin::Pin};

use super::{
    Choice, FieldMeta, FormData, ValidationError,
    decode::{Held, html_name},
    errors::ErrorMap,
    value::no_choice,
};
use crate::{
    Result,
    db::Conn,
    model::{Key, Model, Relates, ToOne},
    query::QuerySet,
};

type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// Rows that a field chooses among, without their type.
trait Rows: Send + Sync {
    fn choices<'a>(&'a self, db: &'a Conn) -> Answer<'a, Vec<Choice>>;

    /// The first of the texts that is no key at all.
    fn unreadable(&self, keys: &[String]) -> Option<String>;

    /// The keys that no row has, in their order.
    fn missing<'a>(&'a self, db: &'a Conn, keys: &'a [String]) -> Answer<'a, Vec<String>>;
}

/// Rows that a field chooses among.
pub struct Source(Box<dyn Rows>);

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Source")
    }
}

impl Source {
    /// The rows of a queryset, shown by their `Display`.
    pub fn new<M: Model + Display>(queryset: QuerySet<M>) -> Self {
        Self::labelled(queryset, M::to_string)
    }

    /// The rows of a queryset, shown as `label` says. Django's `label_from_instance`.
    pub fn labelled<M: Model>(queryset: QuerySet<M>, label: fn(&M) -> String) -> Self {
        Self(Box::new(Among { queryset, label }))
    }

    pub(crate) async fn choices(&self, db: &Conn) -> Result<Vec<Choice>> {
        self.0.choices(db).await
    }

    /// What is wrong with texts that are no keys, however the field itself would put it.
    pub(crate) fn unreadable(&self, keys: &[String]) -> Option<ValidationError> {
        self.0.unreadable(keys).map(|key| no_choice(&key))
    }

    /// What is wrong with the keys that were sent.
    pub(crate) async fn check(&self, db: &Conn, keys: &[String]) -> Result<Option<ValidationError>> {
        Ok(self.missing(db, keys).await?.first().map(|key| no_choice(key)))
    }

    /// The keys of rows that are not among these; one query for all.
    pub(crate) async fn missing(&self, db: &Conn, keys: &[String]) -> Result<Vec<String>> {
        if keys.is_empty() { Ok(Vec::new()) } else { self.0.missing(db, keys).await }
    }
}

/// Whether the rows that were chosen are among those to choose from.
pub(super) async fn check_rows(
    sources: &[(usize, Source)],
    (prefix, fields): (&str, &[FieldMeta]),
    (data, held): (&FormData, Held<'_>),
    errors: &mut ErrorMap,
    db: &Conn,
) -> Result<()> {
    for (index, source) in sources {
        let Some(meta) = fields.get(*index) else { continue };
        let keys = if held.is_disabled(*index, meta) {
            held.texts(*index, meta)
        } else {
            let name = html_name(prefix, meta.name);
            data.get_all(&name).map(|text| text.trim().to_owned()).collect()
        };
        let keys: Vec<String> = keys.into_iter().filter(|key| !key.is_empty()).collect();
        let error = if errors.has(meta.name) {
            let error = source.unreadable(&keys);
            // `Enter a whole number.` is no help to who chooses
            errors.clear(error.is_some().then_some(meta.name));
            error
        } else {
            source.check(db, &keys).await?
        };
        if let Some(error) = error {
            errors.add(Some(meta.name), error);
        }
    }
    Ok(())
}

/// The choices that are rows of the database.
pub(super) async fn choices(sources: &[(usize, Source)], db: &Conn) -> Result<Vec<(usize, Vec<Choice>)>> {
    let mut options = Vec::with_capacity(sources.len());
    for (index, source) in sources {
        options.push((*index, source.choices(db).await?));
    }
    Ok(options)
}

struct Among<M> {
    queryset: QuerySet<M>,
    label: fn(&M) -> String,
}

impl<M: Model> Rows for Among<M> {
    fn choices<'a>(&'a self, db: &'a Conn) -> Answer<'a, Vec<Choice>> {
        Box::pin(async move {
            let rows = self.queryset.clone().all(db).await?;
            Ok(rows.iter().map(|row| Choice::new(row.pk().to_string(), (self.label)(row))).collect())
        })
    }

    fn unreadable(&self, keys: &[String]) -> Option<String> {
        keys.iter().find(|key| M::Pk::parse(key).is_none() && !key.contains('\0')).cloned()
    }

    fn missing<'a>(&'a self, db: &'a Conn, keys: &'a [String]) -> Answer<'a, Vec<String>> {
        Box::pin(async move {
            let read: Vec<Option<M::Pk>> = keys.iter().map(|key| M::Pk::parse(key)).collect();
            let wanted: Vec<M::Pk> = read.iter().flatten().cloned().collect();
            let found: Vec<M::Pk> = match wanted.as_slice() {
                [] => Vec::new(),
                [only] => {
                    let there = self.queryset.clone().filter(M::PK.eq(only.clone())).exists(db).await?;
                    if there { wanted } else { Vec::new() }
                }
                _ => self.queryset.clone().filter(M::PK.is_in(wanted)).values_list(M::PK).all(db).await?,
            };
            let known = |key: &Option<M::Pk>| key.as_ref().is_some_and(|key| found.contains(key));
            let missing = read.iter().zip(keys).filter(|(key, _)| !known(key));
            Ok(missing.map(|(_, key)| key.clone()).collect())
        })
    }
}

/// Finds out whether a column is a foreign key to rows that can be shown, as `view::Probe` does for hooks.
#[doc(hidden)]
#[derive(Debug)]
pub struct RowsProbe<M, const NAME: u64>(PhantomData<fn() -> M>);

impl<M, const NAME: u64> RowsProbe<M, NAME> {
    #[allow(clippy::new_without_default)] // only generated code makes one
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

/// A foreign key to a model with `Display`.
#[doc(hidden)]
pub trait RowsViaRelation {
    fn source(&self) -> Option<Source>;
}

impl<M, R, const NAME: u64> RowsViaRelation for RowsProbe<M, NAME>
where
    M: Relates<NAME, Relation = ToOne<M, R>>,
    R: Model + Display,
{
    fn source(&self) -> Option<Source> {
        Some(Source::new(R::objects()))
    }
}

/// Any other column.
#[doc(hidden)]
pub trait RowsViaDefault {
    fn source(&self) -> Option<Source>;
}

impl<M, const NAME: u64> RowsViaDefault for &RowsProbe<M, NAME> {
    fn source(&self) -> Option<Source> {
        None
    }
}
