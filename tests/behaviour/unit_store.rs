//! Storing one row from assignments chosen while running: `create`, `create_key`, `update_one`, `update_versioned`.

use cbv::{
    Conn, Db, Decimal, Error, Expression, Model, Result, Uuid,
    chrono::{DateTime, NaiveDateTime, Utc},
    test::queries,
};
use cbv_tests::{db::TestDb, on_every_database};

/// All its columns are those of the table: what RETURNING gives is the whole row.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "ware", reverse(parts = Ware::WHOLE))]
struct Ware {
    id: i64,
    name: String,
    #[model(decimal(8, 2))]
    price: Decimal,
    seen_at: Option<NaiveDateTime>,
    stock: i32,
    changes: i32,
    changed_at: Option<DateTime<Utc>>,
    #[model(foreign_key = Maker)]
    maker_id: Option<i64>,
    #[model(foreign_key = Ware, related = whole)]
    part_of: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "maker")]
struct Maker {
    id: i64,
    name: String,
}

/// With joined rows.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(of = Ware)]
struct WareOfMaker {
    id: i64,
    stock: i32,
    name: String,
    #[model(select_related)]
    maker: Option<Maker>,
}

/// With a row of the same table beside it, and something computed from that table.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(of = Ware)]
struct WareOfWhole {
    id: i64,
    name: String,
    #[model(select_related)]
    whole: Option<WareName>,
    #[model(annotation = Ware::PARTS.count())]
    parts: i64,
}

#[derive(Debug, Clone, PartialEq, Model)]
#[model(of = Ware)]
struct WareName {
    id: i64,
    name: String,
}

/// With rows that are read afterwards.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(of = Ware)]
struct WareWithParts {
    id: i64,
    #[model(prefetch_related)]
    parts: Vec<WareName>,
}

/// Its keys are not counted up.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "token")]
struct Token {
    id: Uuid,
    name: Option<String>,
}

async fn create(db: &TestDb) -> Conn {
    db.execute("CREATE TABLE maker (id {key}, name VARCHAR(50) NOT NULL)").await;
    db.execute("INSERT INTO maker (name) VALUES ('ACME'), ('Other')").await;
    db.execute(
        "CREATE TABLE ware (id {key}, name VARCHAR(50) NOT NULL, price DECIMAL(8, 2) NOT NULL DEFAULT 1.50, \
         seen_at {datetime} NULL, stock INTEGER NOT NULL DEFAULT 7, changes INTEGER NOT NULL DEFAULT 1, changed_at {instant} NULL, \
         maker_id BIGINT NULL REFERENCES maker (id), part_of BIGINT NULL REFERENCES ware (id))",
    )
    .await;
    db.execute("CREATE TABLE token (id {uuid} PRIMARY KEY, name VARCHAR(50) NULL)").await;
    Conn::new(db.db().clone())
}

fn price(text: &str) -> Decimal {
    text.parse().unwrap()
}

async fn ware(db: &Db) -> Result<Ware> {
    Ware::objects().create(db, [Ware::NAME.set("rope")]).await
}

