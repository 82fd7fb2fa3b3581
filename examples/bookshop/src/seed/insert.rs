//! Writes the seed with sqlx alone: one statement for each table, every value bound. Called by `migrate`, in a transaction.
//!
//! It teaches: cbv is no wall around your database. The pools are sqlx's, and whatever sqlx can do stays yours.

use cbv::chrono::{NaiveDate, NaiveDateTime};
use sqlx::{Database, Encode, Executor, IntoArguments, QueryBuilder, Type};

use super::{Cell, Table};

/// Inserts the rows of `table`. The same code serves the three databases: the bounds say what it needs of one.
pub(crate) async fn insert<DB>(conn: &mut DB::Connection, table: &Table) -> sqlx::Result<()>
where
    DB: Database<Arguments: IntoArguments<DB>>,
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
    for<'v> i64: Encode<'v, DB> + Type<DB>,
    for<'v> &'v str: Encode<'v, DB> + Type<DB>,
    for<'v> NaiveDate: Encode<'v, DB> + Type<DB>,
    for<'v> NaiveDateTime: Encode<'v, DB> + Type<DB>,
{
    let mut query =
        QueryBuilder::<DB>::new(format!("INSERT INTO {} ({}) ", table.name, table.columns.join(", ")));
    query.push_values(&table.rows, |mut values, row| {
        for cell in row {
            match cell {
                Cell::Null => values.push("NULL"),
                Cell::Int(number) => values.push_bind(*number),
                Cell::Text(text) => values.push_bind(text.as_str()),
                Cell::Date(date) => values.push_bind(*date),
                Cell::DateTime(moment) => values.push_bind(*moment),
                Cell::Cents(cents) => values.push_bind(*cents).push_unseparated(" / 100.0"),
            };
        }
    });
    conn.execute(query.build()).await?;
    Ok(())
}
