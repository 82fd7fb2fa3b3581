//! Views with a form: shown, refused, stored.

use axum::Router;
use cbv::{
    form::{Clean, Cleaning, Errors, Valid},
    prelude::*,
};
use cbv_tests::{
    db::TestDb,
    forms::{Note, State, Tag, Topic, create},
    on_every_database,
    web::{get, post},
};

#[derive(Debug, Clone, Form)]
struct ContactForm {
    #[field(max_length = 10, help_text = "As people call you.")]
    name: String,
    email: String,
    #[field(widget = textarea, required = false)]
    message: String,
}

impl Clean for ContactForm {
    async fn clean(&mut self, _: &Cleaning<'_>, errors: &mut Errors<Self>) -> Result<()> {
        if !self.email.contains('@') {
            errors.add_error(Self::EMAIL, "This is no address.");
        }
        Ok(())
    }
}

#[derive(FormView)]
#[view(form_class = ContactForm, template_name = "notes/contact.html", path = "/contact/", success_url = "/thanks/",
       initial(name = "Ada"))]
struct Contact;

#[derive(Debug, Clone, Form)]
#[form(model = Note)]
struct NoteForm {
    slug: String,
    title: String,
    #[field(widget = textarea)]
    body: String,
    #[field(initial = State::Draft)]
    state: State,
    #[field(min_value = 1, default = 1)]
    pages: i32,
    #[field(queryset = Topic::objects())]
    topic_id: Option<i64>,
    #[field(many_to_many = Note::TAGS)]
    tags: Vec<i64>,
}

#[derive(CreateView)]
#[view(model = Note, form_class = NoteForm, path = "/notes/new/", app_label = "notes")]
struct NoteCreate;

impl CreateHooks for NoteCreate {
    async fn form_valid(&self, req: &Request, mut form: Valid<NoteForm>) -> Result<axum::response::Response> {
        form.set(Note::AUTHOR.set("ada"));
        CreateView::form_valid(self, req, form).await
    }
}

#[derive(UpdateView)]
#[view(model = Note, form_class = NoteForm, path = "/notes/{slug}/edit/", app_label = "notes",
       success_url = "/notes/{slug}/{pages}/")]
struct NoteUpdate;

#[derive(DeleteView)]
#[view(model = Note, path = "/notes/{slug}/delete/", app_label = "notes", success_url = "/notes/")]
struct NoteDelete;

fn app() -> Router<Db> {
    Router::new()
        .merge(Contact::router())
        .merge(NoteCreate::router())
        .merge(NoteUpdate::router())
        .merge(NoteDelete::router())
}

const NOTE: &[(&str, &str)] = &[
    ("slug", "one"),
    ("title", "One"),
    ("body", "text"),
    ("state", "draft"),
    ("pages", "3"),
    ("topic_id", "1"),
];

on_every_database! {
    #[test]
    async fn a_form_is_shown_refused_and_taken(db: &TestDb) {
        let page = get(&app(), db.db(), "/contact/").await;
        assert_eq!(page.code(), 200);
        let name = "<div><label for=\"id_name\">Name</label><div class=\"helptext\" id=\"id_name_helptext\">As people call \
            you.</div><input type=\"text\" name=\"name\" value=\"Ada\" id=\"id_name\" maxlength=\"10\" required \
            aria-describedby=\"id_name_helptext\"></div>";
        assert!(page.text.contains(name), "{}", page.text);
        let refused = post(&app(), db.db(), "/contact/", &[("name", "a name that is long"), ("email", "")]).await;
        assert_eq!(refused.code(), 422);
        for text in [
            "Ensure this value has at most 10 characters (it has 19).",
            "value=\"a name that is long\"",
            "<ul class=\"errorlist\" id=\"id_email_error\"><li>This field is required.</li></ul>",
            "aria-invalid=\"true\" aria-describedby=\"id_email_error\"",
        ] {
            assert!(refused.text.contains(text), "{text}: {}", refused.text);
        }
        let refused = post(&app(), db.db(), "/contact/", &[("name", "Ada"), ("email", "x")]).await;
        assert!(refused.text.contains("This is no address."), "{}", refused.text);
        let taken = post(&app(), db.db(), "/contact/", &[("name", "Ada"), ("email", "a@b.example")]).await;
        assert_eq!((taken.code(), taken.header("location")), (303, "/thanks/"));
    }

    #[test]
    async fn a_row_is_made_changed_and_deleted(db: &TestDb) {
        create(db).await;
        let page = get(&app(), db.db(), "/notes/new/").await;
        assert_eq!(page.code(), 200, "{}", page.reason());
        assert!(page.text.contains("<option value=\"draft\" selected>Draft</option>"), "{}", page.text);
        assert!(page.text.contains("<option value=\"2\">Baking</option>"), "{}", page.text);
        let form = [NOTE, &[("tags", "1"), ("tags", "3")]].concat();
        let made = post(&app(), db.db(), "/notes/new/", &form).await;
        assert_eq!((made.code(), made.header("location")), (303, "/notes/one/"), "{}", made.reason());
        let note = Note::objects().get(db.db()).await.unwrap();
        assert_eq!((&*note.author, note.pages, note.topic_id), ("ada", 3, Some(1)));
        let mut tags = Note::TAGS.keys(db.db(), &note).await.unwrap();
        tags.sort_unstable();
        assert_eq!(tags, [1, 3]);

        let page = get(&app(), db.db(), "/notes/one/edit/").await;
        assert!(page.text.contains("value=\"One\""), "{}", page.text);
        assert!(page.text.contains("<option value=\"3\" selected>blue</option>"), "{}", page.text);
        let form = [("slug", "two"), ("title", "Two"), ("body", "b"), ("state", "published"), ("pages", "9"), ("tags", "2")];
        let changed = post(&app(), db.db(), "/notes/one/edit/", &form).await;
        assert_eq!((changed.code(), changed.header("location")), (303, "/notes/two/9/"), "{}", changed.reason());
        let note = Note::objects().get(db.db()).await.unwrap();
        assert_eq!((note.topic_id, note.state), (None, State::Published));
        assert_eq!(Note::TAGS.keys(db.db(), &note).await.unwrap(), [2]);
        let unknown = post(&app(), db.db(), "/notes/two/edit/", &[("topic_id", "7")]).await;
        let text = "Select a valid choice. 7 is not one of the available choices.";
        assert!(unknown.text.contains(text), "{}", unknown.text);

        let page = get(&app(), db.db(), "/notes/two/delete/").await;
        assert!(page.text.contains("Delete Two (two)?"), "{}", page.text);
        assert_eq!(get(&app(), db.db(), "/notes/one/delete/").await.code(), 404);
        let gone = post(&app(), db.db(), "/notes/two/delete/", &[]).await;
        assert_eq!((gone.code(), gone.header("location")), (303, "/notes/"));
        assert_eq!(Note::objects().count(db.db()).await.unwrap(), 0);
        assert_eq!(Tag::objects().count(db.db()).await.unwrap(), 3);
    }
}
