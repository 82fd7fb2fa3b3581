//! Values: every Rust type read from every column type, each type stored and found again, and what no database takes.
//! `read` holds the engine of the tables in `sqlite`, `postgres` and `mysql`; `store` writes.

mod mysql;
mod postgres;
mod read;
mod sqlite;
mod store;

use std::marker::PhantomData;

use cbv_runtime::{
    Result,
    db::{Dialect, Row},
    model::{Column, Load, Meta, Model, Shape, Writable},
    query::QuerySet,
    value::{DateTimeForm, Field, Sql, UuidForm},
};
use cbv_tests::{db::TestDb, on_every_database};

/// How the column `v` of a [`Cell`] holds its values.
trait Form: Send + Sync + 'static {
    const DIGITS: Option<(u8, u8)> = None;
    const DATETIME: DateTimeForm = DateTimeForm::Sql;
    const UUID: UuidForm = UuidForm::Text;
}

/// Without anything said about it.
struct Plain;

impl Form for Plain {}

/// A row of the table `cell`, whose column `v` is read as a `T`.
struct Cell<T, F = Plain> {
    id: i64,
    v: T,
    form: PhantomData<fn() -> F>,
}

impl<T: Field + Clone, F: Form> Cell<T, F> {
    const ID: Column<Self, i64> = Column::new("id");
    const V: Column<Self, T> = {
        let column = Column::new("v").datetime(F::DATETIME).uuid(F::UUID);
        match F::DIGITS {
            Some((precision, scale)) => column.decimal(precision, scale),
            None => column,
        }
    };
    const META: [Meta; 2] = [*Self::ID.meta(), *Self::V.meta()];

    fn new(id: i64, v: T) -> Self {
        Self { id, v, form: PhantomData }
    }

    /// The row of that number.
    fn row(id: i64) -> QuerySet<Self> {
        Self::objects().filter(Self::ID.eq(id))
    }
}

impl<T: Field + Clone, F: Form> Load for Cell<T, F> {
    const WIDTH: usize = 2;

    fn select(alias: &str, shape: &mut Shape) {
        shape.column(alias, "id");
        shape.column(alias, "v");
    }

    fn load(row: &Row, at: usize) -> Result<Self> {
        let id = Field::get(row, at, Self::ID.meta())?;
        Ok(Self::new(id, Field::get(row, at + 1, Self::V.meta())?))
    }
}

impl<T: Field + Clone, F: Form> Writable for Cell<T, F> {}

impl<T: Field + Clone, F: Form> Model for Cell<T, F> {
    const TABLE: &'static str = "cell";
    const OBJECT_NAME: &'static str = "Cell";
    const VERBOSE_NAME: &'static str = "cell";
    const VERBOSE_NAME_PLURAL: &'static str = "cells";
    type Pk = i64;
    const PK: Column<Self, i64> = Self::ID;

    fn pk(&self) -> i64 {
        self.id
    }

    fn values(&self) -> Vec<(&'static Meta, Sql)> {
        let [id, v] = const { &Self::META };
        vec![(id, self.id.bind(id)), (v, self.v.clone().bind(v))]
    }
}

on_every_database! {
    #[test]
    async fn every_type_is_read_from_every_column(db: &TestDb) {
        if db.dialect() == Dialect::Postgres {
            db.execute("CREATE TYPE mood AS ENUM ('sad', 'glad')").await;
        }
        let cases: fn() -> Vec<read::Case> = db.pick(sqlite::cases, postgres::cases, mysql::cases);
        read::check(db, cases()).await;
    }
}
