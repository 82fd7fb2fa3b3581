//! Which columns and joins a query reads. Filled by `Load::select`, read by `query/select.rs`, which makes SQL of it.

use super::{
    Column, Load, Model, ModelInfo, Place, ToOne,
    prefetch::{Fetching, Walk, needed, walk as go_on},
};
use crate::{
    Result,
    db::{Conn, Row},
    query::fill,
};

/// The columns and joins of a query, in reading order.
#[derive(Debug, Default)]
pub struct Shape {
    pub(crate) columns: Vec<(String, Place)>,
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
        self.columns.push((alias.to_owned(), Place { name, expression: None }));
    }

    /// Adds what is computed of the row of the table that is called `alias`.
    pub fn annotation<M, T>(&mut self, alias: &str, column: Column<M, T>) {
        self.columns.push((alias.to_owned(), column.place()));
    }

    /// Joins the row that the relation leads to from the table `alias`, and adds its columns. The joined table is called by
    /// the path to it, so that a table may be joined twice.
    pub fn related<R: Related, M, T>(&mut self, alias: &str, field: &'static str, relation: ToOne<M, T>) {
        let joined = format!("{alias}__{field}");
        let link = relation.link();
        self.joins.push(Join {
            outer: R::OUTER,
            table: link.table,
            alias: joined.clone(),
            column: link.to,
            from_alias: alias.to_owned(),
            from_column: link.from,
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

    /// Joins the row that the relation leads to from the table `alias`.
    fn join<M, T>(shape: &mut Shape, alias: &str, field: &'static str, relation: ToOne<M, T>) {
        shape.related::<Self, M, T>(alias, field, relation);
    }

    /// The table and the primary key's column of the model.
    #[doc(hidden)]
    const MODEL_KEY: (&'static str, &'static str) = <Self::Model as Model>::KEY;

    /// Whether reading it takes more than the join.
    const READS_MORE: bool = needed::<Self::Model>();

    /// The row, if it is there.
    fn row(&mut self) -> Option<&mut Self::Model>;

    /// Fills the fields of joined rows; `PREFETCH` of a model with `select_related`.
    ///
    /// # Errors
    /// Of the future: [`crate::Error::Database`] and [`crate::Error::Decode`].
    fn fill<'a, M>(rows: Vec<&'a mut M>, db: &'a Conn, field: fn(&mut M) -> &mut Self) -> Fetching<'a> {
        fill(rows.into_iter().filter_map(|row| field(row).row()).collect(), db)
    }

    /// The model without its type.
    #[doc(hidden)]
    fn model_info() -> ModelInfo {
        <Self::Model as Model>::model_info()
    }

    /// Goes on from it in search of a row that loads itself.
    ///
    /// # Errors
    /// The way round, when the model was met before.
    #[doc(hidden)]
    fn walk(walk: &mut Walk) -> std::result::Result<(), String> {
        go_on::<Self::Model>(walk)
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

    fn row(&mut self) -> Option<&mut M> {
        Some(self)
    }
}

#[diagnostic::do_not_recommend]
impl<M: Model> Related for Option<M> {
    type Model = M;
    type Key = M::Pk;
    const OUTER: bool = true;

    fn row(&mut self) -> Option<&mut M> {
        self.as_mut()
    }
}
