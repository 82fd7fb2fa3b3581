//! Input that means harm, or none: nothing of it is a 5xx, nothing is shown unescaped, on any database. Page numbers are in
//! `list_pages`.

use axum::{Router, extract::Path};
use cbv::{Decimal, Uuid, detail_view, prelude::*};
use cbv_tests::{
    db::TestDb,
    fixture,
    log::watch,
    models::{Author, Book},
    on_every_database,
    web::get,
};

#[derive(DetailView)]
#[view(model = Book, path = "/books/{slug}/")]
struct BookDetail;

#[derive(DetailView)]
#[view(model = Author, path = "/authors/{pk}/", template_name = "author.html")]
struct AuthorDetail;

/// Takes the slug as a field, before the view looks at it.
#[derive(DetailView)]
#[view(model = Book, path = "/field/{slug}/", template_name = "read.txt", context_object_name = "read")]
struct WithField {
    slug: Path<String>,
}

#[derive(ListView)]
#[view(model = Author, ordering(id), path = "/authors/", template_name = "author_list.html")]
struct AuthorList;

/// Keys of other types.
const THINGS: &str = "
CREATE TABLE small (id INTEGER NOT NULL PRIMARY KEY);
CREATE TABLE named (name VARCHAR(50) NOT NULL PRIMARY KEY);
CREATE TABLE marked (id {uuid} NOT NULL PRIMARY KEY);
INSERT INTO small VALUES (-2147483648), (2147483647);
INSERT INTO named VALUES ('a'), ('a b/c%');
INSERT INTO marked VALUES ('67e55044-10b1-426f-9247-bb680e5fe0c8');
";

#[derive(Debug, Model)]
struct Small {
    id: i32,
}

#[derive(Debug, Model)]
struct Named {
    #[model(primary_key)]
    name: String,
}

#[derive(Debug, Model)]
struct Marked {
    id: Uuid,
}

fn router() -> Router<Db> {
    Router::new()
        .merge(BookDetail::router())
        .merge(AuthorDetail::router())
        .merge(WithField::router())
        .merge(AuthorList::router())
        .route("/small/{pk}/", detail_view!(model = Small, template_name = "plain.html"))
        .route("/named/{pk}/", detail_view!(model = Named, template_name = "plain.html"))
        .route("/marked/{pk}/", detail_view!(model = Marked, template_name = "plain.html"))
        .route(
            "/both/{pk}/{slug}/",
            detail_view!(model = Book, query_pk_and_slug, template_name = "plain.html"),
        )
}

/// Text that is no slug of any book.
fn odd_texts() -> Vec<String> {
    let mut texts: Vec<String> = [
        "%00",
        "solaris%00",
        "%00solaris",
        "a%2Fb",
        "%2F",
        "..",
        ".",
        "%2e%2e%2f",
        "%5C",
        "'",
        "%22",
        "';--",
        "'%20OR%201=1--",
        "%25",
        "%25%25",
        "_",
        "sol%25",
        "sol_ris",
        "%F0%9F%92%A9",
        "%EF%BF%BF",
        "%C2%A0",
        "solaris%20",
        "%20solaris",
        "%0A",
        "%0D%0A",
        "%09",
        "%1b",
        "%7f",
        "%E2%80%AE",
        "%CC%88",
        "%25s",
        "%7B%7D",
        "%7B0%7D",
        "$1",
        "%3F1",
        ":a",
        "@a",
        "null",
        "NULL",
        "None",
        "true",
        "-1",
        "0",
        "1",
        "%EF%BC%B3olaris",
        "%F4%8F%BF%BF",
        "%EF%BB%BFsolaris",
    ]
    .iter()
    .map(ToString::to_string)
    .collect();
    texts.push("a".repeat(60_000));
    texts.push("%C3%BC".repeat(9_000));
    texts.push("%00".repeat(9_000));
    texts
}

