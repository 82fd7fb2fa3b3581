//! Views that delete: the page that asks, the deletion by POST and by DELETE, and the one hook in which it happens. Rows E-36
//! to E-43 of Django's behaviour.

use axum::{Router, response::Response};
use cbv::{
    form::{Clean, Cleaning, Errors, Invalid, Valid},
    prelude::*,
};
use cbv_tests::{
    db::TestDb,
    forms::{Note, State, create},
    log::watch,
    on_every_database,
    web::{get, post, send, send_form},
};
use http::Method;

#[derive(DeleteView)]
#[view(model = Note, path = "/{slug}/delete/", app_label = "notes", success_url = "/by/{author}/{slug}/")]
struct Plain;

/// The title is to be typed.
#[derive(Debug, Clone, Form)]
struct ConfirmForm {
    title: String,
    #[field(required = true)]
    sure: bool,
}

impl Clean for ConfirmForm {
    async fn clean(&mut self, _: &Cleaning<'_>, errors: &mut Errors<Self>) -> Result<()> {
        if self.title != "One" {
            errors.add_error(Self::TITLE, "This is another title.");
        }
        Ok(())
    }
}

#[derive(DeleteView)]
#[view(model = Note, form_class = ConfirmForm, path = "/{slug}/confirm/", app_label = "notes", success_url = "/")]
struct Confirmed;

/// A note is not deleted: it is a draft again.
#[derive(DeleteView)]
#[view(model = Note, path = "/{slug}/soft/", app_label = "notes", success_url = "/")]
struct Soft;

impl DeleteHooks for Soft {
    async fn perform_delete(&self, req: &Request, object: &Note) -> Result<()> {
        let note = Note::objects().filter(Note::ID.eq(object.id));
        note.update(req.db(), [Note::STATE.set(State::Draft)]).await?;
        Ok(())
    }
}

#[derive(DeleteView)]
#[view(model = Note, path = "/{slug}/kept/", app_label = "notes", success_url = "/")]
struct Kept;

impl DeleteHooks for Kept {
    async fn form_valid(
        &self,
        req: &Request,
        object: &Note,
        form: Valid<cbv::form::NoFields>,
    ) -> Result<Response> {
        let response = DeleteView::form_valid(self, req, object, form).await?;
        if object.state == State::Published {
            return Err(Invalid::form("It is published.").into());
        }
        Ok(response)
    }
}

#[derive(DeleteView)]
#[view(model = Note, path = "/{slug}/broken/", app_label = "notes", success_url = "/")]
struct Broken;

impl DeleteHooks for Broken {
    async fn get_success_url(&self, _: &Request, _: &Note) -> Result<String> {
        Err(Error::ImproperlyConfigured("no address".into()))
    }
}

fn app() -> Router<Db> {
    Router::new()
        .merge(Plain::router())
        .merge(Confirmed::router())
        .merge(Soft::router())
        .merge(Kept::router())
        .merge(Broken::router())
}

async fn with_note(db: &TestDb) {
    create(db).await;
    insert(db).await;
}

async fn insert(db: &TestDb) {
    db.execute(
        "INSERT INTO note (slug, title, body, state, topic_id) VALUES ('one', 'One', '', 'published', 2)",
    )
    .await;
}

async fn left(db: &TestDb) -> u64 {
    Note::objects().count(db.db()).await.unwrap()
}

