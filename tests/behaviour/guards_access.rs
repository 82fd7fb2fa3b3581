//! Who is let through a guard, and where the others are sent, row by row of Django's access mixins. Guards beside hooks, objects
//! and other guards are in `guards`.

use axum::{
    Extension, Router,
    body::Body,
    middleware::from_extractor,
    response::{IntoResponse as _, Response},
};
use cbv::{
    Get, Origin, Post,
    guard::{
        HandleNoPermission, Has, Login, LoginRequired, Permission, PermissionRequired, RaiseException, Test,
        User, UserPasses,
    },
    prelude::*,
};
use cbv_tests::{
    db::TestDb,
    log::watch,
    on_every_database,
    user::{Visitor, with_users},
    web::{Answer, get, get_with, send},
};
use http::{Method, request::Parts};

struct ChangeBook;

impl Permission for ChangeBook {
    const NAME: &'static str = "books.change_book";
}

struct SellBook;

impl Permission for SellBook {
    const NAME: &'static str = "books.sell_book";
}

struct IsLong;

impl Test<Visitor> for IsLong {
    fn test(user: &Visitor) -> bool {
        user.name.as_deref().is_some_and(|name| name.len() > 8)
    }
}

/// Refuses in words of its own.
enum InOwnWords {}

impl HandleNoPermission for InOwnWords {
    fn handle_no_permission(user: &impl User, _: &Parts) -> Error {
        Error::PermissionDenied(format!("no access for {:?}", user.id()).into())
    }
}

macro_rules! guarded {
    ($($name:ident($path:literal): $($field:ident: $guard:ty),+;)*) => {$(
        #[derive(View)]
        #[view(path = $path)]
        #[allow(dead_code)] // the fields are taken, and that is all
        struct $name {
            $($field: $guard,)+
        }

        impl Get for $name {
            async fn get(&self, _: &Request) -> Result<Response> {
                Ok("seen".into_response())
            }
        }

        impl Post for $name {
            async fn post(&self, _: &Request, _: Body) -> Result<Response> {
                Ok("posted".into_response())
            }
        }
    )*};
}

guarded! {
    AnyUser("/rand"): login: LoginRequired<Visitor>;
    Strict("/strict/"): login: LoginRequired<Visitor, RaiseException>;
    Worded("/worded/"): login: LoginRequired<Visitor, InOwnWords>;
    Editors("/edit/"): editor: PermissionRequired<Visitor, ChangeBook>;
    Sellers("/sell/"): editor: PermissionRequired<Visitor, ChangeBook>, seller: PermissionRequired<Visitor, SellBook>;
    LoginThenEdit("/one/"): login: LoginRequired<Visitor>, editor: UserPasses<Visitor, Has<ChangeBook>, RaiseException>;
    EditThenLogin("/other/"): editor: UserPasses<Visitor, Has<ChangeBook>, RaiseException>, login: LoginRequired<Visitor>;
    Tests("/tests/"): editor: UserPasses<Visitor, Has<ChangeBook>>, long: UserPasses<Visitor, IsLong>;
}

fn router() -> Router<Db> {
    let single = AnyUser::router().merge(Strict::router()).merge(Worded::router()).merge(Editors::router());
    let several = Sellers::router().merge(LoginThenEdit::router()).merge(EditThenLogin::router());
    with_users(single.merge(several).merge(Tests::router()))
}

async fn ask(db: &TestDb, user: &str, uri: &str) -> Answer {
    match user {
        "" => get(&router(), db.db(), uri).await,
        user => get_with(&router(), db.db(), uri, &[("x-user", user)]).await,
    }
}

/// Where nobody is sent by a log-in page of that address and that parameter.
async fn sent(db: &TestDb, url: &'static str, name: &'static str) -> String {
    let login = Login { url: url.into(), redirect_field_name: name.into() };
    let page =
        get_with(&router().layer(Extension(login)), db.db(), "/rand?a=b", &[("host", "shop.example")]).await;
    assert_eq!(page.code(), 302, "{url}: {}", page.reason());
    page.header("location").to_owned()
}

