//! Pages that are found by the row before or behind them, and not by how many rows are skipped: as fast deep in a list as at
//! its start, and undisturbed by rows that come or go elsewhere. Called by list views with `paginate = keyset`.

use std::num::NonZeroU32;

use super::{
    QuerySet,
    cursor::Cursor,
    paginate::List,
    queryset::load_all,
    select::{ALIAS, Ordering, write_lock, write_order, write_where},
    sql::Statement,
    window::write_keys,
};
use crate::{
    Error, Result,
    db::{Conn, Dialect, Executor, Row},
    model::{Meta, Model, Nulls, Term},
    page::{Cursors, Page, Paging, Total},
    value::Sql,
};

/// What stands for the cursor of the last page, which is read from the end.
const LAST: &str = "last";

impl<M: Model> QuerySet<M> {
    /// Reads the page at a cursor, the text of `?page=`: empty for the first page, `last` for the last one, else what
    /// [`KeysetPage::next_cursor`](crate::page::KeysetPage::next_cursor) and its like gave. The primary key is the last term
    /// of the order, so that no row is on two pages.
    ///
    /// The order is of columns of this model. A cursor holds their values, and which order and filters it was made for; the
    /// moments (dates with a time) that filters compare with are not part of that, because "published by now" is another
    /// moment in each request.
    ///
    /// ```
    /// # use std::num::NonZeroU32;
    /// # use cbv_runtime::{Result, db::Db, model::Model, page::{KeysetPage, Page}, query::QuerySet};
    /// # async fn books<Book: Model>(db: &Db) -> Result<()> {
    /// const PER_PAGE: NonZeroU32 = NonZeroU32::new(20).unwrap();
    /// let first = Book::objects().paginate_keyset(db, PER_PAGE, "").await?;
    /// if let Some(cursor) = KeysetPage::new(&first).next_cursor() {
    ///     let second = Book::objects().paginate_keyset(db, PER_PAGE, cursor).await?;
    /// #   drop(second);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::NotFound`] when the text is no cursor, or one of another order or other filters;
    /// [`Error::ImproperlyConfigured`] when the rows are ordered by what is no column of the model, or limited;
    /// [`Error::Database`] and [`Error::Decode`].
    pub async fn paginate_keyset(
        self,
        db: impl Executor,
        per_page: NonZeroU32,
        cursor: &str,
    ) -> Result<Page<M>> {
        let conn = db.handle();
        let list = self.into_list(Paging::new(per_page));
        let keyset = Keyset::new(&list, conn.dialect())?;
        let at = keyset.at(cursor)?;
        let Found { rows, at, more } = keyset.read(&conn, at).await?;
        let object_list: Vec<M> = load_all(&rows, &conn).await?;
        let ends = [object_list.first(), object_list.last()].map(|row| row.map(M::values));
        let cursors = keyset.cursors(&at, more, ends)?;
        let paginator = list.paging.paginator(Total::Unknown, object_list.len() as u64);
        Ok(Page::at_cursor(object_list, paginator, cursors))
    }
}

/// A list with its whole order.
struct Keyset<'a> {
    list: &'a List,
    dialect: Dialect,
    /// The primary key is among them.
    terms: Vec<Term>,
    fingerprint: u64,
}

/// Where a page lies.
#[derive(Debug, Clone, PartialEq)]
enum At {
    First,
    Last,
    Cursor(Cursor),
}

/// The rows of a page, where they were found after all, and whether there are more in the direction of reading.
struct Found {
    rows: Vec<Row>,
    at: At,
    more: bool,
}

impl<'a> Keyset<'a> {
    fn new(list: &'a List, dialect: Dialect) -> Result<Self> {
        if list.rows.is_sliced() {
            return Err(Error::ImproperlyConfigured(
                "pages by cursors are of a queryset without a limit and without an offset".into(),
            ));
        }
        let terms = list.rows.ordering.clone().unwrap_or_default();
        let terms = Ordering::keyed(&terms, &list.table, list.rows.reversed).all();
        if let Some(computed) = terms.iter().find(|term| term.place.expression.is_some()) {
            let name = computed.place.name;
            return Err(Error::ImproperlyConfigured(
                format!("pages by cursors are ordered by columns, and `{name}` is computed for each row")
                    .into(),
            ));
        }
        let fingerprint = fingerprint(list, dialect)?;
        Ok(Self { list, dialect, terms, fingerprint })
    }

