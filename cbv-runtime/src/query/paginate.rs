//! One page of a queryset's rows: two queries, and the arithmetic of `page/` between them. Called by list views and by
//! handlers of the user's own.

use std::num::NonZeroU32;

use super::QuerySet;
use crate::{
    Error, Result,
    db::Executor,
    model::Model,
    page::{Page, Paginator},
};

impl<M: Model> QuerySet<M> {
    /// Reads the page that a client asks for by `number`, the text of `?page=`: a number from 1, or `last`. There are
    /// `per_page` rows on it. The primary key is the last term of the order, so that no row is on two pages.
    ///
    /// Both queries run on one connection. For orphans, or a first page that may not be empty, make the [`Paginator`]
    /// yourself and read its page with [`page`](QuerySet::page).
    ///
    /// ```
    /// # use std::num::NonZeroU32;
    /// # use cbv_runtime::{Result, db::Db, model::Model, page::Page, query::QuerySet};
    /// # async fn books<Book: Model>(db: &Db, number: &str) -> Result<Page<Book>> {
    /// const PER_PAGE: NonZeroU32 = NonZeroU32::new(20).unwrap();
    /// let page = Book::objects().paginate(db, PER_PAGE, number).await?;
    /// # Ok(page)
    /// # }
    /// ```
    ///
    /// Django: [`Paginator`](https://docs.djangoproject.com/en/5.2/topics/pagination/).
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such page, [`Error::Database`] and [`Error::Decode`].
    pub async fn paginate(self, db: impl Executor, per_page: NonZeroU32, number: &str) -> Result<Page<M>> {
        let conn = db.handle();
        let count = self.clone().count(&conn).await?;
        let paginator = Paginator::new(count, per_page);
        let number = paginator.requested(number).map_err(|refused| Error::not_found(refused.to_string()))?;
        self.page(&conn, paginator, number).await
    }

    /// Reads page `number` of a paginator that has this queryset's [`count`](QuerySet::count).
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such page, [`Error::Database`] and [`Error::Decode`].
    pub async fn page(self, db: impl Executor, paginator: Paginator, number: u64) -> Result<Page<M>> {
        let rows = paginator.bounds(number).map_err(|refused| Error::not_found(refused.to_string()))?;
        let object_list = if rows.is_empty() { Vec::new() } else { self.rows(rows).all(db).await? };
        Ok(Page::new(object_list, number, paginator))
    }
}
