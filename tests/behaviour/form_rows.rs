//! Views that store a row from a form: what the form shows of the row, what is written, where it goes on to. Rows E-22 to
//! E-35, E-45 to E-52 of Django's behaviour, as far as no constraint of the database is broken.

use axum::{Router, response::Response};
use cbv::{
    form::{Changes, Clean, Cleaning, Errors, Invalid, Valid},
    prelude::*,
};
use cbv_tests::{
    db::TestDb,
    forms::{Note, State, create},
    on_every_database,
    web::{get, post},
};

#[derive(Debug, Clone, Form)]
#[form(model = Note)]
struct NoteForm {
    #[field(max_length = 10)]
    slug: String,
    title: String,
    #[field(required = false)]
    body: String,
    #[field(default = State::Draft)]
    state: State,
    #[field(min_value = 1, default = 7)]
    pages: i32,
    #[field(many_to_many = Note::TAGS, required = false)]
    tags: Vec<i64>,
    #[field(extra)]
    agree: bool,
}

impl Clean for NoteForm {
    async fn clean(&mut self, _: &Cleaning<'_>, errors: &mut Errors<Self>) -> Result<()> {
        if self.title == self.slug {
            errors.add_error(Self::TITLE, "The title says no more than the slug.");
            errors.add_non_field_error("Both are the same.");
        }
        Ok(())
    }
}

#[derive(CreateView)]
#[view(model = Note, form_class = NoteForm, path = "/new/", app_label = "notes")]
struct Create;

impl CreateHooks for Create {
    async fn form_valid(&self, req: &Request, mut form: Valid<NoteForm>) -> Result<Response> {
        form.set(Note::AUTHOR.set("ada"));
        CreateView::form_valid(self, req, form).await
    }

    async fn perform_create(&self, req: &Request, form: Valid<NoteForm>) -> Result<Note> {
        let agreed = form.agree;
        let note = CreateView::perform_create(self, req, form).await?;
        if note.title == "Never" {
            return Err(Invalid::field(NoteForm::TITLE, "Not that.").into());
        }
        if agreed {
            let all = Note::objects().filter(Note::ID.eq(note.id));
            all.update(req.db(), [Note::PAGES.set(Note::PAGES + 1)]).await?;
        }
        Ok(note)
    }
}

#[derive(UpdateView)]
#[view(model = Note, form_class = NoteForm, path = "/{slug}/edit/", app_label = "notes",
       success_url = "/n/{id}/{pages}/{slug}/?x=1", initial(title = "Suggested"))]
struct Update;

#[derive(UpdateView)]
#[view(model = Note, form_class = NoteForm, path = "/{slug}/own/", app_label = "notes", template_name_suffix = "_own",
       context_object_name = "paper")]
struct Own;

/// The row is found without an argument of the URL.
#[derive(UpdateView)]
#[view(model = Note, form_class = NoteForm, path = "/mine/", app_label = "notes")]
struct Mine;

impl UpdateHooks for Mine {
    async fn get_object(&self, req: &Request, queryset: QuerySet<Note>) -> Result<Note> {
        let author = req.header("x-user").unwrap_or_default();
        queryset.filter(Note::AUTHOR.eq(author)).get(req.db()).await
    }
}

/// Only drafts are edited, and who edits one is its author.
#[derive(UpdateView)]
#[view(queryset = Note::objects().filter(Note::STATE.eq(State::Draft)), form_class = NoteForm, path = "/{slug}/draft/",
       app_label = "notes")]
struct Draft {
    #[view(mixin)]
    stamp: Stamp,
}

#[derive(Debug, Clone, Copy)]
struct Stamp;

impl<S: Sync> axum::extract::FromRequestParts<S> for Stamp {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(_: &mut http::request::Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self)
    }
}

impl Mixin<Note> for Stamp {
    async fn changes(&self, mut changes: Changes<Note>, _: &Request) -> Result<Changes<Note>> {
        changes.set(Note::AUTHOR.set("stamped"));
        Ok(changes)
    }
}

fn app() -> Router<Db> {
    Router::new()
        .merge(Create::router())
        .merge(Update::router())
        .merge(Own::router())
        .merge(Mine::router())
        .merge(Draft::router())
}

async fn with_note(db: &TestDb) {
    create(db).await;
    db.execute(
        "INSERT INTO note (slug, title, body, state, pages, topic_id, author) \
         VALUES ('one', 'One', 'text', 'draft', 3, 2, 'bob')",
    )
    .await;
    db.execute("INSERT INTO note_tag VALUES (1, 2)").await;
}

async fn note(db: &TestDb) -> Note {
    Note::objects().get(db.db()).await.unwrap()
}

const FORM: &[(&str, &str)] =
    &[("slug", "two"), ("title", "Two"), ("body", "b"), ("state", "published"), ("pages", "9")];

