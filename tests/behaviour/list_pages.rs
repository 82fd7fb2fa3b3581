//! Pages of a list view: which page a request asks for, and which are refused.

use axum::Router;
use cbv::{list_view, prelude::*};
use cbv_tests::{
    db::TestDb,
    fixture,
    models::{Book, Publisher},
    on_every_database,
    web::get,
};

use crate::list::{facts, keys};

/// Pages in the query, and in the path under another name.
#[derive(ListView)]
#[view(model = Book, ordering(id), paginate_by = 2, page_kwarg = "seite", path = "/books/seite/{seite}/", template_name = "rows.txt")]
struct Books;

fn router() -> Router<Db> {
    Books::router().route("/books/", Books::as_view())
}

on_every_database! {
    #[test]
    async fn l_09_paging_is_on_when_a_page_size_is_given(db: &TestDb) {
        fixture::create(db).await;
        let router = router().route("/all/", list_view!(model = Book, ordering(id), template_name = "rows.txt"));
        let all = get(&router, db.db(), "/all/?page=2").await;
        assert_eq!((keys(&all), facts(&all)), ("1 2 3 4 5", "page 1 of 1, false, 5 in all"));
        let paged = get(&router, db.db(), "/books/").await;
        assert_eq!((keys(&paged), facts(&paged)), ("1 2", "page 1 of 3, true, 5 in all"));
    }

    #[test]
    async fn l_12_page_kwarg_names_argument_and_parameter(db: &TestDb) {
        fixture::create(db).await;
        let router = router();
        assert_eq!(keys(&get(&router, db.db(), "/books/?seite=2").await), "3 4");
        assert_eq!(keys(&get(&router, db.db(), "/books/seite/2/").await), "3 4");
        // under the name of others it is no page
        assert_eq!(keys(&get(&router, db.db(), "/books/?page=2").await), "1 2");
        assert_eq!(Books::url(3), "/books/seite/3/");
    }

    #[test]
    async fn l_13_the_path_beats_the_query_and_an_empty_parameter_is_page_one(db: &TestDb) {
        fixture::create(db).await;
        let router = router();
        assert_eq!(keys(&get(&router, db.db(), "/books/seite/2/?seite=3").await), "3 4");
        assert_eq!(keys(&get(&router, db.db(), "/books/?seite=").await), "1 2");
        assert_eq!(keys(&get(&router, db.db(), "/books/?seite").await), "1 2");
        assert_eq!(keys(&get(&router, db.db(), "/books/").await), "1 2");
        assert_eq!(keys(&get(&router, db.db(), "/books/seite//").await), "1 2");
        assert_eq!(keys(&get(&router, db.db(), "/books/seite//?seite=2").await), "3 4");
    }

    #[test]
    async fn l_14_of_a_repeated_parameter_the_last_counts(db: &TestDb) {
        fixture::create(db).await;
        let router = router();
        assert_eq!(keys(&get(&router, db.db(), "/books/?seite=1&seite=3").await), "5");
        assert_eq!(keys(&get(&router, db.db(), "/books/?seite=abc&x=1&s%65ite=2").await), "3 4");
        assert_eq!(keys(&get(&router, db.db(), "/books/?seite=3&seite=").await), "1 2");
        assert_eq!(get(&router, db.db(), "/books/?seite=3&seite=abc").await.code(), 404);
    }

    #[test]
    async fn l_15_last_is_the_last_page(db: &TestDb) {
        fixture::create(db).await;
        let router = router();
        assert_eq!(keys(&get(&router, db.db(), "/books/?seite=last").await), "5");
        assert_eq!(keys(&get(&router, db.db(), "/books/seite/last/").await), "5");
        db.execute("DELETE FROM book_author; DELETE FROM book").await;
        let empty = get(&router, db.db(), "/books/?seite=last").await;
        assert_eq!((keys(&empty), facts(&empty)), ("", "page 1 of 1, false, 0 in all"));
    }

    #[test]
    async fn l_16__l_17__l_18_what_is_no_page_is_404(db: &TestDb) {
        fixture::create(db).await;
        let router = router();
        let words = "The page is neither “last” nor an integer";
        for text in [
            "abc", "LAST", "Last", "1e3", "2.5", "1.0", "1%00", "%00", "%ff", "%F0%9F%92%A9", "+1", "%201", "1%20", "1_0", "0x1", "%EF%BC%91",
            "-", "--1", "last%00", "1;2", "NaN", "inf", "%27%20OR%201=1", "<script>".replace('<', "%3C").replace('>', "%3E").as_str(),
        ] {
            let refused = get(&router, db.db(), &format!("/books/?seite={text}")).await;
            assert_eq!((refused.code(), refused.reason()), (404, words), "{text}");
        }
        let less = "That page number is less than 1";
        let none = "That page contains no results";
        for (text, number, why) in [
            ("0", "0", less),
            ("-1", "-1", less),
            ("-99999999999999999999", "-99999999999999999999", less),
            ("4", "4", none),
            ("04", "4", none),
            ("2147483648", "2147483648", none),
            ("9223372036854775807", "9223372036854775807", none),
            ("9223372036854775808", "9223372036854775808", none),
            ("18446744073709551615", "18446744073709551615", none),
            ("18446744073709551616", "18446744073709551616", none),
            ("99999999999999999999", "99999999999999999999", none),
        ] {
            let reason = format!("Invalid page ({number}): {why}");
            let in_query = get(&router, db.db(), &format!("/books/?seite={text}")).await;
            assert_eq!((in_query.code(), in_query.reason()), (404, reason.as_str()));
            let in_path = get(&router, db.db(), &format!("/books/seite/{text}/")).await;
            assert_eq!((in_path.code(), in_path.reason()), (404, reason.as_str()));
        }
        assert_eq!(keys(&get(&router, db.db(), "/books/?seite=0002").await), "3 4");
        let digits = "9".repeat(9_000);
        assert_eq!(get(&router, db.db(), &format!("/books/?seite={digits}")).await.code(), 404);
    }

    #[test]
    async fn paginate_orphans_joins_a_short_last_page(db: &TestDb) {
        fixture::create(db).await;
        let router = Router::new().route(
            "/",
            list_view!(model = Book, ordering(id), paginate_by = 2, paginate_orphans = 1, template_name = "rows.txt"),
        );
        let last = get(&router, db.db(), "/?page=2").await;
        assert_eq!((keys(&last), facts(&last)), ("3 4 5", "page 2 of 2, true, 5 in all"));
        assert_eq!(get(&router, db.db(), "/?page=3").await.code(), 404);
    }

    #[test]
    async fn l_24__s_134_an_empty_list_is_a_page_or_404(db: &TestDb) {
        fixture::create(db).await;
        db.execute("DELETE FROM book_author; DELETE FROM book").await;
        let router = router().merge(Strict::router()).merge(StrictAll::router());
        let page = get(&router, db.db(), "/books/").await;
        assert_eq!((keys(&page), facts(&page)), ("", "page 1 of 1, false, 0 in all"));
        // whatever page is asked for: the list is looked at first
        for uri in ["/strict/", "/strict/?page=7", "/strict/?page=abc", "/strict/?page=last"] {
            let refused = get(&router, db.db(), uri).await;
            assert_eq!((refused.code(), refused.reason()), (404, "Empty list and “Strict.allow_empty” is False."));
        }
        let refused = get(&router, db.db(), "/strict-all/").await;
        assert_eq!((refused.code(), refused.reason()), (404, "Empty list and “StrictAll.allow_empty” is False."));
    }
}

