//! Rules of fields, by cbv's words and by garde's, and what they say to the browser.

use axum::Router;
use cbv::{form::ValidationError, prelude::*};
use cbv_tests::{
    db::TestDb,
    forms::{Note, State, create},
    on_every_database,
    web::{get, post},
};

#[allow(clippy::ptr_arg)] // it is given the field's own type
fn no_shouting(text: &String) -> std::result::Result<(), ValidationError> {
    if text.chars().any(char::is_lowercase) { Ok(()) } else { Err("Do not shout.".into()) }
}

#[derive(Debug, Clone, Form)]
struct SignUp {
    #[field(slug, min_length = 3, validators(no_shouting))]
    name: String,
    #[field(email, attrs(autocomplete = "email"))]
    email: String,
    #[field(url)]
    website: Option<String>,
    #[field(min_value = 18, max_value = 120)]
    age: Option<u8>,
}

#[derive(FormView)]
#[view(form_class = SignUp, template_name = "notes/note_form.html", path = "/sign-up/", success_url = "/")]
struct SignUpView;

#[derive(Debug, Clone, Form, garde::Validate)]
struct Vote {
    #[garde(length(chars, min = 2, max = 5))]
    word: String,
    #[garde(range(min = 1, max = 3))]
    points: i32,
}

#[derive(FormView)]
#[view(form_class = Vote, template_name = "notes/note_form.html", path = "/vote/", success_url = "/")]
struct VoteView;

/// A form of columns alone.
#[derive(CreateView)]
#[view(model = Note, fields(slug, title, body, state, topic_id), set(author = "ada", pages = req.path().len() as i32),
       path = "/notes/new/", app_label = "notes")]
struct NoteCreate;

fn app() -> Router<Db> {
    Router::new().merge(SignUpView::router()).merge(VoteView::router()).merge(NoteCreate::router())
}

on_every_database! {
    #[test]
    async fn rules_are_told_to_the_browser_and_checked(db: &TestDb) {
        let page = get(&app(), db.db(), "/sign-up/").await.text;
        for control in [
            "<input type=\"text\" name=\"name\" id=\"id_name\" minlength=\"3\" required>",
            "<input type=\"email\" name=\"email\" id=\"id_email\" autocomplete=\"email\" required>",
            "<input type=\"url\" name=\"website\" id=\"id_website\">",
            "<input type=\"number\" name=\"age\" id=\"id_age\" max=\"120\" min=\"18\">",
        ] {
            assert!(page.contains(control), "{control}: {page}");
        }
        let wrong = [("name", "A B"), ("email", "ada"), ("website", "javascript:1"), ("age", "17")];
        let answer = post(&app(), db.db(), "/sign-up/", &wrong).await;
        assert_eq!(answer.code(), 422);
        for message in [
            "Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.",
            "Do not shout.",
            "Enter a valid email address.",
            "Enter a valid URL.",
            "Ensure this value is greater than or equal to 18.",
        ] {
            assert!(answer.text.contains(message), "{message}: {}", answer.text);
        }
        let right = [("name", "ada"), ("email", "ada@books.example"), ("website", ""), ("age", "")];
        assert_eq!(post(&app(), db.db(), "/sign-up/", &right).await.code(), 303);
    }

    #[test]
    async fn a_form_may_be_checked_by_garde(db: &TestDb) {
        let page = get(&app(), db.db(), "/vote/").await.text;
        assert!(page.contains("minlength=\"2\" maxlength=\"5\""), "{page}");
        assert!(page.contains("min=\"1\" max=\"3\""), "{page}");
        let answer = post(&app(), db.db(), "/vote/", &[("word", "x"), ("points", "4")]).await;
        assert_eq!(answer.code(), 422);
        assert!(answer.text.contains("id=\"id_word_error\"><li>length is lower than 2</li>"), "{}", answer.text);
        assert!(answer.text.contains("id=\"id_points_error\"><li>greater than 3</li>"), "{}", answer.text);
        assert_eq!(post(&app(), db.db(), "/vote/", &[("word", "axum"), ("points", "3")]).await.code(), 303);
    }

    #[test]
    async fn a_view_makes_its_form_of_columns(db: &TestDb) {
        create(db).await;
        let page = get(&app(), db.db(), "/notes/new/").await.text;
        // a foreign key chooses among the rows that it may lead to
        assert!(page.contains("<label for=\"id_topic_id\">Topic</label><select name=\"topic_id\""), "{page}");
        assert!(page.contains("<option value=\"1\">Rust</option>"), "{page}");
        let form = [("slug", "a"), ("title", "A"), ("body", "b"), ("state", "published"), ("topic_id", "2")];
        let made = post(&app(), db.db(), "/notes/new/", &form).await;
        assert_eq!((made.code(), made.header("location")), (303, "/notes/a/"), "{}", made.reason());
        let note = Note::objects().get(db.db()).await.unwrap();
        assert_eq!((note.state, note.topic_id), (State::Published, Some(2)));
        // what the view sets beside the form's fields
        assert_eq!((&*note.author, note.pages), ("ada", 11));
        let unknown = post(&app(), db.db(), "/notes/new/", &[("topic_id", "9"), ("author", "eve")]).await;
        assert!(unknown.text.contains("Select a valid choice. 9 is not one of the available choices."), "{}", unknown.text);
    }
}
