//! Details by their date: the date in the URL must be that of the row, and not in the future.

use axum::Router;
use cbv::{
    chrono::{TimeZone as _, Utc},
    prelude::*,
    test::at,
    time_zone,
};
use cbv_tests::{
    db::TestDb,
    log::watch,
    on_every_database,
    web::get,
    weblog::{self, Entry, at_noon},
};

use crate::dates_views::lines;

#[derive(DateDetailView)]
#[view(model = Entry, date_field = published, path = "/{year}/{month}/{day}/{pk}/")]
struct ByKey;

#[derive(DateDetailView)]
#[view(model = Entry, date_field = day, slug_field = slug, month_format = "%m", path = "/day/{year}/{month}/{day}/{slug}/")]
struct BySlug;

#[derive(DateDetailView)]
#[view(model = Entry, date_field = published, allow_future, path = "/future/{year}/{month}/{day}/{pk}/")]
struct Future;

#[derive(DateDetailView)]
#[view(model = Entry, date_field = published, path = "/rust/{year}/{month}/{day}/{pk}/")]
struct RustOnly;

impl DetailHooks for RustOnly {
    async fn get_object(&self, req: &Request, queryset: QuerySet<Entry>) -> Result<Entry> {
        DetailView::get_object(self, req, queryset.filter(Entry::TOPIC.eq("rust"))).await
    }
}

fn router() -> Router<Db> {
    Router::new()
        .merge(ByKey::router())
        .merge(BySlug::router())
        .merge(Future::router())
        .merge(RustOnly::router())
        .route("/set/{year}/{month}/{day}/{pk}/", ByKey::with().allow_future(true).as_view())
}

on_every_database! {
    #[test]
    async fn dt_54_a_day_in_the_future_is_404_before_any_query(db: &TestDb) {
        weblog::create(db).await;
        let router = at_noon(router());
        let (refused, log) = watch(get(&router, db.db(), "/2026/nov/22/9/")).await;
        let reason = "Future entries not available because ByKey.allow_future is False.";
        assert_eq!((refused.code(), refused.reason()), (404, reason));
        assert_eq!(log.statements().len(), 0);
        assert_eq!(get(&router, db.db(), "/day/2027/01/05/next-year/").await.code(), 404);
        for uri in ["/future/2026/nov/22/9/", "/set/2026/nov/22/9/"] {
            assert_eq!(lines(&get(&router, db.db(), uri).await), ["tomorrow 2026-11-22"]);
        }
    }

    #[test]
    async fn dt_55_later_today_is_not_the_future(db: &TestDb) {
        weblog::create(db).await;
        let page = get(&at_noon(router()), db.db(), "/2026/nov/21/8/").await;
        assert_eq!(lines(&page), ["evening 2026-11-21"]);
    }

    #[test]
    async fn dt_56_another_date_than_the_rows_is_404(db: &TestDb) {
        weblog::create(db).await;
        let router = at_noon(router());
        for uri in ["/2025/mar/14/4/", "/2025/mar/16/4/", "/2024/mar/15/4/", "/day/2025/03/16/night/"] {
            let (refused, log) = watch(get(&router, db.db(), uri)).await;
            assert_eq!((refused.code(), refused.reason()), (404, "No entry found matching the query"), "{uri}");
            assert_eq!(log.statements().len(), 1, "{uri}");
        }
        assert_eq!(lines(&get(&router, db.db(), "/day/2025/3/15/night/").await), ["night 2025-03-15"]);
    }

    #[test]
    async fn dt_57_the_queryset_that_is_handed_on_is_honoured_in_one_query(db: &TestDb) {
        weblog::create(db).await;
        let router = at_noon(router());
        let (page, log) = watch(get(&router, db.db(), "/rust/2025/mar/15/4/")).await;
        assert_eq!(lines(&page), ["night 2025-03-15"]);
        assert_eq!(log.statements().len(), 1);
        assert_eq!(get(&router, db.db(), "/rust/2025/jan/1/2/").await.code(), 404);
        assert_eq!(get(&router, db.db(), "/rust/2025/mar/14/4/").await.code(), 404);
    }

    /// At half past eleven in the evening of UTC it is tomorrow two hours east.
    #[test]
    async fn dt_04_today_is_that_of_one_zone_throughout(db: &TestDb) {
        weblog::create(db).await;
        let late = Utc.with_ymd_and_hms(2026, 11, 21, 23, 30, 0).unwrap();
        let here = router().merge(crate::dates_views::routes()).layer(at(late));
        assert_eq!(get(&here, db.db(), "/2026/nov/22/9/").await.code(), 404);
        assert!(lines(&get(&here, db.db(), "/entries/today/").await)[1].starts_with("2026-11-21"));
        let east = here.layer(time_zone("+02:00".parse::<cbv::Zone>().unwrap()));
        assert_eq!(lines(&get(&east, db.db(), "/2026/nov/22/9/").await), ["tomorrow 2026-11-22"]);
        // nothing has been published on that day yet
        assert_eq!(get(&east, db.db(), "/entries/today/").await.reason(), "No entries available");
        // what was written before midnight of UTC is of the next day there
        assert_eq!(lines(&get(&east, db.db(), "/2025/mar/16/4/").await), ["night 2025-03-15"]);
        let page = get(&east, db.db(), "/entries/2025/mar/").await;
        assert_eq!(lines(&page)[1], "2025-03-15 2025-03-16");
    }
}
