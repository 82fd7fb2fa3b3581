//! Counts that are right although they are remembered: while others write, inside a transaction, and where rows depend on more
//! than the tables.

use std::{
    num::NonZeroU32,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use cbv::{Dialect, Error, page::Paging, prelude::*};
use cbv_tests::{db::TestDb, log::watch, on_every_database};

use crate::{
    large_tables::create_items,
    query_pages::{Item, item},
};

on_every_database! {
    /// A page and its count are of one moment, also while another connection writes.
    #[test]
    async fn w_10_counts_and_rows_are_right_while_others_write(db: &TestDb) {
        create_items(db, 40).await;
        let done = AtomicBool::new(false);
        let write = async {
            // there are always as many items as the rank of the newest says, and the newest come first
            for rank in 41..120 {
                Item::objects().insert(db.db(), &Item { rank: Some(rank), ..item("new") }).await.unwrap();
                Item::objects().filter(Item::RANK.eq(rank - 30)).update(db.db(), [Item::NAME.set("edited")]).await.unwrap();
                tokio::time::sleep(Duration::from_millis(3)).await;
            }
            done.store(true, Ordering::Relaxed);
        };
        let paging = Paging::new(NonZeroU32::new(3).unwrap());
        let read = async {
            let mut number = 0;
            while !done.load(Ordering::Relaxed) {
                number = number % 13 + 1;
                let rows = Item::objects().order_by([Item::RANK.desc()]);
                let page = rows.paginate_by(db.db(), paging, &number.to_string()).await.unwrap();
                let count = i32::try_from(page.paginator.count()).unwrap();
                let first = count - (number - 1) * 3;
                let ranks: Vec<_> = page.iter().filter_map(|row| row.rank).collect();
                let expected: Vec<_> = (0..3).map(|row| first - row).filter(|rank| *rank > 0).collect();
                assert_eq!(ranks, expected, "page {number} of {count}");
            }
        };
        tokio::join!(write, read);
        assert_eq!(Item::objects().count(db.db()).await.unwrap(), 119);
    }

    #[test]
    async fn w_10_a_transaction_sees_its_own_rows_counted(db: &TestDb) {
        create_items(db, 4).await;
        let paging = Paging::new(NonZeroU32::new(3).unwrap());
        let counted = async |db: &cbv::Conn| {
            Item::objects().paginate_by(db, paging, "1").await.unwrap().paginator.count()
        };
        let conn = cbv::Conn::new(db.db().clone());
        assert_eq!((counted(&conn).await, counted(&conn).await), (4, 4));
        let undone = conn.atomic(async {
            for more in 5..8 {
                Item::objects().insert(&conn, &item("mine")).await?;
                assert_eq!(counted(&conn).await, more);
            }
            Err::<(), _>(Error::other("enough"))
        });
        undone.await.unwrap_err();
        assert_eq!(counted(&conn).await, 4);
    }
}

/// What the count depends on besides the rows is not remembered: PostgreSQL alone remembers any count.
#[test]
fn w_10_what_depends_on_more_than_rows_is_counted_anew() {
    cbv_tests::db::run(Dialect::Postgres, module_path!(), |db| {
        Box::pin(async move {
            create_items(db, 4).await;
            let count = |rows: QuerySet<Item>| async move {
                let page = rows.paginate(db.db(), NonZeroU32::MIN, "1").await.unwrap();
                page.paginator.count()
            };
            // SQL of the author's own may look at the clock
            let recent = || {
                Item::objects()
                    .filter(Condition::sql("{rank} < 4 + extract(epoch FROM now() - now())", [0; 0]))
            };
            count(recent()).await;
            let (_, log) = watch(count(recent())).await;
            assert!(log.statements().iter().all(|sql| sql.contains("COUNT(*)")), "{:?}", log.statements());
            // a view may, too
            db.execute(
                "ALTER TABLE item RENAME TO stored; CREATE VIEW item AS SELECT * FROM stored \
                 WHERE id <= current_setting('cbv.most')::bigint; SET cbv.most = 2",
            )
            .await;
            let one = db.one_connection().await;
            let page = async || {
                Item::objects().paginate(&one, NonZeroU32::MIN, "1").await.unwrap().paginator.count()
            };
            for most in [3, 2, 4] {
                sqlx::query(sqlx::AssertSqlSafe(format!("SET cbv.most = {most}")))
                    .execute(one.as_postgres().unwrap())
                    .await
                    .unwrap();
                assert_eq!(page().await, most);
            }
            one.close().await;
        })
    });
}
