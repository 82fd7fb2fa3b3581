//! Two people who edit one row: the second learns what the first has stored.

use axum::Router;
use cbv::{chrono::NaiveDateTime, form::Valid, prelude::*};
use cbv_tests::{
    db::TestDb,
    on_every_database,
    web::{Answer, get, get_with, post},
};

#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "page", url = "/pages/{id}/")]
struct Leaf {
    id: i64,
    title: String,
    body: String,
    public: bool,
    changes: i32,
    changed_at: Option<NaiveDateTime>,
}

#[derive(Debug, Clone, Form)]
#[form(model = Leaf)]
struct LeafForm {
    title: String,
    #[field(widget = textarea)]
    body: String,
    public: bool,
}

#[derive(UpdateView)]
#[view(model = Leaf, form_class = LeafForm, path = "/pages/{pk}/edit/", template_name = "notes/note_form.html",
       version = changes, formats(html, json))]
struct Edit;

#[derive(UpdateView)]
#[view(model = Leaf, form_class = LeafForm, path = "/pages/{pk}/timed/", template_name = "notes/note_form.html",
       version = changed_at)]
struct Timed;

/// Somebody else is faster, between the check of the version and the save.
#[derive(UpdateView)]
#[view(model = Leaf, form_class = LeafForm, path = "/pages/{pk}/overtaken/", template_name = "notes/note_form.html",
       version = changes)]
struct Overtaken;

impl UpdateHooks for Overtaken {
    async fn perform_update(&self, req: &Request, leaf: &Leaf, form: Valid<LeafForm>) -> Result<Leaf> {
        let other = [Leaf::TITLE.set("Faster"), Leaf::CHANGES.set(Leaf::CHANGES + 1)];
        Leaf::objects().filter(Leaf::ID.eq(leaf.id)).update(req.db(), other).await?;
        UpdateView::perform_update(self, req, leaf, form).await
    }
}

fn app() -> Router<Db> {
    Router::new().merge(Edit::router()).merge(Timed::router()).merge(Overtaken::router())
}

async fn create(db: &TestDb) {
    db.execute(
        "CREATE TABLE page (id {key}, title VARCHAR(50) NOT NULL, body VARCHAR(200) NOT NULL, public {bool} NOT NULL, \
         changes INTEGER NOT NULL DEFAULT 1, changed_at {datetime} NULL)",
    )
    .await;
    let values = [Leaf::TITLE.set("One"), Leaf::BODY.set("a\nb")];
    Leaf::objects().create(db.db(), values.into_iter().chain([Leaf::PUBLIC.set(false)])).await.unwrap();
}

async fn leaf(db: &TestDb) -> Leaf {
    Leaf::objects().get(db.db()).await.unwrap()
}

/// The hidden field's value.
fn version(page: &Answer, name: &str) -> String {
    let begins = format!("<input type=\"hidden\" name=\"{name}\" value=\"");
    let (_, rest) = page.text.split_once(&begins).unwrap_or_else(|| panic!("{}", page.text));
    rest.split_once('"').unwrap().0.to_owned()
}

async fn edit(db: &TestDb, uri: &str, title: &str, version: (&str, &str)) -> Answer {
    post(&app(), db.db(), uri, &[("title", title), ("body", "a\r\nb"), version]).await
}

