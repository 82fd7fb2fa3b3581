//! What runs once a unit of work is stored, and once it is not: `on_commit` and `on_rollback`.

use std::sync::{Arc, Mutex};

use cbv::{Conn, Dialect, Error, Executor, Model as _, Result};
use cbv_tests::{db::TestDb, fixture, log::watch, models::Publisher, on_every_database};
use tracing::Level;

/// What has run so far.
#[derive(Clone, Default)]
struct Ran(Arc<Mutex<Vec<String>>>);

impl Ran {
    /// Work that is noted when it runs.
    fn note(&self, name: &str) -> impl Future<Output = Result<()>> + Send + 'static {
        let (ran, name) = (self.clone(), name.to_owned());
        async move {
            ran.0.lock().unwrap().push(name);
            Ok(())
        }
    }

    /// Work that notes what the publisher is called when it runs, for anybody and for the handle itself.
    fn name_of(&self, conn: &Conn) -> impl Future<Output = Result<()>> + Send + 'static {
        let (ran, conn) = (self.clone(), conn.clone());
        async move {
            let seen = [name(conn.database()).await?, name(&conn).await?].join(" ");
            ran.0.lock().unwrap().push(seen);
            Ok(())
        }
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

async fn name(db: impl Executor) -> Result<String> {
    Ok(Publisher::objects().filter(Publisher::ID.eq(1)).get(db).await?.name)
}

async fn rename(db: impl Executor, name: &str) -> Result<()> {
    Publisher::objects().filter(Publisher::ID.eq(1)).update(db, [Publisher::NAME.set(name)]).await.map(drop)
}

fn stop<T>() -> Result<T> {
    Err(Error::not_found("stop"))
}

async fn handle(db: &TestDb) -> (Conn, Ran) {
    fixture::create(db).await;
    (Conn::new(db.db().clone()), Ran::default())
}

