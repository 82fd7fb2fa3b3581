//! A table as the database has it, whichever database: what the files for each database fill and `compare` reads.

use crate::{
    Result,
    db::{Conn, Dialect, Executor as _, Row},
    model::{Column as ModelColumn, Meta},
    query::Statement,
    value::{Field, Kind, Sql},
};

/// A table or a view.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// Whether it is a view: what may be NULL is not known of one, and it has neither keys nor indexes.
    pub(super) view: bool,
    pub(super) columns: Vec<Column>,
    /// The columns of the primary key.
    pub(super) key: Vec<String>,
    /// The indexes that an order can be read from; the primary key may be one of them.
    pub(super) indexes: Vec<Index>,
    /// The foreign keys of one column.
    pub(super) foreign_keys: Vec<ForeignKey>,
}

#[derive(Debug)]
pub(super) struct Column {
    pub(super) name: String,
    /// The type as it was declared.
    pub(super) declared: String,
    pub(super) holds: Holds,
    pub(super) null: bool,
}

/// What a column's type amounts to.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(dead_code)] // each database has some of them
pub(super) enum Holds {
    Bool,
    Int {
        least: i128,
        most: i128,
    },
    Float,
    /// With its digits in all and behind the point, where they are limited.
    Decimal(Option<(u32, u32)>),
    /// With the most characters, where they are limited.
    Text(Option<u32>),
    /// One of some texts.
    Labels(Vec<String>),
    /// With the most bytes.
    Bytes(Option<u32>),
    Date,
    Time,
    DateTime,
    Uuid,
    Json,
    Bits(u32),
    /// SQLite: numbers, also such as were written as text; other texts stay what they are.
    Numeric,
    /// SQLite: no type was declared.
    Any,
    Other,
}

impl Holds {
    /// An integer of so many bits.
    pub(super) fn int(bits: u32, unsigned: bool) -> Self {
        let half = 1_i128 << (bits - 1);
        if unsigned {
            Self::Int { least: 0, most: 2 * half - 1 }
        } else {
            Self::Int { least: -half, most: half - 1 }
        }
    }
}

/// The columns of an index, and whether they are descending; `None` stands for an expression.
#[derive(Debug)]
pub(super) struct Index {
    pub(super) unique: bool,
    pub(super) columns: Vec<(Option<String>, bool)>,
}

#[derive(Debug)]
pub(super) struct ForeignKey {
    pub(super) column: String,
    pub(super) table: String,
}

impl Table {
    /// The column of that name. SQLite and MariaDB do not tell upper from lower case.
    pub(super) fn column(&self, name: &str, dialect: Dialect) -> Option<&Column> {
        let same = |column: &&Column| match dialect {
            Dialect::Postgres => column.name == name,
            Dialect::Sqlite | Dialect::MySql => column.name.eq_ignore_ascii_case(name),
        };
        self.columns.iter().find(same)
    }

    /// Adds a column to the index that is read at the moment; `name` tells one index from the next.
    pub(super) fn add_to_index(
        &mut self,
        last: &mut Option<String>,
        name: String,
        unique: bool,
        column: (Option<String>, bool),
    ) {
        if last.as_ref() != Some(&name) {
            self.indexes.push(Index { unique, columns: Vec::new() });
            *last = Some(name);
        }
        if let Some(index) = self.indexes.last_mut() {
            index.columns.push(column);
        }
    }
}

/// What a question to the catalogue is about, for the message of a column that cannot be read.
const CATALOG: Meta = *ModelColumn::<(), ()>::new("of the database's catalogue").meta();

/// Asks the catalogue.
pub(super) async fn ask(conn: &Conn, sql: &'static str, values: &[Option<&str>]) -> Result<Vec<Row>> {
    let bound =
        |value: &Option<&str>| value.map_or(Sql::Null(Kind::Text), |value| Sql::Text(value.to_owned()));
    conn.fetch(Statement::about(conn.dialect(), sql, values.iter().map(bound).collect())).await
}

/// The schema, where a table's name says one, and the table: `blog.post`.
pub(super) fn parts(name: &str) -> (Option<&str>, &str) {
    name.split_once('.').map_or((None, name), |(schema, table)| (Some(schema), table))
}

/// Reads a column of the answer.
pub(super) fn get<T: Field>(row: &Row, at: usize) -> Result<T> {
    T::get(row, at, &CATALOG)
}
