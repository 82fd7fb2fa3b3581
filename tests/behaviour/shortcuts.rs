//! The shortcuts in plain axum handlers: rows G-01 to G-10 of Django's behaviour.

use askama::Template;
use axum::{
    Router,
    body::Body,
    extract::Path,
    http::header::CONTENT_TYPE,
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::{any, get as on_get, post},
};
use cbv::{
    Cause, Conn, Decimal, get_list_or_404, get_object_or_404, prelude::*, redirect, render, resolve_url,
};
use cbv_tests::{
    db::TestDb,
    fixture,
    log::watch,
    models::{Book, Publisher},
    on_every_database,
    web::{ask, get},
};
use http::{Request as HttpRequest, StatusCode};

/// `{slug}` looked up by a condition, in a queryset and among the books of a publisher.
fn lookups() -> Router<Db> {
    async fn by_condition(Path(slug): Path<String>, conn: Conn) -> Result<String> {
        Ok(get_object_or_404(Book::SLUG.eq(slug), &conn).await?.title)
    }
    async fn in_queryset(Path(slug): Path<String>, conn: Conn) -> Result<String> {
        let dear = Book::objects().filter(Book::PRICE.gt(Decimal::new(1000, 2)));
        Ok(get_object_or_404(dear.filter(Book::SLUG.eq(slug)), &conn).await?.title)
    }
    async fn of_publisher(Path(id): Path<i64>, conn: Conn) -> Result<String> {
        Ok(get_object_or_404(Book::PUBLISHER_ID.eq(id), &conn).await?.title)
    }
    async fn listed(Path(title): Path<String>, conn: Conn) -> Result<String> {
        let books = get_list_or_404(Book::TITLE.contains(title), &conn).await?;
        Ok(books.into_iter().map(|book| book.slug + " ").collect())
    }
    Router::new()
        .route("/condition/{slug}/", on_get(by_condition))
        .route("/queryset/{slug}/", on_get(in_queryset))
        .route("/publisher/{id}/", on_get(of_publisher))
        .route("/list/{title}/", on_get(listed))
}

on_every_database! {
    #[test]
    async fn g_01_a_condition_and_a_queryset_are_sources(db: &TestDb) {
        fixture::create(db).await;
        let router = lookups();
        assert_eq!(get(&router, db.db(), "/condition/solaris/").await.text, "Solaris");
        assert_eq!(get(&router, db.db(), "/queryset/django-friends/").await.text, "Django & <Friends>");
        // ten is not more than ten
        assert_eq!(get(&router, db.db(), "/queryset/solaris/").await.code(), 404);
        assert_eq!(get(&router, db.db(), "/publisher/3/").await.text, "Solaris");
    }

    #[test]
    async fn g_02__g_03_no_row_is_404_and_several_are_500(db: &TestDb) {
        fixture::create(db).await;
        let router = lookups();
        let none = get(&router, db.db(), "/condition/none/").await;
        assert_eq!((none.code(), none.reason()), (404, "No Book matches the given query."));
        let several = get(&router, db.db(), "/publisher/1/").await;
        assert_eq!((several.code(), several.reason()), (500, "get() returned more than one Book"));
    }

    #[test]
    async fn g_05_a_fault_in_the_lookup_is_not_a_404(db: &TestDb) {
        // the tables are missing
        let router = lookups();
        assert_eq!(get(&router, db.db(), "/condition/solaris/").await.code(), 500);
        assert_eq!(get(&router, db.db(), "/list/a/").await.code(), 500);
    }

    #[test]
    async fn g_06_a_list_without_rows_is_404(db: &TestDb) {
        fixture::create(db).await;
        let router = lookups();
        let some = get(&router, db.db(), "/list/l/").await;
        assert_eq!((some.code(), some.text.as_str()), (200, "always-coming-home solaris "));
        let none = get(&router, db.db(), "/list/xyz/").await;
        assert_eq!((none.code(), none.reason()), (404, "No Book matches the given query."));
    }

    #[test]
    async fn handlers_and_views_share_one_handle(db: &TestDb) {
        fixture::create(db).await;
        async fn two(one: Conn, other: Conn) -> Result<String> {
            let rename = async {
                let first = Publisher::objects().filter(Publisher::ID.eq(1));
                first.update(&one, [Publisher::NAME.set("Renamed")]).await?;
                Publisher::objects().filter(Publisher::NAME.eq("Renamed")).count(&other).await
            };
            Ok(one.atomic(rename).await?.to_string())
        }
        // what one extractor writes in a transaction, the other sees; another connection would wait or not see it
        let router = Router::new().route("/", on_get(two));
        assert_eq!(get(&router, db.db(), "/").await.text, "1");
    }

    #[test]
    async fn middleware_shares_the_handle_of_its_own_database_only(db: &TestDb) {
        fixture::create(db).await;
        async fn transaction(conn: Conn, req: axum::extract::Request, next: Next) -> Result<Response> {
            let answered = conn.atomic(async {
                let first = Publisher::objects().filter(Publisher::ID.eq(1));
                first.update(&conn, [Publisher::NAME.set("Changed")]).await?;
                let response = next.run(req).await;
                Err::<Response, Error>(Error::from(response)) // rolled back
            });
            Ok(answered.await.unwrap_or_else(IntoResponse::into_response))
        }
        async fn name(conn: Conn) -> Result<String> {
            Ok(get_object_or_404(Publisher::ID.eq(1), &conn).await?.name)
        }
        let inside = Router::new().route("/name/", on_get(name)).route("/view/{pk}/", PublisherName::as_view());
        let layered = inside.clone().layer(from_fn_with_state(db.db().clone(), transaction));
        assert_eq!(get(&layered, db.db(), "/name/").await.text, "Changed");
        assert_eq!(get(&layered, db.db(), "/view/1/").await.text, "Changed");
        // the same rows in a database of its own: nothing of the transaction there
        let other = Db::connect(db.url()).await.unwrap();
        let apart = inside.with_state::<Db>(other.clone()).layer(from_fn_with_state(db.db().clone(), transaction));
        assert_eq!(get(&apart, db.db(), "/name/").await.text, "Apress");
        assert_eq!(get(&apart, db.db(), "/view/1/").await.text, "Apress");
        other.close().await;
    }
}

