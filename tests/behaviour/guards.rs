//! Who may see a view: guards as fields, around a route, around a type; what the refused are told.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use axum::{
    Extension, Router,
    body::Body,
    extract::FromRequestParts,
    middleware::from_extractor,
    response::{IntoResponse as _, Response},
};
use cbv::{
    Get, Post,
    guard::{
        Has, Login, LoginRequired, Permission, PermissionRequired, RaiseException, StaffRequired, Test,
        UserPasses,
    },
    prelude::*,
};
use cbv_tests::{
    db::TestDb,
    fixture,
    models::{Book, Publisher},
    on_every_database,
    user::{Visitor, with_users},
    web::{Answer, get, get_with, send},
};
use http::{Method, request::Parts};

struct ChangeBook;

impl Permission for ChangeBook {
    const NAME: &'static str = "books.change_book";
}

/// Counts how often a view got behind its guards.
static REACHED: AtomicUsize = AtomicUsize::new(0);

struct Reached;

impl<S: Sync> FromRequestParts<S> for Reached {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        REACHED.fetch_add(1, Relaxed);
        Ok(Self)
    }
}

#[derive(ListView)]
#[view(model = Publisher, path = "/closed/", template_name = "greeting.txt")]
struct Closed {
    login: LoginRequired<Visitor>,
    staff: StaffRequired<Visitor>,
    #[allow(dead_code)] // it counts
    reached: Reached,
}

/// The guard stands last, and still before every hook.
#[derive(ListView)]
#[view(model = Publisher, path = "/last/", template_name = "greeting.txt")]
struct GuardedLast {
    method: Method,
    login: LoginRequired<Visitor>,
}

impl ListHooks for GuardedLast {
    async fn setup(&mut self, _: &Request) -> Result<()> {
        match self.login.name.as_deref() {
            Some("ann") => Ok(()),
            name => Err(Error::not_found(format!("{} {name:?} came through", self.method))),
        }
    }
}

macro_rules! guarded {
    ($($name:ident($path:literal): $guard:ty;)*) => {$(
        #[derive(View)]
        #[view(path = $path)]
        struct $name {
            user: $guard,
        }

        impl Get for $name {
            async fn get(&self, _: &Request) -> Result<Response> {
                Ok(self.user.name.clone().unwrap_or_default().into_response())
            }
        }

        impl Post for $name {
            async fn post(&self, _: &Request, _: Body) -> Result<Response> {
                Ok("posted".into_response())
            }
        }
    )*};
}

struct IsAnn;

impl Test<Visitor> for IsAnn {
    fn test(user: &Visitor) -> bool {
        user.name.as_deref() == Some("ann")
    }
}

guarded! {
    AnyUser("/login/"): LoginRequired<Visitor>;
    Staff("/staff/"): StaffRequired<Visitor>;
    Editors("/edit/"): PermissionRequired<Visitor, ChangeBook>;
    Ann("/ann/"): UserPasses<Visitor, IsAnn>;
    Strict("/strict/"): UserPasses<Visitor, Has<ChangeBook>, RaiseException>;
}

fn router() -> Router<Db> {
    let guarded = AnyUser::router().merge(Staff::router()).merge(Editors::router());
    with_users(
        guarded
            .merge(Ann::router())
            .merge(Strict::router())
            .merge(Closed::router())
            .merge(GuardedLast::router()),
    )
}

async fn ask(db: &TestDb, user: &str, uri: &str) -> Answer {
    if user.is_empty() {
        get(&router(), db.db(), uri).await
    } else {
        get_with(&router(), db.db(), uri, &[("x-user", user)]).await
    }
}

