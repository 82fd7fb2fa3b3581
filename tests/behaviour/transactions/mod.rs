//! Transactions on the three databases: what is stored, what is not, and that the handle goes on working, with pools of
//! several connections and of one.

mod cancel;
mod deadlock;
mod fault;
mod pool;

use cbv::{Conn, Db, Error, Executor, Model as _, Result};
use cbv_tests::{db::TestDb, fixture, models::Publisher, on_every_database};

/// Gives the publisher a new name.
async fn rename(db: impl Executor, id: i64, name: &str) -> Result<()> {
    let rows =
        Publisher::objects().filter(Publisher::ID.eq(id)).update(db, [Publisher::NAME.set(name)]).await?;
    assert_eq!(rows, 1);
    Ok(())
}

/// The publishers' names by their keys, as anybody else sees them.
async fn names(db: impl Executor) -> [String; 3] {
    let publishers = Publisher::objects().order_by([Publisher::ID.asc()]).all(db).await.unwrap();
    publishers.into_iter().map(|publisher| publisher.name).collect::<Vec<_>>().try_into().unwrap()
}

const UNTOUCHED: [&str; 3] = ["Apress", "O'Reilly", "Zweitausendeins"];

/// The test is run with the test's own pool, and with one of a single connection.
async fn with_pools(db: &TestDb, test: impl AsyncFn(&Db)) {
    fixture::create(db).await;
    test(db.db()).await;
    for (id, name) in (1..).zip(UNTOUCHED) {
        rename(db.db(), id, name).await.unwrap();
    }
    let one = db.one_connection().await;
    test(&one).await;
    one.close().await;
}

fn stop() -> Error {
    Error::not_found("stop")
}

on_every_database! {
    #[test]
    async fn atomic_commits_what_ends_well(db: &TestDb) {
        with_pools(db, async |db| {
            let conn = Conn::new(db.clone());
            assert_eq!(names(&conn).await, UNTOUCHED);
            let value = conn.atomic(async {
                rename(&conn, 1, "One").await?;
                Ok(names(&conn).await[0].clone())
            });
            assert_eq!(value.await.unwrap(), "One");
            conn.release();
            assert_eq!(names(db).await, ["One", "O'Reilly", "Zweitausendeins"]);
        })
        .await;
    }

    #[test]
    async fn atomic_rolls_back_what_ends_badly(db: &TestDb) {
        with_pools(db, async |db| {
            let conn = Conn::new(db.clone());
            let failed: Result<()> = conn.atomic(async {
                rename(&conn, 1, "One").await?;
                rename(&conn, 2, "Two").await?;
                Err(stop())
            })
            .await;
            assert!(matches!(failed, Err(Error::NotFound(reason)) if reason == "stop"));
            assert_eq!(names(&conn).await, UNTOUCHED);
            conn.atomic(rename(&conn, 3, "Three")).await.unwrap();
            assert_eq!(names(&conn).await, ["Apress", "O'Reilly", "Three"]);
        })
        .await;
    }

    #[test]
    async fn a_clone_of_the_handle_is_part_of_the_transaction(db: &TestDb) {
        with_pools(db, async |db| {
            let conn = Conn::new(db.clone());
            let clone = conn.clone();
            let failed: Result<()> = conn.atomic(async move {
                // as an extractor's or a hook's, also in a task of its own
                tokio::spawn(async move { rename(&clone, 1, "One").await }).await.unwrap()?;
                Err(stop())
            })
            .await;
            assert!(failed.is_err());
            assert_eq!(names(&conn).await, UNTOUCHED);
        })
        .await;
    }

    #[test]
    async fn others_do_not_see_what_is_not_committed(db: &TestDb) {
        fixture::create(db).await;
        let conn = Conn::new(db.db().clone());
        conn.atomic(async {
            rename(&conn, 1, "One").await?;
            assert_eq!(names(db.db()).await, UNTOUCHED);
            Ok(())
        })
        .await
        .unwrap();
        assert_eq!(names(db.db()).await[0], "One");
    }

    #[test]
    async fn atomic_in_atomic_is_a_savepoint(db: &TestDb) {
        with_pools(db, async |db| {
            let conn = Conn::new(db.clone());
            conn.atomic(async {
                rename(&conn, 1, "One").await?;
                let failed: Result<()> = conn.atomic(async {
                    rename(&conn, 1, "Other").await?;
                    rename(&conn, 2, "Two").await?;
                    conn.atomic(rename(&conn, 3, "Three")).await?;
                    Err(stop())
                })
                .await;
                assert!(failed.is_err());
                assert_eq!(names(&conn).await, ["One", "O'Reilly", "Zweitausendeins"]);
                conn.atomic(async { conn.atomic(rename(&conn, 3, "Last")).await }).await
            })
            .await
            .unwrap();
            assert_eq!(names(&conn).await, ["One", "O'Reilly", "Last"]);
        })
        .await;
    }

    #[test]
    async fn the_outer_one_decides_for_the_inner_ones(db: &TestDb) {
        with_pools(db, async |db| {
            let conn = Conn::new(db.clone());
            let failed: Result<()> = conn.atomic(async {
                conn.atomic(rename(&conn, 1, "One")).await?;
                Err(stop())
            })
            .await;
            assert!(failed.is_err());
            assert_eq!(names(&conn).await, UNTOUCHED);
        })
        .await;
    }

    #[test]
    async fn a_transaction_of_its_own_is_committed_rolled_back_or_dropped(db: &TestDb) {
        with_pools(db, async |db| {
            let transaction = db.begin().await.unwrap();
            rename(&transaction, 1, "One").await.unwrap();
            transaction.atomic(rename(&transaction, 2, "Two")).await.unwrap();
            transaction.commit().await.unwrap();
            let transaction = db.begin().await.unwrap();
            rename(&transaction, 1, "Other").await.unwrap();
            transaction.rollback().await.unwrap();
            let transaction = db.begin().await.unwrap();
            rename(&transaction, 1, "Other").await.unwrap();
            drop(transaction);
            assert_eq!(names(db).await, ["One", "Two", "Zweitausendeins"]);
        })
        .await;
    }
}
