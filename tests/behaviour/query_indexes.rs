//! The shapes of the lookups leave a column's index usable, as the guide's table says: asked of each database by EXPLAIN.

use cbv::{Condition, Db, Dialect, Model, Sql};
use cbv_tests::{db::TestDb, on_every_database};
use sqlx::{AssertSqlSafe, Row as _};

use crate::query_note::{Note, create, note};

/// The table with an index on the column `tag`, and rows enough to make it worth using.
async fn fill(db: &TestDb) {
    create(db).await;
    let rows: Vec<_> = (0..3_000).map(|number| note("", Some(&format!("tag {number}")))).collect();
    Note::objects().bulk_create(db.db(), &rows).await.unwrap();
    db.execute("CREATE INDEX note_tag ON note (tag)").await;
    db.execute(db.pick("ANALYZE", "ANALYZE note", "ANALYZE TABLE note")).await;
}

/// Binds texts; there is nothing else in these statements.
macro_rules! explain {
    ($prefix:literal, $sql:expr, $values:expr, $conn:expr) => {{
        let query = sqlx::query(AssertSqlSafe(format!("{} {}", $prefix, $sql)));
        let bound = $values.into_iter().fold(query, |query, value| match value {
            Sql::Text(text) => query.bind(text),
            other => panic!("{other:?}"),
        });
        bound.fetch_all($conn).await.unwrap()
    }};
}

/// The index that the database chooses.
async fn uses(db: &TestDb, condition: Condition<Note>, index: &str) -> bool {
    let statement = Note::objects().order_by([]).filter(condition).query(db.dialect()).unwrap();
    let (sql, values) = (statement.sql().to_owned(), statement.values().to_vec());
    match db.db() {
        Db::Sqlite(pools) => {
            let rows = explain!("EXPLAIN QUERY PLAN", sql, values, pools.read());
            rows.iter().any(|row| {
                let step: String = row.get("detail");
                step.starts_with("SEARCH") && step.contains(&format!("INDEX {index} "))
            })
        }
        Db::Postgres(pool) => {
            let mut conn = pool.acquire().await.unwrap();
            // a few thousand rows are read faster than looked up
            sqlx::raw_sql("SET enable_seqscan = off").execute(&mut *conn).await.unwrap();
            let rows = explain!("EXPLAIN", sql, values, &mut *conn);
            rows.iter().any(|row| row.get::<String, _>(0).contains("Index Cond"))
        }
        Db::MySql(pool) => {
            let rows = explain!("EXPLAIN", sql, values, pool);
            rows.iter().any(|row| {
                let kind: String = row.get("type");
                row.get::<Option<String>, _>("key").as_deref() == Some(index)
                    && (kind == "ref" || kind == "range")
            })
        }
        other => panic!("unknown database {other:?}"),
    }
}

on_every_database! {
    #[test]
    async fn equality_uses_the_columns_index(db: &TestDb) {
        fill(db).await;
        assert!(uses(db, Note::TAG.eq("tag 5"), "note_tag").await);
        assert!(uses(db, Note::TAG.eq("täg 5"), "note_tag").await);
        assert!(uses(db, Note::TAG.is_in(["tag 5", "tag 6", "täg"]), "note_tag").await);
        assert!(!uses(db, Note::TAG.contains("g 5"), "note_tag").await);
    }

    #[test]
    async fn the_start_of_a_text_is_looked_up(db: &TestDb) {
        fill(db).await;
        if db.dialect() == Dialect::Postgres {
            db.execute("CREATE INDEX note_tag_pattern ON note (tag text_pattern_ops)").await;
        }
        assert!(uses(db, Note::TAG.startswith("tag 29"), "note_tag").await);
    }

    #[test]
    async fn a_text_in_any_case_is_looked_up_in_an_index_on_lower(db: &TestDb) {
        fill(db).await;
        if db.dialect() == Dialect::Postgres {
            db.execute("CREATE INDEX note_lower ON note (LOWER(tag))").await;
            db.execute("ANALYZE note").await;
        }
        assert_eq!(uses(db, Note::TAG.iexact("TAG 5"), "note_lower").await, db.dialect() == Dialect::Postgres);
    }
}
