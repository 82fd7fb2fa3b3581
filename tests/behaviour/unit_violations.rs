//! What a refused write has violated, and by which columns, on each database; also when many want the same at once.

use cbv::{
    Assignment, Conn, Decimal, Dialect, Error, Model, Result, Violation, ViolationKind as Kind, Writable,
};
use cbv_tests::{db::TestDb, on_every_database};

#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "item")]
struct Item {
    id: i64,
    slug: String,
    title: Option<String>,
    lang: String,
    small: i64,
    #[model(decimal(10, 2))]
    price: Decimal,
    #[model(foreign_key = Shelf)]
    shelf_id: Option<i64>,
    #[model(foreign_key = Shelf)]
    spare_id: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "shelf")]
struct Shelf {
    id: i64,
    name: String,
}

/// Refers to a shelf, too.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "note")]
struct Note {
    id: i64,
    #[model(foreign_key = Shelf)]
    shelf_id: i64,
}

async fn create(db: &TestDb) -> Conn {
    db.execute("CREATE TABLE shelf (id {key}, name VARCHAR(50) NOT NULL)").await;
    db.execute("INSERT INTO shelf (name) VALUES ('top'), ('low')").await;
    // PostgreSQL names each of these by itself
    db.execute(
        "CREATE TABLE item (id {key}, slug VARCHAR(20) NOT NULL, title VARCHAR(20) NOT NULL, lang VARCHAR(2) NOT NULL DEFAULT 'en', \
         small SMALLINT NOT NULL DEFAULT 1, price DECIMAL(5, 2) NOT NULL DEFAULT 1, shelf_id BIGINT NULL, spare_id BIGINT NULL, \
         UNIQUE (slug), CONSTRAINT title_in_lang UNIQUE (title, lang), CONSTRAINT fair CHECK (price > 0 AND small <> 13), \
         FOREIGN KEY (shelf_id) REFERENCES shelf (id), FOREIGN KEY (spare_id) REFERENCES shelf (id))",
    )
    .await;
    db.execute("CREATE TABLE note (id {key}, shelf_id BIGINT NOT NULL, FOREIGN KEY (shelf_id) REFERENCES shelf (id) ON DELETE RESTRICT)").await;
    Conn::new(db.db().clone())
}

fn item(slug: &str, title: &str) -> Vec<Assignment<Item>> {
    vec![Item::SLUG.set(slug), Item::TITLE.set(Some(title.to_owned()))]
}

/// What the insert violates, and by which columns; looked up after the rollback, on the same handle.
async fn violated<M: Writable>(conn: &Conn, written: Vec<Assignment<M>>) -> (Kind, Vec<String>) {
    let error =
        conn.atomic(async { M::objects().create(conn, written.clone()).await }).await.map(drop).unwrap_err();
    let violation = Violation::of(&error).unwrap_or_else(|| panic!("{error:?}"));
    (violation.kind, violation.columns(conn, &written).await)
}

fn at(kind: Kind, columns: &[&str]) -> (Kind, Vec<String>) {
    (kind, columns.iter().map(|&column| column.to_owned()).collect())
}

