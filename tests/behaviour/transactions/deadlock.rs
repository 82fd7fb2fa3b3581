//! Writes that stand in each other's way: what the database has undone of them alone is done again, and of what cannot be done again
//! the client is told to come back.

use std::{sync::Arc, time::Duration};

use axum::response::IntoResponse as _;
use cbv::{Conn, Db, Dialect, Error, Model as _, Result};
use cbv_tests::{
    db::TestDb,
    fixture,
    forms::{Note, State, create},
    on_every_database,
};
use tokio::{sync::Barrier, task::JoinSet};

use super::{names, rename};

/// How many want the same slug.
const MANY: usize = 6;

async fn insert(conn: &Conn) -> Result<()> {
    let note =
        [Note::TITLE.set("One"), Note::SLUG.set("one"), Note::BODY.set(""), Note::STATE.set(State::Draft)];
    Note::objects().create_key(conn, note).await.map(drop)
}

/// Waits until the statements of so many are waiting for another's end. SQLite does not tell, nor does it lock by rows.
async fn waiting(db: &Db, many: usize) {
    loop {
        let found: i64 = match db {
            Db::Postgres(pool) => {
                let sql = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
                sqlx::query_scalar(sql).fetch_one(pool).await.unwrap()
            }
            Db::MySql(pool) => {
                let sql = "SELECT COUNT(*) FROM information_schema.processlist WHERE db = DATABASE() AND info LIKE 'INSERT%'";
                sqlx::query_scalar(sql).fetch_one(pool).await.unwrap()
            }
            _ => return tokio::task::yield_now().await,
        };
        if usize::try_from(found).unwrap() == many {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// One inserts a row; many who want to insert an equal one wait for its end, which is a rollback.
async fn after_a_rollback(db: &TestDb, units: bool) {
    create(db).await;
    let first = db.db().begin().await.unwrap();
    insert(&first).await.unwrap();
    let mut others = JoinSet::new();
    for _ in 0..MANY {
        let conn = Conn::new(db.db().clone());
        others
            .spawn(async move { if units { conn.atomic(insert(&conn)).await } else { insert(&conn).await } });
    }
    waiting(db.db(), MANY).await;
    first.rollback().await.unwrap();
    let refused: Vec<_> = others.join_all().await.into_iter().filter_map(Result::err).collect();
    assert_eq!(refused.len(), MANY - 1);
    for error in refused {
        assert!(
            matches!(&error, Error::Database(sqlx::Error::Database(error)) if error.is_unique_violation()),
            "{error:?}"
        );
    }
    assert_eq!(Note::objects().count(db.db()).await.unwrap(), 1);
}

on_every_database! {
    #[test]
    async fn equal_rows_are_refused_as_equal_after_a_rollback_too(db: &TestDb) {
        after_a_rollback(db, false).await;
    }

    #[test]
    async fn the_first_statement_of_a_unit_is_as_good_as_one_alone(db: &TestDb) {
        after_a_rollback(db, true).await;
    }

    #[test]
    async fn a_deadlock_ends_one_transaction_with_all_that_it_did(db: &TestDb) {
        if db.dialect() == Dialect::Sqlite {
            return; // one writes at a time
        }
        fixture::create(db).await;
        let barrier = Arc::new(Barrier::new(2));
        let crossed = async |mine: i64, other: i64, name: &str| {
            let conn = Conn::new(db.db().clone());
            let mut refused = None;
            let ended = conn.atomic(async {
                rename(&conn, mine, name).await?;
                barrier.wait().await;
                if let Err(error) = rename(&conn, other, name).await {
                    refused = Some(error);
                    // stored by itself, were it not refused: MariaDB has ended the transaction
                    assert!(rename(&conn, 3, name).await.is_err());
                }
                Ok(())
            })
            .await;
            (ended.is_ok(), refused)
        };
        let ((one, first), (two, second)) = tokio::join!(crossed(1, 2, "One"), crossed(2, 1, "Two"));
        assert!(one != two, "{first:?} {second:?}");
        let winner = if one { "One" } else { "Two" };
        assert_eq!(names(db.db()).await, [winner, winner, "Zweitausendeins"]);
        let answer = first.or(second).unwrap().into_response();
        assert_eq!((answer.status().as_u16(), &answer.headers()["retry-after"]), (503, &"1".parse().unwrap()));
    }

    #[test]
    async fn without_a_free_connection_the_client_is_told_to_come_back(db: &TestDb) {
        let error = Error::Database(sqlx::Error::PoolTimedOut);
        assert_eq!(error.status(), 503);
        // what is wrong by itself is not better later
        let wrong = Note::objects().count(db.db()).await.unwrap_err();
        assert_eq!(wrong.status(), 500);
        assert!(wrong.into_response().headers().get("retry-after").is_none());
    }
}
