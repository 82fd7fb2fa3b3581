//! Which rule of the database a write has broken, and by which columns: on PostgreSQL, MariaDB and SQLite alike. Called by the
//! edit views, which show it at the fields of a form, and by hooks that write. `message` reads what the database says by
//! itself, `locate` asks it for the rest, `value` finds the value that PostgreSQL does not name. What is told to people is
//! written by the forms.

mod locate;
#[cfg(any(feature = "sqlite", feature = "mysql"))]
mod message;
mod value;

use super::{Conn, Executor};
use crate::{
    Error,
    model::Model,
    query::Assignment,
    value::{Sql, UNNAMED},
};

/// A write that was refused because of what was to be stored, and not because of a fault of the program or the server.
///
/// [`of`](Violation::of) tells it from other errors, [`columns`](Violation::columns) finds out where it belongs:
///
/// ```
/// # use cbv_runtime::{Result, db::{Conn, Violation}, model::{Column, Writable}};
/// # async fn save<Post: Writable>(slug: Column<Post, String>, db: &Conn) -> Result<Vec<String>> {
/// let written = [slug.set("rust")];
/// match db.atomic(async { Post::objects().create(db, written.clone()).await }).await {
///     Ok(_) => Ok(Vec::new()),
///     Err(error) => match Violation::of(&error) {
///         Some(violation) => Ok(violation.columns(db, &written).await), // ["slug"], when there is such a post
///         None => Err(error),
///     },
/// }
/// # }
/// ```
///
/// Django: `IntegrityError` and `DataError`, which a form turns into a 500 when `validate_unique` was overtaken by another
/// request (<https://docs.djangoproject.com/en/5.2/ref/exceptions/#database-exceptions>).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// What was broken.
    pub kind: ViolationKind,
    /// The name of the constraint or index, where the database says it.
    pub constraint: Option<String>,
    /// The table whose rule it is, where the database says it; of [`ViolationKind::Referenced`] the one that refers.
    pub table: Option<String>,
    /// The columns that are named already.
    columns: Vec<String>,
}

/// What a [`Violation`] has broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ViolationKind {
    /// There is a row with these values already.
    Unique,
    /// There is no such row to refer to.
    ForeignKey,
    /// Other rows refer to the one that was to be deleted, or to get another key.
    Referenced,
    /// A value is missing.
    NotNull,
    /// A rule of the table's own: CHECK, EXCLUDE, a trigger that refuses.
    Check,
    /// A text is longer than its column.
    TooLong,
    /// A number or a date lies outside what its column holds.
    OutOfRange,
    /// Anything else that the column does not hold: letters that its character set has not, no choice of its ENUM.
    Invalid,
}

impl Violation {
    /// What the error of an INSERT or UPDATE says was violated; `None` of other errors. It asks nobody.
    pub fn of(error: &Error) -> Option<Self> {
        match error {
            Error::Database(sqlx::Error::Database(error)) => Self::of_database(&**error),
            Error::Encode { column, .. } => {
                let known = Some(column.to_string()).filter(|column| column != UNNAMED);
                Some(Self { columns: known.into_iter().collect(), ..Self::new(ViolationKind::Invalid) })
            }
            _ => None,
        }
    }

    /// The same for a DELETE: that other rows refer to the one that goes is [`ViolationKind::Referenced`] on all databases.
    pub fn of_delete(error: &Error) -> Option<Self> {
        let mut violation = Self::of(error)?;
        if violation.kind == ViolationKind::ForeignKey {
            violation.kind = ViolationKind::Referenced;
        }
        Some(violation)
    }

    /// Which columns of `M` it is about, by what was written: several of a unique constraint on several, none where the
    /// database cannot tell, or where it is about another table. Asks the database when its message names no column, so that
    /// it is called after the rollback: PostgreSQL answers nothing in a transaction in which a statement has failed.
    pub async fn columns<M: Model>(&self, db: impl Executor, written: &[Assignment<M>]) -> Vec<String> {
        let written: Vec<_> = written.iter().filter_map(Assignment::written).collect();
        self.columns_of(&db.handle(), M::TABLE, &written).await
    }

    /// The same without the model's type.
    pub(crate) async fn columns_of(&self, db: &Conn, table: &str, written: &[Written<'_>]) -> Vec<String> {
        let found = locate::columns(self, db, table, written).await;
        let found = found.unwrap_or_else(|error| {
            tracing::warn!(?error, "the database did not say which columns were violated: {error}");
            Vec::new()
        });
        // as the model spells them: SQLite and MariaDB do not tell upper from lower case
        let spelled = |column: String| {
            let name = written.iter().find(|(name, _)| name.eq_ignore_ascii_case(&column));
            name.map_or(column, |(name, _)| (*name).to_owned())
        };
        found.into_iter().map(spelled).collect()
    }

    /// The tables that have rows which refer to `object`, where they are known: what stands in the way of its deletion. Asks
    /// SQLite, whose message names none; the others name the first they find.
    pub async fn referring<M: Model>(&self, db: impl Executor, object: &M) -> Vec<String> {
        if let Some(table) = &self.table {
            return vec![table.clone()];
        }
        let values = object.values();
        let key = values.into_iter().map(|(meta, value)| (meta.name(), value)).collect();
        locate::referring(&db.handle(), M::TABLE, key).await.unwrap_or_else(|error| {
            tracing::warn!(?error, "the database did not say what refers to a row: {error}");
            Vec::new()
        })
    }

    fn new(kind: ViolationKind) -> Self {
        Self { kind, constraint: None, table: None, columns: Vec::new() }
    }

    fn of_database(error: &dyn sqlx::error::DatabaseError) -> Option<Self> {
        #[cfg(feature = "sqlite")]
        if let Some(error) = error.try_downcast_ref::<sqlx::sqlite::SqliteError>() {
            return message::sqlite(error);
        }
        #[cfg(feature = "postgres")]
        if let Some(error) = error.try_downcast_ref::<sqlx::postgres::PgDatabaseError>() {
            return Self::of_postgres(error);
        }
        #[cfg(feature = "mysql")]
        if let Some(error) = error.try_downcast_ref::<sqlx::mysql::MySqlDatabaseError>() {
            return message::mysql(error.number(), error.message());
        }
        let _ = error;
        None
    }

    /// By the code and the fields of the answer: its text is in the server's language.
    #[cfg(feature = "postgres")]
    fn of_postgres(error: &sqlx::postgres::PgDatabaseError) -> Option<Self> {
        let kind = match error.code() {
            "23505" => ViolationKind::Unique,
            "23503" => ViolationKind::ForeignKey,
            "23001" => ViolationKind::Referenced, // ON DELETE RESTRICT, from version 18 on
            "23502" => ViolationKind::NotNull,
            "23514" | "23P01" | "23000" | "P0001" => ViolationKind::Check,
            "22001" => ViolationKind::TooLong,
            // a value that does not fit into an index
            "54000"
                if error.constraint().is_some() || error.routine() == Some("index_form_tuple_context") =>
            {
                ViolationKind::TooLong
            }
            "22003" | "22008" => ViolationKind::OutOfRange,
            "22007" | "22021" | "22P02" | "22P05" => ViolationKind::Invalid,
            _ => return None,
        };
        Some(Self {
            kind,
            constraint: error.constraint().map(str::to_owned),
            table: error.table().map(str::to_owned),
            columns: error.column().map(str::to_owned).into_iter().collect(),
        })
    }
}

/// A column and what was to be stored in it.
pub(crate) type Written<'a> = (&'static str, &'a Sql);
