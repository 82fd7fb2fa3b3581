//! Messages that are shown once: on the next page or on this one, after the commit of what they tell, and by whom they are kept.
//! The words of the views that save are tested with those views.

use axum::{
    Router,
    body::Body,
    http::Request as HttpRequest,
    response::{IntoResponse as _, Response},
    routing::post,
};
use cbv::{
    Conn, Post,
    messages::{Level, Messages},
    prelude::*,
    redirect,
};
use cbv_tests::{browser::Browser, db::TestDb, fixture, models::Book, on_every_database, web::ask};

/// Shows what is there, and nothing else.
#[derive(TemplateView)]
#[view(path = "/", template_name = "messages.txt")]
struct Home;

/// Says one thing of each level.
#[derive(View)]
#[view(path = "/say/")]
struct Say;

impl Post for Say {
    async fn post(&self, req: &Request, _: Body) -> Result<Response> {
        let messages = req.messages();
        messages.debug("one").await?;
        messages.info("<two>").await?;
        messages.success("three").await?;
        messages.warning("four").await?;
        messages.error("five").await?;
        Ok(redirect("/").into_response())
    }
}

/// Gives all books away in a unit of work, which fails where the query says so.
#[derive(View)]
#[view(path = "/give/")]
struct Give;

impl Post for Give {
    async fn post(&self, req: &Request, _: Body) -> Result<Response> {
        let stored = req.db().atomic(async {
            Book::objects().update(req.db(), [Book::PRICE.set(0)]).await?;
            req.messages().success("stored").await?;
            req.messages().error("tried").await?;
            match req.query("fail") {
                Some(_) => Err(Error::with_status(http::StatusCode::CONFLICT, "it was refused")),
                None => Ok(()),
            }
        });
        stored.await?;
        Ok(redirect("/").into_response())
    }
}

/// A template view that says something while it is made.
#[derive(TemplateView)]
#[view(path = "/now/", template_name = "messages.txt")]
struct Now;

impl TemplateHooks for Now {
    async fn setup(&mut self, req: &Request) -> Result<()> {
        req.messages().warning("at once").await
    }
}

async fn plain(messages: Messages) -> Result<&'static str> {
    messages.info("from a handler").await?;
    Ok("said")
}

/// Shows one and leaves the others.
async fn one(messages: Messages) -> String {
    messages.into_iter().next().map(|message| message.to_string()).unwrap_or_default()
}

fn router() -> Router<Db> {
    Router::new()
        .merge(Home::router())
        .merge(Say::router())
        .merge(Give::router())
        .merge(Now::router())
        .route("/plain/", post(plain))
        .route("/one/", post(one))
}

on_every_database! {
    #[test]
    async fn messages_are_shown_once_on_the_next_page(db: &TestDb) {
        let (mut ada, mut grace) = (Browser::new(router(), db.db()).await, Browser::new(router(), db.db()).await);
        assert_eq!(ada.shown("/").await, "");
        assert_eq!(ada.post("/say/", &[]).await.code(), 302);
        assert_eq!(ada.post("/plain/", &[]).await.text, "said");
        assert_eq!(grace.shown("/").await, "");
        assert_eq!(ada.shown("/").await, "debug:one info:<two> success:three warning:four error:five info:from a handler ");
        assert_eq!(ada.shown("/").await, "");
    }

    #[test]
    async fn messages_of_this_request_are_on_its_own_page(db: &TestDb) {
        let mut ada = Browser::new(router(), db.db()).await;
        ada.post("/plain/", &[]).await;
        assert_eq!(ada.shown("/now/").await, "info:from a handler warning:at once ");
        assert_eq!(ada.shown("/").await, "");
    }

    #[test]
    async fn what_was_not_shown_stays(db: &TestDb) {
        let mut ada = Browser::new(router(), db.db()).await;
        ada.post("/say/", &[]).await;
        assert_eq!(ada.post("/one/", &[]).await.text, "one");
        ada.post("/plain/", &[]).await;
        assert_eq!(ada.post("/one/", &[]).await.text, "<two>");
        assert_eq!(ada.shown("/").await, "success:three warning:four error:five info:from a handler ");
    }

    #[test]
    async fn s_67_success_waits_for_the_commit_and_errors_do_not(db: &TestDb) {
        fixture::create(db).await;
        let all = Book::objects().count(db.db()).await.unwrap();
        let mut ada = Browser::new(router(), db.db()).await;
        assert_eq!(ada.post("/give/?fail=", &[]).await.code(), 409);
        assert_eq!(Book::objects().filter(Book::PRICE.eq(0)).count(db.db()).await.unwrap(), 0);
        assert_eq!(ada.shown("/").await, "error:tried ");
        assert_eq!(ada.post("/give/", &[]).await.code(), 302);
        assert_eq!(Book::objects().filter(Book::PRICE.eq(0)).count(db.db()).await.unwrap(), all);
        assert_eq!(ada.shown("/").await, "error:tried success:stored ");
    }

    #[test]
    async fn without_the_layer_adding_says_what_is_missing_and_showing_shows_none(db: &TestDb) {
        let app: Router = router().with_state(db.db().clone());
        let home = ask(app.clone(), HttpRequest::get("/").body(Body::empty()).unwrap()).await;
        assert_eq!((home.code(), home.text.as_str()), (200, ""));
        let said = ask(app, HttpRequest::post("/say/").body(Body::empty()).unwrap()).await;
        assert_eq!(said.code(), 500);
        assert!(said.reason().contains("`cbv::messages::MessagesManagerLayer`"), "{}", said.reason());
        let messages = Messages::clone(&from(db).await);
        assert!(messages.add(Level::Info, "x").await.is_err());
    }
}

/// The messages of a request that went through no layer.
async fn from(db: &TestDb) -> Messages {
    use axum::extract::FromRequestParts as _;
    let (mut parts, ()) = http::Request::new(()).into_parts();
    parts.extensions.insert(Conn::new(db.db().clone()));
    let Ok(messages) = Messages::from_request_parts(&mut parts, db.db()).await;
    messages
}
