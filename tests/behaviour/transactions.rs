//! Transactions on the three databases: what is stored, what is not, and that the handle goes on working.

use cbv_runtime::{
    Result,
    db::{Conn, Row},
    model::{Column, Load, Meta, Model, Shape},
    value::{Field, Sql},
};
use cbv_tests::{db::TestDb, fixture, on_every_database};

struct Publisher {
    id: i64,
    name: String,
}

const ID: Column<Publisher, i64> = Column::new("id");
const NAME: Column<Publisher, String> = Column::new("name");

impl Load for Publisher {
    const WIDTH: usize = 2;

    fn select(alias: &str, shape: &mut Shape) {
        shape.column(alias, "id");
        shape.column(alias, "name");
    }

    fn load(row: &Row, at: usize) -> Result<Self> {
        Ok(Self { id: Field::get(row, at, ID.meta())?, name: Field::get(row, at + 1, NAME.meta())? })
    }
}

impl Model for Publisher {
    const TABLE: &'static str = "publisher";
    const OBJECT_NAME: &'static str = "Publisher";
    const VERBOSE_NAME: &'static str = "publisher";
    const VERBOSE_NAME_PLURAL: &'static str = "publishers";
    type Pk = i64;
    const PK: Column<Self, i64> = ID;

    fn pk(&self) -> i64 {
        self.id
    }

    fn values(&self) -> Vec<(&'static Meta, Sql)> {
        vec![]
    }
}

on_every_database! {
    #[test]
    async fn an_update_in_atomic_is_stored(db: &TestDb) {
        fixture::create(db).await;
        let conn = Conn::new(db.db().clone());
        let renamed = conn.atomic(async {
            Publisher::objects().filter(ID.eq(1)).update(&conn, [NAME.set("Renamed")]).await
        });
        assert_eq!(renamed.await.unwrap(), 1);
        let publisher = Publisher::objects().filter(ID.eq(1)).get(db.db()).await.unwrap();
        assert_eq!(publisher.name, "Renamed");
    }
}
