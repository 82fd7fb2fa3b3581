//! Connections: how many a handle takes, when it gives them back, and who waits for whom.

use std::{future::Future, pin::Pin};

use cbv::{Conn, Db, Dialect, Model as _, Result};
use cbv_tests::{db::TestDb, fixture, models::Publisher, on_every_database};

use super::{UNTOUCHED, names, rename};

on_every_database! {
    #[test]
    async fn a_handle_gives_its_connection_back_when_told(db: &TestDb) {
        fixture::create(db).await;
        let one = db.one_connection().await;
        let conn = Conn::new(one.clone());
        assert_eq!(names(&conn).await, UNTOUCHED);
        conn.release();
        assert_eq!(names(&one).await, UNTOUCHED);
        // in a transaction it keeps it
        let renamed = conn.atomic(async {
            rename(&conn, 1, "One").await?;
            conn.release();
            rename(&conn, 2, "Two").await
        });
        renamed.await.unwrap();
        drop(conn);
        assert_eq!(names(&one).await, ["One", "Two", "Zweitausendeins"]);
        one.close().await;
    }

    #[test]
    async fn one_connection_serves_reading_writing_and_transactions_in_turn(db: &TestDb) {
        fixture::create(db).await;
        let one = db.one_connection().await;
        let conn = Conn::new(one.clone());
        for _ in 0..3 {
            assert_eq!(names(&conn).await[2], "Zweitausendeins");
            rename(&conn, 1, "One").await.unwrap();
            assert_eq!(names(&conn).await[0], "One");
            conn.atomic(async { conn.atomic(rename(&conn, 2, "Two")).await }).await.unwrap();
            assert_eq!(names(&conn).await[1], "Two");
        }
        drop(conn);
        one.close().await;
    }

    #[test]
    async fn handles_that_race_lose_nothing(db: &TestDb) {
        fixture::create(db).await;
        race(db.db(), |conn, number| Box::pin(async move {
            let mut publisher = Publisher::objects().filter(Publisher::ID.eq(1)).get(&conn).await?;
            (publisher.id, publisher.name) = (0, format!("Number {number}"));
            Publisher::objects().insert(&conn, &publisher).await.map(drop)
        }))
        .await;
        assert_eq!(Publisher::objects().count(db.db()).await.unwrap(), 3 + 40);
    }

    /// A deferred transaction could not write any more once another has written: SQLite would refuse it at once.
    #[test]
    async fn a_transaction_that_reads_first_can_write_on_sqlite(db: &TestDb) {
        if db.dialect() != Dialect::Sqlite {
            return; // the others have locks of their own for that
        }
        fixture::create(db).await;
        rename(db.db(), 1, "0").await.unwrap();
        // a pool of the user's own, whose connections all write
        let several = Db::from(sqlx::SqlitePool::connect(db.url()).await.unwrap());
        race(&several, |conn, _| Box::pin(async move {
            let before: u32 = names(&conn).await[0].parse().unwrap();
            tokio::task::yield_now().await;
            rename(&conn, 1, &(before + 1).to_string()).await
        }))
        .await;
        assert_eq!(names(&several).await[0], "40");
        several.close().await;
    }

    /// SQLite has one connection that writes.
    #[test]
    async fn a_handle_that_has_written_does_not_keep_others_from_it(db: &TestDb) {
        fixture::create(db).await;
        let (first, second) = (Conn::new(db.db().clone()), Conn::new(db.db().clone()));
        rename(&first, 1, "One").await.unwrap();
        second.atomic(rename(&second, 2, "Two")).await.unwrap();
        rename(db.db(), 3, "Three").await.unwrap();
        assert_eq!(names(&first).await, ["One", "Two", "Three"]);
        assert_eq!(names(&second).await, ["One", "Two", "Three"]);
    }
}

type Work = Pin<Box<dyn Future<Output = Result<()>> + Send>>;

/// Eight tasks, each of which does the work five times, in a transaction on a handle of its own.
async fn race(db: &Db, work: fn(Conn, usize) -> Work) {
    let tasks: Vec<_> = (0..8)
        .map(|task| {
            let db = db.clone();
            tokio::spawn(async move {
                for round in 0..5 {
                    let conn = Conn::new(db.clone());
                    conn.atomic(work(conn.clone(), task * 5 + round)).await.unwrap();
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
}