on_every_database! {
    #[test]
    async fn a_taken_value_names_its_column(db: &TestDb) {
        let conn = create(db).await;
        Item::objects().create(&conn, item("it's", "One")).await.unwrap();
        assert_eq!(violated(&conn, item("it's", "Two")).await, at(Kind::Unique, &["slug"]));
        assert_eq!(violated(&conn, item("two", "One")).await, at(Kind::Unique, &["title", "lang"]));
        let same_key = [item("two", "Two"), vec![Item::ID.set(1)]].concat();
        assert_eq!(violated(&conn, same_key).await, at(Kind::Unique, &["id"]));
        // by an update, too, and outside a unit
        let id = Item::objects().create_key(&conn, item("two", "Two")).await.unwrap();
        let written = [Item::SLUG.set("it's")];
        let error = Item::objects().update_one(&conn, id, written.clone()).await.unwrap_err();
        let violation = Violation::of(&error).unwrap();
        assert_eq!(violation.columns(db.db(), &written).await, ["slug"]);
    }

    #[test]
    async fn unique_indexes_may_be_partial_or_on_expressions(db: &TestDb) {
        let conn = create(db).await;
        Item::objects().create(&conn, item("One", "One")).await.unwrap();
        if db.dialect() == Dialect::MySql {
            // MariaDB has neither: a generated column stands for them
            db.execute("ALTER TABLE item ADD COLUMN folded VARCHAR(20) AS (lower(concat(slug, '-'))) UNIQUE").await;
            db.execute("ALTER TABLE item MODIFY slug VARCHAR(20) COLLATE utf8mb4_bin NOT NULL").await;
            assert_eq!(violated(&conn, item("ONE", "Two")).await, at(Kind::Unique, &["folded"]));
            return;
        }
        db.execute("CREATE UNIQUE INDEX item_folded ON item (lower(slug))").await;
        assert_eq!(violated(&conn, item("ONE", "Two")).await, at(Kind::Unique, &["slug"]));
        db.execute("CREATE UNIQUE INDEX item_cheap ON item (small) WHERE price = 1 AND lang = 'en'").await;
        assert_eq!(violated(&conn, item("two", "Two")).await, at(Kind::Unique, &["small"]));
        db.execute("DROP INDEX item_cheap").await;
        db.execute("CREATE UNIQUE INDEX item_cheap ON item ((small + 1)) WHERE price = 1").await;
        // PostgreSQL does not tell what is indexed from what decides whether it is
        let columns: &[&str] = db.pick(&["small"], &[], &[]);
        assert_eq!(violated(&conn, item("two", "Two")).await, at(Kind::Unique, columns));
    }

    #[test]
    async fn a_row_that_is_not_there_names_the_column_that_refers(db: &TestDb) {
        let conn = create(db).await;
        let shelves = |shelf, spare| [item("a", "A"), vec![Item::SHELF_ID.set(shelf), Item::SPARE_ID.set(spare)]].concat();
        assert_eq!(violated(&conn, shelves(Some(1), Some(9))).await, at(Kind::ForeignKey, &["spare_id"]));
        assert_eq!(violated(&conn, shelves(Some(9), None)).await, at(Kind::ForeignKey, &["shelf_id"]));
        // SQLite is asked for all of them, the others stop at the first
        let (kind, columns) = violated(&conn, shelves(Some(9), Some(9))).await;
        assert_eq!((kind, columns.len()), (Kind::ForeignKey, db.pick(2, 1, 1)));
        Item::objects().create(&conn, shelves(Some(1), Some(2))).await.unwrap();
    }

    #[test]
    async fn a_value_that_is_missing_names_its_column(db: &TestDb) {
        let conn = create(db).await;
        let null = vec![Item::SLUG.set("a"), Item::TITLE.set(None)];
        assert_eq!(violated(&conn, null).await, at(Kind::NotNull, &["title"]));
        assert_eq!(violated(&conn, vec![Item::SLUG.set("a")]).await, at(Kind::NotNull, &["title"]));
    }

    #[test]
    async fn a_rule_of_the_table_names_the_columns_it_reads(db: &TestDb) {
        let conn = create(db).await;
        let written = [item("a", "A"), vec![Item::SMALL.set(13), Item::PRICE.set(Decimal::ONE)]].concat();
        let (kind, mut columns) = violated(&conn, written).await;
        columns.sort();
        assert_eq!((kind, columns), at(Kind::Check, &["price", "small"]));
    }

    #[test]
    async fn a_value_that_does_not_fit_names_its_column(db: &TestDb) {
        if db.dialect() == Dialect::Sqlite {
            return; // it keeps what it is given
        }
        let conn = create(db).await;
        assert_eq!(violated(&conn, item("a", &"ä".repeat(21))).await, at(Kind::TooLong, &["title"]));
        let large = [item("a", "A"), vec![Item::SMALL.set(40_000)]].concat();
        assert_eq!(violated(&conn, large).await, at(Kind::OutOfRange, &["small"]));
        let dear = [item("a", "A"), vec![Item::PRICE.set(Decimal::from(1000))]].concat();
        assert_eq!(violated(&conn, dear).await, at(Kind::OutOfRange, &["price"]));
    }

    /// A column without a limit has one all the same, where it is indexed.
    #[test]
    async fn a_value_that_does_not_fit_its_index_names_its_column(db: &TestDb) {
        let conn = create(db).await;
        if db.dialect() == Dialect::Postgres {
            db.execute("ALTER TABLE item ALTER slug TYPE TEXT").await;
            // letters that do not repeat, or the database would compress them
            let mut seed = 7_u32;
            let longest: String = (0..12_000).map(|_| { seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223); char::from(b'a' + (seed >> 24) as u8 % 26) }).collect();
            assert_eq!(violated(&conn, item(&longest[..6_000], "A")).await, at(Kind::TooLong, &["slug"]));
            // for any index, so that none is named
            assert_eq!(violated(&conn, item(&longest, "A")).await, at(Kind::TooLong, &[]));
        }
    }

    #[test]
    async fn what_no_column_holds_is_no_fault_of_the_server(db: &TestDb) {
        let conn = create(db).await;
        // refused before it is sent, or by the database
        let dear = [item("a", "A"), vec![Item::PRICE.set("0.123".parse::<Decimal>().unwrap())]].concat();
        assert_eq!(violated(&conn, dear).await, at(Kind::Invalid, &["price"]));
        if db.dialect() == Dialect::Postgres {
            assert_eq!(violated(&conn, item("nul\0", "A")).await, at(Kind::Invalid, &["slug"]));
        }
        if db.dialect() == Dialect::MySql {
            db.execute("ALTER TABLE item MODIFY title VARCHAR(20) CHARACTER SET latin1 NOT NULL").await;
            assert_eq!(violated(&conn, item("a", "\u{1f989}")).await, at(Kind::Invalid, &["title"]));
        }
    }

    #[test]
    async fn other_errors_are_no_violations(db: &TestDb) {
        let conn = create(db).await;
        db.execute("DROP TABLE item").await;
        let error = Item::objects().create(&conn, item("a", "A")).await.unwrap_err();
        assert_eq!(Violation::of(&error), None);
        assert_eq!(Violation::of(&Error::not_found("x")), None);
    }

    #[test]
    async fn what_another_table_refuses_names_no_column_of_this_one(db: &TestDb) {
        let conn = create(db).await;
        let error = Note::objects().create(&conn, [Note::SHELF_ID.set(9)]).await.unwrap_err();
        let columns = Violation::of(&error).unwrap().columns(&conn, &item("a", "A")).await;
        assert_eq!(columns, [""; 0]);
    }

    #[test]
    async fn a_row_that_others_refer_to_says_which(db: &TestDb) {
        let conn = create(db).await;
        let delete = async |id: i64| -> Result<Vec<String>> {
            let shelf = Shelf::objects().filter(Shelf::ID.eq(id)).get(&conn).await?;
            let error = conn.atomic(async { shelf.delete(&conn).await }).await.map(drop).unwrap_err();
            let violation = Violation::of_delete(&error).unwrap();
            assert_eq!(violation.kind, Kind::Referenced);
            assert_eq!(violation.columns(&conn, &[] as &[Assignment<Item>]).await, [""; 0]);
            Ok(violation.referring(&conn, &shelf).await)
        };
        Item::objects().create(&conn, [item("a", "A"), vec![Item::SPARE_ID.set(Some(1))]].concat()).await.unwrap();
        assert_eq!(delete(1).await.unwrap(), ["item"]);
        Note::objects().create(&conn, [Note::SHELF_ID.set(2)]).await.unwrap();
        assert_eq!(delete(2).await.unwrap(), ["note"]);
        assert_eq!(Shelf::objects().count(&conn).await.unwrap(), 2);
    }

    #[test]
    async fn a_reference_that_is_checked_late_is_a_violation_of_the_unit(db: &TestDb) {
        if db.dialect() == Dialect::MySql {
            return; // it checks none that late
        }
        let conn = create(db).await;
        db.execute("DROP TABLE note").await;
        db.execute("CREATE TABLE note (id {key}, shelf_id BIGINT NOT NULL REFERENCES shelf (id) DEFERRABLE INITIALLY DEFERRED)").await;
        assert_eq!(violated(&conn, vec![Note::SHELF_ID.set(9)]).await, at(Kind::ForeignKey, &["shelf_id"]));
        Note::objects().create(&conn, [Note::SHELF_ID.set(2)]).await.unwrap();
        let shelf = Shelf::objects().filter(Shelf::ID.eq(2)).get(&conn).await.unwrap();
        let error = conn.atomic(async { shelf.delete(&conn).await }).await.unwrap_err();
        let violation = Violation::of_delete(&error).unwrap();
        assert_eq!((violation.kind, violation.referring(&conn, &shelf).await), (Kind::Referenced, vec!["note".to_owned()]));
    }

    /// E-48, W-25 without a form: checked before or not, the database decides.
    #[test]
    async fn of_many_who_want_one_slug_one_gets_it_and_the_others_learn_why(db: &TestDb) {
        create(db).await;
        let mut visitors = tokio::task::JoinSet::new();
        for number in 0..50 {
            let db = db.db().clone();
            visitors.spawn(async move {
                let conn = Conn::new(db);
                let written = item("wanted", &number.to_string());
                let saved = conn.atomic(async {
                    // whoever has looked in time goes on
                    let _ = Item::objects().filter(Item::SLUG.eq("wanted")).exists(&conn).await?;
                    tokio::task::yield_now().await;
                    Item::objects().create(&conn, written.clone()).await
                });
                match saved.await {
                    Ok(_) => None,
                    Err(error) => {
                        let violation = Violation::of(&error).unwrap_or_else(|| panic!("{error:?}"));
                        Some((violation.kind, violation.columns(&conn, &written).await))
                    }
                }
            });
        }
        let refused: Vec<_> = visitors.join_all().await.into_iter().flatten().collect();
        assert_eq!(refused, vec![at(Kind::Unique, &["slug"]); 49]);
        assert_eq!(Item::objects().count(db.db()).await.unwrap(), 1);
    }
}
