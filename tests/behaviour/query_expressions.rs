//! What the database computes: expressions in conditions and in updates.

use cbv::{Condition, Conn, Decimal, Error, Expression, Model, Result, not};
use cbv_tests::{db::TestDb, on_every_database};

#[derive(Debug, Clone, PartialEq, Default, Model)]
#[model(table = "tally", ordering(id))]
struct Tally {
    id: i64,
    name: String,
    views: i64,
    likes: Option<i32>,
    stock: u32,
    stars: u8,
    #[model(decimal(8, 2))]
    price: Decimal,
    #[model(decimal(8, 2))]
    cost: Decimal,
    share: f64,
}

async fn create(db: &TestDb) {
    db.execute(
        "CREATE TABLE tally (id {key}, name VARCHAR(50) NOT NULL, views BIGINT NOT NULL, likes INTEGER NULL, \
         stock BIGINT NOT NULL, stars SMALLINT NOT NULL, price DECIMAL(8, 2) NOT NULL, cost DECIMAL(8, 2) NOT NULL, \
         share {float} NOT NULL)",
    )
    .await;
    let rows = [
        ("lamp", 7, Some(3), 2, 250, "0.30", "0.10", 0.5),
        ("moth", 10, None, 0, 0, "5.00", "2.00", 4.0),
        ("ash", -7, Some(-7), 9, 1, "0.90", "0.45", -1.5),
    ];
    let rows = rows.map(|(name, views, likes, stock, stars, price, cost, share)| Tally {
        id: 0,
        name: name.into(),
        views,
        likes,
        stock,
        stars,
        price: price.parse().unwrap(),
        cost: cost.parse().unwrap(),
        share,
    });
    Tally::objects().bulk_create(db.db(), &rows).await.unwrap();
}

async fn names(db: &TestDb, condition: Condition<Tally>) -> Vec<String> {
    let rows = Tally::objects().filter(condition).all(db.db()).await.unwrap();
    rows.into_iter().map(|row| row.name).collect()
}

async fn row(db: &TestDb, name: &str) -> Tally {
    Tally::objects().filter(Tally::NAME.eq(name)).get(db.db()).await.unwrap()
}

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[track_caller]
fn assert_refused<T: std::fmt::Debug>(result: Result<T>) {
    assert!(matches!(result, Err(Error::Database(_))), "{result:?}");
}

