//! Saving a form in one unit of work: what is stored when something fails on the way, what follows the commit, and what the
//! database refuses.

use std::sync::{Arc, Mutex};

use axum::{Extension, Router, response::Response};
use cbv::{
    form::{Clean, Cleaning, Errors, Valid},
    prelude::*,
};
use cbv_tests::{
    db::TestDb,
    forms::{Note, State, Tag, Topic, create},
    on_every_database,
    web::{get, post, send},
};

#[derive(Debug, Clone, Form)]
#[form(model = Note)]
pub(crate) struct NoteForm {
    slug: String,
    title: String,
    #[field(widget = textarea)]
    body: String,
    state: State,
    pages: i32,
    topic_id: Option<i64>,
    #[field(many_to_many = Note::TAGS)]
    tags: Vec<i64>,
}

/// The topic is there when the form is checked, and gone when its row is stored.
impl Clean for NoteForm {
    async fn clean(&mut self, cx: &Cleaning<'_>, _: &mut Errors<Self>) -> Result<()> {
        if self.title == "gone" {
            Topic::objects().filter(Topic::ID.eq(2)).delete(cx.db()).await?;
        }
        Ok(())
    }
}

/// Without hooks.
#[derive(CreateView)]
#[view(model = Note, form_class = NoteForm, path = "/notes/new/", app_label = "notes")]
pub(crate) struct NoteCreate;

#[derive(UpdateView)]
#[view(model = Note, form_class = NoteForm, path = "/notes/{slug}/edit/", app_label = "notes")]
struct NoteUpdate;

/// What happened outside the database.
#[derive(Clone, Default)]
struct Outside(Arc<Mutex<Vec<String>>>);

impl Outside {
    /// Notes it, and whether the note can be read by everybody at that time.
    async fn happened(self, what: &'static str, db: Db) -> Result<()> {
        let stored = Note::objects().count(&db).await?;
        self.0.lock().unwrap().push(format!("{what} {stored}"));
        Ok(())
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

/// Fails where the request says so.
#[derive(CreateView)]
#[view(model = Note, form_class = NoteForm, path = "/notes/careful/", app_label = "notes")]
struct Careful {
    outside: Extension<Outside>,
}

impl CreateHooks for Careful {
    async fn perform_create(&self, req: &Request, form: Valid<NoteForm>) -> Result<Note> {
        let note = CreateView::perform_create(self, req, form).await?;
        if req.query("fail").as_deref() == Some("hook") {
            return Err(Error::other("the hook failed"));
        }
        // to followers, only of what is published (S-66)
        if note.state == State::Published {
            let outside = self.outside.0.clone();
            req.db().on_commit(outside.happened("notified", req.db().database().clone())).await;
        }
        Ok(note)
    }

    async fn get_success_url(&self, req: &Request, note: &Note) -> Result<String> {
        match req.query("fail").as_deref() {
            Some("url") => Err(Error::ImproperlyConfigured("no such route".into())),
            _ => CreateView::get_success_url(self, req, note).await,
        }
    }
}

/// An order: paid for, taken from the stock and confirmed at the same time.
#[derive(CreateView)]
#[view(model = Note, form_class = NoteForm, path = "/notes/order/", app_label = "notes")]
struct Order {
    outside: Extension<Outside>,
}

impl CreateHooks for Order {
    async fn form_valid(&self, req: &Request, mut form: Valid<NoteForm>) -> Result<Response> {
        form.set(Note::STATE.set(State::Draft));
        let (name, db) = (form.title.clone(), req.db().database().clone());
        let answer = CreateView::form_valid(self, req, form).await?;
        let payment = async {
            tokio::task::yield_now().await;
            if name == "unpaid" {
                Err(Error::with_status(http::StatusCode::PAYMENT_REQUIRED, "no money"))
            } else {
                Ok(())
            }
        };
        let stock = async {
            Topic::objects().filter(Topic::ID.eq(1)).update(req.db(), [Topic::NAME.set("taken")]).await
        };
        let mail = req.db().on_commit(self.outside.0.clone().happened("mailed", db));
        let (payment, stock, ()) = tokio::join!(payment, stock, mail);
        payment.and(stock)?;
        Ok(answer)
    }
}

#[derive(DeleteView)]
#[view(model = Topic, path = "/topics/{pk}/delete/", template_name = "notes/topic_confirm_delete.html", success_url = "/topics/",
       formats(html, json))]