on_every_database! {
    #[test]
    async fn a_01_the_log_in_page_is_that_of_the_site_or_of_the_view(db: &TestDb) {
        assert_eq!(ask(db, "", "/rand").await.header("location"), "/accounts/login/?next=%2Frand");
        let page = |url: &'static str| Extension(Login { url: url.into(), ..Login::default() });
        let routes = Router::new().route("/own/", AnyUser::as_view().layer(page("/own-login/"))).route("/rand", AnyUser::as_view());
        let site = with_users(routes).layer(page("/login/"));
        assert_eq!(get(&site, db.db(), "/rand").await.header("location"), "/login/?next=%2Frand");
        assert_eq!(get(&site, db.db(), "/own/").await.header("location"), "/own-login/?next=%2Fown%2F");
    }

    #[test]
    async fn a_02_the_parameter_has_a_name_or_is_left_out(db: &TestDb) {
        assert_eq!(sent(db, "/login/", "goto").await, "/login/?goto=%2Frand%3Fa%3Db");
        assert_eq!(sent(db, "/login/?theme=dark", "").await, "/login/?theme=dark");
    }

    #[test]
    async fn a_03__a_04_whoever_is_refused_with_403_may_be_told_why(db: &TestDb) {
        for user in ["", "ann"] {
            let expected = if user.is_empty() { 403 } else { 200 };
            assert_eq!(ask(db, user, "/strict/").await.code(), expected);
            assert_eq!(ask(db, user, "/worded/").await.code(), expected);
        }
        assert_eq!(ask(db, "", "/worded/").await.reason(), "no access for None");
    }

    #[test]
    async fn a_05__a_13_who_has_logged_in_is_not_sent_to_log_in(db: &TestDb) {
        for uri in ["/edit/", "/sell/", "/tests/"] {
            let refused = ask(db, "ann", uri).await;
            assert_eq!((refused.code(), refused.header("location")), (403, ""), "{uri}");
            assert_eq!(ask(db, "", uri).await.code(), 302, "{uri}");
        }
    }

    #[test]
    async fn a_06_a_log_in_page_of_another_site_knows_the_whole_way_back(db: &TestDb) {
        let whole = "next=http%3A%2F%2Fshop.example%2Frand%3Fa%3Db";
        for other in ["https://remote.example/login", "https://shop.example/login", "http://shop.example:8080/", "//remote.example/in"] {
            assert_eq!(sent(db, other, "next").await, format!("{other}?{whole}"));
        }
        assert_eq!(sent(db, "http://shop.example/login", "next").await, "http://shop.example/login?next=%2Frand%3Fa%3Db");
        // as the site is seen from outside
        let login = Login { url: "https://shop.example/login".into(), ..Login::default() };
        let behind_a_proxy = router().layer(Extension(login)).layer(Extension(Origin("https://shop.example".into())));
        let page = get(&behind_a_proxy, db.db(), "/rand").await;
        assert_eq!(page.header("location"), "https://shop.example/login?next=%2Frand");
        // who names no host is sent there all the same
        let login = Login { url: "https://remote.example/".into(), ..Login::default() };
        let page = get(&router().layer(Extension(login)), db.db(), "/rand").await;
        assert_eq!(page.header("location"), "https://remote.example/?next=%2Frand");
    }

    #[test]
    async fn a_07_the_parameters_of_the_log_in_page_stay(db: &TestDb) {
        assert_eq!(sent(db, "/login/?theme=dark&x=%26", "next").await, "/login/?theme=dark&x=%26&next=%2Frand%3Fa%3Db");
        assert_eq!(
            sent(db, "/login/?next=%2Fold&theme=dark&n%65xt&#top", "next").await,
            "/login/?theme=dark&next=%2Frand%3Fa%3Db#top"
        );
    }

    #[test]
    async fn a_08_what_is_sent_is_refused_alike(db: &TestDb) {
        let refused = send(&router(), db.db(), Method::POST, "/rand?a=b").await;
        assert_eq!((refused.code(), refused.header("location")), (302, "/accounts/login/?next=%2Frand%3Fa%3Db"));
        assert_eq!(send(&router(), db.db(), Method::HEAD, "/rand").await.code(), 302);
    }

    #[test]
    async fn a_09_a_guard_is_asked_before_setup(db: &TestDb) {
        let (refused, log) = watch(ask(db, "", "/rand")).await;
        assert_eq!((refused.code(), log.hooks().len()), (302, 0));
        let (_, log) = watch(ask(db, "ann", "/rand")).await;
        assert_eq!(log.hooks(), ["setup", "dispatch"]);
    }

    #[test]
    async fn a_10_a_refused_verb_is_405_for_everybody(db: &TestDb) {
        for method in [Method::PUT, Method::DELETE] {
            assert_eq!(send(&router(), db.db(), method, "/rand").await.code(), 405);
        }
        assert_eq!(send(&router(), db.db(), Method::OPTIONS, "/rand").await.header("allow"), "GET, POST, HEAD, OPTIONS");
    }

    #[test]
    async fn a_11__a_12_every_permission_is_asked_of_the_user(db: &TestDb) {
        assert_eq!(ask(db, "editor-cy", "/edit/").await.code(), 200);
        // one of two is not enough
        assert_eq!(ask(db, "editor-cy", "/sell/").await.code(), 403);
    }

    #[test]
    async fn a_14__a_15__a_16_guards_combine_in_any_order_also_two_tests(db: &TestDb) {
        for uri in ["/one/", "/other/"] {
            assert_eq!(ask(db, "editor-cy", uri).await.code(), 200, "{uri}");
            assert_eq!(ask(db, "ann", uri).await.code(), 403, "{uri}");
        }
        // the first that refuses answers
        assert_eq!((ask(db, "", "/one/").await.code(), ask(db, "", "/other/").await.code()), (302, 403));
        assert_eq!(ask(db, "editor-cy", "/tests/").await.code(), 200);
        for refused in ["editor-c", "somebody-else"] {
            assert_eq!(ask(db, refused, "/tests/").await.code(), 403, "{refused}");
        }
    }

    #[test]
    async fn a_18__a_19_a_guard_stands_around_a_site_but_for_what_is_added_later(db: &TestDb) {
        async fn handler() -> &'static str {
            "handled"
        }

        let closed = AnyUser::router().route("/handler/", axum::routing::get(handler));
        let site = closed.layer(from_extractor::<LoginRequired<Visitor>>()).route("/open/", axum::routing::get(handler));
        let site = with_users(site);
        for (uri, nobody) in [("/rand", 302), ("/handler/", 302), ("/open/", 200)] {
            assert_eq!(get(&site, db.db(), uri).await.code(), nobody, "{uri}");
            assert_eq!(get_with(&site, db.db(), uri, &[("x-user", "ann")]).await.code(), 200, "{uri}");
        }
    }
}