on_every_database! {
    #[test]
    async fn w_18_several_guards_are_all_required(db: &TestDb) {
        fixture::create(db).await;
        let before = REACHED.load(Relaxed);
        assert_eq!(ask(db, "", "/closed/").await.code(), 302);
        assert_eq!(ask(db, "ann", "/closed/").await.code(), 403);
        let (count, page) = (REACHED.load(Relaxed), ask(db, "staff-bo", "/closed/").await);
        assert_eq!((page.code(), page.text.trim()), (200, "staff-bo staff-bo sees 3"));
        // other databases' tests count too, but none reached it while it was refused here alone
        assert!(count >= before && REACHED.load(Relaxed) > count);
    }

    #[test]
    async fn w_17_no_hook_runs_before_a_guard_wherever_it_stands(db: &TestDb) {
        fixture::create(db).await;
        assert_eq!(ask(db, "", "/last/").await.header("location"), "/accounts/login/?next=%2Flast%2F");
        assert_eq!(ask(db, "bo", "/last/").await.reason(), "GET Some(\"bo\") came through");
        assert_eq!(ask(db, "ann", "/last/").await.text.trim(), "ann ann sees 3");
    }

    #[test]
    async fn each_guard_asks_its_own_question(db: &TestDb) {
        for (uri, passes, refused) in [
            ("/login/", "ann", ""),
            ("/staff/", "staff-bo", "ann"),
            ("/edit/", "editor-cy", "staff-bo"),
            ("/ann/", "ann", "bo"),
        ] {
            let page = ask(db, passes, uri).await;
            assert_eq!((page.code(), page.text.as_str()), (200, passes), "{uri}");
            let anonymous = ask(db, "", &format!("{uri}?a=1&b=%26")).await;
            let next = uri.replace('/', "%2F");
            assert_eq!(
                (anonymous.code(), anonymous.header("location")),
                (302, &*format!("/accounts/login/?next={next}%3Fa%3D1%26b%3D%2526"))
            );
            assert!(refused.is_empty() || ask(db, refused, uri).await.code() == 403, "{uri}");
        }
        assert_eq!(ask(db, "", "/strict/").await.code(), 403);
        assert_eq!(ask(db, "editor-cy", "/strict/").await.code(), 200);
    }

    #[test]
    async fn who_wants_no_page_is_not_sent_to_one(db: &TestDb) {
        let router = router();
        let json = get_with(&router, db.db(), "/login/", &[("accept", "application/json")]).await;
        assert_eq!((json.code(), json.header("location")), (403, ""));
        let htmx = [("hx-request", "true"), ("hx-current-url", "https://shop.example/books/?page=2")];
        let part = get_with(&router, db.db(), "/login/?part", &htmx).await;
        assert_eq!(
            (part.code(), part.header("hx-redirect")),
            (403, "/accounts/login/?next=%2Fbooks%2F%3Fpage%3D2")
        );
        let boosted = [("hx-request", "true"), ("hx-boosted", "true"), ("hx-current-url", "https://shop.example/books/")];
        let link = get_with(&router, db.db(), "/login/", &boosted).await;
        assert_eq!(link.header("hx-redirect"), "/accounts/login/?next=%2Flogin%2F");
        let browser = [("accept", "text/html,application/xhtml+xml,*/*;q=0.8")];
        assert_eq!(get_with(&router, db.db(), "/login/", &browser).await.code(), 302);
    }

    #[test]
    async fn the_way_back_is_a_path_of_this_site(db: &TestDb) {
        #[derive(View)]
        #[view(path = "/{*rest}")]
        struct Anywhere {
            #[allow(dead_code)]
            login: LoginRequired<Visitor>,
        }

        impl Get for Anywhere {
            async fn get(&self, _: &Request) -> Result<Response> {
                Ok("here".into_response())
            }
        }

        let router = with_users(Anywhere::router());
        let to = |answer: Answer| answer.header("location").to_owned();
        assert_eq!(to(get(&router, db.db(), "//evil.example/").await), "/accounts/login/?next=%2F");
        assert_eq!(to(get(&router, db.db(), "http://evil.example/a").await), "/accounts/login/?next=%2Fa");
        let login = Login { url: "/in?theme=dark".into(), redirect_field_name: "back".into() };
        let router = Router::new().nest("/shop", router).layer(Extension(login));
        assert_eq!(to(get(&router, db.db(), "/shop/a?b=c").await), "/in?theme=dark&back=%2Fshop%2Fa%3Fb%3Dc");
    }

    #[test]
    async fn s_99__s_137_the_rows_depend_on_the_user(db: &TestDb) {
        #[derive(ListView)]
        #[view(model = Book, path = "/mine/", template_name = "book_list.html")]
        struct Mine {
            user: Visitor,
        }

        impl ListHooks for Mine {
            async fn get_queryset(&self, req: &Request) -> Result<QuerySet<Book>> {
                let books = ListView::get_queryset(self, req).await?;
                let day = cbv::chrono::NaiveDate::from_ymd_opt(2026, 1, 1).ok_or_else(|| Error::not_found("no day"))?;
                Ok(match self.user.name.as_deref() {
                    None => books.filter(Book::PUBLICATION_DATE.lt(day)),
                    Some(name) => books.filter(Book::PUBLISHER_ID.is_in(
                        Publisher::objects().filter(Publisher::NAME.iexact(name)).all(req.db()).await?.iter().map(|one| one.id),
                    )),
                })
            }
        }

        fixture::create(db).await;
        let router = with_users(Mine::router());
        assert!(get(&router, db.db(), "/mine/").await.text.contains("4 rows"), "the book of 2026 is not out yet");
        let own = get_with(&router, db.db(), "/mine/", &[("x-user", "apress")]).await;
        assert!(own.text.contains("2 rows"), "{}", own.text);
    }

    #[test]
    async fn s_144__md_06_a_guard_around_one_route_or_one_verb(db: &TestDb) {
        #[derive(ListView)]
        #[view(model = Book, template_name = "book_list.html")]
        struct Open;

        #[derive(View)]
        #[view()]
        struct Comment;

        impl Post for Comment {
            async fn post(&self, _: &Request, _: Body) -> Result<Response> {
                Ok("noted".into_response())
            }
        }

        fixture::create(db).await;
        let guard = || from_extractor::<LoginRequired<Visitor>>();
        let router = with_users(
            Router::new()
                .route("/open/", Open::as_view())
                .route("/closed/", Open::as_view().layer(guard()))
                .route("/verb/", Open::as_view().merge(Comment::as_view().layer(guard()))),
        );
        assert_eq!(get(&router, db.db(), "/open/").await.code(), 200);
        assert_eq!(get(&router, db.db(), "/closed/").await.header("location"), "/accounts/login/?next=%2Fclosed%2F");
        assert_eq!(get_with(&router, db.db(), "/closed/", &[("x-user", "ann")]).await.code(), 200);
        assert_eq!(get(&router, db.db(), "/verb/").await.code(), 200);
        assert_eq!(send(&router, db.db(), Method::POST, "/verb/").await.code(), 302);
    }

    #[test]
    async fn s_145_a_guard_around_the_type_holds_on_every_route(db: &TestDb) {
        #[derive(ListView)]
        #[view(
            model = Book, path = "/own/", template_name = "book_list.html", paginate_by = 2,
            layer = from_extractor::<StaffRequired<Visitor>>(),
        )]
        struct Protected;

        fixture::create(db).await;
        let routes = Router::new()
            .merge(Protected::router())
            .route("/a/", Protected::as_view())
            .route("/b/", Protected::with().paginate_by(3).as_view());
        let router = with_users(routes);
        for uri in ["/own/", "/a/", "/b/"] {
            assert_eq!(get(&router, db.db(), uri).await.code(), 302, "{uri}");
            assert_eq!(get_with(&router, db.db(), uri, &[("x-user", "ann")]).await.code(), 403, "{uri}");
            assert_eq!(get_with(&router, db.db(), uri, &[("x-user", "staff-bo")]).await.code(), 200, "{uri}");
        }
    }

    #[test]
    async fn s_146_one_guard_serves_as_field_as_layer_and_as_argument(db: &TestDb) {
        async fn handler(login: LoginRequired<Visitor>) -> String {
            login.name.clone().unwrap_or_default()
        }

        let open = axum::routing::get(async || "open").layer(from_extractor::<LoginRequired<Visitor>>());
        let router = with_users(AnyUser::router().route("/argument/", axum::routing::get(handler)).route("/layer/", open));
        for (uri, text) in [("/login/", "ann"), ("/argument/", "ann"), ("/layer/", "open")] {
            assert_eq!(get(&router, db.db(), uri).await.code(), 302, "{uri}");
            assert_eq!(get_with(&router, db.db(), uri, &[("x-user", "ann")]).await.text, text, "{uri}");
        }
    }
}