on_every_database! {
    #[test]
    async fn what_follows_a_commit_runs_after_the_outermost_one_in_order(db: &TestDb) {
        let (conn, ran) = handle(db).await;
        conn.atomic(async {
            conn.on_commit(ran.note("first")).await;
            conn.atomic(async {
                rename(&conn, "One").await?;
                conn.on_commit(ran.name_of(&conn)).await;
                Ok(())
            })
            .await?;
            conn.on_commit(ran.note("last")).await;
            assert_eq!(ran.take(), [""; 0]);
            Ok(())
        })
        .await
        .unwrap();
        assert_eq!(ran.take(), ["first", "One One", "last"]);
    }

    #[test]
    async fn outside_a_unit_it_runs_at_once(db: &TestDb) {
        let (conn, ran) = handle(db).await;
        conn.on_commit(ran.name_of(&conn)).await;
        assert_eq!(ran.take(), ["Apress Apress"]);
        conn.on_rollback(ran.note("never")).await;
        assert!(conn.atomic(async { stop::<()>() }).await.is_err());
        assert_eq!(ran.take(), [""; 0]);
    }

    #[test]
    async fn a_rolled_back_unit_runs_only_what_takes_back(db: &TestDb) {
        let (conn, ran) = handle(db).await;
        let failed = conn.atomic(async {
            rename(&conn, "One").await?;
            conn.on_commit(ran.note("mail")).await;
            conn.on_rollback(ran.name_of(&conn)).await;
            conn.on_rollback(ran.note("remove file")).await;
            stop::<()>()
        });
        assert!(failed.await.is_err());
        assert_eq!(ran.take(), ["Apress Apress", "remove file"]);
        // nothing is left for the next one
        conn.atomic(rename(&conn, "Two")).await.unwrap();
        assert_eq!(ran.take(), [""; 0]);
    }

    #[test]
    async fn a_savepoint_takes_back_its_own(db: &TestDb) {
        let (conn, ran) = handle(db).await;
        conn.atomic(async {
            conn.on_commit(ran.note("outer mail")).await;
            conn.on_rollback(ran.note("outer file")).await;
            let failed = conn.atomic(async {
                conn.on_commit(ran.note("inner mail")).await;
                conn.on_rollback(ran.note("inner file")).await;
                conn.atomic(async {
                    conn.on_commit(ran.note("innermost mail")).await;
                    conn.on_rollback(ran.note("innermost file")).await;
                    Ok(())
                })
                .await?;
                stop::<()>()
            });
            assert!(failed.await.is_err());
            assert_eq!(ran.take(), ["inner file", "innermost file"]);
            Ok(())
        })
        .await
        .unwrap();
        assert_eq!(ran.take(), ["outer mail"]);
    }

    #[test]
    async fn the_outer_rollback_takes_back_what_inner_ones_had_kept(db: &TestDb) {
        let (conn, ran) = handle(db).await;
        let failed = conn.atomic(async {
            conn.atomic(async {
                conn.on_commit(ran.note("mail")).await;
                conn.on_rollback(ran.note("file")).await;
                Ok(())
            })
            .await?;
            stop::<()>()
        });
        assert!(failed.await.is_err());
        assert_eq!(ran.take(), ["file"]);
    }

    #[test]
    async fn what_fails_afterwards_is_logged_and_changes_nothing(db: &TestDb) {
        let (conn, ran) = handle(db).await;
        let unit = conn.atomic(async {
            rename(&conn, "One").await?;
            conn.on_commit(async { Err(Error::other("no mail today")) }).await;
            conn.on_commit(async { panic!("the mail server is on fire") }).await;
            conn.on_commit(ran.name_of(&conn)).await;
            Ok(7)
        });
        let (value, log) = watch(unit).await;
        assert_eq!((value.unwrap(), ran.take()), (7, vec!["One One".to_owned()]));
        let errors: Vec<_> = log.of(Level::ERROR).into_iter().map(|line| line.message.as_str()).collect();
        assert!(matches!(errors[..], [failed, panicked] if failed.contains("no mail today") && panicked.contains("panicked")), "{errors:?}");
    }

    #[test]
    async fn what_follows_may_begin_a_unit_of_its_own(db: &TestDb) {
        let (conn, ran) = handle(db).await;
        let (own, inner) = (conn.clone(), ran.clone());
        conn.atomic(async {
            conn.on_commit(async move {
                let second = own.atomic(async {
                    rename(&own, "Two").await?;
                    own.on_commit(inner.name_of(&own)).await;
                    Ok(())
                });
                second.await?;
                // outside a unit again
                own.on_commit(inner.note("done")).await;
                Ok(())
            })
            .await;
            rename(&conn, "One").await
        })
        .await
        .unwrap();
        assert_eq!(ran.take(), ["Two Two", "done"]);
    }

    #[test]
    async fn a_commit_that_is_refused_is_no_commit(db: &TestDb) {
        if db.dialect() == Dialect::MySql {
            return; // it checks no constraint that late
        }
        let (conn, ran) = handle(db).await;
        db.execute("CREATE TABLE label (publisher_id BIGINT NOT NULL REFERENCES publisher (id) DEFERRABLE INITIALLY DEFERRED)").await;
        db.execute("INSERT INTO publisher SELECT 4, name, address, city, state_province, country, website FROM publisher WHERE id = 1").await;
        db.execute("INSERT INTO label VALUES (4)").await;
        let refused = conn.atomic(async {
            conn.on_commit(ran.note("mail")).await;
            conn.on_rollback(ran.note("file")).await;
            Publisher::objects().filter(Publisher::ID.eq(4)).delete(&conn).await
        });
        assert!(matches!(refused.await, Err(Error::Database(_))));
        assert_eq!(ran.take(), ["file"]);
    }

    /// A client that goes away drops its request: before the commit all is taken back, after it all follows.
    #[test]
    async fn a_unit_that_is_dropped_is_rolled_back(db: &TestDb) {
        let (conn, ran) = handle(db).await;
        let (begun, waits) = (Arc::new(tokio::sync::Notify::new()), conn.clone());
        let task = tokio::spawn({
            let (ran, begun) = (ran.clone(), begun.clone());
            async move {
                waits.atomic(async {
                    waits.on_commit(ran.note("mail")).await;
                    waits.on_rollback(ran.name_of(&waits)).await;
                    rename(&waits, "One").await?;
                    begun.notify_one();
                    std::future::pending::<Result<()>>().await
                })
                .await
            }
        });
        begun.notified().await;
        task.abort();
        assert!(task.await.is_err());
        while ran.0.lock().unwrap().is_empty() {
            tokio::task::yield_now().await;
        }
        assert_eq!(ran.take(), ["Apress Apress"]);
    }

    #[test]
    async fn what_follows_runs_also_when_the_client_goes_away_meanwhile(db: &TestDb) {
        let (conn, ran) = handle(db).await;
        let (begun, go) = (Arc::new(tokio::sync::Notify::new()), Arc::new(tokio::sync::Notify::new()));
        let task = tokio::spawn({
            let (ran, begun, go) = (ran.clone(), begun.clone(), go.clone());
            async move {
                conn.atomic(async {
                    conn.on_commit(async move {
                        begun.notify_one();
                        go.notified().await;
                        Ok(())
                    })
                    .await;
                    conn.on_commit(ran.name_of(&conn)).await;
                    rename(&conn, "One").await
                })
                .await
            }
        });
        begun.notified().await;
        task.abort();
        assert!(task.await.is_err());
        go.notify_one();
        while ran.0.lock().unwrap().is_empty() {
            tokio::task::yield_now().await;
        }
        assert_eq!(ran.take(), ["One One"]);
    }

    #[test]
    async fn a_transaction_of_its_own_has_them_too(db: &TestDb) {
        let (_, ran) = handle(db).await;
        let transaction = db.db().begin().await.unwrap();
        transaction.on_commit(ran.note("mail")).await;
        transaction.commit().await.unwrap();
        let transaction = db.db().begin().await.unwrap();
        transaction.on_rollback(ran.note("file")).await;
        transaction.rollback().await.unwrap();
        assert_eq!(ran.take(), ["mail", "file"]);
    }
}
