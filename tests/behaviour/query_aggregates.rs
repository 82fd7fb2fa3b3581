//! Counts, sums and means of rows and of groups of them, and values instead of rows.

use cbv::{Decimal, Error, Expression, Model, chrono::NaiveDate, count};
use cbv_tests::{db::TestDb, on_every_database};

#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "sale", ordering(-id))]
struct Sale {
    id: i64,
    shop: String,
    day: NaiveDate,
    pieces: i32,
    returned: Option<i64>,
    #[model(decimal(8, 2))]
    price: Decimal,
    weight: f64,
    clerk: Option<String>,
}

async fn create(db: &TestDb) {
    db.execute(
        "CREATE TABLE sale (id {key}, shop VARCHAR(20) NOT NULL, day DATE NOT NULL, pieces INTEGER NOT NULL, \
         returned BIGINT NULL, price DECIMAL(8, 2) NOT NULL, weight {float} NOT NULL, clerk VARCHAR(20) NULL)",
    )
    .await;
    let rows = [
        ("graz", "2025-11-03", 1, Some(1), "0.10", 0.5, Some("ann")),
        ("graz", "2026-11-03", 2, None, "0.20", 1.5, Some("Ann")),
        ("Graz", "2026-11-30", 2, None, "19.99", 2.0, None),
        ("linz", "2026-12-01", 4, Some(3), "5.00", 0.25, Some("bob")),
        ("linz", "2026-01-01", 3, Some(0), "5.00", 0.75, None),
    ];
    let rows = rows.map(|(shop, day, pieces, returned, price, weight, clerk)| Sale {
        id: 0,
        shop: shop.into(),
        day: day.parse().unwrap(),
        pieces,
        returned,
        price: number(price),
        weight,
        clerk: clerk.map(Into::into),
    });
    Sale::objects().bulk_create(db.db(), &rows).await.unwrap();
}

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn texts<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(str::to_owned).to_vec()
}

