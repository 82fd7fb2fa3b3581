//! `get_or_create` and `update_or_create`: right also when two requests want the same row at the same time. The database's
//! own unique constraint decides who was first; the other reads what is there. Called by hooks.

use super::{Assignment, Condition, QuerySet, rows::Lock};
use crate::{
    Error, Result,
    db::{Conn, Executor},
    model::{Model, Of, Writable},
};

/// The row that was inserted, or the error that says that there is one already.
enum Inserted<M> {
    Row(M),
    Taken(Error),
}

impl<M: Writable> QuerySet<M> {
    /// Reads the only row that fits the condition, or inserts one. The answer says whether it was inserted.
    ///
    /// Two requests at once need a unique constraint on what the condition asks for: then one of them inserts the row, and
    /// the other reads it. Without such a constraint both insert one. In a transaction it is a savepoint that fails, and the
    /// transaction goes on.
    ///
    /// ```
    /// # use cbv_runtime::{Result, db::Db, model::{Column, Writable}, query::QuerySet};
    /// # async fn tag<Tag: Writable>(slug: Column<Tag, String>, make: fn(&str) -> Tag, db: &Db) -> Result<Tag> {
    /// let (tag, created) = Tag::objects().get_or_create(db, slug.eq("rust"), || make("rust")).await?;
    /// # drop(created);
    /// # Ok(tag)
    /// # }
    /// ```
    ///
    /// Django: [`get_or_create`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#get-or-create).
    ///
    /// # Errors
    /// [`Error::MultipleObjectsReturned`]; [`Error::Database`], also when the new row breaks a rule of the table, and when it
    /// is taken by a row that does not fit the condition.
    pub async fn get_or_create<B>(
        self,
        db: impl Executor,
        condition: Condition<B>,
        defaults: impl FnOnce() -> M + Send,
    ) -> Result<(M, bool)>
    where
        M: Of<B>,
    {
        let conn = db.handle();
        let rows = self.filter(condition);
        if let Some(row) = rows.clone().find(&conn).await? {
            return Ok((row, false));
        }
        let row = defaults();
        match insert_unless_taken(&conn, &row).await? {
            Inserted::Row(row) => Ok((row, true)),
            Inserted::Taken(error) => match rows.lock(Lock::Latest).find(&conn).await? {
                Some(row) => Ok((row, false)),
                None => Err(error),
            },
        }
    }

    /// Changes the only row that fits the condition, or inserts one, which is not changed further. The answer is the row as
    /// it is then, and whether it was inserted.
    ///
    /// The row is locked before it is changed, and all is said of two requests at once that is said at
    /// [`get_or_create`](QuerySet::get_or_create).
    ///
    /// Django: [`update_or_create`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#update-or-create).
    ///
    /// # Errors
    /// Those of [`get_or_create`](QuerySet::get_or_create) and of [`update`](QuerySet::update).
    pub async fn update_or_create<B>(
        self,
        db: impl Executor,
        condition: Condition<B>,
        changes: impl IntoIterator<Item = Assignment<B>> + Send,
        defaults: impl FnOnce() -> M + Send,
    ) -> Result<(M, bool)>
    where
        M: Of<B>,
    {
        let conn = db.handle();
        let changes: Vec<_> = changes.into_iter().collect();
        let rows = self.filter(condition);
        // Unlocked at first: MariaDB locks the place where a row is missing, and two who then insert it wait for each other.
        if rows.clone().exists(&conn).await?
            && let Some(row) = rows.clone().change(&conn, changes.clone()).await?
        {
            return Ok((row, false));
        }
        let row = defaults();
        match insert_unless_taken(&conn, &row).await? {
            Inserted::Row(row) => Ok((row, true)),
            Inserted::Taken(error) => match rows.change(&conn, changes).await? {
                Some(row) => Ok((row, false)),
                None => Err(error),
            },
        }
    }

    /// Locks and changes the only row, if there is one, and reads it again.
    async fn change<B>(self, conn: &Conn, changes: Vec<Assignment<B>>) -> Result<Option<M>>
    where
        M: Of<B>,
    {
        conn.atomic(async {
            let Some(row) = self.select_for_update().find(conn).await? else { return Ok(None) };
            let row = by_key::<M>(row.pk());
            if !changes.is_empty() {
                row.clone().update(conn, changes).await?;
            }
            row.get(conn).await.map(Some)
        })
        .await
    }
}

impl<M: Model> QuerySet<M> {
    /// The only row, if there is one.
    async fn find(self, conn: &Conn) -> Result<Option<M>> {
        match self.get(conn).await {
            Ok(row) => Ok(Some(row)),
            Err(Error::NotFound(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// Inserts the row in a savepoint, which alone is lost when there is one already.
async fn insert_unless_taken<M: Writable>(conn: &Conn, row: &M) -> Result<Inserted<M>> {
    let inserted = conn
        .atomic(async {
            let key = QuerySet::<M>::new().insert(conn, row).await?;
            by_key::<M>(key).get(conn).await
        })
        .await;
    match inserted {
        Ok(row) => Ok(Inserted::Row(row)),
        Err(error) if is_taken(&error) => Ok(Inserted::Taken(error)),
        Err(error) => Err(error),
    }
}

/// The row of a key, whatever the model's own queryset leaves out.
pub(super) fn by_key<M: Model>(key: M::Pk) -> QuerySet<M> {
    QuerySet::new().filter(M::PK.eq(key))
}

fn is_taken(error: &Error) -> bool {
    matches!(error, Error::Database(sqlx::Error::Database(error)) if error.is_unique_violation())
}
