//! One object beside or instead of a list: `Object` as a field and as an argument, views that share a route.

use axum::{
    Router,
    body::{Body, to_bytes},
    response::{IntoResponse as _, Response},
    routing::post,
};
use cbv::{
    Conn, Lookup, Object, Post,
    guard::{LoginRequired, RaiseException},
    prelude::*,
    redirect,
};
use cbv_tests::{
    db::TestDb,
    fixture, log,
    models::{Author, Book, Publisher},
    on_every_database,
    user::{Visitor, with_users},
    web::{Answer, get, get_with, send},
};
use http::Method;

/// The books of one publisher, two on a page.
#[derive(ListView)]
#[view(
    model = Book, paginate_by = 2, path = "/publishers/{pk}/books/", context_object_name = "books",
    template_name = "publisher_books.html",
)]
struct PublisherBooks {
    publisher: Object<Publisher>,
}

impl ListHooks for PublisherBooks {
    async fn get_queryset(&self, req: &Request) -> Result<QuerySet<Book>> {
        let books = ListView::get_queryset(self, req).await?;
        Ok(books.filter(Book::PUBLISHER_ID.eq(self.publisher.id)))
    }
}

/// The same by the publisher's name.
#[derive(ListView)]
#[view(
    model = Book, path = "/by/{publisher}/", context_object_name = "books", template_name = "publisher_books.html"
)]
struct BooksByPublisher {
    #[view(lookup(publisher = name, iexact))]
    publisher: Object<Publisher>,
}

impl ListHooks for BooksByPublisher {
    async fn get_queryset(&self, req: &Request) -> Result<QuerySet<Book>> {
        let books = ListView::get_queryset(self, req).await?;
        Ok(books.filter(Book::PUBLISHER_ID.eq(self.publisher.id)))
    }
}

/// Says that somebody is interested in an author; only for who has logged in.
#[derive(View)]
#[view(path = "/authors/{pk}/interest/")]
struct RecordInterest {
    login: LoginRequired<Visitor, RaiseException>,
    author: Object<Author>,
}

impl Post for RecordInterest {
    async fn post(&self, req: &Request, _: Body) -> Result<Response> {
        let name = format!("{} {}", self.author.first_name, self.login.name.as_deref().unwrap_or_default());
        let change = Author::FIRST_NAME.set(name);
        Author::objects().filter(Author::ID.eq(self.author.id)).update(req.db(), [change]).await?;
        Ok(redirect(&AuthorDetail::url(self.author.id)).into_response())
    }
}

#[derive(DetailView)]
#[view(model = Author, path = "/authors/{pk}/", template_name = "author_detail.html")]
struct AuthorDetail;

fn publishers() -> Router<Db> {
    PublisherBooks::router().merge(BooksByPublisher::router())
}

fn titles(page: &Answer) -> Vec<&str> {
    let (list, _) = page.text.split_once("<nav").unwrap_or((&page.text, ""));
    list.split("<li>").skip(1).filter_map(|item| item.split_once("</li>")).map(|(title, _)| title).collect()
}

async fn post_as(user: &str, uri: &str, router: Router<Db>, db: &TestDb) -> Answer {
    let request = http::Request::post(uri).header("x-user", user).body(Body::empty()).unwrap();
    cbv_tests::web::ask(with_users(router).with_state(db.db().clone()), request).await
}