struct TopicDelete;

pub(crate) fn app() -> Router<Db> {
    Router::new().merge(NoteCreate::router()).merge(NoteUpdate::router()).merge(TopicDelete::router())
}

fn with_outside() -> (Router<Db>, Outside) {
    let outside = Outside::default();
    let app = Router::new().merge(Careful::router()).merge(Order::router());
    (app.layer(Extension(outside.clone())), outside)
}

pub(crate) const NOTE: &[(&str, &str)] =
    &[("slug", "one"), ("title", "One"), ("body", "text"), ("state", "draft"), ("pages", "3"), ("tags", "2")];

fn with(name: &'static str, value: &'static str) -> Vec<(&'static str, &'static str)> {
    NOTE.iter().copied().filter(|(other, _)| *other != name).chain([(name, value)]).collect()
}

/// How many notes, links and untouched topics there are.
async fn stored(db: &TestDb) -> (u64, u64, u64) {
    let (notes, links) = (Note::objects(), Note::objects().filter(Note::TAGS.any(Tag::ID.gt(0))));
    let untouched = Topic::objects().filter(Topic::NAME.eq("Rust"));
    (
        notes.count(db.db()).await.unwrap(),
        links.count(db.db()).await.unwrap(),
        untouched.count(db.db()).await.unwrap(),
    )
}

