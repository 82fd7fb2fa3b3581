//! Forms beside other things: remarks under a piece with the errors in place, two forms on one page, forms that store nothing,
//! and a set of views for one model with a guard. Rows S-47, S-109 to S-112, S-143 and W-24.

use std::sync::Mutex;

use axum::{Router, response::Response};
use cbv::{
    Object,
    form::{Bound, FormKwargs, Initial, Valid},
    guard::{LoginRequired, User as _},
    prelude::*,
};
use cbv_tests::{
    db::TestDb,
    forms::{self, Note, State},
    on_every_database,
    pieces::{Piece, Remark, create},
    user::{Visitor, with_users},
    web::{ask, get, get_with, post},
};
use http::Method;

#[derive(Debug, Clone, Form)]
#[form(model = Remark)]
struct RemarkForm {
    #[field(max_length = 20)]
    text: String,
}

/// What the page of a piece shows beside it: for GET an empty form, and it only for who has logged in.
struct PieceContext {
    remarks: Vec<Remark>,
    commenting: bool,
    form: Bound<RemarkForm>,
}

async fn remarks(piece: i64, req: &Request) -> Result<Vec<Remark>> {
    Remark::objects().filter(Remark::PIECE_ID.eq(piece)).all(req.db()).await
}

impl ContextData<PiecePage> for PieceContext {
    async fn get_context_data(view: &PiecePage, req: &Request, piece: &Piece) -> Result<Self> {
        let remarks = remarks(piece.id, req).await?;
        Ok(Self { remarks, commenting: view.user.is_authenticated(), form: Bound::unbound() })
    }
}

#[derive(DetailView)]
#[view(model = Piece, path = "/pieces/{slug}/", template_name = "pieces/piece_page.html", extra_context = PieceContext)]
struct PiecePage {
    user: Visitor,
}

struct RemarksContext {
    remarks: Vec<Remark>,
    commenting: bool,
}

impl ContextData<RemarkAdd> for RemarksContext {
    async fn get_context_data(view: &RemarkAdd, req: &Request, _: &Bound<RemarkForm>) -> Result<Self> {
        Ok(Self { remarks: remarks(view.piece.id, req).await?, commenting: true })
    }
}

/// The same page for POST: the same template, in which `form` is the one that was sent.
#[derive(FormView)]
#[view(form_class = RemarkForm, path = "/pieces/{slug}/", template_name = "pieces/piece_page.html",
       extra_context = RemarksContext, http_method_names(post), success_url = "/pieces/{slug}/")]
struct RemarkAdd {
    user: LoginRequired<Visitor>,
    piece: Object<Piece>,
}

impl FormHooks for RemarkAdd {
    async fn form_valid(&self, req: &Request, mut form: Valid<RemarkForm>) -> Result<Response> {
        form.set(Remark::PIECE_ID.set(self.piece.id));
        form.set(Remark::WRITER.set(self.user.name.clone().unwrap_or_default()));
        Remark::objects().create(req.db(), form.changes().into_assignments()).await?;
        FormView::form_valid(self, req, form).await
    }
}

fn pieces() -> Router<Db> {
    let page = PiecePage::as_view().merge(RemarkAdd::as_view()).with_allow();
    with_users(Router::new().route(PiecePage::PATH, page))
}

async fn with_piece(db: &TestDb) {
    create(db).await;
    let sql = "INSERT INTO piece (slug, title, status, author, created_by, created_at) \
               VALUES ('one', 'One', 'published', 'ann', 'ann', '2024-05-06 07:08:09')";
    db.execute(sql).await;
}

async fn say(db: &TestDb, user: &str, text: &str) -> cbv_tests::web::Answer {
    let body = form_urlencoded::Serializer::new(String::new()).append_pair("text", text).finish();
    let mut request =
        http::Request::post("/pieces/one/").header("content-type", "application/x-www-form-urlencoded");
    if !user.is_empty() {
        request = request.header("x-user", user);
    }
    ask(pieces().with_state(db.db().clone()), request.body(axum::body::Body::from(body)).unwrap()).await
}

