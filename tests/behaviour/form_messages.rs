//! What views that save say on the next page: the word, the hook, when it is said and when not. What messages are is tested in
//! `messages`.

use axum::{Router, response::Response};
use cbv::{
    Error,
    form::{Bound, Clean, Cleaning, Errors, FormKwargs, Valid},
    prelude::*,
};
use cbv_tests::{
    browser::Browser,
    db::TestDb,
    forms::{Note, State, create},
    on_every_database,
    user::{Visitor, with_users},
    web::get,
};

/// Shows what is there, and nothing else.
#[derive(TemplateView)]
#[view(path = "/", template_name = "messages.txt")]
struct Home;

#[derive(Debug, Clone, Form)]
#[form(model = Note)]
struct NoteForm {
    slug: String,
    title: String,
    body: String,
    #[field(initial = State::Draft)]
    state: State,
}

#[derive(CreateView)]
#[view(model = Note, form_class = NoteForm, path = "/new/", app_label = "notes", success_url = "/",
       success_message = "Saved {title}: 100% {{sure}}, {pages} page, by {author}.")]
struct NewNote;

#[derive(UpdateView)]
#[view(model = Note, form_class = NoteForm, path = "/{slug}/edit/", app_label = "notes", success_url = "/",
       success_message = "{title} {title}")]
struct EditNote;

#[derive(DeleteView)]
#[view(model = Note, path = "/{slug}/delete/", app_label = "notes", success_url = "/", success_message = "Deleted {title}.")]
struct DeleteNote;

#[derive(Debug, Clone, Form)]
struct Question {
    data: String,
    email: String,
}

/// `data` is also the name of something that a valid form has of its own.
#[derive(FormView)]
#[view(form_class = Question, template_name = "notes/question.html", path = "/ask/", success_url = "/",
       success_message = "Thank you, {email}: {data}")]
struct Ask;

/// Says nothing by itself.
#[derive(FormView)]
#[view(form_class = Question, template_name = "notes/question.html", path = "/quiet/", success_url = "/")]
struct Quiet;

/// What is said depends on what was done.
#[derive(UpdateView)]
#[view(model = Note, form_class = NoteForm, path = "/{slug}/publish/", app_label = "notes", success_url = "/",
       success_message = "Kept {title}.")]
struct Publish;

impl UpdateHooks for Publish {
    async fn get_success_message(&self, req: &Request, object: &Note) -> Result<Option<String>> {
        match object.state {
            State::Published => Ok(Some(format!("{} is out, as number {}.", object.title, object.id))),
            State::Draft if object.body.is_empty() => Ok(None),
            State::Draft => UpdateView::get_success_message(self, req, object).await,
        }
    }
}

/// Fails behind the save, where the message waits already.
#[derive(CreateView)]
#[view(model = Note, form_class = NoteForm, path = "/fails/", app_label = "notes", success_url = "/", success_message = "Saved.")]
struct Fails;

impl CreateHooks for Fails {
    async fn form_valid(&self, req: &Request, form: Valid<NoteForm>) -> Result<Response> {
        let title = form.title.clone();
        let done = CreateView::form_valid(self, req, form).await?;
        if title == "refused" {
            Err(Error::with_status(http::StatusCode::CONFLICT, "it is late"))
        } else {
            Ok(done)
        }
    }

    async fn form_invalid(&self, req: &Request, form: Bound<NoteForm>) -> Result<Response> {
        req.messages().error("Please look again.").await?;
        CreateView::form_invalid(self, req, form).await
    }
}

fn app() -> Router<Db> {
    let views = Router::new().merge(Home::router()).merge(NewNote::router()).merge(EditNote::router());
    let views = views.merge(DeleteNote::router()).merge(Ask::router()).merge(Quiet::router());
    views.merge(Publish::router()).merge(Fails::router())
}

const NOTE: &[(&str, &str)] = &[("slug", "one"), ("title", "<One>"), ("body", "text"), ("state", "draft")];