on_every_database! {
    #[test]
    async fn s_101_a_post_only_action_on_an_object(db: &TestDb) {
        fixture::create(db).await;
        let router = || RecordInterest::router();
        let anonymous = with_users(router());
        assert_eq!(send(&anonymous, db.db(), Method::POST, "/authors/2/interest/").await.code(), 403);
        assert_eq!(post_as("ann", "/authors/9/interest/", router(), db).await.code(), 404);
        let none = post_as("ann", "/authors/9/interest/", router(), db).await;
        assert_eq!(none.reason(), "No author found matching the query");
        let done = post_as("ann", "/authors/2/interest/", router(), db).await;
        assert_eq!((done.code(), done.header("location")), (302, "/authors/2/"));
        assert_eq!(Author::objects().filter(Author::ID.eq(2)).get(db.db()).await.unwrap().first_name, "Stanisław ann");
        let refused = get_with(&anonymous, db.db(), "/authors/2/interest/", &[("x-user", "ann")]).await;
        assert_eq!((refused.code(), refused.header("allow")), (405, "POST, OPTIONS"));
    }

    #[test]
    async fn s_102__w_06_one_setting_looks_up_by_slug_or_any_column(db: &TestDb) {
        #[derive(View)]
        #[view(path = "/by-slug/{slug}/")]
        struct BySlug {
            book: Object<Book>,
        }

        impl Post for BySlug {
            async fn post(&self, _: &Request, _: Body) -> Result<Response> {
                Ok(self.book.title.clone().into_response())
            }
        }

        #[derive(DetailView)]
        #[view(model = Book, path = "/by-title/{title}/", lookup = title, template_name = "book_detail.html")]
        struct ByTitle;

        #[derive(DetailView)]
        #[view(model = Book, path = "/by-number/{number}/", lookup(number = id), template_name = "book_detail.html")]
        struct ByNumber;

        #[derive(DetailView)]
        #[view(model = Book, path = "/any-case/{name}/", lookup(name = title, iexact), template_name = "book_detail.html")]
        struct AnyCase;

        fixture::create(db).await;
        let router = BySlug::router().merge(ByTitle::router()).merge(ByNumber::router()).merge(AnyCase::router());
        let post = async |uri| send(&router, db.db(), Method::POST, uri).await;
        assert_eq!(post("/by-slug/solaris/").await.text, "Solaris");
        assert_eq!(post("/by-slug/none/").await.code(), 404);
        for (uri, code) in [
            (ByTitle::url("Solaris"), 200),
            (ByTitle::url("solaris"), 404),
            (ByNumber::url(2), 200),
            (ByNumber::url("x"), 404),
            (ByNumber::url("99999999999999999999"), 404),
            (AnyCase::url("SOLARIS"), 200),
            (AnyCase::url("SOLARI_"), 404),
            (AnyCase::url("a\0b"), 404),
        ] {
            let page = get(&router, db.db(), &uri).await;
            assert_eq!((page.code(), page.reason().contains("database")), (code, false), "{uri}: {}", page.reason());
            assert!(code != 200 || page.text.contains("<h1>Solaris</h1>"), "{uri}: {}", page.text);
        }
    }

    #[test]
    async fn s_104__s_106__w_08_the_books_of_one_publisher_are_paginated(db: &TestDb) {
        fixture::create(db).await;
        let mut more = Book::objects().filter(Book::ID.eq(1)).get(db.db()).await.unwrap();
        (more.id, more.slug, more.title) = (0, "rocannon".into(), "Rocannon's World".into());
        Book::objects().insert(db.db(), &more).await.unwrap();
        let router = publishers();
        get(&router, db.db(), "/publishers/2/books/").await; // PostgreSQL is asked once whether it says its state
        let (page, log) = log::watch(get(&router, db.db(), "/publishers/1/books/?page=2")).await;
        assert_eq!((page.code(), page.reason()), (200, ""));
        assert!(page.text.starts_with("<h1>Apress</h1>"), "{}", page.text);
        assert_eq!(titles(&page).len(), 1);
        let statements = log.statements();
        // PostgreSQL's are counted anew in a second one when another test has committed meanwhile
        let most = db.pick(2, 3, 2);
        assert!(statements.len() <= most, "the publisher, the books with their count: {statements:?}");
        let first = get(&router, db.db(), "/publishers/1/books/").await;
        assert_eq!(titles(&first).len(), 2);
        assert!(first.text.contains("href=\"/publishers/1/books/?page=2\""), "{}", first.text);
    }

    #[test]
    async fn s_107__st_13_the_parent_has_its_own_name_and_template(db: &TestDb) {
        fixture::create(db).await;
        // `context_object_name` names the list alone, the field names the parent, `template_name` is the parent's page
        let page = get(&publishers(), db.db(), "/publishers/3/books/").await;
        assert_eq!(page.text.trim(), "<h1>Zweitausendeins</h1><li>Solaris</li>");
    }

    #[test]
    async fn s_105_the_parents_queryset_is_not_the_lists(db: &TestDb) {
        #[derive(ListView)]
        #[view(
            queryset = Book::objects().filter(Book::PRICE.lt(20)), path = "/{pk}/", context_object_name = "books",
            template_name = "publisher_books.html"
        )]
        struct German {
            #[view(queryset = Publisher::objects().filter(Publisher::COUNTRY.eq("Germany")))]
            publisher: Object<Publisher>,
        }

        fixture::create(db).await;
        let router: Router<Db> = German::router();
        assert_eq!(get(&router, db.db(), "/1/").await.code(), 404);
        assert_eq!(titles(&get(&router, db.db(), "/3/").await).len(), 3);
    }

    #[test]
    async fn s_136_the_parent_is_found_in_any_case_or_404(db: &TestDb) {
        fixture::create(db).await;
        let page = get(&publishers(), db.db(), "/by/aPRESS/").await;
        assert_eq!(titles(&page), ["Always Coming Home", "The Dispossessed"]);
        let none = get(&publishers(), db.db(), "/by/apres_/").await;
        assert_eq!((none.code(), none.reason()), (404, "No publisher found matching the query"));
        assert_eq!(BooksByPublisher::url("O'Reilly"), "/by/O%27Reilly/");
        assert_eq!(titles(&get(&publishers(), db.db(), &BooksByPublisher::url("o'reilly")).await).len(), 2);
    }

    #[test]
    async fn s_135_an_argument_of_the_url_filters(db: &TestDb) {
        #[derive(ListView)]
        #[view(model = Book, path = "/since/{year}/", template_name = "book_list.html")]
        struct Since;

        impl ListHooks for Since {
            async fn get_queryset(&self, req: &Request) -> Result<QuerySet<Book>> {
                let year = req.kwarg("year").and_then(|year| year.parse().ok());
                let day = year.and_then(|year| cbv::chrono::NaiveDate::from_ymd_opt(year, 1, 1));
                let day = day.ok_or_else(|| Error::not_found("no such year"))?;
                Ok(ListView::get_queryset(self, req).await?.filter(Book::PUBLICATION_DATE.ge(day)))
            }
        }

        fixture::create(db).await;
        let router: Router<Db> = Since::router();
        assert_eq!(titles(&get(&router, db.db(), "/since/2008/").await).len(), 3);
        assert_eq!(titles(&get(&router, db.db(), "/since/2020/").await).len(), 1);
        assert_eq!(get(&router, db.db(), "/since/then/").await.code(), 404);
    }

    #[test]
    async fn s_138__s_139_hooks_share_the_object_and_reach_the_arguments(db: &TestDb) {
        struct Others {
            note: String,
        }

        impl ContextData<Shelf> for Others {
            async fn get_context_data(view: &Shelf, req: &Request, page: &Page<Book>) -> Result<Self> {
                let kwargs: Vec<&str> = req.kwargs().map(|(_, value)| value).collect();
                Ok(Self { note: format!("{}: {} in {}", view.publisher.name, page.len(), kwargs.join("/")) })
            }
        }

        #[derive(ListView)]
        #[view(model = Book, path = "/{shelf}/{pk}/", template_name = "note.txt", extra_context = Others)]
        struct Shelf {
            publisher: Object<Publisher>,
        }

        impl ListHooks for Shelf {
            async fn setup(&mut self, req: &Request) -> Result<()> {
                if req.kwarg("shelf") == Some("closed") { Err(Error::not_found("closed")) } else { Ok(()) }
            }

            async fn get_queryset(&self, req: &Request) -> Result<QuerySet<Book>> {
                let books = ListView::get_queryset(self, req).await?;
                Ok(books.filter(Book::PUBLISHER_ID.eq(self.publisher.id)))
            }

            async fn render_to_response(&self, req: &Request, context: Context<'_, Self>) -> Result<Response> {
                let mut response = ListView::render_to_response(self, req, context).await?;
                let shelf = req.kwarg("shelf").unwrap_or_default();
                response.headers_mut().insert("x-shelf", shelf.parse().map_err(Error::other)?);
                Ok(response)
            }
        }

        fixture::create(db).await;
        let router: Router<Db> = Shelf::router();
        let page = get(&router, db.db(), "/top/2/").await;
        assert_eq!((page.text.trim(), page.header("x-shelf")), ("O'Reilly: 2 in top/2", "top"));
        assert_eq!(get(&router, db.db(), "/closed/2/").await.reason(), "closed");
    }

    #[test]
    async fn st_15_another_name_of_the_key_needs_no_hook(db: &TestDb) {
        #[derive(DetailView)]
        #[view(model = Author, path = "/a/{author}/", pk_url_kwarg = "author", template_name = "author_detail.html")]
        struct ByDjangosName;

        #[derive(DetailView)]
        #[view(model = Author, path = "/b/{author}/", lookup(author = id), template_name = "author_detail.html")]
        struct ByLookup;

        impl DetailHooks for ByLookup {
            async fn get_object(&self, req: &Request, queryset: QuerySet<Author>) -> Result<Author> {
                // an override without the queryset does not compile
                DetailView::get_object(self, req, queryset).await
            }
        }

        fixture::create(db).await;
        let router = ByDjangosName::router().merge(ByLookup::router());
        assert_eq!(get(&router, db.db(), "/a/2/").await.text.trim(), "Lem");
        assert_eq!(get(&router, db.db(), "/b/2/").await.text.trim(), "Lem");
        assert_eq!(get(&router, db.db(), "/b/x/").await.code(), 404);
    }

    #[test]
    async fn s_111__s_114_get_and_post_of_one_url_are_two_views(db: &TestDb) {
        #[derive(View)]
        #[view()]
        struct AuthorRename {
            author: Object<Author>,
        }

        impl Post for AuthorRename {
            async fn post(&self, req: &Request, body: Body) -> Result<Response> {
                let bytes = to_bytes(body, 1000).await.map_err(Error::other)?;
                let name = String::from_utf8_lossy(&bytes).into_owned();
                let all = Author::objects().filter(Author::ID.eq(self.author.id));
                all.update(req.db(), [Author::LAST_NAME.set(name)]).await?;
                Ok(redirect(&AuthorDetail::url(self.author.id)).into_response())
            }
        }

        fixture::create(db).await;
        // a generated view, a view with verbs, a handler by hand
        let views = AuthorDetail::as_view().merge(AuthorRename::as_view()).put(async || "put").with_allow();
        let router: Router<Db> = Router::new().route(AuthorDetail::PATH, views);
        assert_eq!(get(&router, db.db(), "/authors/2/").await.text.trim(), "Lem");
        let request = http::Request::post("/authors/2/").body(Body::from("Szymborska")).unwrap();
        let posted = cbv_tests::web::ask(router.clone().with_state(db.db().clone()), request).await;
        assert_eq!((posted.code(), posted.header("location")), (302, "/authors/2/"));
        assert_eq!(get(&router, db.db(), "/authors/2/").await.text.trim(), "Szymborska");
        assert_eq!(send(&router, db.db(), Method::PUT, "/authors/2/").await.text, "put");
        assert_eq!(send(&router, db.db(), Method::PATCH, "/authors/2/").await.code(), 405);
    }

    #[test]
    async fn a_handler_takes_an_object_in_the_requests_transaction(db: &TestDb) {
        struct ByName;

        impl Lookup<Publisher> for ByName {
            const KWARGS: &'static [&'static str] = &["publisher"];

            fn condition(_: &str, value: &str) -> Option<Condition<Publisher>> {
                Some(Publisher::NAME.iexact(value))
            }
        }

        async fn close(publisher: Object<Publisher, ByName>, conn: Conn) -> Result<String> {
            let books = Book::objects().filter(Book::PUBLISHER_ID.eq(publisher.id));
            Ok(format!("{} has {}", publisher.name, books.count(&conn).await?))
        }

        fixture::create(db).await;
        let router: Router<Db> = Router::new().route("/{publisher}/close/", post(close)).route("/close/", post(close));
        assert_eq!(send(&router, db.db(), Method::POST, "/APRESS/close/").await.text, "Apress has 2");
        assert_eq!(send(&router, db.db(), Method::POST, "/none/close/").await.code(), 404);
        let wrong = send(&router, db.db(), Method::POST, "/close/").await;
        assert_eq!(
            (wrong.code(), wrong.reason()),
            (500, "`Object<Publisher>` must be routed with `{publisher}` in its path")
        );
    }
}