    /// Where the page lies that `text` asks for.
    fn at(&self, text: &str) -> Result<At> {
        match text {
            "" => return Ok(At::First),
            LAST => return Ok(At::Last),
            _ => {}
        }
        match Cursor::read(text, &self.terms, self.dialect) {
            Some(cursor) if cursor.list == self.fingerprint => Ok(At::Cursor(cursor)),
            Some(_) => Err(Error::not_found("The cursor is one of another order or of other filters")),
            None => Err(Error::not_found("The page is no cursor of this list")),
        }
    }

    async fn read(&self, conn: &Conn, at: At) -> Result<Found> {
        let per_page = usize::try_from(self.list.paging.per_page().get()).unwrap_or(usize::MAX);
        let mut rows = conn.fetch(self.select(&at)?).await?;
        let more = rows.len() > per_page;
        if !at.is_backward() {
            rows.truncate(per_page);
        } else if more {
            rows.drain(..rows.len() - per_page);
        } else if matches!(at, At::Cursor(_)) && rows.len() < per_page {
            // rows before it are gone, or new: what is left is a part of the first page
            return Box::pin(self.read(conn, At::First)).await;
        }
        Ok(Found { rows, at, more })
    }

    /// One row more than the page has, in the order of the list.
    fn select(&self, at: &At) -> Result<Statement> {
        let List { rows, table, paging } = self.list;
        let mut out = Statement::read(self.dialect, "SELECT ");
        rows.check(&mut out);
        let skeleton = table.skeleton(self.dialect);
        skeleton.write_columns(&mut out);
        let reversed = if at.is_backward() { reversed(&self.terms) } else { self.terms.clone() };
        let inner = Ordering { terms: &reversed, key: None, reversed: false };
        let none = rows.filters.is_empty();
        write_keys(rows.filters.clone(), table, &mut out, |out| {
            if let At::Cursor(cursor) = at {
                out.push(if none { " WHERE " } else { " AND " });
                write_behind(&reversed, &cursor.values, out);
            }
            write_order(&inner, out);
            out.push(" LIMIT ").literal(u64::from(paging.per_page().get()) + 1);
        });
        out.push(&skeleton.joins);
        write_order(&Ordering { terms: &self.terms, key: None, reversed: false }, &mut out);
        write_lock(rows.lock, &mut out);
        out.finish()
    }

    /// The cursors of the pages beside one that was read there; `ends` are its first and last row.
    fn cursors(&self, at: &At, more: bool, ends: [Option<Values>; 2]) -> Result<Cursors> {
        let (before, behind) = match at {
            At::First => (false, more),
            At::Last => (more, false),
            At::Cursor(cursor) if cursor.backward => (more, true),
            At::Cursor(_) => (true, more),
        };
        let [first, last] = ends;
        let next = last.filter(|_| behind).map(|row| self.cursor(&row, false)).transpose()?;
        let previous = match first {
            Some(row) => before.then(|| self.cursor(&row, true)).transpose()?,
            // the rows behind the cursor are gone
            None => before.then(|| LAST.to_owned()),
        };
        Ok(Cursors { previous, next })
    }

    fn cursor(&self, row: &Values, backward: bool) -> Result<String> {
        let value = |term: &Term| row.iter().find(|(meta, _)| meta.name() == term.place.name);
        let values = self.terms.iter().map(|term| {
            value(term).map(|(_, value)| value.clone()).ok_or_else(|| self.missing(term.place.name))
        });
        let cursor = Cursor { backward, list: self.fingerprint, values: values.collect::<Result<_>>()? };
        cursor.write().ok_or_else(|| {
            Error::ImproperlyConfigured("pages by cursors are not ordered by JSON documents".into())
        })
    }

    fn missing(&self, column: &str) -> Error {
        let model = self.list.table.object_name;
        Error::ImproperlyConfigured(
            format!("pages by cursors are ordered by columns of the model, and `{model}` has no field for `{column}`")
                .into(),
        )
    }
}

