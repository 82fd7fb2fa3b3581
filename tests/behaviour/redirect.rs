//! Redirect views: where to, with which status, and what is refused.

use axum::{Router, http::Method};
use cbv::{detail_view, prelude::*, redirect_view};
use cbv_tests::{
    db::TestDb,
    log::watch,
    models::Book,
    on_every_database,
    web::{Answer, get, send},
};

#[derive(DetailView)]
#[view(model = Book, path = "/books/{slug}/")]
struct BookDetail;

#[derive(RedirectView)]
#[view(path = "/old/{slug}/", pattern_name = BookDetail)]
struct ByName;

#[derive(RedirectView)]
#[view(path = "/to/{year}/{slug}/", url = "/{{archive}}/{year}/100%/{slug}/")]
struct ByUrl;

#[derive(RedirectView)]
#[view(path = "/wild/{*rest}", url = "/{*rest}")]
struct Wild;

/// Where the query says.
#[derive(RedirectView)]
#[view(query_string)]
struct Anywhere;

impl RedirectHooks for Anywhere {
    async fn get_redirect_url(&self, req: &Request) -> Result<Option<String>> {
        Ok(req.query("to").map(Into::into))
    }
}

fn target(answer: &Answer) -> (u16, &str) {
    (answer.code(), answer.header("location"))
}