on_every_database! {
    #[test]
    async fn rows_are_counted_summed_and_compared(db: &TestDb) {
        create(db).await;
        let numbers = (count(), Sale::RETURNED.count(), Sale::PIECES.sum(), Sale::PIECES.min(), Sale::PIECES.max(), Sale::PIECES.avg());
        let all = Sale::objects().aggregate(db.db(), numbers).await.unwrap();
        assert_eq!(all, (5, 3, Some(12), Some(1), Some(4), Some(2.4)));
        let (total, mean, dearest) =
            Sale::objects().aggregate(db.db(), (Sale::PRICE.sum(), Sale::PRICE.avg(), Sale::PRICE.max())).await.unwrap();
        assert_eq!((total, dearest), (Some(number("30.29")), Some(number("19.99"))));
        assert!((mean.unwrap() - 6.058).abs() < 1e-9, "{mean:?}");
        let rest = (Sale::WEIGHT.sum(), Sale::RETURNED.sum(), Sale::DAY.min(), Sale::SHOP.max());
        let rest = Sale::objects().aggregate(db.db(), rest).await.unwrap();
        assert_eq!(rest, (Some(5.0), Some(4), NaiveDate::from_ymd_opt(2025, 11, 3), Some("linz".into())));
        let computed = Sale::objects().aggregate(db.db(), (Sale::PRICE * Sale::PIECES.cast::<Decimal>()).sum()).await.unwrap();
        assert_eq!(computed.unwrap().normalize(), number("75.48"));
    }

    #[test]
    async fn a_mean_of_integers_has_all_its_digits(db: &TestDb) {
        create(db).await;
        let rows = Sale::objects().filter(Sale::SHOP.ne("Graz")).filter(Sale::PIECES.ne(3));
        let mean = rows.aggregate(db.db(), Sale::PIECES.avg()).await.unwrap().unwrap();
        assert!((mean - 7.0 / 3.0).abs() < 1e-12, "{mean}");
    }

    #[test]
    async fn of_no_rows_a_count_is_0_and_the_rest_is_none(db: &TestDb) {
        create(db).await;
        let aggregates = (count(), Sale::CLERK.count_distinct(), Sale::PIECES.sum(), Sale::PRICE.sum(), Sale::PIECES.max(), Sale::PIECES.avg());
        let none = Sale::objects().none().aggregate(db.db(), aggregates).await.unwrap();
        assert_eq!(none, (0, 0, None, None, None, None));
    }

    #[test]
    async fn texts_are_different_letter_for_letter(db: &TestDb) {
        create(db).await;
        let different = (Sale::SHOP.count_distinct(), Sale::CLERK.count_distinct(), Sale::PIECES.count_distinct());
        assert_eq!(Sale::objects().aggregate(db.db(), different).await.unwrap(), (3, 3, 4));
        let shops = Sale::objects().group_by(Sale::SHOP).aggregate(db.db(), count()).await.unwrap();
        let mut sizes: Vec<_> = shops.iter().map(|(shop, size)| (&**shop, *size)).collect();
        sizes.sort_unstable();
        assert_eq!(sizes, [("Graz", 1), ("graz", 2), ("linz", 2)]);
    }

    #[test]
    async fn an_aggregate_has_its_own_condition(db: &TestDb) {
        create(db).await;
        let dear = Sale::PRICE.ge(number("5"));
        let aggregates = (
            count(),
            count().filter(dear.clone()),
            Sale::PIECES.sum().filter(dear.clone()),
            Sale::SHOP.count_distinct().filter(dear.clone()),
            Sale::PIECES.max().filter(dear).filter(Sale::SHOP.eq("Graz")),
        );
        assert_eq!(Sale::objects().aggregate(db.db(), aggregates).await.unwrap(), (5, 3, Some(9), 2, Some(2)));
    }

    #[test]
    async fn aggregates_keep_to_the_conditions_and_limits(db: &TestDb) {
        create(db).await;
        let graz = Sale::objects().filter(Sale::SHOP.iexact("graz"));
        assert_eq!(graz.clone().aggregate(db.db(), Sale::PIECES.sum()).await.unwrap(), Some(5));
        // in the model's order, the newest first
        assert_eq!(graz.clone().limit(2).aggregate(db.db(), (count(), Sale::PIECES.sum())).await.unwrap(), (2, Some(4)));
        assert_eq!(graz.order_by([Sale::ID.asc()]).limit(2).aggregate(db.db(), Sale::PIECES.sum()).await.unwrap(), Some(3));
    }

    #[test]
    async fn a_sum_that_is_too_large_is_an_error(db: &TestDb) {
        create(db).await;
        Sale::objects().update(db.db(), [Sale::RETURNED.set(i64::MAX)]).await.unwrap();
        let sum = Sale::objects().aggregate(db.db(), Sale::RETURNED.sum()).await;
        assert!(matches!(sum, Err(Error::Database(_) | Error::Decode { .. })), "{sum:?}");
    }

    #[test]
    async fn rows_are_grouped(db: &TestDb) {
        create(db).await;
        let by_pieces = Sale::objects().group_by(Sale::PIECES).aggregate(db.db(), (count(), Sale::RETURNED.sum())).await.unwrap();
        assert_eq!(by_pieces, [(1, (1, Some(1))), (2, (2, None)), (3, (1, Some(0))), (4, (1, Some(3)))]);
        let by_two = Sale::objects().filter(Sale::SHOP.ne("linz")).group_by((Sale::PIECES, Sale::CLERK));
        let by_two = by_two.aggregate(db.db(), Sale::ID.min()).await.unwrap();
        assert_eq!(by_two, [((1, Some("ann".into())), Some(1)), ((2, Some("Ann".into())), Some(2)), ((2, None), Some(3))]);
        let empty = Sale::objects().none().group_by(Sale::PIECES).aggregate(db.db(), count()).await.unwrap();
        assert_eq!(empty, []);
        let sliced = Sale::objects().limit(2).group_by(Sale::PIECES).aggregate(db.db(), count()).await;
        assert!(matches!(sliced, Err(Error::ImproperlyConfigured(_))), "{sliced:?}");
    }

    #[test]
    async fn null_is_a_group_and_the_last_one(db: &TestDb) {
        create(db).await;
        let clerks = Sale::objects().filter(Sale::SHOP.eq("linz")).group_by(Sale::CLERK).aggregate(db.db(), count()).await.unwrap();
        assert_eq!(clerks, [(Some("bob".to_owned()), 1), (None, 1)]);
    }

    #[test]
    async fn groups_are_filtered_ordered_and_limited(db: &TestDb) {
        create(db).await;
        let pieces = || Sale::objects().group_by(Sale::PIECES);
        let several = pieces().having(count().ge(2) | Sale::RETURNED.sum().eq(3)).aggregate(db.db(), count()).await.unwrap();
        assert_eq!(several, [(2, 2), (4, 1)]);
        let none = pieces().having(count().ge(2) & Sale::RETURNED.sum().eq(3)).aggregate(db.db(), count()).await.unwrap();
        assert_eq!(none, []);
        let most = pieces().order_by([count().desc()]).limit(2).aggregate(db.db(), count()).await.unwrap();
        assert_eq!(most, [(2, 2), (1, 1)]); // equal ones by what they are grouped by
        let returned = pieces().order_by([Sale::RETURNED.sum().desc()]).aggregate(db.db(), Sale::RETURNED.sum()).await.unwrap();
        assert_eq!(returned, [(4, Some(3)), (1, Some(1)), (3, Some(0)), (2, None)]);
    }

    #[test]
    async fn rows_are_grouped_by_what_is_computed(db: &TestDb) {
        create(db).await;
        let half = Sale::objects().group_by(Sale::PIECES / 2 + 10).aggregate(db.db(), count()).await.unwrap();
        assert_eq!(half, [(10, 1), (11, 3), (12, 1)]);
        let letters = Expression::<Sale, i64>::sql("LENGTH({shop}) * ?", [2]);
        assert_eq!(Sale::objects().group_by(letters).aggregate(db.db(), count()).await.unwrap(), [(8, 5)]);
    }

    #[test]
    async fn a_month_belongs_to_a_year(db: &TestDb) {
        create(db).await;
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let november = Sale::objects().filter(Sale::DAY.in_month(2026, 11));
        assert_eq!(november.count(db.db()).await.unwrap(), 2);
        for (condition, rows) in [
            (Sale::DAY.in_month(2025, 11), 1),
            (Sale::DAY.in_month(2026, 12), 1),
            (Sale::DAY.in_month(2026, 13), 0),
            (Sale::DAY.in_year(2026), 4),
            (Sale::DAY.on_day(day(2026, 11, 30)), 1),
            (Sale::DAY.on_day(NaiveDate::MAX), 0),
        ] {
            assert_eq!(Sale::objects().filter(condition.clone()).count(db.db()).await.unwrap(), rows, "{condition:?}");
        }
        let months = Sale::objects().group_by(Sale::DAY.trunc_month()).aggregate(db.db(), count()).await.unwrap();
        assert_eq!(months, [(day(2025, 11, 1), 1), (day(2026, 1, 1), 1), (day(2026, 11, 1), 2), (day(2026, 12, 1), 1)]);
        let years = Sale::objects().group_by(Sale::DAY.trunc_year()).aggregate(db.db(), Sale::PIECES.sum()).await.unwrap();
        assert_eq!(years, [(day(2025, 1, 1), Some(1)), (day(2026, 1, 1), Some(11))]);
        let days = Sale::objects().values_list(Sale::DAY.trunc_day()).distinct().all(db.db()).await.unwrap();
        assert_eq!(days.first(), Some(&day(2025, 11, 3)));
    }

    #[test]
    async fn values_are_read_instead_of_rows(db: &TestDb) {
        create(db).await;
        let shops = Sale::objects().values_list(Sale::SHOP).all(db.db()).await.unwrap();
        assert_eq!(shops, texts(["linz", "linz", "Graz", "graz", "graz"])); // in the model's order
        let pairs = Sale::objects().order_by([Sale::ID.asc()]).limit(2).values_list((Sale::ID, Sale::CLERK, Sale::PIECES * 2));
        assert_eq!(pairs.all(db.db()).await.unwrap(), [(1, Some("ann".into()), 2), (2, Some("Ann".into()), 4)]);
        let numbers = Sale::objects().values_list(Sale::PIECES).distinct();
        assert_eq!(numbers.all(db.db()).await.unwrap(), [1, 2, 3, 4]);
        let limited = Sale::objects().offset(1).limit(2).values_list(Sale::PIECES).distinct().all(db.db()).await.unwrap();
        assert_eq!(limited, [2, 3]);
        let first = Sale::objects().values_list((Sale::SHOP, Sale::PIECES)).first(db.db()).await.unwrap();
        assert_eq!(first, Some(("linz".into(), 3)));
        assert_eq!(Sale::objects().none().values_list(Sale::ID).first(db.db()).await.unwrap(), None);
        let mut different = Sale::objects().values_list(Sale::SHOP).distinct().all(db.db()).await.unwrap();
        different.sort_unstable();
        assert_eq!(different, texts(["Graz", "graz", "linz"]));
    }
}
