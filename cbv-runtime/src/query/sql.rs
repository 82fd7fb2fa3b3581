//! A statement while it is written: its text, its bound values, and what differs between databases. Called by the other
//! files of `query/`.

use crate::{db::Dialect, value::Sql};

/// SQL with its bound values. Made only by `query/`: identifiers in it come from the source code, values are bound.
#[derive(Debug, Clone)]
pub struct Statement {
    pub(crate) sql: String,
    pub(crate) values: Vec<Sql>,
    pub(crate) writes: bool,
    dialect: Dialect,
}

impl Statement {
    /// An empty statement that reads.
    pub(super) fn read(dialect: Dialect, text: &str) -> Self {
        let mut sql = String::with_capacity(text.len() + 256);
        sql.push_str(text);
        Self { sql, values: Vec::new(), writes: false, dialect }
    }

    /// An empty statement that writes.
    pub(super) fn write(dialect: Dialect) -> Self {
        Self { sql: String::with_capacity(256), values: Vec::new(), writes: true, dialect }
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

    /// A quoted column of a table's alias.
    pub(super) fn column(&mut self, alias: &str, name: &str) -> &mut Self {
        self.name(alias).push(".").name(name)
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
}

/// Writes a quoted identifier.
pub(super) fn quote(out: &mut String, dialect: Dialect, name: &str) {
    let mark = if dialect == Dialect::MySql { '`' } else { '"' };
    out.push(mark);
    for letter in name.chars() {
        if letter == mark {
            out.push(mark);
        }
        out.push(letter);
    }
    out.push(mark);
}

fn number(out: &mut String, value: u64) {
    use std::fmt::Write as _;
    let _ = write!(out, "{value}"); // writing to a String cannot fail
}
