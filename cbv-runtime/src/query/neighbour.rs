//! The object before and behind another: "older" and "newer" below a post. Called by hooks and by extra context.

use super::{
    Comparable, Condition, QuerySet,
    condition::{Node, Operator, Target},
    expression::Expr,
};
use crate::{
    Error, Result,
    db::Executor,
    model::{Column, Model, Of},
    value::{Sql, Value},
};

impl<M: Model> QuerySet<M> {
    /// Reads the row behind this one in the order of a column; of rows that are equal in it the key decides. `None` behind
    /// the last. The object itself need not be among the queryset's rows.
    ///
    /// An index on the column serves it, best one on the column and the key.
    ///
    /// ```
    /// # use cbv_runtime::{Result, chrono::{DateTime, Utc}, db::Db, model::{Column, Model}};
    /// # async fn newer<Post: Model>(
    /// #     post: Post, published: Column<Post, bool>, created_at: Column<Post, DateTime<Utc>>, db: &Db,
    /// # ) -> Result<Option<Post>> {
    /// let newer = Post::objects().filter(published.eq(true)).get_next_by(db, created_at, &post).await?;
    /// # Ok(newer)
    /// # }
    /// ```
    ///
    /// Django: [`get_next_by_FOO`](https://docs.djangoproject.com/en/5.2/ref/models/instances/#django.db.models.Model.get_next_by_FOO),
    /// of a column that cannot be NULL.
    ///
    /// # Errors
    /// [`Error::ImproperlyConfigured`] when the object has no such column, and of a queryset with a limit or an offset;
    /// [`Error::Database`] and [`Error::Decode`].
    pub async fn get_next_by<B, V>(
        self,
        db: impl Executor,
        column: Column<B, V>,
        object: &M,
    ) -> Result<Option<M>>
    where
        M: Of<B>,
        V: Value<Repr: Comparable>,
    {
        self.neighbour(column, object, true)?.first(db).await
    }

    /// Reads the row before this one in the order of a column, as [`get_next_by`](QuerySet::get_next_by) reads the one behind
    /// it.
    ///
    /// # Errors
    /// Those of [`get_next_by`](QuerySet::get_next_by).
    pub async fn get_previous_by<B, V>(
        self,
        db: impl Executor,
        column: Column<B, V>,
        object: &M,
    ) -> Result<Option<M>>
    where
        M: Of<B>,
        V: Value<Repr: Comparable>,
    {
        self.neighbour(column, object, false)?.first(db).await
    }

    pub(super) fn neighbour<B, V: Value>(self, column: Column<B, V>, object: &M, next: bool) -> Result<Self>
    where
        M: Of<B>,
    {
        let values = object.values();
        let of =
            |name: &str| values.iter().find(|(meta, _)| meta.name() == name).map(|(_, value)| value.clone());
        let (Some(at), Some(key)) = (of(column.name()), of(M::PK.name())) else {
            let reason =
                format!("`{}` has no column `{}` to find its neighbour by", M::OBJECT_NAME, column.name());
            return Err(Error::ImproperlyConfigured(reason.into()));
        };
        let target = || Target { expr: Expr::Column(column.place()), null: false };
        let (order, key_order) = (column.asc(), M::PK.asc());
        let (order, key_order) =
            if next { (order, key_order) } else { (order.reversed(), key_order.reversed()) };
        let node = beyond(target(), at, Target { expr: Expr::Column(M::PK.place()), null: false }, key, next);
        let mut rows = self.filter(Condition::<B>::new(node));
        rows.rows.order_by(vec![order.term, key_order.term]);
        Ok(rows)
    }
}

/// `column >= at AND (column > at OR key > ..)`: the first part is what every database finds an index for.
fn beyond(column: Target, at: Sql, key: Target, key_at: Sql, next: bool) -> Node {
    let (strictly, loosely) = if next { (Operator::Gt, Operator::Ge) } else { (Operator::Lt, Operator::Le) };
    let tie = Node::any([
        Node::Compare(column.clone(), strictly, at.clone()),
        Node::Compare(key, strictly, key_at),
    ]);
    Node::all([Node::Compare(column, loosely, at), tie])
}