on_every_database! {
    #[test]
    async fn e_36_the_url_is_made_of_the_row_before_it_goes(db: &TestDb) {
        with_note(db).await;
        let gone = post(&app(), db.db(), "/one/delete/", &[]).await;
        assert_eq!((gone.code(), gone.header("location")), (303, "/by/nobody/one/"));
        assert_eq!(left(db).await, 0);
    }

    #[test]
    async fn e_37_get_asks_and_deletes_nothing(db: &TestDb) {
        with_note(db).await;
        let page = get(&app(), db.db(), "/one/delete/").await;
        assert_eq!((page.code(), left(db).await), (200, 1));
        // the object under both names; the form has no fields
        assert!(page.text.contains("Delete One (one)?</p><button>"), "{}", page.text);
        let page = get(&app(), db.db(), "/one/confirm/").await;
        assert!(page.text.contains("name=\"title\"") && !page.text.contains("errorlist"), "{}", page.text);
        assert_eq!(get(&app(), db.db(), "/none/delete/").await.code(), 404);
    }

    #[test]
    async fn e_38__e_39_a_form_may_ask_for_a_confirmation(db: &TestDb) {
        with_note(db).await;
        let refused = post(&app(), db.db(), "/one/confirm/", &[("title", "Two")]).await;
        assert_eq!((refused.code(), left(db).await), (422, 1));
        assert!(refused.text.contains("This field is required.") && refused.text.contains("value=\"Two\""), "{}", refused.text);
        let refused = post(&app(), db.db(), "/one/confirm/", &[("title", "Two"), ("sure", "on")]).await;
        assert!(refused.text.contains("This is another title."), "{}", refused.text);
        assert_eq!((refused.code(), left(db).await), (422, 1));
        let gone = post(&app(), db.db(), "/one/confirm/", &[("title", "One"), ("sure", "on")]).await;
        assert_eq!((gone.code(), left(db).await), (303, 0));
        // without a form of its own nothing is asked, and 404 is for both verbs
        insert(db).await;
        assert_eq!(post(&app(), db.db(), "/none/delete/", &[]).await.code(), 404);
        assert_eq!(post(&app(), db.db(), "/one/delete/", &[("title", "x")]).await.code(), 303);
    }

    #[test]
    async fn e_40_the_form_is_not_filled_from_the_row(db: &TestDb) {
        with_note(db).await;
        // it has a field `title`, as the row has
        let page = get(&app(), db.db(), "/one/confirm/").await;
        assert!(page.text.contains("name=\"title\"") && !page.text.contains("value=\"One\""), "{}", page.text);
    }

    #[test]
    async fn e_41_the_verb_delete_goes_the_way_of_post(db: &TestDb) {
        with_note(db).await;
        let refused = send(&app(), db.db(), Method::DELETE, "/one/confirm/").await;
        assert_eq!((refused.code(), left(db).await), (422, 1), "the confirmation is not passed by");
        let form = [("title", "One"), ("sure", "on")];
        let gone = send_form(&app(), db.db(), Method::DELETE, "/one/confirm/", &form).await;
        assert_eq!((gone.code(), left(db).await), (303, 0), "{}", gone.text);
        insert(db).await;
        let (gone, log) = watch(send(&app(), db.db(), Method::DELETE, "/one/delete/")).await;
        assert_eq!((gone.code(), gone.header("location"), left(db).await), (303, "/by/nobody/one/", 0));
        assert!(log.hooks().contains(&"form_valid"));
    }

    #[test]
    async fn e_42__w_19_one_hook_deletes_for_post_and_delete(db: &TestDb) {
        with_note(db).await;
        for method in [Method::POST, Method::DELETE] {
            db.execute("UPDATE note SET state = 'published'").await;
            let done = send(&app(), db.db(), method, "/one/soft/").await;
            assert_eq!((done.code(), done.header("location")), (303, "/"), "{}", done.reason());
            assert_eq!(Note::objects().get(db.db()).await.unwrap().state, State::Draft);
        }
        // what is done around it may still refuse: the row comes back, and the page says why
        db.execute("UPDATE note SET state = 'published'").await;
        let refused = post(&app(), db.db(), "/one/kept/", &[]).await;
        assert_eq!((refused.code(), left(db).await), (422, 1), "{}", refused.reason());
        assert!(refused.text.contains("It is published."), "{}", refused.text);
        db.execute("UPDATE note SET state = 'draft'").await;
        assert_eq!((post(&app(), db.db(), "/one/kept/", &[]).await.code(), left(db).await), (303, 0));
    }

    #[test]
    async fn e_43_without_an_address_the_row_stays(db: &TestDb) {
        with_note(db).await;
        for method in [Method::POST, Method::DELETE] {
            let (wrong, log) = watch(send(&app(), db.db(), method, "/one/broken/")).await;
            assert_eq!((wrong.code(), wrong.reason(), left(db).await), (500, "no address", 1));
            assert!(!log.hooks().contains(&"perform_delete"));
        }
    }
}
