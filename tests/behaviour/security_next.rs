//! `?next=`: a request may say where to go afterwards, on this site. The addresses themselves are tested beside their code.

use axum::{
    Extension, Router,
    response::{IntoResponse as _, Response},
};
use cbv::{Get, Origin, prelude::*};
use cbv_tests::{db::TestDb, on_every_database, web::get};

#[derive(View)]
#[view(path = "/in/")]
struct LoggedIn;

impl Get for LoggedIn {
    async fn get(&self, req: &Request) -> Result<Response> {
        let goal = req.next_url("next").unwrap_or_else(|| "/profile/".to_owned());
        Ok(cbv::redirect(&goal).into_response())
    }
}

on_every_database! {
    #[test]
    async fn a_request_leads_to_this_site_only(db: &TestDb) {
        let plain = LoggedIn::router();
        let known = LoggedIn::router().layer(Extension(Origin("https://books.example".into())));
        let to = async |router: &Router<Db>, next: &str| {
            let next: String = form_urlencoded(next);
            get(router, db.db(), &format!("/in/?next={next}")).await.header("location").to_owned()
        };
        for router in [&plain, &known] {
            assert_eq!(to(router, "/books/?page=2").await, "/books/?page=2");
            for other in ["", "https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)",
                          "http://books.example/", "https://books.example:8443/", "https://books.example@evil.example/"] {
                assert_eq!(to(router, other).await, "/profile/", "{other}");
            }
            assert_eq!(get(router, db.db(), "/in/").await.header("location"), "/profile/");
        }
        // a whole address only where it is known which is this site's
        assert_eq!(to(&known, "https://books.example/a/").await, "https://books.example/a/");
        assert_eq!(to(&plain, "https://books.example/a/").await, "/profile/");
        assert_eq!(to(&plain, "https://localhost/").await, "/profile/", "the Host header says nothing");
    }
}

fn form_urlencoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