on_every_database! {
    #[test]
    async fn a_slug_that_no_row_has_is_404(db: &TestDb) {
        fixture::create(db).await;
        let router = router();
        for text in odd_texts() {
            for prefix in ["/books/", "/field/", "/both/2/"] {
                let answer = get(&router, db.db(), &format!("{prefix}{text}/")).await;
                let short: String = text.chars().take(40).collect();
                assert_eq!(answer.code(), 404, "{prefix}{short}: {}", answer.reason());
            }
        }
        assert_eq!(get(&router, db.db(), "/books/solaris/").await.code(), 200);
    }

    #[test]
    async fn a_path_that_is_not_utf_8_is_400(db: &TestDb) {
        fixture::create(db).await;
        let router = router();
        for text in ["%ff", "%fe%ff", "%C0%80", "%ED%A0%80", "solaris%ff", "%F5%80%80%80", "%80"] {
            for prefix in ["/books/", "/authors/", "/field/", "/both/2/"] {
                let (answer, log) = watch(get(&router, db.db(), &format!("{prefix}{text}/"))).await;
                assert_eq!((answer.code(), log.statements().len()), (400, 0), "{prefix}{text}: {}", answer.reason());
            }
        }
        // what is no percent code is taken as it is
        for text in ["%zz", "%", "%f", "100%"] {
            assert_eq!(get(&router, db.db(), &format!("/books/{text}/")).await.code(), 404, "{text}");
        }
    }

    #[test]
    async fn a_key_that_no_row_has_is_404(db: &TestDb) {
        fixture::create(db).await;
        db.execute(THINGS).await;
        let router = router();
        let numbers = [
            "0", "-0", "-1", "9", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "-9223372036854775809",
            "18446744073709551615", "18446744073709551616", "99999999999999999999", "-99999999999999999999", "2147483648", "-2147483649",
            "1e3", "1.0", "0x1", "1_0", "+1", "%201", "1%20", "1%00", "%EF%BC%91", "abc", "-", "--1", "%2D", "NaN", "inf",
        ];
        for text in numbers {
            for table in ["authors", "small"] {
                let answer = get(&router, db.db(), &format!("/{table}/{text}/")).await;
                assert_eq!(answer.code(), 404, "{table} {text}: {}", answer.reason());
            }
        }
        for text in numbers.iter().map(ToString::to_string).chain(odd_texts()) {
            for table in ["named", "marked", "authors", "small"] {
                let answer = get(&router, db.db(), &format!("/{table}/{text}/")).await;
                // the one author and nobody else has this key
                let expected = if (table, text.as_str()) == ("authors", "1") { 200 } else { 404 };
                let short: String = text.chars().take(40).collect();
                assert_eq!(answer.code(), expected, "{table} {short}: {}", answer.reason());
            }
        }
        for uri in ["/small/-2147483648/", "/small/2147483647/", "/named/a/", "/named/a%20b%2Fc%25/", "/marked/67e55044-10b1-426f-9247-bb680e5fe0c8/"] {
            assert_eq!(get(&router, db.db(), uri).await.code(), 200, "{uri}");
        }
        for uri in ["/marked/67e55044/", "/marked/67e55044-10b1-426f-9247-bb680e5fe0c9/", "/marked/zzz55044-10b1-426f-9247-bb680e5fe0c8/"] {
            assert_eq!(get(&router, db.db(), uri).await.code(), 404, "{uri}");
        }
    }

    #[test]
    async fn a_row_from_outside_shows_up_escaped_on_the_next_request(db: &TestDb) {
        fixture::create(db).await;
        let router = router();
        assert_eq!(get(&router, db.db(), "/authors/9/").await.code(), 404);
        assert!(!get(&router, db.db(), "/authors/").await.text.contains("script"));
        let outside = "INSERT INTO author (id, salutation, first_name, last_name, email, headshot, last_accessed) VALUES \
                       (9, '', '\"><script>alert(1)</script>', 'O''Neil & {{ 7 }} {% x %}', 'a@b', NULL, NULL)";
        db.execute(outside).await;
        let name = "&#34;&#62;&#60;script&#62;alert(1)&#60;/script&#62; O&#39;Neil &#38; {{ 7 }} {% x %}";
        let detail = get(&router, db.db(), "/authors/9/").await;
        assert_eq!(detail.text, format!("<h1 title=\"{name}\">{name}</h1>no picture, never seen"), "{}", detail.reason());
        let list = get(&router, db.db(), "/authors/").await;
        assert!(list.text.contains(&format!("<li>{name}</li>")), "{}", list.text);
        db.execute("UPDATE author SET headshot = 'x.jpg?a=1&b=\"', last_accessed = '2026-03-04 05:06:07' WHERE id = 9").await;
        let detail = get(&router, db.db(), "/authors/9/").await;
        assert!(detail.text.ends_with("x.jpg?a=1&#38;b=&#34;, 2026-03-04 05:06:07"), "{}", detail.text);
        db.execute("DELETE FROM author WHERE id = 9").await;
        assert_eq!(get(&router, db.db(), "/authors/9/").await.code(), 404);
    }
}

