//! The text of statements on each database, without a database. What the texts mean is tested on the databases themselves,
//! in `tests/behaviour/query_*.rs`.

mod conditions;
mod expressions;
mod statements;
mod windows;

use crate::{
    Result,
    db::{Dialect, Row},
    model::{Column, Load, Meta, Model, Order, Shape, Writable},
    value::{Field, Sql},
};

/// A model written by hand, with a text, a nullable number and a joined row.
#[derive(Debug, Clone)]
struct Book {
    id: i64,
    title: String,
    pages: Option<i32>,
}

impl Book {
    const ID: Column<Self, i64> = Column::new("id");
    const TITLE: Column<Self, String> = Column::new("title");
    const NOTE: Column<Self, Option<String>> = Column::new("note");
    const PAGES: Column<Self, Option<i32>> = Column::new("pages");
}

impl Load for Book {
    const WIDTH: usize = 3;

    fn select(alias: &str, shape: &mut Shape) {
        shape.column(alias, "id");
        shape.column(alias, "title");
        shape.column(alias, "pages");
    }

    fn load(row: &Row, at: usize) -> Result<Self> {
        let id = Field::get(row, at, Self::ID.meta())?;
        let title = Field::get(row, at + 1, Self::TITLE.meta())?;
        Ok(Self { id, title, pages: Field::get(row, at + 2, Self::PAGES.meta())? })
    }
}

impl Writable for Book {}

impl Model for Book {
    const TABLE: &'static str = "book";
    const OBJECT_NAME: &'static str = "Book";
    const VERBOSE_NAME: &'static str = "book";
    const VERBOSE_NAME_PLURAL: &'static str = "books";
    type Pk = i64;
    const PK: Column<Self, i64> = Self::ID;
    const ORDERING: &'static [Order<Self>] = &[Self::TITLE.asc()];

    fn pk(&self) -> i64 {
        self.id
    }

    fn values(&self) -> Vec<(&'static Meta, Sql)> {
        static METAS: [Meta; 3] = [*Book::ID.meta(), *Book::TITLE.meta(), *Book::PAGES.meta()];
        let [id, title, pages] = &METAS;
        vec![(id, self.id.bind(id)), (title, self.title.clone().bind(title)), (pages, self.pages.bind(pages))]
    }
}

const DIALECTS: [Dialect; 3] = [Dialect::Sqlite, Dialect::Postgres, Dialect::MySql];
