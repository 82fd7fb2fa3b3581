//! Lists of what is no model's row: values in memory, rows of the author's own query.

use axum::Router;
use cbv::prelude::*;
use cbv_tests::{
    db::TestDb,
    fixture, on_every_database,
    web::{get, get_with},
};

#[derive(serde::Serialize)]
struct Headline {
    title: String,
}

#[derive(ListView)]
#[view(items = Headline, path = "/news/", template_name = "headlines.html", paginate_by = 2, formats(html, json))]
struct News;

impl ItemListHooks for News {
    async fn get_queryset(&self, req: &Request) -> Result<Vec<Headline>> {
        let count = req.query("count").and_then(|text| text.parse().ok()).unwrap_or(5);
        Ok((1..=count).map(|number| Headline { title: format!("<{number}>") }).collect())
    }
}

#[derive(ListView)]
#[view(items = Headline, path = "/cities/", template_name = "headlines.html", allow_empty = false)]
struct Cities;

impl ItemListHooks for Cities {
    async fn get_queryset(&self, req: &Request) -> Result<Vec<Headline>> {
        let sql = "SELECT DISTINCT country FROM publisher WHERE country <> 'nowhere' ORDER BY country";
        let sql = if req.query("none").is_some() { "SELECT country FROM publisher WHERE 1 = 0" } else { sql };
        let countries: Vec<String> = match req.db().database() {
            Db::Sqlite(pools) => sqlx::query_scalar(sql).fetch_all(pools.read()).await?,
            Db::Postgres(pool) => sqlx::query_scalar(sql).fetch_all(pool).await?,
            Db::MySql(pool) => sqlx::query_scalar(sql).fetch_all(pool).await?,
            _ => Vec::new(),
        };
        Ok(countries.into_iter().map(|title| Headline { title }).collect())
    }
}

fn router() -> Router<Db> {
    News::router().merge(Cities::router())
}

on_every_database! {
    #[test]
    async fn l_36_any_values_are_listed_and_paged(db: &TestDb) {
        let router = router();
        let first = get(&router, db.db(), "/news/").await;
        assert!(first.text.starts_with("<li>&#60;1&#62;</li><li>&#60;2&#62;</li><p>1/3 true</p>"), "{}", first.text);
        assert!(first.text.contains("href=\"/news/?page=2\""), "{}", first.text);
        let last = get(&router, db.db(), "/news/?page=last").await;
        assert!(last.text.starts_with("<li>&#60;5&#62;</li><p>3/3 true</p>"), "{}", last.text);
        let none = get(&router, db.db(), "/news/?count=0").await;
        assert!(none.text.starts_with("<p>1/1 false</p>"), "{}", none.text);
        for page in ["0", "4", "-1", "x", "99999999999999999999"] {
            assert_eq!(get(&router, db.db(), &format!("/news/?page={page}")).await.code(), 404, "{page}");
        }
        let json = get_with(&router, db.db(), "/news/?page=2", &[("accept", "application/json")]).await;
        assert!(json.text.contains("\"count\":5") && json.text.contains("<3>"), "{}", json.text);
    }

    #[test]
    async fn l_07__l_36_rows_of_ones_own_query_are_listed(db: &TestDb) {
        fixture::create(db).await;
        let page = get(&router(), db.db(), "/cities/").await;
        assert!(page.text.starts_with("<li>Germany</li><li>U.S.A.</li><p>1/1 false</p>"), "{}", page.text);
        let empty = get(&router(), db.db(), "/cities/?none").await;
        assert_eq!((empty.code(), empty.reason()), (404, "Empty list and “Cities.allow_empty” is False."));
    }

    #[test]
    async fn a_list_of_items_has_settings_of_its_route(db: &TestDb) {
        let router = Router::<Db>::new()
            .route("/three/", News::with().paginate_by(3).page_kwarg("p").as_view())
            .route("/all/", News::with().paginate_by(0).as_view())
            .route("/some/", News::with().allow_empty(false).content_type("text/plain").as_view())
            .route("/joined/", News::with().paginate_orphans(1).as_view());
        let second = get(&router, db.db(), "/three/?p=2").await;
        assert!(second.text.starts_with("<li>&#60;4&#62;</li><li>&#60;5&#62;</li><p>2/2 true</p>"), "{}", second.text);
        assert!(second.text.contains("href=\"/three/?p=2\""), "{}", second.text);
        let data = get(&router, db.db(), "/three/?format=json").await;
        assert!(data.text.contains(r#""next":"/three/?format=json&p=2""#), "{}", data.text);
        assert!(get(&router, db.db(), "/all/").await.text.contains("<p>1/1 false</p>"));
        assert!(get(&router, db.db(), "/joined/?page=2").await.text.contains("<p>2/2 true</p>"));
        assert_eq!(get(&router, db.db(), "/some/?count=0").await.code(), 404);
        assert_eq!(get(&router, db.db(), "/some/").await.header("content-type"), "text/plain");
        assert_eq!(get(&router, db.db(), "/joined/?count=0").await.code(), 200);
    }
}