on_every_database! {
    #[test]
    async fn e_27_nothing_is_stored_when_the_success_url_is_broken(db: &TestDb) {
        create(db).await;
        let (app, outside) = with_outside();
        let published = with("state", "published");
        let broken = post(&app, db.db(), "/notes/careful/?fail=url", &published).await;
        assert_eq!((broken.code(), broken.reason()), (500, "no such route"));
        assert_eq!((stored(db).await, outside.take().len()), ((0, 0, 1), 0));
        let made = post(&app, db.db(), "/notes/careful/", &published).await;
        assert_eq!((made.code(), stored(db).await), (303, (1, 1, 1)), "{}", made.reason());
    }

    #[test]
    async fn e_28_row_relations_and_hooks_are_one_unit_without_asking(db: &TestDb) {
        create(db).await;
        let (app, outside) = with_outside();
        let published = with("state", "published");
        let failed = post(&app, db.db(), "/notes/careful/?fail=hook", &published).await;
        assert_eq!((failed.code(), failed.reason()), (500, "the hook failed"));
        assert_eq!((stored(db).await, outside.take().len()), ((0, 0, 1), 0));
        // the relations fail after the row was written
        db.execute("DROP TABLE note_tag").await;
        let failed = post(&app, db.db(), "/notes/careful/", &published).await;
        assert_eq!(failed.code(), 500);
        assert_eq!(Note::objects().count(db.db()).await.unwrap(), 0);
    }

    #[test]
    async fn s_66_followers_are_told_of_what_is_published_once_it_is_stored(db: &TestDb) {
        create(db).await;
        let (app, outside) = with_outside();
        assert_eq!(post(&app, db.db(), "/notes/careful/", NOTE).await.code(), 303);
        assert_eq!(outside.take(), [""; 0]);
        let published = [with("state", "published"), vec![("slug", "two")]].concat();
        let made = post(&app, db.db(), "/notes/careful/", &published).await;
        assert_eq!((made.code(), outside.take()), (303, vec!["notified 2".to_owned()]), "{}", made.reason());
        // never of what was not stored
        assert_eq!(post(&app, db.db(), "/notes/careful/?fail=url", &with("state", "published")).await.code(), 422);
        assert_eq!(outside.take(), [""; 0]);
    }

    #[test]
    async fn s_70_what_goes_with_a_save_runs_at_once_and_undoes_it(db: &TestDb) {
        create(db).await;
        let (app, outside) = with_outside();
        let unpaid = post(&app, db.db(), "/notes/order/", &with("title", "unpaid")).await;
        assert_eq!((unpaid.code(), stored(db).await), (402, (0, 0, 1)));
        assert_eq!(outside.take(), [""; 0]);
        let paid = post(&app, db.db(), "/notes/order/", &with("state", "published")).await;
        assert_eq!((paid.code(), stored(db).await), (303, (1, 1, 0)), "{}", paid.reason());
        assert_eq!(outside.take(), ["mailed 1"]);
        assert_eq!(Note::objects().get(db.db()).await.unwrap().state, State::Draft);
    }

    #[test]
    async fn e_48__w_25_a_value_that_was_taken_meanwhile_is_an_error_of_its_field(db: &TestDb) {
        create(db).await;
        assert_eq!(post(&app(), db.db(), "/notes/new/", NOTE).await.code(), 303);
        let refused = post(&app(), db.db(), "/notes/new/", &with("title", "<Two>")).await;
        assert_eq!(refused.code(), 422, "{}", refused.reason());
        let error = "<ul class=\"errorlist\" id=\"id_slug_error\"><li>Note with this Slug already exists.</li></ul>";
        assert!(refused.text.contains(error) && refused.text.contains("value=\"&#60;Two&#62;\""), "{}", refused.text);
        assert_eq!(stored(db).await, (1, 1, 1));
        // an update, too
        assert_eq!(post(&app(), db.db(), "/notes/new/", &with("slug", "two")).await.code(), 303);
        let refused = post(&app(), db.db(), "/notes/two/edit/", NOTE).await;
        assert!(refused.code() == 422 && refused.text.contains(error), "{}", refused.text);
        let kept = post(&app(), db.db(), "/notes/two/edit/", &with("slug", "two")).await;
        assert_eq!(kept.code(), 303, "{}", kept.reason());
    }

    #[test]
    async fn a_row_that_is_gone_meanwhile_is_an_error_of_its_field(db: &TestDb) {
        create(db).await;
        let refused = post(&app(), db.db(), "/notes/new/", &[with("title", "gone"), vec![("topic_id", "2")]].concat()).await;
        assert_eq!(refused.code(), 422, "{}", refused.reason());
        let error = "id=\"id_topic_id_error\"><li>Select a valid choice. That choice is not one of the available choices.</li>";
        assert!(refused.text.contains(error), "{}", refused.text);
        assert_eq!(stored(db).await, (0, 0, 1));
    }

    #[test]
    async fn several_columns_and_rules_belong_to_the_form_as_a_whole(db: &TestDb) {
        create(db).await;
        db.execute("CREATE UNIQUE INDEX note_title_state ON note (title, state)").await;
        assert_eq!(post(&app(), db.db(), "/notes/new/", NOTE).await.code(), 303);
        let refused = post(&app(), db.db(), "/notes/new/", &with("slug", "two")).await;
        let error = "<div class=\"errorsummary\" role=\"alert\" tabindex=\"-1\" autofocus><ul><li>Note with this Title and State already exists.</li></ul>";
        assert!(refused.code() == 422 && refused.text.contains(error), "{}", refused.text);
    }

    #[test]
    async fn a_value_that_no_column_holds_is_an_error_of_its_field(db: &TestDb) {
        create(db).await;
        // NoteForm says nothing of lengths; SQLite keeps any
        let long = "x".repeat(101);
        let form: Vec<_> = NOTE.iter().map(|(name, value)| (*name, if *name == "title" { &*long } else { *value })).collect();
        let answer = post(&app(), db.db(), "/notes/new/", &form).await;
        assert_eq!(answer.code(), db.pick(303, 422, 422), "{}", answer.reason());
        let told = answer.text.contains("id=\"id_title_error\"><li>This value is too long.</li>");
        assert_eq!(told, db.pick(false, true, true), "{}", answer.text);
    }

    #[test]
    async fn a_row_that_others_refer_to_is_not_deleted(db: &TestDb) {
        create(db).await;
        assert_eq!(post(&app(), db.db(), "/notes/new/", &with("topic_id", "1")).await.code(), 303);
        let refused = post(&app(), db.db(), "/topics/1/delete/", &[]).await;
        let error = "<li>This topic cannot be deleted, because something else refers to it.</li>";
        assert!(refused.code() == 409 && refused.text.contains(error), "{} {}", refused.code(), refused.text);
        let refused = send(&app(), db.db(), http::Method::DELETE, "/topics/1/delete/?format=json").await;
        assert!(refused.code() == 409 && refused.text.contains("something else refers to it"), "{} {}", refused.code(), refused.text);
        assert_eq!(get(&app(), db.db(), "/topics/1/delete/").await.code(), 200);
        assert_eq!(post(&app(), db.db(), "/topics/2/delete/", &[]).await.code(), 303);
        assert_eq!(Topic::objects().count(db.db()).await.unwrap(), 1);
    }
}