on_every_database! {
    #[test]
    async fn m_01_a_message_has_fields_of_the_row_or_of_the_form(db: &TestDb) {
        create(db).await;
        let mut ada = Browser::new(app(), db.db()).await;
        let made = ada.post("/new/", NOTE).await;
        assert_eq!((made.code(), made.header("location")), (303, "/"), "{}", made.reason());
        // columns that the form does not have, and what the database filled in
        assert_eq!(ada.shown("/").await, "success:Saved <One>: 100% {sure}, 1 page, by nobody. ");
        ada.post("/ask/", &[("data", "why?"), ("email", "a@b.example")]).await;
        assert_eq!(ada.shown("/").await, "success:Thank you, a@b.example: why? ");
        assert_eq!(ada.post("/quiet/", &[("data", "why?"), ("email", "a@b.example")]).await.code(), 303);
        assert_eq!(ada.shown("/").await, "");
    }

    #[test]
    async fn m_02__s_67_the_hook_has_the_row_as_it_is_stored(db: &TestDb) {
        create(db).await;
        let mut ada = Browser::new(app(), db.db()).await;
        ada.post("/new/", NOTE).await;
        ada.shown("/").await;
        let note = Note::objects().get(db.db()).await.unwrap();
        ada.post("/one/publish/", &[("slug", "one"), ("title", "Two"), ("body", "b"), ("state", "published")]).await;
        assert_eq!(ada.shown("/").await, format!("success:Two is out, as number {}. ", note.id));
        ada.post("/one/publish/", &[("slug", "one"), ("title", "Three"), ("body", "b"), ("state", "draft")]).await;
        assert_eq!(ada.shown("/").await, "success:Kept Three. ");
    }

    #[test]
    async fn m_03_nothing_is_said_unless_it_is_stored(db: &TestDb) {
        create(db).await;
        let mut ada = Browser::new(app(), db.db()).await;
        // not valid
        assert_eq!(ada.post("/new/", &NOTE[1..]).await.code(), 422);
        assert_eq!(ada.shown("/").await, "");
        // stored and rolled back
        let late = ada.post("/fails/", &[("slug", "one"), ("title", "refused"), ("body", "b"), ("state", "draft")]).await;
        assert_eq!(late.code(), 409);
        assert_eq!(Note::objects().count(db.db()).await.unwrap(), 0);
        assert_eq!(ada.shown("/").await, "");
        // refused by the database
        assert_eq!(ada.post("/new/", NOTE).await.code(), 303);
        ada.shown("/").await;
        assert_ne!(ada.post("/new/", NOTE).await.code(), 303);
        assert_eq!(ada.shown("/").await, "");
        assert_eq!(ada.post("/one/edit/", NOTE).await.code(), 303);
        assert_eq!(ada.shown("/").await, "success:<One> <One> ");
    }

    #[test]
    async fn m_05_a_deletion_says_so_by_both_verbs(db: &TestDb) {
        create(db).await;
        let mut ada = Browser::new(app(), db.db()).await;
        for verb in ["POST", "DELETE"] {
            ada.post("/new/", NOTE).await;
            ada.shown("/").await;
            let gone = ada.send(verb, "/one/delete/", &[]).await;
            assert_eq!(gone.code(), 303, "{verb} {}", gone.reason());
            assert_eq!(ada.shown("/").await, "success:Deleted <One>. ", "{verb}");
        }
        assert_eq!(Note::objects().count(db.db()).await.unwrap(), 0);
    }

    #[test]
    async fn without_the_layer_nothing_is_stored_and_the_reason_says_what_is_missing(db: &TestDb) {
        create(db).await;
        let answer = cbv_tests::web::post(&app(), db.db(), "/new/", NOTE).await;
        assert_eq!(answer.code(), 500);
        assert!(answer.reason().contains("MessagesManagerLayer"), "{}", answer.reason());
        assert_eq!(Note::objects().count(db.db()).await.unwrap(), 0);
    }

    #[test]
    async fn w_28__s_67_a_form_that_is_not_valid_says_so_at_the_top(db: &TestDb) {
        create(db).await;
        let mut ada = Browser::new(app(), db.db()).await;
        assert_eq!(ada.post("/fails/", &NOTE[1..]).await.code(), 422);
        assert_eq!(ada.shown("/").await, "error:Please look again. ");
    }
}

/// A form whose check depends on who sends it.
#[derive(Debug, Clone, Form)]
struct Order {
    books: i32,
}

impl Clean for Order {
    async fn clean(&mut self, cx: &Cleaning<'_>, errors: &mut Errors<Self>) -> Result<()> {
        let name = cx.get::<Visitor>().and_then(|visitor| visitor.name.as_deref());
        if name != Some("ann") && self.books > 1 {
            errors.add_error(Self::BOOKS, "One book for everybody but Ann.");
        }
        Ok(())
    }
}

#[derive(FormView)]
#[view(form_class = Order, template_name = "notes/question.html", path = "/order/", success_url = "/")]
struct OrderBooks {
    visitor: Visitor,
}

impl FormHooks for OrderBooks {
    async fn get_form_kwargs(&self, _: &Request, mut kwargs: FormKwargs<Order>) -> Result<FormKwargs<Order>> {
        kwargs.extensions.insert(self.visitor.clone());
        Ok(kwargs)
    }
}

on_every_database! {
    #[test]
    async fn w_28_a_form_gets_the_user(db: &TestDb) {
        let app = with_users(OrderBooks::router());
        assert_eq!(get(&app, db.db(), "/order/").await.code(), 200);
        for (user, books, code) in [("ann", "9", 303), ("bob", "9", 422), ("bob", "1", 303)] {
            let request = http::Request::post("/order/").header("x-user", user);
            let request = request.header("content-type", "application/x-www-form-urlencoded");
            let request = request.body(axum::body::Body::from(format!("books={books}"))).unwrap();
            let answer = cbv_tests::web::ask(app.clone().with_state(db.db().clone()), request).await;
            assert_eq!(answer.code(), code, "{user} {books}");
        }
    }
}
