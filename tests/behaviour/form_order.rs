//! The order of a request to a view with a form, read from the spans of the hooks: rows CO-03 to CO-09.

use axum::Router;
use cbv::prelude::*;
use cbv_tests::{
    db::TestDb,
    forms::{Note, State, create},
    log::watch,
    on_every_database,
    web::{get, post, send},
};
use http::Method;

#[derive(Debug, Clone, Form)]
#[form(model = Note)]
struct NoteForm {
    slug: String,
    title: String,
    #[field(default)]
    body: String,
    #[field(default = State::Draft)]
    state: State,
}

#[derive(CreateView)]
#[view(model = Note, form_class = NoteForm, path = "/new/", app_label = "notes")]
struct Create;

#[derive(UpdateView)]
#[view(model = Note, form_class = NoteForm, path = "/{slug}/edit/", app_label = "notes")]
struct Update;

#[derive(DeleteView)]
#[view(model = Note, path = "/{slug}/delete/", app_label = "notes", success_url = "/")]
struct Delete;

fn app() -> Router<Db> {
    Create::router().merge(Update::router()).merge(Delete::router())
}

async fn with_note(db: &TestDb) {
    create(db).await;
    db.execute("INSERT INTO note (slug, title, body, state) VALUES ('one', 'One', '', 'draft')").await;
}

const FORM: &[(&str, &str)] = &[("slug", "two"), ("title", "Two")];

/// What each way begins with.
const START: [&str; 2] = ["setup", "dispatch"];
const OBJECT: [&str; 2] = ["get_queryset", "get_object"];
const MAKE: [&str; 3] = ["get_initial", "get_form_kwargs", "get_form"];
const SHOW: [&str; 3] = ["get_context_data", "get_template_names", "render_to_response"];

on_every_database! {
    #[test]
    async fn co_03_the_order_of_a_create_page(db: &TestDb) {
        create(db).await;
        let (page, log) = watch(get(&app(), db.db(), "/new/")).await;
        assert_eq!(page.code(), 200);
        assert_eq!(log.hooks(), [&START[..], &MAKE, &SHOW].concat());
    }

    #[test]
    async fn co_04_the_order_of_a_creation(db: &TestDb) {
        create(db).await;
        let (made, log) = watch(post(&app(), db.db(), "/new/", FORM)).await;
        assert_eq!(made.code(), 303, "{} {}", made.reason(), made.text);
        let stored = ["form_valid", "perform_create", "get_success_url", "get_success_message"];
        assert_eq!(log.hooks(), [&START[..], &MAKE, &stored].concat());
    }

    #[test]
    async fn co_05_the_order_of_a_refused_creation(db: &TestDb) {
        create(db).await;
        let (refused, log) = watch(post(&app(), db.db(), "/new/", &[])).await;
        assert_eq!(refused.code(), 422);
        assert_eq!(log.hooks(), [&START[..], &MAKE, &["form_invalid"], &SHOW].concat());
    }

    #[test]
    async fn co_06_the_order_of_an_update(db: &TestDb) {
        with_note(db).await;
        let (changed, log) = watch(post(&app(), db.db(), "/one/edit/", FORM)).await;
        assert_eq!(changed.code(), 303, "{} {}", changed.reason(), changed.text);
        let stored = ["form_valid", "perform_update", "get_success_url", "get_success_message"];
        assert_eq!(log.hooks(), [&START[..], &OBJECT, &MAKE, &stored].concat());
        // and of its refusal
        let (refused, log) = watch(post(&app(), db.db(), "/two/edit/", &[])).await;
        assert_eq!(refused.code(), 422);
        assert_eq!(log.hooks(), [&START[..], &OBJECT, &MAKE, &["form_invalid"], &SHOW].concat());
    }

    #[test]
    async fn co_07_the_order_of_a_page_that_asks(db: &TestDb) {
        with_note(db).await;
        let (page, log) = watch(get(&app(), db.db(), "/one/delete/")).await;
        assert_eq!(page.code(), 200);
        assert_eq!(log.hooks(), [&START[..], &OBJECT, &MAKE, &SHOW].concat());
    }

    #[test]
    async fn co_08__co_09_the_order_of_a_deletion_by_post_and_by_delete(db: &TestDb) {
        for method in [Method::POST, Method::DELETE] {
            if method == Method::POST {
                create(db).await;
            }
            db.execute("INSERT INTO note (slug, title, body, state) VALUES ('one', 'One', '', 'draft')").await;
            let (gone, log) = watch(send(&app(), db.db(), method, "/one/delete/")).await;
            assert_eq!(gone.code(), 303, "{}", gone.reason());
            let deleted = ["form_valid", "get_success_url", "get_success_message", "perform_delete"];
            assert_eq!(log.hooks(), [&START[..], &OBJECT, &MAKE, &deleted].concat());
            assert_eq!(Note::objects().count(db.db()).await.unwrap(), 0);
        }
    }
}
