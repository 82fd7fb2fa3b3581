//! A user's browser, as far as sessions know it: it keeps the cookie. Used by behaviour tests of messages.

use axum::{Router, body::Body};
use cbv::{
    Db,
    messages::MessagesManagerLayer,
    sessions::{DbStore, SessionManagerLayer},
};
use http::Request;

use crate::web::{Answer, ask};

/// A browser in front of an application that keeps sessions and messages.
#[derive(Debug)]
pub struct Browser {
    app: Router,
    cookie: String,
}

impl Browser {
    /// A browser without a cookie; the table of the sessions is made where it is missing.
    ///
    /// # Panics
    /// When the database refuses.
    pub async fn new(router: Router<Db>, db: &Db) -> Self {
        let store = DbStore::new(db.clone());
        store.create_table().await.expect("a table");
        let app = router.layer(MessagesManagerLayer).layer(SessionManagerLayer::new(store));
        Self { app: app.with_state(db.clone()), cookie: String::new() }
    }

    /// Sends a request with a form; nothing for none.
    ///
    /// # Panics
    /// When the URI is none, or the body breaks off.
    pub async fn send(&mut self, method: &str, uri: &str, form: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let request = Request::builder()
            .method(method)
            .uri(uri)
            .header("cookie", &self.cookie)
            .header("content-type", "application/x-www-form-urlencoded");
        let answer = ask(self.app.clone(), request.body(Body::from(body)).expect("a request")).await;
        if let Some((cookie, _)) = answer.header("set-cookie").split_once(';') {
            self.cookie = cookie.to_owned();
        }
        answer
    }

    /// Sends POST.
    pub async fn post(&mut self, uri: &str, form: &[(&str, &str)]) -> Answer {
        self.send("POST", uri, form).await
    }

    /// The text of a page.
    pub async fn shown(&mut self, uri: &str) -> String {
        self.send("GET", uri, &[]).await.text
    }
}
