//! Which columns and joins a query reads. Filled by `Load::select`, read by `query/select.rs`, which makes SQL of it.

use super::{Load, Model};
use crate::{Result, db::Row};

/// The columns and joins of a query, in reading order.
#[derive(Debug, Default)]
pub struct Shape {
    pub(crate) columns: Vec<(String, &'static str)>,
    pub(crate) joins: Vec<Join>,
}

/// One joined table.
#[derive(Debug)]
pub(crate) struct Join {
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

    /// Joins the row that the foreign key `column` of the table `alias` points at, and adds its columns. The joined table is
    /// called by the path to it, so that a table may be joined twice.
    pub fn related<R: Related>(&mut self, alias: &str, field: &'static str, column: &'static str) {
        let joined = format!("{alias}__{field}");
        self.joins.push(Join {
            outer: R::OUTER,
            table: R::Model::TABLE,
            alias: joined.clone(),
            column: R::Model::PK.name(),
            from_alias: alias.to_owned(),
            from_column: column,
        });
        R::select(&joined, self);
    }
}

/// What a `select_related` field may be: a model, or an `Option` of one where the foreign key may be NULL.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a model",
    label = "not a model",
    note = "write `#[derive(cbv::Model)]` above the struct that holds a row of the table" // `Model` says the same: once
)]
pub trait Related: Load {
    /// The model without its `Option`.
    type Model: Model;
    /// The model's primary key.
    type Key;
    /// Whether rows without a related row are kept.
    const OUTER: bool;
    /// How many columns it takes.
    const COLUMNS: usize = <Self as Load>::WIDTH;

    /// Joins the row that the foreign key `column` of the table `alias` points at.
    fn join(shape: &mut Shape, alias: &str, field: &'static str, column: &'static str) {
        shape.related::<Self>(alias, field, column);
    }

    /// Reads it from the columns that begin at `at`.
    ///
    /// # Errors
    /// Those of [`Load::load`].
    fn read(row: &Row, at: usize) -> Result<Self> {
        Self::load(row, at)
    }
}

#[diagnostic::do_not_recommend]
impl<M: Model> Related for M {
    type Model = M;
    type Key = M::Pk;
    const OUTER: bool = false;
}

#[diagnostic::do_not_recommend]
impl<M: Model> Related for Option<M> {
    type Model = M;
    type Key = M::Pk;
    const OUTER: bool = true;
}
