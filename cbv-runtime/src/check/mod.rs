//! Compares models with the live database, and says all at once what does not fit. Called by applications when they start,
//! and by their tests; never while a request is answered.
//!
//! | file | what it holds |
//! |---|---|
//! | `report.rs` | what is said |
//! | `compare.rs` | a model beside its table |
//! | `keys.rs` | its keys, relations and order beside those of the table |
//! | `types.rs` | a field's type beside its column's |
//! | `live.rs` | a table as the database has it |
//! | `sqlite.rs`, `postgres.rs`, `mysql.rs` | how each database is asked for that |

mod compare;
mod keys;
mod live;
#[cfg(feature = "mysql")]
mod mysql;
#[cfg(feature = "postgres")]
mod postgres;
mod report;
#[cfg(feature = "sqlite")]
mod sqlite;
mod types;

pub use report::{CheckError, Problem};

use crate::{
    Result,
    db::{Conn, Db, Dialect},
    model::ModelInfo,
};
use compare::Comparison;
use live::Table;

/// Compares `models`, and those that their foreign keys and prefetched fields lead to, with the tables of `db`. An application
/// calls it when it starts, after its migrations: what would fail at some request is told at once, all of it, with the cure.
///
/// Compared are the table, the columns, whether each column's type can be read into its field and written from it, whether it
/// may be NULL where the field is an `Option`, and the primary key. These are faults. What works and is slow or unguarded is
/// advice: no index for the default order or a foreign key, no foreign key in the database. A SQL view is a table that has
/// neither keys nor indexes.
///
/// ```
/// # #[cfg(feature = "sqlite")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> cbv::Result<()> {
/// use cbv::{Db, Model};
///
/// #[derive(Model)]
/// pub struct Tag {
///     pub id: i64,
///     pub name: String,
/// }
///
/// let db = Db::connect("sqlite::memory:").await?;
/// db.run_script("CREATE TABLE tag (id INTEGER PRIMARY KEY, name TEXT)").await?;
///
/// let error = cbv::check(&db, cbv::models![Tag]).await.unwrap_err();
/// assert!(error.to_string().contains("Tag.name: the column `name` may be NULL"));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "sqlite"))]
/// # fn main() {}
/// ```
///
/// It asks the catalogue four questions for each table. Nothing is changed.
///
/// Django: the system check framework (<https://docs.djangoproject.com/en/5.2/topics/checks/>), which does not look at the
/// database's tables.
///
/// # Errors
/// [`CheckError`], which lists the problems. Advice alone is an error, too: see [`CheckError::log_advice`].
pub async fn check(db: &Db, models: impl IntoIterator<Item = ModelInfo>) -> Result<(), CheckError> {
    let conn = Conn::new(db.clone());
    let mut comparison = Comparison::new(db.dialect());
    let mut waiting: Vec<ModelInfo> = models.into_iter().collect();
    waiting.reverse();
    while let Some(model) = waiting.pop() {
        if !comparison.begin(&model) {
            continue;
        }
        waiting.extend(model.related().into_iter().rev());
        match read(&conn, model.table).await {
            Ok(Some(table)) => comparison.compare(&model, &table),
            Ok(None) => comparison.missing(&model, &tables(&conn, model.table).await.unwrap_or_default()),
            Err(error) => comparison.unread(&model, &error),
        }
    }
    comparison.finish()
}

/// The models that an application works with, for [`check`](crate::check::check): `models![Book, Author]`.
#[macro_export]
macro_rules! models {
    ($($model:ty),* $(,)?) => { [$(<$model as $crate::model::Model>::model_info()),*] };
}

/// Reads a table or a view; `None` when there is none of that name.
async fn read(conn: &Conn, name: &str) -> Result<Option<Table>> {
    match conn.dialect() {
        #[cfg(feature = "sqlite")]
        Dialect::Sqlite => sqlite::table(conn, name).await,
        #[cfg(feature = "postgres")]
        Dialect::Postgres => {
            postgres::table(conn, &crate::query::quoted_table(Dialect::Postgres, name)).await
        }
        #[cfg(feature = "mysql")]
        Dialect::MySql => mysql::table(conn, name).await,
        #[allow(unreachable_patterns)] // with all features
        _ => Ok(None),
    }
}

/// The names of the other tables.
async fn tables(conn: &Conn, name: &str) -> Result<Vec<String>> {
    let sql = match conn.dialect() {
        #[cfg(feature = "sqlite")]
        Dialect::Sqlite => sqlite::TABLES,
        #[cfg(feature = "postgres")]
        Dialect::Postgres => postgres::TABLES,
        #[cfg(feature = "mysql")]
        Dialect::MySql => mysql::TABLES,
        #[allow(unreachable_patterns)] // with all features
        _ => return Ok(Vec::new()),
    };
    let (schema, table) = live::parts(name);
    let quoted = crate::query::quoted_table(Dialect::Postgres, name);
    let asked = match conn.dialect() {
        Dialect::Postgres => vec![Some(quoted.as_str())],
        Dialect::Sqlite | Dialect::MySql => vec![schema, Some(table)],
    };
    live::ask(conn, sql, &asked).await?.iter().map(|row| live::get(row, 0)).collect()
}
