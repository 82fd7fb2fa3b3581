//! Transactions in which something fails: in a statement, at the commit, on the way to the server, in how they are used.

use cbv::{Condition, Conn, Dialect, Error, Executor, Model as _, Result};
use cbv_tests::{db::TestDb, fixture, models::Publisher, on_every_database};

use super::{UNTOUCHED, names, rename, with_pools};

/// A statement that the database refuses.
async fn fail(db: impl Executor) -> Result<()> {
    let taken = Publisher::objects().filter(Publisher::ID.eq(1)).update(db, [Publisher::ID.set(2)]).await;
    assert!(matches!(taken, Err(Error::Database(_))), "{taken:?}");
    taken.map(drop)
}

on_every_database! {
    #[test]
    async fn a_fault_in_an_inner_transaction_leaves_the_outer_one(db: &TestDb) {
        with_pools(db, async |pool| {
            let conn = Conn::new(pool.clone());
            conn.atomic(async {
                rename(&conn, 1, "One").await?;
                assert!(conn.atomic(fail(&conn)).await.is_err());
                rename(&conn, 3, "Three").await
            })
            .await
            .unwrap();
            assert_eq!(names(&conn).await, ["One", "O'Reilly", "Three"]);
        })
        .await;
    }

    /// PostgreSQL gives the transaction up. It must not look as if it had been stored.
    #[test]
    async fn a_fault_that_nobody_heeds_stores_all_or_is_an_error(db: &TestDb) {
        with_pools(db, async |pool| {
            let conn = Conn::new(pool.clone());
            let ended = conn.atomic(async {
                rename(&conn, 1, "One").await?;
                let _ = fail(&conn).await;
                Ok(())
            })
            .await;
            if db.dialect() == Dialect::Postgres {
                assert!(ended.unwrap_err().to_string().contains("the transaction is lost"));
                assert_eq!(names(&conn).await, UNTOUCHED);
            } else {
                ended.unwrap();
                assert_eq!(names(&conn).await, ["One", "O'Reilly", "Zweitausendeins"]);
            }
            let after = conn.atomic(async {
                let _ = fail(&conn).await;
                rename(&conn, 3, "Three").await
            })
            .await;
            assert_eq!(after.is_err(), db.dialect() == Dialect::Postgres);
        })
        .await;
    }

    #[test]
    async fn a_commit_that_is_refused_stores_nothing(db: &TestDb) {
        if db.dialect() == Dialect::MySql {
            return; // it checks no constraint that late
        }
        fixture::create(db).await;
        db.execute(
            "CREATE TABLE label (
                 name VARCHAR(20) PRIMARY KEY,
                 publisher_id BIGINT NOT NULL REFERENCES publisher (id) DEFERRABLE INITIALLY DEFERRED
             )",
        )
        .await;
        db.execute("INSERT INTO label VALUES ('one', 3)").await;
        db.execute("DELETE FROM book_author").await;
        db.execute("DELETE FROM book").await;
        for pool in [db.db().clone(), db.one_connection().await] {
            let conn = Conn::new(pool.clone());
            let refused = conn.atomic(async {
                rename(&conn, 1, "One").await?;
                Publisher::objects().filter(Publisher::ID.eq(3)).delete(&conn).await
            })
            .await;
            assert!(matches!(refused, Err(Error::Database(_))), "{refused:?}");
            assert_eq!(names(&conn).await, UNTOUCHED);
            conn.atomic(rename(&conn, 1, "Apress")).await.unwrap();
        }
    }

    #[test]
    async fn a_connection_that_is_lost_is_an_error_and_another_takes_its_place(db: &TestDb) {
        if db.dialect() == Dialect::Sqlite {
            return; // nothing lies between us and the file
        }
        fixture::create(db).await;
        let pool = db.one_connection().await;
        let conn = Conn::new(pool.clone());
        let lost = conn.atomic(async {
            rename(&conn, 1, "One").await?;
            let id = connection_id(db, &conn).await;
            db.execute(&db.pick(String::new(), format!("SELECT pg_terminate_backend({id})"), format!("KILL {id}"))).await;
            assert!(rename(&conn, 2, "Two").await.is_err());
            assert!(conn.atomic(rename(&conn, 2, "Two")).await.is_err());
            rename(&conn, 3, "Three").await
        })
        .await;
        assert!(lost.unwrap_err().to_string().contains("the transaction is lost"));
        assert_eq!(names(&conn).await, UNTOUCHED);
        drop(conn);
        pool.close().await;
    }

    #[test]
    async fn two_transactions_of_one_handle_at_once_are_an_error(db: &TestDb) {
        fixture::create(db).await;
        let conn = Conn::new(db.db().clone());
        let (begun, first_ended) = (tokio::sync::Barrier::new(2), tokio::sync::Notify::new());
        let first = async {
            let ended = conn.atomic(async {
                begun.wait().await;
                rename(&conn, 1, "One").await
            })
            .await;
            first_ended.notify_one();
            ended
        };
        let second = conn.atomic(async {
            begun.wait().await;
            first_ended.notified().await;
            Ok(())
        });
        let (first, second) = tokio::join!(first, second);
        assert!(first.unwrap_err().to_string().contains("overlapped"));
        assert!(second.unwrap_err().to_string().contains("overlapped"));
        assert_eq!(names(&conn).await, UNTOUCHED);
        conn.atomic(rename(&conn, 3, "Three")).await.unwrap();
    }
}

/// The number by which the server knows the handle's connection.
async fn connection_id(db: &TestDb, conn: &Conn) -> i64 {
    let mut id = 0;
    let mut step = 1 << 30;
    // only conditions can be asked through a handle: the number bit by bit
    while step > 0 {
        let sql = db.pick("0 >= ?", "pg_backend_pid() >= ?", "connection_id() >= ?");
        if Publisher::objects().filter(Condition::sql(sql, [id + step])).exists(conn).await.unwrap() {
            id += step;
        }
        step >>= 1;
    }
    id
}