on_every_database! {
    #[test]
    async fn w_26_a_stale_form_shows_what_was_stored_meanwhile(db: &TestDb) {
        create(db).await;
        let read = version(&get(&app(), db.db(), "/pages/1/edit/").await, "changes");
        let saved = edit(db, "/pages/1/edit/", "Mine", ("changes", &read)).await;
        assert_eq!((saved.code(), leaf(db).await.title, leaf(db).await.changes), (303, "Mine".into(), 2), "{}", saved.reason());
        let stale = edit(db, "/pages/1/edit/", "Yours", ("changes", &read)).await;
        assert_eq!((stale.code(), leaf(db).await.title), (409, "Mine".to_owned()));
        assert!(stale.text.contains("Somebody else has changed this leaf meanwhile."), "{}", stale.text);
        assert!(stale.text.contains("id=\"id_title_error\"><li>Stored now: “Mine”.</li>"), "{}", stale.text);
        assert!(stale.text.contains("value=\"Yours\""), "{}", stale.text);
        // what is the same is not told
        assert_eq!(stale.text.matches("<li>Stored now").count(), 1, "{}", stale.text);
        // who has seen it may replace it
        let again = version(&stale, "changes");
        assert_eq!(edit(db, "/pages/1/edit/", "Yours", ("changes", &again)).await.code(), 303);
        assert_eq!((leaf(db).await.title, leaf(db).await.changes), ("Yours".to_owned(), 3));
    }

    #[test]
    async fn a_refused_form_stays_as_old_as_it_was(db: &TestDb) {
        create(db).await;
        let read = version(&get(&app(), db.db(), "/pages/1/edit/").await, "changes");
        assert_eq!(edit(db, "/pages/1/edit/", "Mine", ("changes", &read)).await.code(), 303);
        let refused = edit(db, "/pages/1/edit/", "", ("changes", &read)).await;
        assert_eq!((refused.code(), version(&refused, "changes")), (422, read));
    }

    #[test]
    async fn a_form_without_its_version_is_refused(db: &TestDb) {
        create(db).await;
        let refused = edit(db, "/pages/1/edit/", "Mine", ("other", "1")).await;
        assert_eq!((refused.code(), leaf(db).await.title), (422, "One".to_owned()));
        assert!(refused.text.contains("(Hidden field changes) This field is required."), "{}", refused.text);
        for nonsense in ["", "x", "2", "99999999999999999999"] {
            assert_eq!(edit(db, "/pages/1/edit/", "Mine", ("changes", nonsense)).await.code(), 409);
        }
        let data = get_with(&app(), db.db(), "/pages/1/edit/", &[("accept", "application/json")]).await;
        assert!(data.text.contains("\"hidden\":{\"changes\":\"1\"}"), "{}", data.text);
    }

    #[test]
    async fn a_time_is_a_version_of_a_form_too(db: &TestDb) {
        create(db).await;
        for title in ["Mine", "Yours", "Ours"] {
            let read = version(&get(&app(), db.db(), "/pages/1/timed/").await, "changed_at");
            assert_eq!(edit(db, "/pages/1/timed/", title, ("changed_at", &read)).await.code(), 303);
            assert_eq!(edit(db, "/pages/1/timed/", "Late", ("changed_at", &read)).await.code(), 409);
            assert_eq!(leaf(db).await.title, title);
        }
    }

    #[test]
    async fn who_is_overtaken_in_the_last_moment_stores_nothing(db: &TestDb) {
        create(db).await;
        let read = version(&get(&app(), db.db(), "/pages/1/overtaken/").await, "changes");
        let stale = edit(db, "/pages/1/overtaken/", "Mine", ("changes", &read)).await;
        // the other's change was part of this unit, and is rolled back with it
        assert_eq!((stale.code(), leaf(db).await.title), (409, "One".to_owned()));
        assert!(stale.text.contains("Stored now: “One”."), "{}", stale.text);
    }

    #[test]
    async fn w_26_of_two_stale_updates_at_once_one_wins(db: &TestDb) {
        create(db).await;
        let read = version(&get(&app(), db.db(), "/pages/1/edit/").await, "changes");
        let (one, two) = tokio::join!(
            edit(db, "/pages/1/edit/", "Mine", ("changes", &read)),
            edit(db, "/pages/1/edit/", "Yours", ("changes", &read)),
        );
        let mut codes = [one.code(), two.code()];
        codes.sort_unstable();
        assert_eq!(codes, [303, 409]);
        assert_eq!(leaf(db).await.changes, 2);
    }
}