on_every_database! {
    #[test]
    async fn a_new_row_is_read_back_with_its_defaults_in_one_statement(db: &TestDb) {
        let conn = create(db).await;
        let seen = "2026-11-20T22:37:16.000250".parse().unwrap();
        let values = [Ware::NAME.set("rope"), Ware::SEEN_AT.set(Some(seen)), Ware::PRICE.set(price("20.00"))];
        let (made, sent) = queries(Ware::objects().create(&conn, values)).await;
        let made = made.unwrap();
        sent.assert_count(1);
        assert_eq!((&*made.name, made.price, made.seen_at), ("rope", price("20.00"), Some(seen)));
        assert_eq!((made.id, made.stock, made.maker_id), (1, 7, None));
        assert_eq!(Ware::objects().get(&conn).await.unwrap(), made);
        // without any value the defaults are all there is
        let token = Uuid::from_u128(7);
        let (made, sent) = queries(Token::objects().create(&conn, [Token::ID.set(token)])).await;
        assert_eq!(made.unwrap(), Token { id: token, name: None });
        sent.assert_count(1);
        assert!(matches!(Ware::objects().create::<Ware>(&conn, []).await, Err(Error::Database(_))));
    }

    #[test]
    async fn of_a_new_row_the_key_alone_can_be_asked_for(db: &TestDb) {
        let conn = create(db).await;
        let (key, sent) = queries(WareOfMaker::objects().create_key(&conn, [Ware::NAME.set("rope")])).await;
        assert_eq!(key.unwrap(), 1);
        sent.assert_count(1);
        assert_eq!(Ware::objects().create_key(&conn, [Ware::NAME.set("rope")]).await.unwrap(), 2);
        let given = Ware::objects().create_key(&conn, [Ware::ID.set(40)].into_iter().chain([Ware::NAME.set("x")])).await;
        assert_eq!(given.unwrap(), 40);
        let token = Uuid::from_u128(7);
        assert_eq!(Token::objects().create_key(&conn, [Token::ID.set(token)]).await.unwrap(), token);
    }

    #[test]
    async fn a_new_row_is_read_back_with_what_is_joined(db: &TestDb) {
        let conn = create(db).await;
        let values = [Ware::NAME.set("rope"), Ware::MAKER_ID.set(Some(2))];
        let (made, sent) = queries(WareOfMaker::objects().create(&conn, values)).await;
        let made = made.unwrap();
        assert_eq!((made.id, made.stock, made.maker.map(|maker| maker.name)), (1, 7, Some("Other".into())));
        sent.assert_count(db.pick(2, 1, 2));
        let part = WareOfWhole::objects().create(&conn, [Ware::NAME.set("end"), Ware::PART_OF.set(Some(1))]).await.unwrap();
        assert_eq!((part.whole.map(|whole| whole.name), part.parts), (Some("rope".into()), 0));
        let whole = WareWithParts::objects().update_one(&conn, 1, [Ware::STOCK.set(1)]).await.unwrap().unwrap();
        assert_eq!(whole.parts[0].name, "end");
    }

    #[test]
    async fn of_two_assignments_to_a_column_the_later_one_counts(db: &TestDb) {
        let conn = create(db).await;
        let made = Ware::objects().create(&conn, [Ware::NAME.set("form"), Ware::NAME.set("hook")]).await.unwrap();
        assert_eq!(made.name, "hook");
        let changed = Ware::objects().update_one(&conn, made.id, [Ware::NAME.set("form"), Ware::NAME.set("late")]).await;
        assert_eq!(changed.unwrap().unwrap().name, "late");
    }

    #[test]
    async fn a_new_row_is_computed_from_nothing_but_constants(db: &TestDb) {
        let conn = create(db).await;
        let computed = Ware::NAME.set(Expression::<Ware, String>::sql("upper(?)", ["rope"]));
        assert_eq!(Ware::objects().create(&conn, [computed]).await.unwrap().name, "ROPE");
        for from_row in [Ware::STOCK.set(Ware::STOCK + 1), Ware::STOCK.set(Expression::<Ware, i32>::sql("{stock} + 1", [0; 0]))] {
            let refused = Ware::objects().create(&conn, [Ware::NAME.set("x"), from_row]).await;
            assert!(matches!(refused, Err(Error::ImproperlyConfigured(_))), "{refused:?}");
        }
    }

    #[test]
    async fn a_row_is_changed_and_read_back(db: &TestDb) {
        let conn = create(db).await;
        let id = ware(db.db()).await.unwrap().id;
        let other = ware(db.db()).await.unwrap();
        let values = [Ware::STOCK.set(Ware::STOCK + 1), Ware::PRICE.set(price("0.10"))];
        let (changed, sent) = queries(Ware::objects().update_one(&conn, id, values)).await;
        let changed = changed.unwrap().unwrap();
        assert_eq!((changed.stock, changed.price, &*changed.name), (8, price("0.10"), "rope"));
        sent.assert_count(db.pick(1, 1, 2));
        assert_eq!(Ware::objects().filter(Ware::ID.eq(id)).get(&conn).await.unwrap(), changed);
        assert_eq!(Ware::objects().filter(Ware::ID.eq(other.id)).get(&conn).await.unwrap(), other);
        // the same values once more: the row is there all the same
        assert_eq!(Ware::objects().update_one(&conn, id, [Ware::STOCK.set(8)]).await.unwrap(), Some(changed.clone()));
        assert_eq!(Ware::objects().update_one::<Ware>(&conn, id, []).await.unwrap(), Some(changed));
        let joined = WareOfMaker::objects().update_one(&conn, id, [Ware::MAKER_ID.set(Some(1))]).await.unwrap().unwrap();
        assert_eq!(joined.maker.unwrap().name, "ACME");
        let moved = Ware::objects().update_one(&conn, id, [Ware::ID.set(99)]).await.unwrap().unwrap();
        assert_eq!(moved.id, 99);
    }

    #[test]
    async fn what_is_not_among_the_rows_is_not_changed(db: &TestDb) {
        let conn = create(db).await;
        let id = ware(db.db()).await.unwrap().id;
        assert_eq!(Ware::objects().update_one(&conn, 99, [Ware::STOCK.set(1)]).await.unwrap(), None);
        let others = || Ware::objects().filter(Ware::NAME.eq("hemp"));
        assert_eq!(others().update_one(&conn, id, [Ware::STOCK.set(1)]).await.unwrap(), None);
        assert_eq!(Ware::objects().get(&conn).await.unwrap().stock, 7);
        // also when it leaves them by the change
        let ropes = Ware::objects().filter(Ware::NAME.eq("rope"));
        assert_eq!(ropes.update_one(&conn, id, [Ware::NAME.set("hemp")]).await.unwrap().unwrap().name, "hemp");
    }

    #[test]
    async fn a_version_is_counted_up_and_a_stale_one_changes_nothing(db: &TestDb) {
        let conn = create(db).await;
        let read = ware(db.db()).await.unwrap();
        let save = async |name: &'static str| {
            Ware::objects().update_versioned(&conn, read.id, Ware::CHANGES.version(read.changes), [Ware::NAME.set(name)]).await.unwrap()
        };
        let first = save("first").await.unwrap();
        assert_eq!((&*first.name, first.changes), ("first", 2));
        assert_eq!(save("second").await, None);
        assert_eq!(Ware::objects().get(&conn).await.unwrap(), first);
    }

    #[test]
    async fn a_time_is_a_version_from_the_first_change_on(db: &TestDb) {
        let conn = create(db).await;
        let mut read = ware(db.db()).await.unwrap();
        assert_eq!(read.changed_at, None);
        for round in 0..3 {
            let save = async |stock: i32| {
                let version = Ware::CHANGED_AT.version(read.changed_at);
                Ware::objects().update_versioned(&conn, read.id, version, [Ware::STOCK.set(stock)]).await.unwrap()
            };
            let changed = save(round).await.unwrap();
            assert_eq!(save(99).await, None, "{read:?}");
            assert!(changed.changed_at > read.changed_at);
            read = changed;
        }
    }

    /// Whole seconds, and more changes than seconds.
    #[test]
    async fn a_coarse_time_is_a_version_too(db: &TestDb) {
        let conn = create(db).await;
        let id = ware(db.db()).await.unwrap().id;
        db.execute(db.pick("SELECT 1", "ALTER TABLE ware ALTER seen_at TYPE TIMESTAMP(0)", "ALTER TABLE ware MODIFY seen_at DATETIME NULL")).await;
        let mut read = Ware::objects().update_one(&conn, id, [Ware::SEEN_AT.set(Some("2020-01-01T00:00:00".parse::<NaiveDateTime>().unwrap()))]).await.unwrap().unwrap();
        for _ in 0..3 {
            let version = || Ware::SEEN_AT.version(read.seen_at);
            let changed = Ware::objects().update_versioned(&conn, id, version(), [Ware::STOCK.set(1)]).await.unwrap().unwrap();
            assert_ne!(changed.seen_at, read.seen_at);
            assert_eq!(Ware::objects().update_versioned(&conn, id, version(), [Ware::STOCK.set(1)]).await.unwrap(), None);
            read = changed;
        }
    }

    #[test]
    async fn of_many_who_change_one_version_one_wins(db: &TestDb) {
        create(db).await;
        let read = ware(db.db()).await.unwrap();
        let mut visitors = tokio::task::JoinSet::new();
        for stock in 100..120 {
            let (db, read) = (db.db().clone(), read.clone());
            visitors.spawn(async move {
                let conn = Conn::new(db);
                let version = Ware::CHANGES.version(read.changes);
                // as a view does: a unit of work that has read the row before
                conn.atomic(async {
                    Ware::objects().filter(Ware::ID.eq(read.id)).get(&conn).await?;
                    Ware::objects().update_versioned(&conn, read.id, version, [Ware::STOCK.set(stock)]).await
                })
                .await
                .unwrap()
            });
        }
        let won: Vec<_> = visitors.join_all().await.into_iter().flatten().collect();
        assert_eq!(won.len(), 1);
        assert_eq!(Ware::objects().get(db.db()).await.unwrap(), won[0]);
    }
}
