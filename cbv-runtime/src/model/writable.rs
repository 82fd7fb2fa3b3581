//! Models whose rows can be inserted, changed and deleted, and what can be done with one object. Called by hooks;
//! `#[derive(Model)]` implements it unless the model says `read_only`.

use std::future::Future;

use super::Model;
use crate::{
    Result,
    db::Executor,
    query::{Fields, QuerySet, save, save_fields},
};

/// A model whose rows can be written: all but those of `#[model(read_only)]`, which are a view of the database, or a table
/// that somebody else writes.
///
/// Django: the methods of [`Model`](https://docs.djangoproject.com/en/5.2/ref/models/instances/#saving-objects).
#[diagnostic::on_unimplemented(
    message = "rows of `{Self}` are only read",
    label = "nothing can be written to `{Self}`",
    note = "it says `#[model(read_only)]`, or is no model; a model that is written by hand says `impl Writable for {Self} {{}}`"
)]
pub trait Writable: Model {
    /// Stores all columns of this object: those of the row with its key, else a new row. Returns the key, which the database
    /// gives to an object whose key is 0. Joined rows and annotations are not stored.
    ///
    /// What others have changed meanwhile is overwritten; [`save_fields`](Writable::save_fields) and
    /// [`QuerySet::update`] write less.
    ///
    /// Django: [`save`](https://docs.djangoproject.com/en/5.2/ref/models/instances/#saving-objects).
    ///
    /// # Errors
    /// [`Error::Database`](crate::Error::Database), also when the row breaks a rule of the table;
    /// [`Error::Encode`](crate::Error::Encode) of a value that its column cannot hold.
    fn save(&self, db: impl Executor) -> impl Future<Output = Result<Self::Pk>> + Send {
        save(db, self)
    }

    /// Stores these columns of this object and no others: `post.save_fields(db, (Post::TITLE, Post::BODY))`.
    ///
    /// Django: [`save(update_fields=..)`](https://docs.djangoproject.com/en/5.2/ref/models/instances/#specifying-which-fields-to-save).
    ///
    /// # Errors
    /// [`Error::NotFound`](crate::Error::NotFound) when there is no such row any more;
    /// [`Error::ImproperlyConfigured`](crate::Error::ImproperlyConfigured) of the key and of annotations; those of
    /// [`save`](Writable::save).
    fn save_fields(
        &self,
        db: impl Executor,
        fields: impl Fields<Self>,
    ) -> impl Future<Output = Result<()>> + Send {
        let names = fields.names();
        async move { save_fields(db, self, &names).await }
    }

    /// Deletes this object's row; returns whether there was one. What refers to it is the database's business
    /// (`ON DELETE`).
    ///
    /// Django: [`delete`](https://docs.djangoproject.com/en/5.2/ref/models/instances/#deleting-objects).
    ///
    /// # Errors
    /// [`Error::Database`](crate::Error::Database), also when other rows refer to it.
    fn delete(&self, db: impl Executor) -> impl Future<Output = Result<bool>> + Send {
        async move { Ok(QuerySet::<Self>::new().filter(Self::PK.eq(self.pk())).delete(db).await? > 0) }
    }
}