on_every_database! {
    #[test]
    async fn b_50_url_takes_the_arguments_of_the_path(db: &TestDb) {
        let router = ByUrl::router().merge(Wild::router()).route("/bare/", redirect_view!(url = "/{slug}/"));
        let moved = get(&router, db.db(), "/to/2026/d%C3%BCne%2F%3F%23%22/").await;
        assert_eq!(target(&moved), (302, "/%7Barchive%7D/2026/100%/d%C3%BCne%2F%3F%23%22/"));
        assert_eq!(target(&get(&router, db.db(), "/wild/a/b%20c").await), (302, "/a/b%20c"));
        // an argument that the request's path lacks; with a `path` beside it that does not compile
        let fault = get(&router, db.db(), "/bare/").await;
        assert_eq!((fault.code(), fault.reason()), (500, "`/{slug}/` needs `slug`, and the request's URL has none"));
        // a visitor cannot choose another site
        assert_eq!(target(&get(&router, db.db(), "/wild//evil.example/").await), (302, "/%2Fevil.example/"));
        assert_eq!(target(&get(&router, db.db(), "/wild/%5Cevil.example/").await), (302, "/%5Cevil.example/"));
    }

    #[test]
    async fn b_51_pattern_name_leads_to_the_view_with_the_same_arguments(db: &TestDb) {
        let router = ByName::router();
        assert_eq!(target(&get(&router, db.db(), "/old/a%2Fb/").await), (302, "/books/a%2Fb/"));
    }

    #[test]
    async fn b_52__b_53_without_a_url_it_is_gone_and_logged(db: &TestDb) {
        let router = Router::new().route("/none/{*x}", redirect_view!()).route("/empty/", redirect_view!(url = ""));
        let (gone, log) = watch(get(&router, db.db(), "/none/\u{202e}/")).await;
        assert_eq!(target(&gone), (410, ""));
        let lines = log.of(tracing::Level::WARN);
        assert_eq!(lines.len(), 1);
        assert_eq!((lines[0].message.as_str(), lines[0].fields["status"].as_str()), ("Gone: /none/\\u{202e}/", "410"));
        assert_eq!(target(&get(&router, db.db(), "/empty/").await), (410, ""));
    }

    #[test]
    async fn b_54__s_124_the_status_is_302_or_301_and_the_url_stands_at_the_route(db: &TestDb) {
        let router = Router::new()
            .route("/found/", redirect_view!(url = "/books/"))
            .route("/found-again/", redirect_view!(url = "/books/", permanent = false))
            .route("/moved/", redirect_view!(url = "/books/", permanent));
        assert_eq!(target(&get(&router, db.db(), "/found/").await), (302, "/books/"));
        assert_eq!(target(&get(&router, db.db(), "/found-again/").await), (302, "/books/"));
        let moved = get(&router, db.db(), "/moved/").await;
        assert_eq!((target(&moved), moved.text.as_str()), ((301, "/books/"), ""));
    }

    #[test]
    async fn b_55__b_58_the_query_is_appended_as_it_came(db: &TestDb) {
        let router = Router::new()
            .route("/kept/", redirect_view!(url = "/books/", query_string))
            .route("/dropped/", redirect_view!(url = "/books/"))
            .route("/two/", redirect_view!(url = "/books/?a=1", query_string = true));
        assert_eq!(target(&get(&router, db.db(), "/kept/?q=%C3%BC&b=+%2B&b").await), (302, "/books/?q=%C3%BC&b=+%2B&b"));
        assert_eq!(target(&get(&router, db.db(), "/kept/").await), (302, "/books/"));
        assert_eq!(target(&get(&router, db.db(), "/kept/?").await), (302, "/books/"));
        assert_eq!(target(&get(&router, db.db(), "/dropped/?q=1").await), (302, "/books/"));
        assert_eq!(target(&get(&router, db.db(), "/two/?b=2").await), (302, "/books/?a=1?b=2"));
    }

    #[test]
    async fn b_56_the_hook_says_where(db: &TestDb) {
        let router = Router::new().route("/", Anywhere::as_view());
        let at = async |to: &str| get(&router, db.db(), &format!("/?to={to}")).await;
        assert_eq!(target(&at("/there/").await), (302, "/there/"));
        assert_eq!(target(&get(&router, db.db(), "/").await), (410, ""));
        assert_eq!(target(&at("").await), (410, ""));
        // whatever it says, no header is broken
        assert_eq!(target(&at("/a%20%C3%A9%22%3C%0D%0Ax:y").await), (302, "/a%20%C3%A9%22%3C%0D%0Ax:y"));
        assert_eq!(target(&at("javascript:alert(1)").await), (400, ""));
    }

    #[test]
    async fn b_57_every_verb_but_trace_redirects(db: &TestDb) {
        let router = ByName::router();
        for method in [Method::GET, Method::HEAD, Method::POST, Method::OPTIONS, Method::DELETE, Method::PUT, Method::PATCH] {
            let moved = send(&router, db.db(), method, "/old/dune/").await;
            assert_eq!(target(&moved), (302, "/books/dune/"));
        }
        let refused = send(&router, db.db(), Method::TRACE, "/old/dune/").await;
        assert_eq!((refused.code(), refused.header("allow")), (405, "GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS"));
        let only = Router::new().route("/", redirect_view!(url = "/books/", http_method_names(get, head)));
        assert_eq!(send(&only, db.db(), Method::POST, "/").await.header("allow"), "GET, HEAD");
    }

    #[test]
    async fn b_59_the_address_is_encoded_and_its_scheme_checked(db: &TestDb) {
        let router = Router::new()
            .route("/iri/", redirect_view!(url = "/bücher/ a\"<>|\\^`%20é?q=ä b&c=[1]#é"))
            .route("/other/", redirect_view!(url = "https://example.com/ü"))
            .route("/ftp/", redirect_view!(url = "FTP://example.com/"))
            .route("/same/", redirect_view!(url = "//example.com/"))
            .route("/colon/", redirect_view!(url = "/a:b/?c:d#e:f"))
            .route("/script/", redirect_view!(url = "javascript:alert(1)"))
            .route("/data/", redirect_view!(url = "data:text/html,x"))
            .route("/space/", redirect_view!(url = " JavaScript:alert(1)"))
            .route("/tab/", redirect_view!(url = "java\tscript:alert(1)"))
            .route("/mail/", redirect_view!(url = "mailto:a@example.com"))
            .route("/kept/", redirect_view!(url = "/books/", query_string))
            .merge(Wild::router());
        let at = async |uri: &str| get(&router, db.db(), uri).await;
        assert_eq!(
            target(&at("/iri/").await),
            (302, "/b%C3%BCcher/%20a%22%3C%3E%7C%5C%5E%60%20%C3%A9?q=%C3%A4%20b&c=[1]#%C3%A9")
        );
        assert_eq!(target(&at("/other/").await), (302, "https://example.com/%C3%BC"));
        assert_eq!(target(&at("/ftp/").await), (302, "FTP://example.com/"));
        assert_eq!(target(&at("/same/").await), (302, "//example.com/"));
        assert_eq!(target(&at("/colon/").await), (302, "/a:b/?c:d#e:f"));
        for uri in ["/script/", "/data/", "/space/", "/tab/", "/mail/"] {
            let refused = at(uri).await;
            assert_eq!(target(&refused), (400, ""), "{uri}");
            assert!(!refused.text.contains("script"), "{}", refused.text);
        }
        assert_eq!(at(&format!("/kept/?{}", "a".repeat(2039))).await.code(), 302);
        let long = at(&format!("/kept/?{}", "a".repeat(2041))).await;
        assert_eq!((target(&long), long.reason()), ((400, ""), "a redirect to an address of more than 2048 bytes is refused"));
        assert_eq!(at(&format!("/wild/{}", "a".repeat(3000))).await.code(), 400);
    }
}

#[derive(RedirectView)]
#[view(path = "/shop/{slug}/", pattern_name = Renamed, permanent)]
struct Chain;

#[derive(RedirectView)]
#[view(path = "/shop/books/{slug}/", url = "/books/{slug}/")]
struct Renamed;

on_every_database! {
    #[test]
    async fn a_redirect_can_lead_to_a_redirect_and_to_a_page(db: &TestDb) {
        cbv_tests::fixture::create(db).await;
        let router = Chain::router().merge(Renamed::router()).route("/books/{slug}/", detail_view!(model = Book));
        let first = get(&router, db.db(), "/shop/solaris/").await;
        assert_eq!(target(&first), (301, "/shop/books/solaris/"));
        let second = get(&router, db.db(), first.header("location")).await;
        assert_eq!(target(&second), (302, "/books/solaris/"));
        assert_eq!(get(&router, db.db(), second.header("location")).await.code(), 200);
    }
}
