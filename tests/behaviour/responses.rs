//! Ways to respond: several templates, fragments, JSON.

use axum::Router;
use cbv::prelude::*;
use cbv_tests::{
    db::TestDb,
    fixture,
    models::Publisher,
    on_every_database,
    web::{get, get_with},
};

#[derive(ListView)]
#[view(
    model = Publisher,
    path = "/publishers/",
    paginate_by = 2,
    template_name = "fragment_publishers.html",
    templates(mobile = "mobile.html"),
    fragments(rows),
    formats(html, json)
)]
struct PublisherList;

impl PublisherList {
    fn seen(&self) -> &'static str {
        "seen"
    }
}

impl ListHooks for PublisherList {
    async fn get_template_names(&self, req: &Request, _: &Page<Publisher>) -> Result<PublisherListTemplate> {
        let wanted = req.query("look").and_then(|name| PublisherListTemplate::named(&name));
        Ok(wanted.unwrap_or_default())
    }
}

on_every_database! {
    #[test]
    async fn a_view_answers_in_several_ways(db: &TestDb) {
        fixture::create(db).await;
        let router: Router<Db> = PublisherList::router();
        let whole = get(&router, db.db(), "/publishers/").await;
        assert_eq!(whole.reason(), "");
        assert!(whole.text.starts_with("<html><li>Zweitausendeins</li>"), "{}", whole.text);
        let mobile = get(&router, db.db(), "/publishers/?look=mobile").await;
        assert_eq!(mobile.text.trim(), "<mobile>2 seen</mobile>");
        let fragment = get_with(&router, db.db(), "/publishers/", &[("hx-request", "true")]).await;
        assert!(fragment.text.starts_with("<li>Zweitausendeins</li>"), "{}", fragment.text);
        let json = get_with(&router, db.db(), "/publishers/", &[("accept", "application/json")]).await;
        let data: serde_json::Value = serde_json::from_str(&json.text).unwrap();
        assert_eq!((&data["count"], &data["next"]), (&3.into(), &"/publishers/?page=2".into()));
        assert_eq!(data["results"][0]["name"], "Zweitausendeins");
        assert_eq!(get(&router, db.db(), "/publishers/?format=xml").await.status.as_u16(), 406);
    }
}