on_every_database! {
    #[test]
    async fn e_22__e_31_an_update_shows_the_row_and_a_create_none(db: &TestDb) {
        with_note(db).await;
        let page = get(&app(), db.db(), "/one/own/").await;
        assert_eq!(page.code(), 200, "{}", page.reason());
        for text in ["name=\"slug\" value=\"one\"", "value=\"3\"", "<option value=\"2\" selected>old</option>"] {
            assert!(page.text.contains(text), "{text}: {}", page.text);
        }
        let empty = get(&app(), db.db(), "/new/").await;
        assert!(!empty.text.contains("value=\"one\"") && !empty.text.contains("selected>old"), "{}", empty.text);
        // 404 for both verbs
        assert_eq!(get(&app(), db.db(), "/none/edit/").await.code(), 404);
        assert_eq!(post(&app(), db.db(), "/none/edit/", FORM).await.code(), 404);
        // the queryset counts for both, and `get_object` needs no argument
        assert_eq!(get(&app(), db.db(), "/one/draft/").await.code(), 200);
        let mine = cbv_tests::web::get_with(&app(), db.db(), "/mine/", &[("x-user", "bob")]).await;
        assert!(mine.text.contains("value=\"one\""), "{}", mine.text);
        db.execute("UPDATE note SET state = 'published'").await;
        assert_eq!(post(&app(), db.db(), "/one/draft/", FORM).await.code(), 404);
        assert_eq!(note(db).await.slug, "one");
    }

    #[test]
    async fn e_23_initial_values_of_the_view_come_before_the_rows(db: &TestDb) {
        with_note(db).await;
        let page = get(&app(), db.db(), "/one/edit/").await;
        assert!(page.text.contains("value=\"Suggested\"") && page.text.contains("value=\"one\""), "{}", page.text);
        assert!(get(&app(), db.db(), "/one/own/").await.text.contains("value=\"One\""));
    }

    #[test]
    async fn e_24__e_29_a_valid_form_is_stored(db: &TestDb) {
        create(db).await;
        let made = post(&app(), db.db(), "/new/", FORM).await;
        assert_eq!((made.code(), made.header("location")), (303, "/notes/two/"), "{}", made.text);
        let made = note(db).await;
        assert_eq!((&*made.title, made.state, made.pages), ("Two", State::Published, 9));
        let changed = [("slug", "three"), ("title", "Three"), ("state", "draft"), ("pages", "1")];
        assert_eq!(post(&app(), db.db(), "/two/edit/", &changed).await.code(), 303);
        let changed = note(db).await;
        assert_eq!((changed.id, &*changed.title, changed.pages, &*changed.author), (made.id, "Three", 1, "ada"));
    }

    #[test]
    async fn e_25__e_26_the_url_is_made_of_the_stored_row(db: &TestDb) {
        with_note(db).await;
        let form = [("slug", "ä {b}/%"), ("title", "T"), ("state", "draft"), ("pages", "1")];
        let changed = post(&app(), db.db(), "/one/edit/", &form).await;
        assert_eq!((changed.code(), changed.header("location")), (303, "/n/1/1/%C3%A4%20%7Bb%7D%2F%25/?x=1"));
        // without the attribute it is the row's own page
        let changed = post(&app(), db.db(), "/%C3%A4%20%7Bb%7D%2F%25/own/", FORM).await;
        assert_eq!((changed.code(), changed.header("location")), (303, "/notes/two/"), "{}", changed.reason());
    }

    #[test]
    async fn e_32__w_27_the_row_on_the_page_is_the_stored_one(db: &TestDb) {
        with_note(db).await;
        let form = [("slug", "much too long a slug"), ("title", "Typed"), ("state", "draft"), ("pages", "1")];
        let refused = post(&app(), db.db(), "/one/own/", &form).await;
        assert_eq!(refused.code(), 422);
        assert!(refused.text.contains("<h1>One, One</h1>") && refused.text.contains("value=\"Typed\""), "{}", refused.text);
        assert_eq!(note(db).await.title, "One");
    }

    #[test]
    async fn e_33__e_34__e_35_templates_and_names_are_inferred(db: &TestDb) {
        with_note(db).await;
        // notes/note_form.html of both, notes/note_own.html by its suffix, with the object under both names
        for (uri, text) in [("/new/", "<button>Save</button>"), ("/one/edit/", "<button>Save</button>"), ("/one/own/", "<h1>One, One</h1>")] {
            let page = get(&app(), db.db(), uri).await;
            assert!(page.text.contains(text), "{uri}: {}", page.text);
        }
    }

    #[test]
    async fn e_45_what_is_no_field_is_not_written(db: &TestDb) {
        with_note(db).await;
        let form = [FORM, &[("id", "99"), ("author", "eve"), ("topic_id", "1")]].concat();
        assert_eq!(post(&app(), db.db(), "/one/edit/", &form).await.code(), 303);
        let note = note(db).await;
        assert_eq!((note.id, &*note.author, note.topic_id, &*note.slug), (1, "bob", Some(2), "two"));
        let page = get(&app(), db.db(), "/two/edit/").await;
        assert!(!page.text.contains("name=\"id\"") && !page.text.contains("name=\"author\""), "{}", page.text);
    }

    #[test]
    async fn e_46_a_field_that_is_not_sent_has_its_default(db: &TestDb) {
        create(db).await;
        let made = post(&app(), db.db(), "/new/", &[("slug", "s"), ("title", "T")]).await;
        assert_eq!(made.code(), 303, "{}", made.text);
        let note = note(db).await;
        assert_eq!((note.pages, note.state, &*note.body), (7, State::Draft, ""), "an absent checkbox is false, too");
        // an empty one was sent
        let refused = post(&app(), db.db(), "/s/edit/", &[("slug", "s"), ("title", "T"), ("pages", "")]).await;
        assert_eq!(refused.code(), 422);
    }

    #[test]
    async fn e_47__e_52_the_form_is_checked_field_by_field_then_as_a_whole(db: &TestDb) {
        create(db).await;
        let refused = post(&app(), db.db(), "/new/", &[("slug", "much too long a slug"), ("pages", "0")]).await;
        for text in ["at most 10 characters", "This field is required.", "greater than or equal to 1"] {
            assert!(refused.text.contains(text), "{text}: {}", refused.text);
        }
        assert!(!refused.text.contains("Both are the same."), "{}", refused.text);
        let same = post(&app(), db.db(), "/new/", &[("slug", "same"), ("title", "same")]).await;
        assert_eq!(same.code(), 422);
        for text in [
            "<ul class=\"errorlist\" id=\"id_title_error\"><li>The title says no more than the slug.</li></ul>",
            "<li>Both are the same.</li>",
        ] {
            assert!(same.text.contains(text), "{text}: {}", same.text);
        }
        assert_eq!(Note::objects().count(db.db()).await.unwrap(), 0);
    }

    #[test]
    async fn e_49__e_55_columns_beside_the_form_are_set_before_it_is_stored(db: &TestDb) {
        create(db).await;
        let form = [FORM, &[("author", "eve"), ("tags", "1")]].concat();
        assert_eq!(post(&app(), db.db(), "/new/", &form).await.code(), 303);
        let made = note(db).await;
        assert_eq!(made.author, "ada");
        // the many-to-many relation is not deferred by it
        assert_eq!(Note::TAGS.keys(db.db(), &made).await.unwrap(), [1]);
        // and a mixin does it for every view that has it
        db.execute("UPDATE note SET state = 'draft'").await;
        let stamped = post(&app(), db.db(), "/two/draft/", &[FORM, &[("author", "eve")]].concat()).await;
        assert_eq!(stamped.code(), 303, "{}", stamped.reason());
        assert_eq!(note(db).await.author, "stamped");
    }

    #[test]
    async fn e_50_a_form_with_errors_cannot_be_stored(db: &TestDb) {
        create(db).await;
        // `form_valid` and `perform_create` get a `Valid`, which only a valid form becomes; and a late error takes all back
        let refused = post(&app(), db.db(), "/new/", &[("slug", "x"), ("title", "Never"), ("tags", "1")]).await;
        assert_eq!(refused.code(), 422);
        assert!(refused.text.contains("Not that."), "{}", refused.text);
        assert_eq!(Note::objects().count(db.db()).await.unwrap(), 0);
    }

    #[test]
    async fn e_51_many_to_many_relations_are_stored_with_the_row(db: &TestDb) {
        create(db).await;
        let form = [FORM, &[("tags", "3"), ("tags", "1"), ("agree", "on")]].concat();
        assert_eq!(post(&app(), db.db(), "/new/", &form).await.code(), 303);
        let made = note(db).await;
        let mut tags = Note::TAGS.keys(db.db(), &made).await.unwrap();
        tags.sort_unstable();
        assert_eq!((tags.as_slice(), made.pages), (&[1, 3][..], 10));
        // none sent is none chosen
        assert_eq!(post(&app(), db.db(), "/two/edit/", FORM).await.code(), 303);
        assert!(Note::TAGS.keys(db.db(), &made).await.unwrap().is_empty());
        let refused = post(&app(), db.db(), "/two/edit/", &[FORM, &[("tags", "2"), ("tags", "99")]].concat()).await;
        assert!(refused.text.contains("99 is not one of the available choices."), "{}", refused.text);
        assert!(Note::TAGS.keys(db.db(), &made).await.unwrap().is_empty());
    }
}