on_every_database! {
    #[test]
    async fn columns_are_compared_with_each_other(db: &TestDb) {
        create(db).await;
        assert_eq!(names(db, Tally::PRICE.gt(Tally::COST * 2)).await, ["lamp", "moth"]);
        assert_eq!(names(db, Tally::PRICE.eq(Tally::COST * 2)).await, ["ash"]);
        assert_eq!(names(db, Tally::PRICE.eq(Tally::COST + number("0.2"))).await, ["lamp"]); // 0.1 + 0.2
        assert_eq!(names(db, Tally::PRICE.eq(Tally::COST * number("2.5"))).await, ["moth"]);
        assert_eq!(names(db, (Tally::PRICE - Tally::COST).lt(number("0.201"))).await, ["lamp"]);
        assert_eq!(names(db, (Tally::SHARE * 2 + 1.0).eq(2.0)).await, ["lamp"]);
        assert_eq!(names(db, Tally::VIEWS.eq(-Tally::STARS.cast::<i64>() - 6)).await, ["ash"]);
    }

    #[test]
    async fn integers_are_divided_to_integers_and_decimals_to_decimals(db: &TestDb) {
        create(db).await;
        assert_eq!(names(db, (Tally::VIEWS / 2).eq(3)).await, ["lamp"]);
        assert_eq!(names(db, (Tally::VIEWS / 2).eq(-3)).await, ["ash"]); // towards zero, as in Rust
        assert_eq!(names(db, (Tally::PRICE / 2).eq(number("2.5"))).await, ["moth"]);
        assert_eq!(names(db, (Tally::SHARE / 4).eq(1.0)).await, ["moth"]);
    }

    #[test]
    async fn null_in_an_expression_is_neither(db: &TestDb) {
        create(db).await;
        let views = || Tally::VIEWS.cast::<i32>();
        assert_eq!(names(db, Tally::LIKES.eq(views())).await, ["ash"]);
        assert_eq!(names(db, Tally::LIKES.ne(views())).await, ["lamp", "moth"]);
        assert_eq!(names(db, not(Tally::LIKES.eq(views()))).await, ["lamp", "moth"]);
        assert_eq!(names(db, not(Tally::LIKES.lt(views()))).await, ["moth", "ash"]);
        assert_eq!(names(db, (Tally::LIKES + 1).is_null(true)).await, ["moth"]);
        assert_eq!(names(db, Tally::LIKES.coalesce(10).eq(views())).await, ["moth", "ash"]);
    }

    #[test]
    async fn sql_of_ones_own_is_computed(db: &TestDb) {
        create(db).await;
        let letters = || Expression::<Tally, i64>::sql("LENGTH({name}) + ?", [1]);
        assert_eq!(names(db, letters().eq(4)).await, ["ash"]);
        assert_eq!(names(db, Tally::VIEWS.gt(letters() * 2 - 1)).await, ["moth"]);
        let upper = Expression::<Tally, String>::sql("UPPER({name})", [0; 0]);
        assert_eq!(names(db, upper.clone().contains("M")).await, ["lamp", "moth"]);
        assert_eq!(names(db, upper.clone().eq(Tally::NAME)).await, [""; 0]); // letter for letter
        assert_eq!(names(db, upper.ne(Tally::NAME)).await.len(), 3);
    }

    /// S-42: a view is counted in the database, not read, raised and written.
    #[test]
    async fn s_42_a_view_is_counted_in_the_database(db: &TestDb) {
        create(db).await;
        let lamp = Tally::objects().filter(Tally::NAME.eq("lamp"));
        let stale = lamp.clone().get(db.db()).await.unwrap();
        let count = || async { lamp.clone().update(db.db(), [Tally::VIEWS.set(Tally::VIEWS + 1)]).await.unwrap() };
        assert_eq!(count().await, 1);
        let mut visitors = tokio::task::JoinSet::new();
        for _ in 0..20 {
            let (db, rows) = (db.db().clone(), lamp.clone());
            visitors.spawn(async move { rows.update(&db, [Tally::VIEWS.set(Tally::VIEWS + 1)]).await.unwrap() });
        }
        assert_eq!(visitors.join_all().await, [1; 20]);
        assert_eq!(row(db, "lamp").await.views, stale.views + 21);
        let conn = Conn::new(db.db().clone());
        conn.atomic(async { lamp.clone().update(&conn, [Tally::VIEWS.set(Tally::VIEWS * 2)]).await }).await.unwrap();
        assert_eq!(row(db, "lamp").await.views, (stale.views + 21) * 2);
    }

    #[test]
    async fn several_columns_are_set_from_the_row_as_it_was(db: &TestDb) {
        create(db).await;
        let changes = [
            Tally::VIEWS.set(Tally::VIEWS + 100),
            Tally::NAME.set("lantern"),
            Tally::LIKES.set(Tally::VIEWS.cast::<i32>()),
            Tally::COST.set(Tally::PRICE),
            Tally::PRICE.set(number("9.99")),
            Tally::SHARE.set(-Tally::SHARE),
        ];
        let lamp = Tally::objects().filter(Tally::NAME.eq("lamp"));
        assert_eq!(lamp.update(db.db(), changes).await.unwrap(), 1);
        let after = row(db, "lantern").await;
        assert_eq!((after.views, after.likes, after.share), (107, Some(7), -0.5));
        assert_eq!((after.price, after.cost), (number("9.99"), number("0.30")));
        // from each other: MariaDB sets one after the other, and would lose a value without a word
        let swap = [Tally::COST.set(Tally::PRICE), Tally::PRICE.set(Tally::COST)];
        let swapped = Tally::objects().filter(Tally::NAME.eq("moth")).update(db.db(), swap).await;
        match db.pick(true, true, false) {
            true => assert_eq!(row(db, "moth").await.price, number("2.00")),
            false => assert!(matches!(swapped, Err(Error::ImproperlyConfigured(_))), "{swapped:?}"),
        }
    }

    #[test]
    async fn decimals_keep_their_digits(db: &TestDb) {
        create(db).await;
        Tally::objects().update(db.db(), [Tally::PRICE.set(Tally::PRICE * number("1.19") + number("0.001"))]).await.unwrap();
        let prices: Vec<_> = Tally::objects().all(db.db()).await.unwrap().into_iter().map(|row| row.price).collect();
        assert_eq!(prices, ["0.36", "5.95", "1.07"].map(number)); // 0.358, 5.951, 1.072
        assert_eq!(names(db, Tally::PRICE.eq(number("0.36"))).await, ["lamp"]); // and none stored beside them
        Tally::objects().update(db.db(), [Tally::LIKES.set(Tally::LIKES.coalesce(5) * 2)]).await.unwrap();
        let likes: Vec<_> = Tally::objects().all(db.db()).await.unwrap().into_iter().map(|row| row.likes).collect();
        assert_eq!(likes, [Some(6), Some(10), Some(-14)]);
        assert_eq!(Tally::objects().update(db.db(), [Tally::LIKES.set(None)]).await.unwrap(), 3);
    }

    #[test]
    async fn what_does_not_fit_is_an_error_and_nothing_is_changed(db: &TestDb) {
        create(db).await;
        let before = Tally::objects().all(db.db()).await.unwrap();
        let set = |assignment| Tally::objects().update(db.db(), [assignment]);
        assert_refused(set(Tally::VIEWS.set(Tally::VIEWS + i64::MAX)).await);
        assert_refused(set(Tally::VIEWS.set(Tally::VIEWS * i64::MAX)).await);
        assert_refused(set(Tally::LIKES.set(Tally::LIKES * i32::MAX)).await);
        assert_refused(set(Tally::STOCK.set(Tally::STOCK - 1)).await); // one of them has none
        assert_refused(set(Tally::STARS.set(Tally::STARS * 2)).await); // 500 is no u8, and fits the column
        assert_refused(set(Tally::PRICE.set(Tally::PRICE * 1_000_000)).await);
        assert_refused(set(Tally::SHARE.set(Tally::SHARE * f64::MAX)).await);
        assert_refused(set(Tally::VIEWS.set(Tally::VIEWS / Tally::STOCK.cast::<i64>())).await); // by zero
        assert_refused(set(Tally::VIEWS.set(Tally::VIEWS / 0)).await);
        assert_refused(set(Tally::LIKES.set(Tally::LIKES / 0)).await);
        assert_refused(set(Tally::PRICE.set(Tally::PRICE / number("0"))).await);
        assert_refused(set(Tally::SHARE.set(Tally::SHARE / 0)).await);
        assert_eq!(Tally::objects().all(db.db()).await.unwrap(), before);
    }
}
