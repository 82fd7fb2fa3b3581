//! A statement while it is written: its text, its bound values, and what differs between databases. Called by the other
//! files of `query/`; run by `db/`.

use std::borrow::Cow;

use crate::{Error, Result, db::Dialect, model::Place, value::Sql};

/// An expression that makes SQLite stop with an error, `integer overflow`: it has no other word for that outside triggers.
pub(super) const SQLITE_FAILS: &str = "abs(-9223372036854775807 - 1)";

/// SQL with its bound values. Made only by `query/`: identifiers in it come from the source code, values are bound.
#[derive(Debug, Clone)]
pub struct Statement {
    pub(crate) sql: String,
    pub(crate) values: Vec<Sql>,
    pub(crate) writes: bool,
    /// Whether a connection remembers the prepared statement; not worth it for texts that hardly come again.
    pub(crate) remembered: bool,
    /// Whether it answers the same as long as the database is the same: no SQL of the author's own, which may ask for the
    /// time.
    pub(crate) repeatable: bool,
    dialect: Dialect,
    fault: Option<Fault>,
}

/// Why a statement cannot be run. The first is kept until the statement is finished, so that writing stays plain.
#[derive(Debug, Clone)]
enum Fault {
    /// The program's: it is wrong with any request.
    Setup(Cow<'static, str>),
    /// The request's: a value that no database takes.
    Value(Cow<'static, str>),
}

impl Statement {
    /// An empty statement that reads.
    pub(super) fn read(dialect: Dialect, text: &str) -> Self {
        let mut sql = String::with_capacity(text.len() + 256);
        sql.push_str(text);
        Self {
            sql,
            values: Vec::new(),
            writes: false,
            remembered: true,
            repeatable: true,
            dialect,
            fault: None,
        }
    }

    /// An empty statement that writes.
    pub(super) fn write(dialect: Dialect, text: &str) -> Self {
        Self { writes: true, ..Self::read(dialect, text) }
    }

    /// A question to the database's own catalogue, as `check/` and `db/violation/` have written it.
    pub(crate) fn about(dialect: Dialect, text: &str, values: Vec<Sql>) -> Self {
        Self { values, remembered: false, ..Self::read(dialect, text) }
    }

    /// A statement that is written in the program, with `?` for each value: for the tables of cbv's own.
    #[cfg(feature = "sessions")]
    pub(crate) fn fixed(dialect: Dialect, text: &'static str, values: Vec<Sql>, writes: bool) -> Self {
        let mut statement = Self { writes, repeatable: false, ..Self::read(dialect, "") };
        let mut pieces = text.split('?');
        statement.push(pieces.next().unwrap_or_default());
        for (piece, value) in pieces.zip(values) {
            statement.value(value).push(piece);
        }
        statement
    }

    /// The statement's text; values stand in it as `?`, or as `$1` for PostgreSQL.
    pub fn sql(&self) -> &str {
        &self.sql
    }

    /// The bound values, in the order of their marks.
    pub fn values(&self) -> &[Sql] {
        &self.values
    }

    pub(super) fn dialect(&self) -> Dialect {
        self.dialect
    }

    pub(super) fn push(&mut self, text: &str) -> &mut Self {
        self.sql.push_str(text);
        self
    }

    /// A quoted identifier.
    pub(super) fn name(&mut self, name: &str) -> &mut Self {
        quote(&mut self.sql, self.dialect, name);
        self
    }

    /// A table's name, which may say its schema in front of a dot.
    pub(super) fn table(&mut self, name: &str) -> &mut Self {
        quote_table(&mut self.sql, self.dialect, name);
        self
    }

    /// A quoted column of a table's alias.
    pub(super) fn column(&mut self, alias: &str, name: &str) -> &mut Self {
        self.name(alias).push(".").name(name)
    }

    /// What a column stands for, of a table's alias: itself, or the expression of an annotation.
    pub(super) fn place(&mut self, alias: &str, place: Place) -> &mut Self {
        match place.expression {
            None => self.column(alias, place.name),
            Some(write) => {
                self.unrepeatable();
                write(alias, self);
                self
            }
        }
    }

    /// A mark for a bound value.
    pub(super) fn value(&mut self, value: Sql) -> &mut Self {
        self.values.push(value);
        if self.dialect == Dialect::Postgres {
            self.sql.push('$');
            number(&mut self.sql, self.values.len() as u64);
        } else {
            self.sql.push('?');
        }
        self
    }

    /// A number written into the text: for page sizes, which are known while compiling.
    pub(super) fn literal(&mut self, value: u64) -> &mut Self {
        number(&mut self.sql, value);
        self
    }

    /// A number of the program's own, written into the text.
    pub(super) fn integer(&mut self, value: i64) -> &mut Self {
        use std::fmt::Write as _;
        let _ = write!(self.sql, "{value}"); // writing to a String cannot fail
        self
    }

    /// Connections shall not remember it.
    pub(super) fn forget(&mut self) {
        self.remembered = false;
    }

    /// It may answer otherwise though the database is the same.
    pub(super) fn unrepeatable(&mut self) {
        self.repeatable = false;
    }

    /// A fault of the program in it; finishing gives it back.
    pub(super) fn refuse_setup(&mut self, reason: impl Into<Cow<'static, str>>) {
        self.fault.get_or_insert(Fault::Setup(reason.into()));
    }

    /// A value in it that no database takes; finishing gives it back.
    pub(super) fn refuse(&mut self, reason: impl Into<Cow<'static, str>>) {
        self.fault.get_or_insert(Fault::Value(reason.into()));
    }

    /// The statement, ready to be run.
    pub(super) fn finish(mut self) -> Result<Self> {
        let (bound, limit) = (self.values.len(), most_values(self.dialect));
        if bound > limit {
            self.refuse(format!("{bound} values in one query; the database takes {limit}"));
        }
        match self.fault {
            None => Ok(self),
            Some(Fault::Setup(reason)) => Err(Error::ImproperlyConfigured(reason)),
            Some(Fault::Value(reason)) => Err(Error::BadRequest(reason)),
        }
    }
}

/// How many values a statement can bind.
pub(super) const fn most_values(dialect: Dialect) -> usize {
    match dialect {
        Dialect::Sqlite => 32_766,
        Dialect::Postgres | Dialect::MySql => 65_535,
    }
}

/// A quoted identifier.
pub(crate) fn quoted(dialect: Dialect, name: &str) -> String {
    let mut text = String::new();
    quote(&mut text, dialect, name);
    text
}

/// A quoted name of a table, with its schema if it says one.
pub(crate) fn quoted_table(dialect: Dialect, name: &str) -> String {
    let mut text = String::new();
    quote_table(&mut text, dialect, name);
    text
}

fn quote_table(out: &mut String, dialect: Dialect, name: &str) {
    let (schema, table) = name.split_once('.').unwrap_or(("", name));
    if !schema.is_empty() {
        quote(out, dialect, schema);
        out.push('.');
    }
    quote(out, dialect, table);
}

/// Writes a quoted identifier.
pub(super) fn quote(out: &mut String, dialect: Dialect, name: &str) {
    let mark = if dialect == Dialect::MySql { '`' } else { '"' };
    out.push(mark);
    if name.contains(mark) {
        for letter in name.chars() {
            out.push(letter);
            if letter == mark {
                out.push(mark);
            }
        }
    } else {
        out.push_str(name);
    }
    out.push(mark);
}

fn number(out: &mut String, value: u64) {
    use std::fmt::Write as _;
    let _ = write!(out, "{value}"); // writing to a String cannot fail
}
