//! Linking and unlinking rows of a many-to-many relation: rows of the table between. Called by hooks, through relation
//! constants.

use std::collections::HashSet;

use super::{
    Node, Statement,
    condition::{Operator, Target},
    expression::Expr,
    select::{ALIAS, write_where},
    sql::most_values,
};
use crate::{
    Error, Result,
    db::{Conn, Dialect, Executor},
    model::{Model, Place, Through, ToMany},
    value::{Field, Sql},
};

/// Rows in one statement, at most.
const MOST_ROWS: usize = 1_000;

/// Which rows of `R` belong to a row of `M`, stored in the table between. What belongs together is named by keys, and the
/// rows of both tables must be there; columns that the table between has besides get their defaults.
///
/// Django: [many-to-many relationships](https://docs.djangoproject.com/en/5.2/ref/models/relations/).
impl<M: Model, R: Model> ToMany<M, R> {
    /// Links the object with these rows; nothing happens to links that are there. It is right also when two do it at once,
    /// where the table between has a unique constraint on its two keys.
    ///
    /// ```
    /// # use cbv_runtime::{Result, db::Db, model::{Model, ToMany}};
    /// # async fn link<Book: Model, Author: Model<Pk = i64>>(authors: ToMany<Book, Author>, book: &Book, db: &Db) -> Result<()> {
    /// authors.add(db, book, [1, 2]).await?; // `Book::AUTHORS.add(..)`
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// Django: [`add`](https://docs.djangoproject.com/en/5.2/ref/models/relations/#django.db.models.fields.related.RelatedManager.add).
    ///
    /// # Errors
    /// [`Error::Database`], also when one of the rows is not there; [`Error::ImproperlyConfigured`] of a relation without a
    /// table between: there the related row holds the key, and is updated.
    pub async fn add(
        self,
        db: impl Executor,
        object: &M,
        keys: impl IntoIterator<Item = R::Pk> + Send,
    ) -> Result<()> {
        let between = self.between(object)?;
        let keys: HashSet<_> = keys.into_iter().collect();
        let conn = db.handle();
        conn.atomic(async {
            between.lock::<M>(&conn).await?;
            let there = between.linked::<R>(&conn).await?;
            between.insert::<R>(&conn, keys.into_iter().filter(|key| !there.contains(key)).collect()).await
        })
        .await
    }

    /// Takes links with these rows away; the rows stay. Links that are not there are no fault.
    ///
    /// Django: [`remove`](https://docs.djangoproject.com/en/5.2/ref/models/relations/#django.db.models.fields.related.RelatedManager.remove).
    ///
    /// # Errors
    /// Those of [`add`](ToMany::add).
    pub async fn remove(
        self,
        db: impl Executor,
        object: &M,
        keys: impl IntoIterator<Item = R::Pk> + Send,
    ) -> Result<()> {
        let between = self.between(object)?;
        let keys = keys.into_iter().map(|key| key.bind(R::PK.meta())).collect();
        between.delete(&db.handle(), Some(keys)).await
    }

    /// Links the object with these rows and with no others: what is missing is added, what is too much taken away, what is
    /// right stays as it is.
    ///
    /// Django: [`set`](https://docs.djangoproject.com/en/5.2/ref/models/relations/#django.db.models.fields.related.RelatedManager.set).
    ///
    /// # Errors
    /// Those of [`add`](ToMany::add).
    pub async fn set(
        self,
        db: impl Executor,
        object: &M,
        keys: impl IntoIterator<Item = R::Pk> + Send,
    ) -> Result<()> {
        let between = self.between(object)?;
        let keys: HashSet<_> = keys.into_iter().collect();
        let conn = db.handle();
        conn.atomic(async {
            between.lock::<M>(&conn).await?;
            let there = between.linked::<R>(&conn).await?;
            let gone: Vec<_> = there.iter().filter(|key| !keys.contains(key)).cloned().collect();
            if !gone.is_empty() {
                let gone = gone.into_iter().map(|key| key.bind(R::PK.meta())).collect();
                between.delete(&conn, Some(gone)).await?;
            }
            let missing = keys.into_iter().filter(|key| !there.contains(key)).collect();
            between.insert::<R>(&conn, missing).await
        })
        .await
    }