/// The columns of a row with their values.
type Values = Vec<(&'static Meta, Sql)>;

impl At {
    fn is_backward(&self) -> bool {
        match self {
            Self::First => false,
            Self::Last => true,
            Self::Cursor(cursor) => cursor.backward,
        }
    }
}

fn reversed(terms: &[Term]) -> Vec<Term> {
    terms.iter().map(|term| term.reversed()).collect()
}

/// Which list it is: its table, filters and order, with the values of the filters but for moments.
fn fingerprint(list: &List, dialect: Dialect) -> Result<u64> {
    let mut out = Statement::read(dialect, list.table.name);
    write_where(list.rows.filters.clone(), &mut out);
    let terms = list.rows.ordering.clone().unwrap_or_default();
    write_order(&Ordering::keyed(&terms, &list.table, list.rows.reversed), &mut out);
    let out = out.finish()?;
    let mut hash = fnv(0xcbf2_9ce4_8422_2325, out.sql());
    for value in out.values() {
        match value {
            Sql::DateTime(..) | Sql::Utc(..) => {}
            value => hash = fnv(hash, &format!("{value:?}\n")),
        }
    }
    Ok(hash)
}

/// FNV-1a: the same on every machine and in every release, which std's hashers do not promise.
fn fnv(hash: u64, text: &str) -> u64 {
    text.bytes().fold(hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The condition that a row stands behind the values, in an order that leaves no ties.
fn write_behind(terms: &[Term], values: &[Sql], out: &mut Statement) {
    let Some((first, rest)) = terms.split_first() else { return };
    // MariaDB finds no place in an index by a row of values
    let plain = |term: &Term| term.nulls == Nulls::None && term.descending == first.descending;
    if !rest.is_empty() && terms.iter().all(plain) && out.dialect() != Dialect::MySql {
        write_row(terms, values, out);
    } else {
        write_nested(terms, values, out);
    }
}

/// `(a, b) > (?, ?)`.
fn write_row(terms: &[Term], values: &[Sql], out: &mut Statement) {
    for (index, term) in terms.iter().enumerate() {
        out.push(if index == 0 { "(" } else { ", " }).place(ALIAS, term.place);
    }
    out.push(if terms.first().is_some_and(|term| term.descending) { ") < " } else { ") > " });
    for (index, value) in values.iter().enumerate() {
        out.push(if index == 0 { "(" } else { ", " }).value(value.clone());
    }
    out.push(")");
}

/// `(a >= ? AND (a > ? OR (b > ?)))`, and what NULLs make of that: they are equal to each other here.
fn write_nested(terms: &[Term], values: &[Sql], out: &mut Statement) {
    let (Some((term, terms)), Some((value, values))) = (terms.split_first(), values.split_first()) else {
        out.push("1 = 0"); // equal in all terms: the row itself
        return;
    };
    let null = matches!(value, Sql::Null(_));
    out.push("(");
    if !null && term.nulls == Nulls::None {
        // the same in a form that an index can begin with
        let sign = if term.descending { " <= " } else { " >= " };
        out.place(ALIAS, term.place).push(sign).value(value.clone()).push(" AND (");
        write_strictly(*term, value, out);
        out.push(" OR ");
        write_nested(terms, values, out);
        out.push("))");
        return;
    }
    write_strictly(*term, value, out);
    out.push(" OR (").place(ALIAS, term.place);
    match null {
        true => out.push(" IS NULL"),
        false => out.push(" = ").value(value.clone()),
    };
    out.push(" AND ");
    write_nested(terms, values, out);
    out.push("))");
}

/// Behind the value in this term alone.
fn write_strictly(term: Term, value: &Sql, out: &mut Statement) {
    match (value, term.nulls) {
        (Sql::Null(_), Nulls::First) => {
            out.place(ALIAS, term.place).push(" IS NOT NULL");
        }
        (Sql::Null(_), _) => {
            out.push("1 = 0");
        }
        (value, nulls) => {
            out.place(ALIAS, term.place)
                .push(if term.descending { " < " } else { " > " })
                .value(value.clone());
            if nulls == Nulls::Last {
                out.push(" OR ").place(ALIAS, term.place).push(" IS NULL");
            }
        }
    }
}
