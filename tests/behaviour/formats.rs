//! HTML or JSON from one view: who is answered with what, and what the JSON of lists, details and errors holds. The examples
//! of the seeds are in `seeds_responses`.

use axum::Router;
use cbv::{ErrorPages, detail_view, list_view, prelude::*};
use cbv_tests::{
    db::TestDb,
    fixture,
    models::{Book, Publisher},
    on_every_database,
    web::{Answer, ask, get, get_with, send},
};
use http::{Method, Request as HttpRequest, StatusCode};
use serde_json::{Value, json};

#[derive(ListView)]
#[view(model = Publisher, path = "/short/", paginate_by = 2, formats(json))]
struct Short;

impl ListHooks for Short {
    async fn get_data(&self, req: &Request, context: &Context<'_, Self>) -> Result<Value> {
        let mut data = ListView::get_data(self, req, context).await?;
        data["results"] = context.data.iter().map(|row| row.name.as_str()).collect();
        Ok(data)
    }
}

fn router() -> Router<Db> {
    Short::router()
        .route(
            "/both/",
            list_view!(model = Publisher, paginate_by = 2, formats(html, json), template_name = "names.html"),
        )
        .route("/first/", list_view!(model = Publisher, formats(json, html), template_name = "names.html"))
        .route("/all/", list_view!(model = Publisher, formats(json)))
        .route("/html/", list_view!(model = Publisher, template_name = "names.html"))
        .route("/{slug}/", detail_view!(model = Book, formats(json)))
}

fn read(page: &Answer) -> Value {
    assert_eq!(page.header("content-type"), "application/json", "{}", page.text);
    serde_json::from_str(&page.text).unwrap()
}

async fn accept(db: &TestDb, uri: &str, accept: &str) -> Answer {
    get_with(&router(), db.db(), uri, &[("accept", accept)]).await
}

fn is_json(page: &Answer) -> bool {
    assert_eq!(page.code(), 200, "{}", page.reason());
    page.header("content-type") == "application/json"
}

/// What a browser sends.
const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8";

