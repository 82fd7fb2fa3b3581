//! Saving one object: all its columns, or those that are named. Called by `Writable`, whose methods these are.

use super::{Assignment, QuerySet, create::by_key};
use crate::{
    Error, Result,
    db::Executor,
    model::{Column, Key as _, Model, Writable},
    value::{Field, Sql},
};

/// Columns of `M` that are named to be saved: one, an array of one type, or a tuple of up to twelve: `(Post::TITLE,
/// Post::VIEWS)`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list of columns of `{M}`",
    label = "not columns of `{M}`",
    note = "columns of several types stand in a tuple: `(Post::TITLE, Post::VIEWS)`"
)]
pub trait Fields<M> {
    /// Their names in the database.
    fn names(&self) -> Vec<&'static str>;
}

impl<M, T: Field> Fields<M> for Column<M, T> {
    fn names(&self) -> Vec<&'static str> {
        vec![self.name()]
    }
}

impl<M, F: Fields<M>, const N: usize> Fields<M> for [F; N] {
    fn names(&self) -> Vec<&'static str> {
        self.iter().flat_map(F::names).collect()
    }
}

macro_rules! tuples {
    ($(($($part:ident)*))*) => {$(
        impl<M, $($part: Fields<M>),*> Fields<M> for ($($part,)*) {
            #[allow(non_snake_case)]
            fn names(&self) -> Vec<&'static str> {
                let ($($part,)*) = self;
                [$($part.names()),*].concat()
            }
        }
    )*};
}

tuples! {
    (A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) (A B C D E F G) (A B C D E F G H) (A B C D E F G H I)
    (A B C D E F G H I J) (A B C D E F G H I J K) (A B C D E F G H I J K L)
}

pub(crate) async fn save<M: Writable>(db: impl Executor, object: &M) -> Result<M::Pk> {
    let key = object.pk();
    if key.is_unset() {
        return QuerySet::new().insert(db, object).await;
    }
    let conn = db.handle();
    conn.atomic(async {
        let there = match settable(object).next() {
            None => by_key::<M>(object.pk()).exists(&conn).await?,
            Some(_) => write(&conn, object, None).await? > 0,
        };
        if there { Ok(key) } else { QuerySet::new().insert(&conn, object).await }
    })
    .await
}

pub(crate) async fn save_fields<M: Writable>(db: impl Executor, object: &M, fields: &[&str]) -> Result<()> {
    if let Some(unknown) = fields.iter().find(|name| !is_column(object, name)) {
        let reason =
            format!("`save_fields` was given `{unknown}`, which is no column of the table that can be set");
        return Err(Error::ImproperlyConfigured(reason.into()));
    }
    if fields.is_empty() {
        return Ok(());
    }
    match write(db, object, Some(fields)).await? {
        0 => Err(Error::not_found(format!("{} matching query does not exist.", M::OBJECT_NAME))),
        _ => Ok(()),
    }
}

/// Writes the columns of a row that is there; returns how many rows there were.
async fn write<M: Writable>(db: impl Executor, object: &M, only: Option<&[&str]>) -> Result<u64> {
    let values = settable(object).filter(|(name, _)| only.is_none_or(|only| only.contains(name)));
    let assignments: Vec<_> = values.map(|(name, value)| Assignment::<M>::of_value(name, value)).collect();
    by_key::<M>(object.pk()).update(db, assignments).await
}

/// The columns without the key: that says which row it is.
fn settable<M: Model>(object: &M) -> impl Iterator<Item = (&'static str, Sql)> {
    let values = object.values().into_iter().map(|(meta, value)| (meta.name(), value));
    values.filter(|(name, _)| *name != M::PK.name())
}

fn is_column<M: Model>(object: &M, name: &str) -> bool {
    settable(object).any(|(column, _)| column == name)
}
