//! One page of a queryset's rows. Called by list views and by handlers of the user's own; how the rows are counted and found
//! stands in `exact.rs` and `uncounted.rs`.

use std::num::NonZeroU32;

use super::{
    QuerySet, Statement,
    queryset::{counted, load_all},
    rows::Rows,
    select::Table,
    window::{Carry, Window},
};
use crate::{
    Error, Result,
    db::{Conn, Dialect, Executor, Row},
    model::Model,
    page::{InvalidPage, NoSuchPage, Overflow, Page, Paginator, Paging},
};

impl<M: Model> QuerySet<M> {
    /// Reads the page that a client asks for by `number`, the text of `?page=`: a number from 1, or `last`. There are
    /// `per_page` rows on it. The primary key is the last term of the order, so that no row is on two pages.
    ///
    /// The rows and their count are of one moment. For orphans, another way of counting, or a page in place of a 404, use
    /// [`paginate_by`](QuerySet::paginate_by).
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
        self.paginate_by(db, Paging::new(per_page), number).await
    }

    /// Reads the page that a client asks for by `number`, of a list that is cut as `paging` says.
    ///
    /// ```
    /// # use std::num::NonZeroU32;
    /// # use cbv_runtime::{Result, db::Db, model::Model, page::{Count, Page, Paging}, query::QuerySet};
    /// # async fn books<Book: Model>(db: &Db, number: &str) -> Result<Page<Book>> {
    /// const PAGING: Paging = Paging::new(NonZeroU32::new(20).unwrap()).count(Count::None);
    /// let page = Book::objects().paginate_by(db, PAGING, number).await?;
    /// # Ok(page)
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such page, [`Error::Database`] and [`Error::Decode`].
    pub async fn paginate_by(self, db: impl Executor, paging: Paging, number: &str) -> Result<Page<M>> {
        let found = self.find_page(db, paging, number).await?;
        found.ok_or_else(|| {
            let refused = paging.exactly(0).requested("1");
            Error::not_found(refused.map_or_else(|refused| refused.to_string(), |_| String::new()))
        })
    }

    /// The same; `None` when there are no rows, and the first page may not be empty.
    pub(crate) async fn find_page(
        self,
        db: impl Executor,
        paging: Paging,
        number: &str,
    ) -> Result<Option<Page<M>>> {
        let conn = db.handle();
        match self.into_list(paging).find(&conn, number).await? {
            Found::Page { rows, number, paginator } => {
                let object_list = load_all(&rows, &conn).await?;
                Ok(Some(Page::new(object_list, number, paginator)))
            }
            Found::NoSuchPage(refused) => Err(Error::not_found(refused.to_string())),
            Found::Empty => Ok(None),
        }
    }

    /// Reads page `number` of a paginator that has this queryset's [`count`](QuerySet::count).
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such page, [`Error::Database`] and [`Error::Decode`].
    pub async fn page(self, db: impl Executor, paginator: Paginator, number: u64) -> Result<Page<M>> {
        let rows = paginator.bounds(number).map_err(|refused| Error::not_found(refused.to_string()))?;
        if rows.is_empty() {
            return Ok(Page::new(Vec::new(), number, paginator));
        }
        let list = self.into_list(Paging::new(NonZeroU32::MIN));
        let window = Window { offset: rows.start, limit: rows.end - rows.start, from_end: false };
        let conn = db.handle();
        let rows = conn.fetch(list.select(&conn, window, Carry::Nothing)?).await?;
        let object_list = load_all(&rows, &conn).await?;
        Ok(Page::new(object_list, number, paginator))
    }

    /// The same rows without the type of their model.
    pub(crate) fn into_list(self, paging: Paging) -> List {
        List { rows: self.ordered().rows, table: Table::of::<M>(), paging }
    }
}

/// A list of which one page is wanted, without the type of its model: see `rows.rs`.
pub(crate) struct List {
    pub(super) rows: Rows,
    pub(super) table: Table,
    pub(super) paging: Paging,
}

/// What was found.
pub(crate) enum Found {
    Page {
        rows: Vec<Row>,
        number: u64,
        paginator: Paginator,
    },
    NoSuchPage(NoSuchPage),
    /// There are no rows, and the first page may not be empty.
    Empty,
}

impl List {
    /// The same with so many rows on a page.
    pub(crate) fn of_pages(mut self, per_page: NonZeroU32) -> Self {
        self.paging = self.paging.of_pages(per_page);
        self
    }

    /// The statement that reads all rows.
    pub(crate) fn select_all(self, dialect: Dialect) -> Result<Statement> {
        self.rows.select(&self.table, dialect)
    }

    /// The statement of a page.
    pub(super) fn select(&self, conn: &Conn, window: Window, carry: Carry) -> Result<Statement> {
        self.rows.clone().select_window(&self.table, conn.dialect(), window, carry)
    }

    /// Counts the rows.
    pub(super) async fn count(&self, conn: &Conn) -> Result<u64> {
        let statement = self.rows.clone().select_count(&self.table, conn.dialect())?;
        counted(&conn.fetch(statement).await?)
    }
}

/// The page that is shown in place of one outside the list.
pub(super) fn outside(paging: &Paging, paginator: &Paginator, refused: &NoSuchPage) -> Option<u64> {
    match (refused.source, paging.outside()) {
        (InvalidPage::PageNotAnInteger { .. }, _) | (_, Overflow::NotFound) => None,
        (InvalidPage::EmptyPage { .. }, Overflow::Last) => Some(paginator.num_pages().max(1)),
        (InvalidPage::EmptyPage { .. }, Overflow::First) => Some(1),
    }
}