#[derive(Debug, Clone, Form)]
struct ContactForm {
    name: String,
}

#[derive(Debug, Clone, Form)]
#[form(prefix = "newsletter")]
struct NewsletterForm {
    name: String,
}

/// Where a contact goes: not to the database.
static OUTBOX: Mutex<Vec<String>> = Mutex::new(Vec::new());

struct Other {
    newsletter: Bound<NewsletterForm>,
}

impl<V: View> ContextData<V> for Other {
    async fn get_context_data(_: &V, _: &Request, _: &V::Data) -> Result<Self> {
        Ok(Self { newsletter: Bound::with_initial(Initial::new().with(NewsletterForm::NAME, "weekly")) })
    }
}

/// One of the forms is the view's own, which one was sent is seen by its button.
#[derive(FormView)]
#[view(form_class = ContactForm, path = "/two/", template_name = "pieces/two_forms.html", prefix = "contact",
       extra_context = Other, success_url = "/thanks/")]
struct Contact;

impl FormHooks for Contact {
    async fn get_form_kwargs(
        &self,
        req: &Request,
        kwargs: FormKwargs<ContactForm>,
    ) -> Result<FormKwargs<ContactForm>> {
        let mut kwargs = FormView::get_form_kwargs(self, req, kwargs).await?;
        if kwargs.data.as_ref().is_some_and(|data| data.contains("subscribe")) {
            kwargs.data = None; // the other form's button: this one is only shown
        }
        Ok(kwargs)
    }

    async fn form_valid(&self, req: &Request, form: Valid<ContactForm>) -> Result<Response> {
        OUTBOX.lock().unwrap().push(form.name.clone());
        FormView::form_valid(self, req, form).await
    }
}

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
#[view(model = Note, form_class = NoteForm, path = "/notes/new/", app_label = "notes")]
struct NoteCreate {
    user: LoginRequired<Visitor>,
}

#[derive(UpdateView)]
#[view(model = Note, form_class = NoteForm, path = "/notes/{slug}/edit/", app_label = "notes")]
struct NoteUpdate {
    user: LoginRequired<Visitor>,
}

#[derive(DeleteView)]
#[view(model = Note, path = "/notes/{slug}/delete/", app_label = "notes", success_url = "/notes/")]
struct NoteDelete {
    user: LoginRequired<Visitor>,
}

