//! Forms of clients that want JSON instead of a page, and views with a form that have no template at all. Rows E-17, E-54 and
//! S-71 of Django's behaviour.

use axum::{
    Router,
    body::Body,
    response::{IntoResponse as _, Response},
};
use cbv::{form::Valid, prelude::*};
use cbv_tests::{
    db::TestDb,
    forms::{Note, State, create},
    on_every_database,
    web::{Answer, ask, get, post},
};
use http::Request as HttpRequest;
use serde_json::{Value, json};

#[derive(Debug, Clone, Form)]
#[form(model = Note)]
struct NoteForm {
    slug: String,
    title: String,
    #[field(default)]
    body: String,
    #[field(default = State::Draft)]
    state: State,
    #[field(default = 1)]
    pages: i32,
    #[field(many_to_many = Note::TAGS, required = false)]
    tags: Vec<i64>,
}

#[derive(CreateView)]
#[view(model = Note, form_class = NoteForm, path = "/new/", app_label = "notes", formats(html, json))]
struct Create;

#[derive(UpdateView)]
#[view(model = Note, form_class = NoteForm, path = "/{slug}/edit/", formats(json))]
struct Update;

#[derive(DeleteView)]
#[view(model = Note, path = "/{slug}/delete/", formats(json), success_url = "/")]
struct Delete;

#[derive(FormView)]
#[view(form_class = NoteForm, path = "/try/", formats(json), success_url = "/thanks/")]
struct Try;

/// Answers in its own words.
#[derive(CreateView)]
#[view(model = Note, form_class = NoteForm, path = "/own/", app_label = "notes")]
struct Own;

impl CreateHooks for Own {
    async fn form_valid(&self, req: &Request, form: Valid<NoteForm>) -> Result<Response> {
        let note = CreateView::perform_create(self, req, form).await?;
        let answer = json!({ "success": true, "id": note.id, "redirect_url": note.absolute_url() });
        Ok(axum::Json(answer).into_response())
    }
}

/// Takes forms, and no JSON.
#[derive(CreateView)]
#[view(model = Note, form_class = NoteForm, path = "/html/", app_label = "notes")]
struct Html;

fn app() -> Router<Db> {
    Router::new()
        .merge(Create::router())
        .merge(Update::router())
        .merge(Delete::router())
        .merge(Try::router())
        .merge(Own::router())
        .merge(Html::router())
}

async fn send(db: &TestDb, verb: &str, uri: &str, accept: &str, body: &Value) -> Answer {
    let request = HttpRequest::builder().method(verb).uri(uri).header("accept", accept);
    let request =
        request.header("content-type", "application/json").body(Body::from(body.to_string())).unwrap();
    ask(app().with_state(db.db().clone()), request).await
}

async fn data(db: &TestDb, verb: &str, uri: &str, body: &Value) -> (Answer, Value) {
    let answer = send(db, verb, uri, "application/json", body).await;
    let json = serde_json::from_str(&answer.text)
        .unwrap_or_else(|_| panic!("{uri}: {} {}", answer.code(), answer.text));
    (answer, json)
}

on_every_database! {
    #[test]
    async fn e_54_errors_and_new_rows_are_data_for_who_wants_json(db: &TestDb) {
        create(db).await;
        let (refused, errors) = data(db, "POST", "/new/", &json!({ "slug": "one" })).await;
        assert_eq!((refused.code(), &errors["errors"]), (422, &json!({ "title": ["This field is required."] })));
        assert_eq!(Note::objects().count(db.db()).await.unwrap(), 0);
        let form = json!({ "slug": "one", "title": "One", "pages": 4, "tags": [1, 3] });
        let (made, answer) = data(db, "POST", "/new/", &form).await;
        let note = Note::objects().get(db.db()).await.unwrap();
        assert_eq!((made.code(), made.header("location")), (201, "/notes/one/"));
        assert_eq!(answer, json!({ "pk": note.id.to_string(), "url": "/notes/one/" }));
        assert_eq!((note.pages, Note::TAGS.keys(db.db(), &note).await.unwrap().len()), (4, 2));
        // the same view answers a browser with a page and a redirect
        let page = get(&app(), db.db(), "/new/").await;
        assert!(page.header("content-type").starts_with("text/html"), "{}", page.text);
        let made = post(&app(), db.db(), "/new/", &[("slug", "two"), ("title", "Two")]).await;
        assert_eq!((made.code(), made.header("location")), (303, "/notes/two/"));
        // nothing in common
        assert_eq!(send(db, "POST", "/new/", "image/png", &form).await.code(), 406);
        // JSON is a body where the view has the format, and of no other
        assert_eq!(send(db, "POST", "/html/", "text/html", &form).await.code(), 415);
    }

    #[test]
    async fn e_17_a_view_without_a_template_has_the_same_behaviour(db: &TestDb) {
        create(db).await;
        let (taken, answer) = data(db, "POST", "/try/", &json!({ "slug": "one", "title": "One" })).await;
        assert_eq!((taken.code(), answer), (200, json!({ "url": "/thanks/" })));
        data(db, "POST", "/new/", &json!({ "slug": "one", "title": "One" })).await;
        let (page, shown) = data(db, "GET", "/one/edit/", &json!({})).await;
        let title = json!({ "name": "title", "label": "Title", "required": true, "value": "One" });
        assert_eq!((page.code(), &shown["fields"][1], &shown["errors"]), (200, &title, &json!({})));
        let (refused, errors) = data(db, "PUT", "/one/edit/", &json!({ "slug": "", "title": "Uno" })).await;
        assert_eq!((refused.code(), &errors["errors"]["slug"]), (422, &json!(["This field is required."])));
        let (changed, answer) = data(db, "PUT", "/one/edit/", &json!({ "slug": "uno", "title": "Uno" })).await;
        assert_eq!((changed.code(), &answer["url"]), (200, &json!("/notes/uno/")));
        let (gone, answer) = data(db, "DELETE", "/uno/delete/", &json!({})).await;
        assert_eq!((gone.code(), &answer["url"]), (200, &json!("/")));
        assert_eq!(Note::objects().count(db.db()).await.unwrap(), 0);
    }

    #[test]
    async fn s_71_form_valid_answers_in_its_own_words(db: &TestDb) {
        create(db).await;
        let made = post(&app(), db.db(), "/own/", &[("slug", "one"), ("title", "One")]).await;
        let answer: Value = serde_json::from_str(&made.text).unwrap();
        let note = Note::objects().get(db.db()).await.unwrap();
        assert_eq!(made.code(), 200);
        assert_eq!(answer, json!({ "success": true, "id": note.id, "redirect_url": "/notes/one/" }));
        assert_eq!(post(&app(), db.db(), "/own/", &[("slug", "two")]).await.code(), 422);
    }
}