    /// Takes all links of the object away.
    ///
    /// Django: [`clear`](https://docs.djangoproject.com/en/5.2/ref/models/relations/#django.db.models.fields.related.RelatedManager.clear).
    ///
    /// # Errors
    /// Those of [`add`](ToMany::add).
    pub async fn clear(self, db: impl Executor, object: &M) -> Result<()> {
        self.between(object)?.delete(&db.handle(), None).await
    }

    /// The keys of the rows that the object is linked with, in no order.
    ///
    /// # Errors
    /// Those of [`add`](ToMany::add).
    pub async fn keys(self, db: impl Executor, object: &M) -> Result<Vec<R::Pk>> {
        let keys = self.between(object)?.linked::<R>(&db.handle()).await?;
        Ok(keys.into_iter().collect())
    }

    fn between(self, object: &M) -> Result<Between> {
        let Some(through) = self.link().through else {
            let reason = format!(
                "the rows of `{}` hold the key of `{}` themselves: update them instead of linking",
                R::OBJECT_NAME,
                M::OBJECT_NAME
            );
            return Err(Error::ImproperlyConfigured(reason.into()));
        };
        Ok(Between { through, key: object.pk().bind(M::PK.meta()) })
    }
}

/// The rows of the table between that belong to one object.
struct Between {
    through: Through,
    key: Sql,
}

impl Between {
    /// Who links the same object waits. Else MariaDB lets both in, to find that each waits for the other's new rows.
    async fn lock<M: Model>(&self, conn: &Conn) -> Result<()> {
        if conn.dialect() == Dialect::MySql {
            let mut out = Statement::read(conn.dialect(), "SELECT 1 FROM ");
            out.table(M::TABLE).push(" AS ").name(ALIAS);
            write_where(vec![Node::Compare(target(M::PK.name()), Operator::Eq, self.key.clone())], &mut out);
            out.push(" FOR UPDATE");
            conn.fetch(out.finish()?).await?;
        }
        Ok(())
    }

    /// The keys that the object is linked with.
    async fn linked<R: Model>(&self, conn: &Conn) -> Result<HashSet<R::Pk>> {
        let mut out = Statement::read(conn.dialect(), "SELECT ");
        out.column(ALIAS, self.through.to).push(" FROM ").table(self.through.table).push(" AS ").name(ALIAS);
        write_where(vec![self.of_object()], &mut out);
        let rows = conn.fetch(out.finish()?).await?;
        rows.iter().map(|row| <R::Pk as Field>::get(row, 0, R::PK.meta())).collect()
    }

    async fn insert<R: Model>(&self, conn: &Conn, keys: Vec<R::Pk>) -> Result<()> {
        let dialect = conn.dialect();
        for chunk in keys.chunks((most_values(dialect) / 2).min(MOST_ROWS)) {
            let mut out = Statement::write(dialect, "INSERT INTO ");
            out.table(self.through.table).push(" (").name(self.through.from).push(", ").name(self.through.to);
            let mut between = ") VALUES (";
            for key in chunk {
                out.push(between).value(self.key.clone()).push(", ").value(key.to_sql(R::PK.meta()));
                between = "), (";
            }
            out.push(")");
            // of one that another has inserted meanwhile; MariaDB's IGNORE would hide a row that is not there, too
            if dialect == Dialect::MySql {
                let from = self.through.from;
                out.push(" ON DUPLICATE KEY UPDATE ").name(from).push(" = ").name(from);
            } else {
                out.push(" ON CONFLICT DO NOTHING");
            }
            out.forget();
            conn.execute(out.finish()?).await?;
        }
        Ok(())
    }

    /// Deletes the object's links with these keys, or all of them.
    async fn delete(&self, conn: &Conn, keys: Option<Vec<Sql>>) -> Result<()> {
        let text = if conn.dialect() == Dialect::MySql { "DELETE `t` FROM " } else { "DELETE FROM " };
        let mut out = Statement::write(conn.dialect(), text);
        out.table(self.through.table).push(" AS ").name(ALIAS);
        let keys = keys.map(|keys| Node::In(target(self.through.to), keys));
        write_where([self.of_object()].into_iter().chain(keys).collect(), &mut out);
        conn.execute(out.finish()?).await.map(drop)
    }

    fn of_object(&self) -> Node {
        Node::Compare(target(self.through.from), Operator::Eq, self.key.clone())
    }
}

fn target(column: &'static str) -> Target {
    Target { expr: Expr::Column(Place { name: column, expression: None }), null: false }
}
