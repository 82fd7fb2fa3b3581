//! Where a view with a form goes on to, when an expression says it; and numbers as limits of decimals and floats.

use axum::Router;
use cbv::{Decimal, Object, prelude::*};
use cbv_tests::{
    db::TestDb,
    forms::{Note, Topic, create},
    on_every_database,
    web::{get, post},
};

#[derive(Debug, Clone, Form)]
#[form(model = Note)]
struct NoteForm {
    slug: String,
    title: String,
}

#[derive(DetailView)]
#[view(model = Topic, path = "/topics/{pk}/", template_name = "notes/topic.html")]
struct TopicPage;

/// Another view's address with a column of the row.
#[derive(UpdateView)]
#[view(model = Note, form_class = NoteForm, path = "/{slug}/edit/", app_label = "notes", success_url = Update::url(&object.slug))]
struct Update;

/// An address from a field of the view, and columns from it: no hook is needed.
#[derive(CreateView)]
#[view(model = Note, form_class = NoteForm, path = "/topics/{pk}/new/", app_label = "notes",
       set(author = view.topic.name.clone(), body = "", pages = 1, state = cbv_tests::forms::State::Draft),
       success_url = TopicPage::url(view.topic.id))]
struct CreateIn {
    topic: Object<Topic>,
}

/// An address from the request.
#[derive(DeleteView)]
#[view(model = Note, path = "/{slug}/delete/", app_label = "notes",
       success_url = req.next_url("next").unwrap_or_else(|| format!("/by/{}/", object.author)))]
struct Delete;

#[derive(Debug, Clone, Form)]
struct Offer {
    #[field(min_value = 0, max_value = 9.99)]
    price: Option<Decimal>,
    #[field(min_value = -1)]
    share: f64,
}

#[derive(FormView)]
#[view(form_class = Offer, template_name = "notes/note_form.html", path = "/offer/", success_url = format!("/{}/", view.kind()))]
struct MakeOffer;

impl MakeOffer {
    fn kind(&self) -> &'static str {
        "offers"
    }
}

fn app() -> Router<Db> {
    Router::new()
        .merge(TopicPage::router())
        .merge(Update::router())
        .merge(CreateIn::router())
        .merge(Delete::router())
        .merge(MakeOffer::router())
}

on_every_database! {
    #[test]
    async fn an_expression_says_where_to_go_on_to(db: &TestDb) {
        create(db).await;
        let app = app();
        let sent = [("slug", "a b"), ("title", "One")];
        let made = post(&app, db.db(), "/topics/1/new/", &sent).await;
        assert_eq!((made.code(), made.header("location")), (303, "/topics/1/"), "{}", made.text);
        let note = Note::objects().filter(Note::SLUG.eq("a b")).get(db.db()).await.unwrap();
        assert_eq!(note.author, "Rust");
        let changed = post(&app, db.db(), "/a%20b/edit/", &[("slug", "c d"), ("title", "Two")]).await;
        assert_eq!((changed.code(), changed.header("location")), (303, "/c%20d/edit/"), "{}", changed.text);
        let deleted = post(&app, db.db(), "/c%20d/delete/", &[]).await;
        assert_eq!(deleted.header("location"), "/by/Rust/");
        let offered = post(&app, db.db(), "/offer/", &[("share", "0.5")]).await;
        assert_eq!(offered.header("location"), "/offers/");
    }

    #[test]
    async fn a_number_is_a_limit_of_decimals_and_floats(db: &TestDb) {
        let app = app();
        let page = get(&app, db.db(), "/offer/").await.text;
        assert!(page.contains("min=\"0\"") && page.contains("max=\"9.99\"") && page.contains("min=\"-1\""), "{page}");
        for (price, share, status) in [("9.99", "-1", 303), ("0", "0", 303), ("10", "0", 422), ("-0.01", "0", 422), ("", "-1.5", 422)] {
            let answer = post(&app, db.db(), "/offer/", &[("price", price), ("share", share)]).await;
            assert_eq!(answer.code(), status, "{price} {share}: {}", answer.text);
        }
        let page = post(&app, db.db(), "/offer/", &[("price", "10"), ("share", "-2")]).await.text;
        assert!(page.contains("Ensure this value is less than or equal to 9.99."), "{page}");
        assert!(page.contains("Ensure this value is greater than or equal to -1."), "{page}");
    }
}
