//! Which columns and joins a query reads. Filled by `Load::select`, read by `query/select.rs`, which makes SQL of it.

use super::Model;

/// The columns and joins of a query, in reading order.
#[derive(Debug, Default)]
pub struct Shape {
    pub(crate) columns: Vec<(String, &'static str)>,
    pub(crate) joins: Vec<Join>,
}

/// One joined table.
#[derive(Debug)]
pub struct Join {
    pub(crate) outer: bool,
    pub(crate) table: &'static str,
    pub(crate) alias: String,
    pub(crate) column: &'static str,
    pub(crate) from_alias: String,
    pub(crate) from_column: &'static str,
}

impl Shape {
    /// Adds a column of the table that is called `alias` in the query.
    pub fn column(&mut self, alias: &str, name: &'static str) {
        self.columns.push((alias.to_owned(), name));
    }

    /// Joins the row of `M` that the foreign key `column` points at, and adds its columns. An `outer` join keeps rows whose
    /// foreign key is NULL. The joined table is called by the path to it, so that a table may be joined twice.
    pub fn join<M: Model>(&mut self, alias: &str, field: &'static str, column: &'static str, outer: bool) {
        let joined = format!("{alias}__{field}");
        self.joins.push(Join {
            outer,
            table: M::TABLE,
            alias: joined.clone(),
            column: M::PK.name(),
            from_alias: alias.to_owned(),
            from_column: column,
        });
        M::select(&joined, self);
    }
}