#[derive(DetailView)]
#[view(model = Publisher, template_name = "publisher_name.txt")]
struct PublisherName;

#[derive(Template)]
#[template(source = "<b>{{ title }}</b>", ext = "html")]
struct Bold {
    title: &'static str,
}

/// A template that fails while it is rendered.
#[derive(Template)]
#[template(source = "{{ fail()? }}", ext = "html")]
struct Failing;

impl Failing {
    fn fail(&self) -> Result<&'static str, std::fmt::Error> {
        Err(std::fmt::Error)
    }
}

#[tokio::test]
async fn g_08_render_makes_a_page_of_a_template() {
    let app: Router = Router::new()
        .route("/", on_get(async || render(Bold { title: "a & b" })))
        .route(
            "/made/",
            post(async || {
                (StatusCode::CREATED, [(CONTENT_TYPE, "application/xhtml+xml")], render(Bold { title: "x" }))
            }),
        )
        .route("/failing/", on_get(async || render(Failing)));
    let at = |method: &str, uri: &str| {
        HttpRequest::builder().method(method).uri(uri).body(Body::empty()).expect("a request")
    };
    let page = ask(app.clone(), at("GET", "/")).await;
    assert_eq!(
        (page.code(), page.header("content-type"), page.text.as_str()),
        (200, "text/html; charset=utf-8", "<b>a &#38; b</b>")
    );
    let made = ask(app.clone(), at("POST", "/made/")).await;
    assert_eq!((made.code(), made.header("content-type")), (201, "application/xhtml+xml"));
    let failing = ask(app, at("GET", "/failing/")).await;
    assert_eq!(failing.code(), 500);
}

fn publisher() -> Publisher {
    Publisher {
        id: 7,
        name: String::new(),
        address: String::new(),
        city: String::new(),
        state_province: String::new(),
        country: String::new(),
        website: String::new(),
    }
}

fn answered(response: impl IntoResponse) -> (u16, String) {
    let response = response.into_response();
    let location = response.headers().get("location").map_or("", |to| to.to_str().unwrap());
    (response.status().as_u16(), location.to_owned())
}

#[test]
fn g_09_redirect_leads_to_an_object_or_an_address() {
    assert_eq!(answered(redirect(&publisher())), (302, "/publishers/7/".into()));
    assert_eq!(answered(redirect("/books/")), (302, "/books/".into()));
    assert_eq!(answered(redirect(&PublisherBooks::url(7))), (302, "/publishers/7/books/".into()));
    assert_eq!(answered(redirect("/books/").permanent()), (301, "/books/".into()));
    assert_eq!(answered(redirect("/books/").preserve_request()), (307, "/books/".into()));
    assert_eq!(answered(redirect("/books/").permanent().preserve_request()), (308, "/books/".into()));
    assert_eq!(answered(redirect("/bücher/?q=a b")), (302, "/b%C3%BCcher/?q=a%20b".into()));
    let refused = redirect("javascript:alert(1)").into_response();
    assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
    assert!(refused.extensions().get::<Cause>().is_some() && !refused.headers().contains_key("location"));
}

#[derive(RedirectView)]
#[view(path = "/publishers/{pk}/books/", url = "/books/")]
struct PublisherBooks;

#[test]
fn g_10_addresses_are_objects_views_and_text() {
    assert_eq!(resolve_url(&publisher()), "/publishers/7/");
    assert_eq!(resolve_url(&PublisherBooks::url("a/b")), "/publishers/a%2Fb/books/");
    for text in ["../authors/", "./authors/", "https://example.com/", "/books/", "books"] {
        assert_eq!(resolve_url(text), text);
        assert_eq!(resolve_url(&text.to_owned()), text);
    }
}

#[tokio::test]
async fn a_page_needs_no_state_and_a_handler_any() {
    // `render` and `redirect` are for any router
    let app: Router<u8> = Router::new().route("/", any(async || redirect("/books/")));
    let request = HttpRequest::builder().uri("/").body(Body::empty()).expect("a request");
    let (answer, log) = watch(ask(app.with_state(1), request)).await;
    assert_eq!((answer.code(), answer.header("location"), log.statements().len()), (302, "/books/", 0));
}
