//! Requests whose client goes away: their futures are dropped, at any await. Nothing of theirs is stored, and the next one
//! finds a connection that works.

use std::{future::Future, pin::pin, task::Poll};

use cbv::{Condition, Conn, Model as _, Result};
use cbv_tests::{db::TestDb, fixture, models::Publisher, on_every_database};

use super::{UNTOUCHED, names, rename, stop, with_pools};

/// Runs the work until it has had so many turns, and drops it then. What it gave, when it came to its end.
async fn cancel_after<T>(turns: usize, work: impl Future<Output = T>) -> Option<T> {
    let mut work = pin!(work);
    let mut turn = 0;
    std::future::poll_fn(|context| {
        turn += 1;
        match work.as_mut().poll(context) {
            Poll::Ready(value) => Poll::Ready(Some(value)),
            Poll::Pending if turn >= turns => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

/// A condition that takes the database a while to find true.
fn slow(db: &TestDb) -> Condition<Publisher> {
    Condition::sql::<i64>(
        db.pick(
            "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT max(i) FROM n) > 0",
            "pg_sleep(0.05) IS NOT NULL",
            "SLEEP(0.05) = 0",
        ),
        [],
    )
}

async fn two_renames(conn: &Conn) -> Result<()> {
    conn.atomic(async {
        rename(conn, 1, "One").await?;
        conn.atomic(rename(conn, 2, "Two")).await
    })
    .await
}

on_every_database! {
    #[test]
    async fn a_transaction_that_is_dropped_at_any_await_stores_nothing(db: &TestDb) {
        with_pools(db, async |pool| {
            let conn = Conn::new(pool.clone());
            for turns in 1.. {
                let ended = cancel_after(turns, two_renames(&conn)).await;
                let found = names(&conn).await;
                match ended {
                    Some(result) => {
                        result.unwrap();
                        assert_eq!(found, ["One", "Two", "Zweitausendeins"]);
                        break;
                    }
                    // dropped while it waited for the answer to COMMIT
                    None if found[0] == "One" => assert_eq!(found, ["One", "Two", "Zweitausendeins"]),
                    None => assert_eq!(found, UNTOUCHED, "after {turns} turns"),
                }
                conn.atomic(async { rename(&conn, 1, "Apress").await?; rename(&conn, 2, "O'Reilly").await }).await.unwrap();
            }
            conn.release();
            assert_eq!(names(pool).await[0], "One");
        })
        .await;
    }

    #[test]
    async fn an_inner_transaction_that_is_dropped_at_any_await_leaves_the_outer_one(db: &TestDb) {
        with_pools(db, async |pool| {
            let conn = Conn::new(pool.clone());
            for turns in 1.. {
                let ended = conn.atomic(async {
                    rename(&conn, 3, "Three").await?;
                    let ended = cancel_after(turns, two_renames(&conn)).await;
                    // the next statement comes after what was dropped, and not into it
                    assert_eq!(names(&conn).await[2], "Three");
                    Ok(ended.is_some())
                })
                .await
                .unwrap();
                let found = names(&conn).await;
                assert_eq!(found[2], "Three");
                assert!(found[..2] == ["One", "Two"] || !ended && found[..2] == UNTOUCHED[..2], "{turns}: {found:?}");
                if ended {
                    break;
                }
                for (id, name) in (1..).zip(UNTOUCHED) {
                    rename(&conn, id, name).await.unwrap();
                }
            }
        })
        .await;
    }

    #[test]
    async fn a_query_that_is_dropped_does_not_answer_the_next_one(db: &TestDb) {
        with_pools(db, async |pool| {
            let conn = Conn::new(pool.clone());
            for turns in 1..12 {
                let slow = Publisher::objects().filter(slow(db)).count(&conn);
                if cancel_after(turns, slow).await.is_some() {
                    break;
                }
                let one = Publisher::objects().filter(Publisher::ID.eq(2)).get(&conn).await.unwrap();
                assert_eq!(one.name, "O'Reilly");
            }
            // the connection itself goes back in order
            drop(conn);
            assert_eq!(names(pool).await, UNTOUCHED);
        })
        .await;
    }

    #[test]
    async fn a_query_that_is_dropped_in_a_transaction_leaves_it_usable(db: &TestDb) {
        with_pools(db, async |pool| {
            let conn = Conn::new(pool.clone());
            conn.atomic(async {
                rename(&conn, 1, "One").await?;
                cancel_after(3, Publisher::objects().filter(slow(db)).count(&conn)).await;
                rename(&conn, 2, "Two").await
            })
            .await
            .unwrap();
            assert_eq!(names(&conn).await, ["One", "Two", "Zweitausendeins"]);
        })
        .await;
    }

    #[test]
    async fn a_handle_that_is_dropped_with_its_transaction_gives_the_connection_back(db: &TestDb) {
        fixture::create(db).await;
        let one = db.one_connection().await;
        for _ in 0..3 {
            let conn = Conn::new(one.clone());
            let work = async move {
                let clone = conn.clone();
                conn.atomic(async move {
                    rename(&clone, 1, "One").await?;
                    std::future::pending::<()>().await;
                    Err::<(), _>(stop())
                })
                .await
            };
            let task = tokio::spawn(work);
            // whether it had begun or not
            tokio::task::yield_now().await;
            task.abort();
            let _ = task.await;
            assert_eq!(names(&one).await, UNTOUCHED);
        }
        one.close().await;
    }
}