on_every_database! {
    #[test]
    async fn s_47_a_blank_form_in_the_context_of_a_detail(db: &TestDb) {
        with_piece(db).await;
        let anonymous = get(&pieces(), db.db(), "/pieces/one/").await;
        assert_eq!((anonymous.code(), anonymous.text.contains("<form")), (200, false), "{}", anonymous.reason());
        let page = get_with(&pieces(), db.db(), "/pieces/one/", &[("x-user", "ann")]).await;
        assert!(page.text.contains("name=\"text\"") && !page.text.contains("errorlist"), "{}", page.text);
    }

    #[test]
    async fn s_109__s_112_errors_stand_in_place_on_the_page_of_the_object(db: &TestDb) {
        with_piece(db).await;
        assert_eq!(say(db, "ann", "Well said.").await.header("location"), "/pieces/one/");
        let refused = say(db, "bob", "much more than there is room for").await;
        assert_eq!(refused.code(), 422);
        // the page of the piece, the earlier remark, the form with its error and what was typed
        for text in ["<h1>One</h1>", "<p>ann: Well said.</p>", "at most 20 characters", "value=\"much more than there"] {
            assert!(refused.text.contains(text), "{text}: {}", refused.text);
        }
        assert_eq!(Remark::objects().count(db.db()).await.unwrap(), 1);
        let page = get(&pieces(), db.db(), "/pieces/one/").await;
        assert!(page.text.contains("<h1>One</h1><p>ann: Well said.</p>"), "{}", page.text);
        // who has not logged in is sent to do so, and other verbs are refused for both views together
        let anonymous = say(db, "", "x").await;
        assert!(anonymous.header("location").starts_with("/accounts/login/"), "{}", anonymous.code());
        let refused = cbv_tests::web::send(&pieces(), db.db(), Method::PATCH, "/pieces/one/").await;
        assert_eq!(refused.code(), 405);
        assert_eq!(get(&pieces(), db.db(), "/pieces/none/").await.code(), 404);
    }

    #[test]
    async fn s_110_a_form_without_a_model_goes_elsewhere(db: &TestDb) {
        let name = format!("Ada on {:?}", db.dialect());
        let sent = post(&Contact::router(), db.db(), "/two/", &[("contact-name", &name), ("send", "")]).await;
        assert_eq!((sent.code(), sent.header("location")), (303, "/thanks/"), "{}", sent.text);
        assert!(OUTBOX.lock().unwrap().contains(&name));
        let refused = post(&Contact::router(), db.db(), "/two/", &[("send", "")]).await;
        assert_eq!(refused.code(), 422);
    }

    #[test]
    async fn w_24_two_forms_on_one_page_do_not_meet(db: &TestDb) {
        let page = get(&Contact::router(), db.db(), "/two/").await;
        for text in ["name=\"contact-name\"", "name=\"newsletter-name\" value=\"weekly\"", "id=\"id_newsletter-name\""] {
            assert!(page.text.contains(text), "{text}: {}", page.text);
        }
        // the errors are those of the form that was sent
        let refused = post(&Contact::router(), db.db(), "/two/", &[("newsletter-name", "x"), ("send", "")]).await;
        assert_eq!(refused.code(), 422);
        assert!(refused.text.contains("id=\"id_contact-name_error\""), "{}", refused.text);
        assert!(!refused.text.contains("id=\"id_newsletter-name_error\""), "{}", refused.text);
        // the other's button leaves this one alone
        let other = post(&Contact::router(), db.db(), "/two/", &[("newsletter-name", "x"), ("subscribe", "")]).await;
        assert!(other.code() == 200 && !other.text.contains("errorlist"), "{}", other.text);
    }

    #[test]
    async fn s_143_create_update_and_delete_behind_a_guard(db: &TestDb) {
        forms::create(db).await;
        let app = with_users(NoteCreate::router().merge(NoteUpdate::router()).merge(NoteDelete::router()));
        let send = async |user: &str, uri: &str, form: &[(&str, &str)]| {
            let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
            let mut request = http::Request::post(uri).header("content-type", "application/x-www-form-urlencoded");
            if !user.is_empty() {
                request = request.header("x-user", user);
            }
            let request = request.body(axum::body::Body::from(body)).unwrap();
            ask(app.clone().with_state(db.db().clone()), request).await
        };
        let form = [("slug", "one"), ("title", "One")];
        for uri in ["/notes/new/", "/notes/one/edit/", "/notes/one/delete/"] {
            let anonymous = send("", uri, &form).await;
            assert_eq!((anonymous.code(), anonymous.header("location").contains("login")), (302, true), "{uri}");
        }
        assert_eq!(Note::objects().count(db.db()).await.unwrap(), 0);
        assert_eq!(send("ann", "/notes/new/", &form).await.header("location"), "/notes/one/");
        assert_eq!(send("ann", "/notes/one/edit/", &[("slug", "one"), ("title", "Uno")]).await.code(), 303);
        assert_eq!(Note::objects().get(db.db()).await.unwrap().title, "Uno");
        assert_eq!(send("ann", "/notes/one/delete/", &[]).await.header("location"), "/notes/");
        assert_eq!(Note::objects().count(db.db()).await.unwrap(), 0);
    }
}
