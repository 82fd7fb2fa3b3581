//! What Django's tests of the editing views ask for and no row of the yardstick names: addresses that are not ASCII, and texts that
//! are missing from a unique column. `docs/django-tests.md` says which test of Django's is meant.

use axum::Router;
use cbv::prelude::*;
use cbv_tests::{
    db::TestDb,
    forms::{Note, create},
    on_every_database,
    web::post,
};

#[derive(Debug, Clone, Form)]
#[form(model = Note)]
struct NoteForm {
    slug: String,
    title: String,
}

/// In words of the author's.
#[derive(Debug, Clone, Form)]
#[form(model = Note)]
struct WordedForm {
    #[field(
        min_length = 2,
        error_messages(
            required = "Woran erkennt man sie?",
            unique = "Gibt es <schon>.",
            min_length = "Zu kurz."
        )
    )]
    slug: String,
    #[field(error_messages(max_length = "Zu lang."), max_length = 5)]
    title: String,
    #[field(error_messages(invalid = "Eine Zahl."), default = 1)]
    pages: i32,
    #[field(error_messages(invalid_choice = "Gibt es nicht."))]
    topic_id: Option<i64>,
}

#[derive(CreateView)]
#[view(model = Note, form_class = WordedForm, path = "/worded/", app_label = "notes", success_url = "/",
       set(body = "", state = cbv_tests::forms::State::Draft))]
struct Worded;

#[derive(CreateView)]
#[view(model = Note, form_class = NoteForm, path = "/new/", app_label = "notes", set(body = "", state = cbv_tests::forms::State::Draft),
       success_url = "/édit/{slug}/{{braces}}/100%25/?made={id}")]
struct Create;

#[derive(UpdateView)]
#[view(model = Note, form_class = NoteForm, path = "/{slug}/edit/", app_label = "notes",
       success_url = "/%C3%A9dit/{slug}/update/")]
struct Update;

#[derive(DeleteView)]
#[view(model = Note, path = "/{slug}/delete/", app_label = "notes", success_url = "/édit/create/?deleted={id}")]
struct Delete;

/// A nickname is nobody else's, and need not be there.
#[derive(Debug, Clone, Model)]
#[model(table = "person")]
struct Person {
    id: i64,
    nick: Option<String>,
}

#[derive(Debug, Clone, Form)]
#[form(model = Person)]
struct PersonForm {
    nick: Option<String>,
}

#[derive(CreateView)]
#[view(model = Person, form_class = PersonForm, path = "/people/", template_name = "upload_form.html", success_url = "/")]
struct PersonCreate;

fn app() -> Router<Db> {
    Create::router()
        .merge(Update::router())
        .merge(Delete::router())
        .merge(PersonCreate::router())
        .merge(Worded::router())
}

on_every_database! {
    #[test]
    async fn success_urls_have_columns_and_keep_what_is_escaped(db: &TestDb) {
        create(db).await;
        let made = post(&app(), db.db(), "/new/", &[("slug", "ö 1"), ("title", "One")]).await;
        assert_eq!((made.code(), made.header("location")), (303, "/%C3%A9dit/%C3%B6%201/%7Bbraces%7D/100%25/?made=1"), "{}", made.text);
        let changed = post(&app(), db.db(), "/%C3%B6%201/edit/", &[("slug", "two"), ("title", "Two")]).await;
        assert_eq!((changed.code(), changed.header("location")), (303, "/%C3%A9dit/two/update/"), "{}", changed.text);
        let gone = post(&app(), db.db(), "/two/delete/", &[]).await;
        assert_eq!((gone.code(), gone.header("location")), (303, "/%C3%A9dit/create/?deleted=1"), "{}", gone.text);
        assert_eq!(Note::objects().count(db.db()).await.unwrap(), 0);
    }

    #[test]
    async fn empty_texts_of_a_nullable_unique_column_do_not_meet(db: &TestDb) {
        db.execute("CREATE TABLE person (id {key}, nick VARCHAR(20), CONSTRAINT person_nick_key UNIQUE (nick))").await;
        for nick in ["", "  ", "ada"] {
            assert_eq!(post(&app(), db.db(), "/people/", &[("nick", nick)]).await.code(), 303, "{nick}");
        }
        let missing = Person::objects().filter(Person::NICK.is_null(true)).count(db.db()).await.unwrap();
        assert_eq!(missing, 2);
        let taken = post(&app(), db.db(), "/people/", &[("nick", " ada ")]).await;
        assert!(taken.code() == 422 && taken.text.contains("Person with this Nick already exists."), "{}", taken.text);
    }

    #[test]
    async fn a_field_has_words_of_its_own_for_what_is_wrong(db: &TestDb) {
        create(db).await;
        let wrong = [("slug", ""), ("title", "too long"), ("pages", "many"), ("topic_id", "9")];
        let refused = post(&app(), db.db(), "/worded/", &wrong).await;
        assert_eq!(refused.code(), 422);
        for text in ["Woran erkennt man sie?", "Zu lang.", "Eine Zahl.", "Gibt es nicht."] {
            assert!(refused.text.contains(&format!("<li>{text}</li>")), "{text}: {}", refused.text);
        }
        for text in ["This field is required.", "Ensure", "whole number", "Select a valid"] {
            assert!(!refused.text.contains(text), "{text}: {}", refused.text);
        }
        let short = post(&app(), db.db(), "/worded/", &[("slug", "a"), ("title", "")]).await;
        // what has no words of the author's has cbv's
        assert!(short.text.contains("<li>Zu kurz.</li>") && short.text.contains("<li>This field is required.</li>"), "{}", short.text);
        // what the database refuses, too
        for code in [303, 422] {
            let answer = post(&app(), db.db(), "/worded/", &[("slug", "one"), ("title", "One")]).await;
            assert_eq!(answer.code(), code, "{}", answer.text);
            assert_eq!(answer.text.contains("<li>Gibt es &#60;schon&#62;.</li>"), code == 422, "{}", answer.text);
        }
    }
}
