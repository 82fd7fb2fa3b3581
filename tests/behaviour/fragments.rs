//! Blocks of a template that are answered alone: to htmx, which names the element that it will replace, and to `?fragment=`.

use axum::Router;
use cbv::{detail_view, list_view, prelude::*, template_view};
use cbv_tests::{
    db::TestDb,
    fixture,
    models::Book,
    on_every_database,
    web::{Answer, get, get_with, send},
};
use http::Method;

/// All that htmx may say about a request; the answer depends on each.
const VARY: &str = "hx-request, hx-target, hx-boosted, hx-history-restore-request";

const ROWS: &str = "<ul><li>100% &#34;Rust&#34;</li><li>Django &#38; &#60;Friends&#62;</li></ul>";

fn router() -> Router<Db> {
    Router::new()
        .route(
            "/books/",
            list_view!(
                model = Book,
                paginate_by = 2,
                template_name = "fragments.html",
                fragments(rows, side),
                ordering(-publication_date, id)
            ),
        )
        .route(
            "/data/",
            list_view!(
                model = Book,
                template_name = "fragments.html",
                fragments(rows, side),
                formats(html, json)
            ),
        )
        .route("/whole/", list_view!(model = Book, template_name = "fragments.html"))
        .route(
            "/books/{slug}/",
            detail_view!(model = Book, template_name = "fragment_detail.html", fragments(price)),
        )
        .route(
            "/about/",
            template_view!(
                template_name = "fragment_about.html",
                fragments(since),
                extra_context(since = 2026)
            ),
        )
}

async fn htmx(db: &TestDb, uri: &str, more: &[(&str, &str)]) -> Answer {
    let headers = [&[("hx-request", "true")], more].concat();
    get_with(&router(), db.db(), uri, &headers).await
}

fn is_whole(page: &Answer) -> bool {
    page.code() == 200 && page.text.starts_with("<main><ul>") && page.text.contains("<aside>")
}

fn vary(page: &Answer) -> Vec<&str> {
    page.headers.get_all("vary").iter().map(|value| value.to_str().unwrap()).collect()
}

on_every_database! {
    #[test]
    async fn w_22_htmx_gets_the_block_that_it_will_show(db: &TestDb) {
        fixture::create(db).await;
        let plain = get(&router(), db.db(), "/books/").await;
        assert!(is_whole(&plain), "{}", plain.text);
        let rows = htmx(db, "/books/", &[]).await;
        assert!(rows.text.starts_with(ROWS) && !rows.text.contains("<aside>"), "{}", rows.text);
        assert!(plain.text.contains(&rows.text));
        assert_eq!(htmx(db, "/books/", &[("hx-target", "rows")]).await.text, rows.text);
        assert_eq!(htmx(db, "/books/", &[("hx-target", "side")]).await.text, "5 books");
        // an element whose name says nothing
        assert_eq!(htmx(db, "/books/", &[("hx-target", "table-1")]).await.text, rows.text);
        let second = htmx(db, "/books/?page=2", &[]).await;
        assert!(second.text.contains("Always Coming Home") && !second.text.contains("<main>"), "{}", second.text);
        // the header alone, or one that is not true, is no request of htmx
        for headers in [[("hx-target", "side")], [("hx-request", "false")]] {
            assert!(is_whole(&get_with(&router(), db.db(), "/books/", &headers).await));
        }
    }

    #[test]
    async fn w_22_caches_are_told_what_the_answer_depends_on(db: &TestDb) {
        fixture::create(db).await;
        assert_eq!(vary(&get(&router(), db.db(), "/books/").await), [VARY]);
        assert_eq!(vary(&htmx(db, "/books/", &[]).await), [VARY]);
        assert_eq!(vary(&get(&router(), db.db(), "/data/").await), ["accept", VARY]);
        assert_eq!(vary(&htmx(db, "/data/", &[("accept", "application/json")]).await), ["accept", VARY]);
        // a page without fragments is the same for all
        let whole = htmx(db, "/whole/", &[("hx-target", "side")]).await;
        assert!(is_whole(&whole) && vary(&whole).is_empty(), "{}", whole.text);
        let head = send(&router(), db.db(), Method::HEAD, "/books/?fragment=side").await;
        assert_eq!((head.code(), head.text.as_str(), vary(&head)), (200, "", vec![VARY]));
        assert_eq!(head.header("content-length"), "7", "as long as the fragment");
    }

    #[test]
    async fn w_22_boosted_links_and_restored_pages_are_whole(db: &TestDb) {
        fixture::create(db).await;
        for name in ["hx-boosted", "hx-history-restore-request"] {
            assert!(is_whole(&htmx(db, "/books/", &[(name, "true")]).await), "{name}");
            assert!(is_whole(&htmx(db, "/books/", &[(name, "true"), ("hx-target", "side")]).await), "{name}");
            assert!(!is_whole(&htmx(db, "/books/", &[(name, "false")]).await), "{name}");
        }
    }

    #[test]
    async fn w_22_a_fragment_is_asked_for_by_name(db: &TestDb) {
        fixture::create(db).await;
        let router = router();
        assert_eq!(get(&router, db.db(), "/books/?fragment=side").await.text, "5 books");
        // the parameter decides before the headers, and a name that is no fragment is the whole page
        assert_eq!(htmx(db, "/books/?fragment=side", &[("hx-target", "rows")]).await.text, "5 books");
        assert_eq!(htmx(db, "/books/?fragment=side", &[("hx-boosted", "true")]).await.text, "5 books");
        for uri in ["/books/?fragment=none", "/books/?fragment=", "/books/?fragment=content"] {
            assert!(is_whole(&get(&router, db.db(), uri).await), "{uri}");
            assert!(is_whole(&htmx(db, uri, &[]).await), "{uri}");
        }
    }

    #[test]
    async fn w_22_details_and_template_views_have_fragments_too(db: &TestDb) {
        fixture::create(db).await;
        assert_eq!(htmx(db, "/books/solaris/", &[]).await.text, "10.00");
        assert_eq!(get(&router(), db.db(), "/books/solaris/").await.text, "<html>10.00</html>");
        assert_eq!(htmx(db, "/about/", &[]).await.text, "since 2026");
        assert_eq!(get(&router(), db.db(), "/about/?fragment=since").await.text, "since 2026");
        // an error is a page: htmx does not show it, unless the site tells it to
        let missing = htmx(db, "/books/none/", &[]).await;
        assert_eq!(missing.code(), 404);
        assert!(missing.text.contains("<h1>Not Found</h1>"), "{}", missing.text);
    }

    #[test]
    async fn w_22_links_between_pages_work_with_and_without_a_script(db: &TestDb) {
        fixture::create(db).await;
        let rows = htmx(db, "/books/?page=2", &[]).await.text;
        assert!(rows.contains(r#"<a href="/books/?page=3" hx-get="/books/?page=3" rel="next">"#), "{rows}");
        assert_eq!(rows.matches(" href=").count(), rows.matches(" hx-get=").count());
    }
}