#[derive(ListView)]
#[view(model = Book, allow_empty = false, paginate_by = 2, path = "/strict/", template_name = "rows.txt")]
struct Strict;

#[derive(ListView)]
#[view(model = Book, allow_empty = false, path = "/strict-all/", template_name = "rows.txt")]
struct StrictAll;

/// The navigation of a list that can be searched.
#[derive(ListView)]
#[view(model = Publisher, paginate_by = 1, path = "/publishers/", template_name = "navigation.html")]
struct Publishers;

/// The same with the number in its path.
#[derive(ListView)]
#[view(model = Publisher, paginate_by = 1, path = "/publishers/page/{page}/", template_name = "navigation.html")]
struct InPath;

#[derive(ListView)]
#[view(model = Publisher, paginate_by = 1, path = "/publishers.json/{page}", formats(json))]
struct JsonPages;

on_every_database! {
    #[test]
    async fn s_108_a_template_walks_the_pages(db: &TestDb) {
        fixture::create(db).await;
        let router = Publishers::router();
        let middle = get(&router, db.db(), "/publishers/?page=2").await;
        assert_eq!(middle.text.lines().next().unwrap(), "<a href=\"?page=1\">previous</a> 2 of 3 <a href=\"?page=3\">next</a> O&#39;Reilly");
        let first = get(&router, db.db(), "/publishers/").await;
        assert_eq!(first.text.lines().next().unwrap(), "1 of 3 <a href=\"?page=2\">next</a> Zweitausendeins");
    }

    #[test]
    async fn the_navigation_keeps_the_other_parameters(db: &TestDb) {
        fixture::create(db).await;
        let router = Router::new().nest("/shop", Publishers::router());
        let page = get(&router, db.db(), "/shop/publishers/?q=%22%3Cb%3E&page=2&tag=x&tag=y").await;
        let navigation = page.text.lines().nth(1).unwrap();
        assert!(navigation.starts_with("<nav aria-label="), "{navigation}");
        let (previous, next) = ("/shop/publishers/?q=%22%3Cb%3E&amp;tag=x&amp;tag=y", "&amp;page=3");
        assert!(navigation.contains(&format!("<a href=\"{previous}\" rel=\"prev\">")), "{navigation}");
        assert!(navigation.contains(&format!("<a href=\"{previous}{next}\" rel=\"next\">")), "{navigation}");
        assert!(navigation.contains("aria-current=\"page\">2</a>"), "{navigation}");
        assert_eq!(page.text.lines().nth(2), Some("/shop/publishers/?q=%22%3Cb%3E&#38;tag=x&#38;tag=y&#38;page=9"));
    }

    #[test]
    async fn the_navigation_of_a_number_in_the_path_stays_in_the_path(db: &TestDb) {
        fixture::create(db).await;
        let views = InPath::router().route("/{name}/p/{page}", InPath::as_view());
        let nested = Router::new().nest("/shop/{lang}", views.clone());
        let service = Router::new().nest_service("/shop/de", views.clone().with_state::<()>(db.db().clone()));
        let links = async |router: &Router<Db>, uri: &str| {
            let page = get(router, db.db(), uri).await;
            let navigation = page.text.lines().nth(1).unwrap().to_owned();
            let links: Vec<_> = navigation.split("href=\"").skip(1).filter_map(|link| link.split('"').next()).collect();
            links.join(" ")
        };
        assert_eq!(
            links(&views, "/publishers/page/2/?q=a&page=3").await,
            "/publishers/page/1/?q=a /publishers/page/1/?q=a /publishers/page/2/?q=a /publishers/page/3/?q=a /publishers/page/3/?q=a"
        );
        let one = "/shop/de/a%2Fb/p/1";
        let three = "/shop/de/a%2Fb/p/3";
        for router in [&nested, &service] {
            let found = links(router, "/shop/de/a%2Fb/p/2").await;
            assert_eq!(found, format!("{one} {one} /shop/de/a%2Fb/p/2 {three} {three}"));
        }
        let data = get(&JsonPages::router(), db.db(), "/publishers.json/2?q=a").await;
        let data: serde_json::Value = serde_json::from_str(&data.text).unwrap();
        assert_eq!((&data["previous"], &data["next"]), (&"/publishers.json/1?q=a".into(), &"/publishers.json/3?q=a".into()));
        // mounted elsewhere, the same view counts in the query
        let plain = Router::new().route("/publishers/", InPath::as_view());
        assert!(links(&plain, "/publishers/?page=2").await.starts_with("/publishers/ "));
    }

    #[test]
    async fn a_client_cannot_choose_its_page_size(db: &TestDb) {
        fixture::create(db).await;
        let router = router();
        for query in ["per_page=100", "page_size=100", "paginate_by=100", "limit=100", "seite=1&seite_size=9"] {
            assert_eq!(keys(&get(&router, db.db(), &format!("/books/?{query}")).await), "1 2", "{query}");
        }
    }
}