/// A table as another program might leave it: text that may be missing, in letters of its own.
#[derive(Debug, Model)]
#[model(table = "book")]
struct Wrong {
    id: i64,
    title: i64,
}

#[derive(Debug, Model)]
#[model(table = "author")]
struct NoNulls {
    id: i64,
    headshot: String,
}

#[derive(Debug, Model)]
struct Missing {
    id: i64,
    slug: String,
    price: Decimal,
}

on_every_database! {
    #[test]
    async fn b_32_a_fault_of_the_database_says_nothing_to_the_visitor(db: &TestDb) {
        fixture::create(db).await;
        let router = Router::new()
            .route("/table/{pk}/", detail_view!(model = Missing, template_name = "plain.html"))
            .route("/type/{pk}/", detail_view!(model = Wrong, template_name = "plain.html"))
            .route("/null/{pk}/", detail_view!(model = NoNulls, template_name = "plain.html"))
            .route("/list/", cbv::list_view!(model = Missing, template_name = "plain.html"));
        for uri in ["/table/1/", "/type/1/", "/null/2/", "/list/"] {
            let (fault, log) = watch(get(&router, db.db(), uri)).await;
            assert_eq!(fault.code(), 500, "{uri}");
            assert!(fault.text.contains("<h1>Internal Server Error</h1>"), "{}", fault.text);
            for word in ["missing", "Missing", "headshot", "SELECT", "select", "i64", "String", "NULL", "column", "table", "sqlx"] {
                assert!(!fault.text.contains(word), "{uri} {word}: {}", fault.text);
            }
            assert_eq!(log.of(tracing::Level::ERROR).len(), 1, "{uri}");
        }
        // a row that is whole is shown
        assert_eq!(get(&router, db.db(), "/null/1/").await.code(), 200);
        let closed = Db::connect(db.url()).await.unwrap();
        closed.close().await;
        assert_eq!(get(&BookDetail::router(), &closed, "/books/solaris/").await.code(), 500);
    }

    #[test]
    async fn a_column_in_letters_of_its_own_is_asked_for_any_slug(db: &TestDb) {
        let letters = db.pick("", "", " CHARACTER SET latin1");
        db.execute(&format!("CREATE TABLE old (id {{key}}, slug VARCHAR(50){letters} NOT NULL, price DECIMAL(8, 2) NOT NULL)")).await;
        db.execute("INSERT INTO old (slug, price) VALUES ('plain', 1), ('café', 2)").await;
        let router = Router::new().route("/{slug}/", detail_view!(model = Old, template_name = "plain.html"));
        for (slug, code) in [("plain", 200), ("caf%C3%A9", 200), ("caf%F0%9F%92%A9", 404), ("%E4%B8%AD", 404), ("cafe", 404)] {
            let answer = get(&router, db.db(), &format!("/{slug}/")).await;
            assert_eq!(answer.code(), code, "{slug}: {}", answer.reason());
        }
    }
}

#[derive(Debug, Model)]
struct Old {
    id: i64,
    slug: String,
    #[model(decimal(8, 2))]
    price: Decimal,
}