on_every_database! {
    #[test]
    async fn the_format_that_is_wanted_most_is_answered(db: &TestDb) {
        fixture::create(db).await;
        for header in [
            "application/json",
            "APPLICATION/JSON",
            "application/*",
            "text/html;q=0.4, application/json;q=0.9",
            "text/*;q=0.1,*/*;q=0.2",
            "text/html;q=0, */*",
            "application/json; charset=utf-8",
            "text/html; level=1; q=0.5, application/json;q=0.6",
        ] {
            assert!(is_json(&accept(db, "/both/", header).await), "{header}");
        }
        for header in [
            BROWSER,
            "*/*",
            "text/html",
            "application/json;q=0.5, text/html",
            "application/json;q=0.8, text/html;q=0.8",
            "application/json;q=0, */*;q=0.1",
            "",
            "rubbish",
        ] {
            assert!(!is_json(&accept(db, "/both/", header).await), "{header}");
        }
        // two headers are one list, and the first format is answered to who says nothing
        let request = HttpRequest::get("/both/").header("accept", "text/html;q=0.1");
        let request = request.header("accept", "application/json").body(axum::body::Body::empty()).unwrap();
        assert!(is_json(&ask(router().with_state(db.db().clone()), request).await));
        assert!(!is_json(&get(&router(), db.db(), "/both/").await));
        assert!(is_json(&get(&router(), db.db(), "/first/").await));
        assert!(!is_json(&accept(db, "/first/", BROWSER).await));
    }

    #[test]
    async fn the_parameter_decides_before_the_header(db: &TestDb) {
        fixture::create(db).await;
        assert!(is_json(&accept(db, "/both/?format=json", BROWSER).await));
        assert!(!is_json(&accept(db, "/both/?format=html", "application/json").await));
        assert!(is_json(&get(&router(), db.db(), "/both/?format=html&format=json").await));
        for uri in ["/both/?format=xml", "/both/?format=", "/both/?format=JSON"] {
            assert_eq!(accept(db, uri, BROWSER).await.code(), 406, "{uri}");
        }
        // a view of one format has no such parameter
        assert!(!is_json(&get(&router(), db.db(), "/html/?format=json").await));
        assert!(is_json(&get(&router(), db.db(), "/all/?format=html").await));
    }

    #[test]
    async fn what_nobody_has_is_406(db: &TestDb) {
        fixture::create(db).await;
        for (uri, header) in [("/both/", "image/png"), ("/both/", "text/html;q=0"), ("/all/", "text/html")] {
            let page = accept(db, uri, header).await;
            assert_eq!((page.code(), page.reason()), (406, "none of the accepted formats"), "{uri} {header}");
        }
        // a page that is HTML alone does not negotiate
        assert!(!is_json(&accept(db, "/html/", "application/json").await));
        assert!(is_json(&accept(db, "/all/", BROWSER).await));
    }

    #[test]
    async fn caches_learn_that_the_format_depends_on_accept(db: &TestDb) {
        fixture::create(db).await;
        for uri in ["/both/", "/both/?format=json", "/both/?page=9", "/both/?page=9&format=json", "/both/?format=xml"] {
            assert_eq!(get(&router(), db.db(), uri).await.header("vary"), "accept", "{uri}");
        }
        for uri in ["/html/", "/all/", "/none/"] {
            assert_eq!(get(&router(), db.db(), uri).await.header("vary"), "", "{uri}");
        }
    }

    #[test]
    async fn a_list_is_its_page_and_the_addresses_beside_it(db: &TestDb) {
        fixture::create(db).await;
        let router = router();
        let page = read(&get(&router, db.db(), "/both/?format=json&q=a%26b&page=2").await);
        let keys: Vec<_> = page.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, ["count", "next", "num_pages", "number", "previous", "results"]);
        assert_eq!((&page["count"], &page["num_pages"], &page["number"]), (&json!(3), &json!(2), &json!(2)));
        assert_eq!((&page["next"], &page["previous"]), (&Value::Null, &json!("/both/?format=json&q=a%26b")));
        assert_eq!(page["results"].as_array().unwrap().len(), 1);
        let row = json!({
            "id": 1, "name": "Apress", "address": "2855 Telegraph Avenue", "city": "Berkeley",
            "state_province": "CA", "country": "U.S.A.", "website": "https://www.apress.com/",
        });
        assert_eq!(page["results"][0], row);
        // where nothing is paged, the keys are the same
        let all = read(&get(&router, db.db(), "/all/").await);
        let one = (&all["count"], &all["num_pages"], &all["number"], &all["next"], &all["previous"]);
        assert_eq!(one, (&json!(3), &json!(1), &json!(1), &Value::Null, &Value::Null));
        assert_eq!(all["results"].as_array().unwrap().len(), 3);
        db.execute("DELETE FROM book_author; DELETE FROM book; DELETE FROM publisher").await;
        let none = read(&get(&router, db.db(), "/both/?format=json").await);
        assert_eq!((&none["count"], &none["num_pages"], &none["results"]), (&json!(0), &json!(1), &json!([])));
    }

    #[test]
    async fn a_detail_is_its_object_with_what_was_loaded(db: &TestDb) {
        fixture::create(db).await;
        let book = read(&get(&router(), db.db(), "/django-friends/").await);
        assert_eq!(book["title"], "Django & <Friends>");
        assert_eq!((&book["publication_date"], &book["price"]), (&json!("2008-12-15"), &json!("44.50")));
        assert_eq!((&book["publisher_id"], &book["publisher"]["name"]), (&json!(2), &json!("O'Reilly")));
    }

    #[test]
    async fn the_hook_changes_the_data_of_the_default(db: &TestDb) {
        fixture::create(db).await;
        let page = read(&get(&router(), db.db(), "/short/").await);
        assert_eq!((&page["results"], &page["next"]), (&json!(["Zweitausendeins", "O'Reilly"]), &json!("/short/?page=2")));
    }

    #[test]
    async fn head_has_the_headers_of_the_data_and_no_body(db: &TestDb) {
        fixture::create(db).await;
        let uri = "/both/?format=json";
        let (got, head) = (get(&router(), db.db(), uri).await, send(&router(), db.db(), Method::HEAD, uri).await);
        assert_eq!((head.code(), head.text.as_str()), (200, ""));
        assert_eq!(head.header("content-type"), "application/json");
        assert_eq!(head.header("content-length"), got.text.len().to_string());
    }

    #[test]
    async fn errors_are_data_for_who_wants_data(db: &TestDb) {
        fixture::create(db).await;
        let error = |status: u16, title: &str| json!({ "status": status, "title": title });
        let missing = get(&router(), db.db(), "/both/?page=9&format=json").await;
        assert_eq!((missing.code(), read(&missing)), (404, error(404, "Not Found")));
        assert_eq!(read(&get(&router(), db.db(), "/none/").await), error(404, "Not Found"));
        assert!(accept(db, "/both/?page=9", BROWSER).await.text.contains("<h1>Not Found</h1>"));
        // the application's own pages are for people
        let own = ErrorPages::new().page(StatusCode::NOT_FOUND, |_| Ok("own".to_owned())).debug(true);
        let own = router().layer(own);
        assert_eq!(get(&own, db.db(), "/both/?page=9").await.text, "own");
        assert_eq!(read(&get(&own, db.db(), "/none/").await), error(404, "Not Found"));
        // and of a fault nothing is told
        db.execute("DROP TABLE book_author; DROP TABLE book; DROP TABLE publisher").await;
        let fault = get(&own, db.db(), "/both/?format=json").await;
        assert_eq!((fault.code(), read(&fault)), (500, error(500, "Internal Server Error")));
        assert!(fault.reason().contains("publisher"), "{}", fault.reason());
    }
}
