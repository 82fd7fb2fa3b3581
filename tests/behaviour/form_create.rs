//! The seeds' create view of a magazine: who may write and how often, what the form knows of its user, what is set beside the
//! form, which button was pressed, where it goes on to. Rows S-55 to S-69, ST-05 and W-07 as far as they store a row.

use axum::{Router, body::Body, extract::FromRequestParts, response::Response};
use cbv::{
    chrono::{DateTime, Duration, Utc},
    form::{Bound, Changes, Clean, Cleaning, Errors, FormKwargs, Valid},
    guard::User as _,
    prelude::*,
};
use cbv_tests::{
    db::TestDb,
    on_every_database,
    pieces::{Piece, Status, create},
    user::{Visitor, with_users},
    web::{Answer, ask},
};
use http::{StatusCode, request::Parts};

#[derive(Debug, Clone, Form)]
#[form(model = Piece)]
struct PieceForm {
    slug: String,
    title: String,
    #[field(required = false)]
    scheduled_at: Option<DateTime<Utc>>,
}

impl Clean for PieceForm {
    async fn clean(&mut self, cx: &Cleaning<'_>, errors: &mut Errors<Self>) -> Result<()> {
        let Some(user) = cx.get::<Visitor>() else {
            return Err(Error::ImproperlyConfigured("no user".into()));
        };
        if self.title.starts_with("Notice") && !user.is_staff() {
            errors.add_error(Self::TITLE, "Notices are the staff's.");
        }
        if cx.header("x-muted").is_some() {
            errors.add_non_field_error("You are muted.");
        }
        Ok(())
    }
}

/// What the seeds' base create view does: the common columns of whoever creates something.
struct Created {
    by: String,
}

impl<S: Sync> FromRequestParts<S> for Created {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let user = parts.extensions.get::<Visitor>().and_then(|user| user.name.clone());
        Ok(Self { by: user.unwrap_or_default() })
    }
}

impl Mixin<Piece> for Created {
    async fn changes(&self, mut changes: Changes<Piece>, req: &Request) -> Result<Changes<Piece>> {
        if !changes.has(Piece::AUTHOR) {
            changes.set(Piece::AUTHOR.set(self.by.clone()));
        }
        changes.set(Piece::CREATED_BY.set(self.by.clone()));
        changes.set(Piece::CREATED_AT.set(req.now()));
        Ok(changes)
    }
}

/// What the page shows beside the form.
struct Beside {
    pieces: u64,
    drafts: u64,
    tip: &'static str,
}

impl ContextData<PieceCreate> for Beside {
    async fn get_context_data(view: &PieceCreate, req: &Request, _: &Bound<PieceForm>) -> Result<Self> {
        let own = Piece::objects().filter(Piece::AUTHOR.eq(&*view.created.by));
        Ok(Self {
            pieces: Piece::objects().count(req.db()).await?,
            drafts: own.filter(Piece::STATUS.eq(Status::Draft)).count(req.db()).await?,
            tip: "Be brief.",
        })
    }
}

#[derive(CreateView)]
#[view(model = Piece, form_class = PieceForm, template_name = "pieces/piece_form.html", path = "/pieces/new/",
       extra_context = Beside)]
struct PieceCreate {
    user: Visitor,
    #[view(mixin)]
    created: Created,
}

impl CreateHooks for PieceCreate {
    async fn setup(&mut self, req: &Request) -> Result<()> {
        if !self.user.is_authenticated() {
            return Err(Error::PermissionDenied("log in to write".into()));
        }
        if req.header("x-address").is_some_and(|address| address == "blocked") {
            return Err(Error::PermissionDenied("this address is blocked".into()));
        }
        Ok(())
    }

    async fn dispatch<'a>(&'a self, req: &'a Request, next: Next<'a>) -> Result<Response> {
        let may = self.user.is_staff() || self.user.has_perm("books.change_book");
        if !may {
            return Err(Error::PermissionDenied("editors only".into()));
        }
        let since = req.now() - Duration::hours(24);
        let lately =
            Piece::objects().filter(Piece::AUTHOR.eq(&*self.created.by)).filter(Piece::CREATED_AT.ge(since));
        if !self.user.is_staff() && lately.count(req.db()).await? >= 5 {
            return Err(Error::with_status(StatusCode::TOO_MANY_REQUESTS, "five pieces a day"));
        }
        next.run().await
    }

    async fn get_form_kwargs(
        &self,
        req: &Request,
        kwargs: FormKwargs<PieceForm>,
    ) -> Result<FormKwargs<PieceForm>> {
        let mut kwargs = CreateView::get_form_kwargs(self, req, kwargs).await?;
        kwargs.extensions.insert(self.user.clone());
        Ok(kwargs)
    }

    async fn form_valid(&self, req: &Request, mut form: Valid<PieceForm>) -> Result<Response> {
        let pressed = |name: &str| form.data().contains(name);
        let (status, published) = match (pressed("publish"), pressed("schedule"), form.scheduled_at) {
            (true, ..) => (Status::Published, Some(req.now())),
            (_, true, Some(_)) => (Status::Scheduled, None),
            _ => (Status::Draft, None),
        };
        form.set(Piece::STATUS.set(status));
        form.set(Piece::PUBLISHED_AT.set(published));
        if self.user.is_staff() {
            form.set(Piece::AUTHOR.set("the editors"));
        }
        let mut response = CreateView::form_valid(self, req, form).await?;
        response.headers_mut().insert("x-after", http::HeaderValue::from_static("stored"));
        Ok(response)
    }

    async fn perform_create(&self, req: &Request, form: Valid<PieceForm>) -> Result<Piece> {
        let piece = CreateView::perform_create(self, req, form).await?;
        // the stored row is there for whatever is done with it
        let note = format!("{}:{}", piece.id, piece.slug);
        Piece::objects()
            .filter(Piece::ID.eq(piece.id))
            .update(req.db(), [Piece::CREATED_BY.set(note)])
            .await?;
        Ok(piece)
    }

    async fn get_success_url(&self, req: &Request, object: &Piece) -> Result<String> {
        match object.status {
            Status::Draft => Ok(format!("/pieces/{}/edit/", object.id)),
            _ => CreateView::get_success_url(self, req, object).await,
        }
    }
}

async fn send(db: &TestDb, user: &str, headers: &[(&str, &str)], form: &[(&str, &str)]) -> Answer {
    let method = if form.is_empty() { http::Method::GET } else { http::Method::POST };
    let mut request = http::Request::builder().method(method).uri("/pieces/new/");
    if !user.is_empty() {
        request = request.header("x-user", user);
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
    let request =
        request.header("content-type", "application/x-www-form-urlencoded").body(Body::from(body)).unwrap();
    let router: Router<Db> = with_users(PieceCreate::router());
    ask(router.with_state(db.db().clone()), request).await
}

async fn piece(db: &TestDb, slug: &str) -> Piece {
    Piece::objects().filter(Piece::SLUG.eq(slug)).get(db.db()).await.unwrap()
}

/// A piece of an author's, made at that time.
async fn written(db: &TestDb, author: &str, at: DateTime<Utc>, slug: &str) {
    let rows = [
        Piece::SLUG.set(slug),
        Piece::TITLE.set(slug),
        Piece::STATUS.set(Status::Draft),
        Piece::AUTHOR.set(author),
        Piece::CREATED_BY.set(author),
        Piece::CREATED_AT.set(at),
    ];
    Piece::objects().create(db.db(), rows).await.unwrap();
}

const FORM: [(&str, &str); 2] = [("slug", "one"), ("title", "One")];

on_every_database! {
    #[test]
    async fn s_55__s_60_an_own_form_and_template_with_more_context(db: &TestDb) {
        create(db).await;
        for slug in ["a", "b"] {
            written(db, "editor-ann", Utc::now(), slug).await;
        }
        written(db, "bob", Utc::now(), "c").await;
        let page = send(db, "editor-ann", &[], &[]).await;
        assert_eq!(page.code(), 200, "{}", page.reason());
        assert!(page.text.starts_with("Be brief. 2 drafts, 3 pieces<form"), "{}", page.text);
        assert!(page.text.contains("name=\"scheduled_at\""), "{}", page.text);
        // also when it is shown again
        let refused = send(db, "editor-ann", &[], &[("slug", "x")]).await;
        assert!(refused.code() == 422 && refused.text.starts_with("Be brief. 2 drafts, 3 pieces"), "{}", refused.text);
    }

    #[test]
    async fn s_56__s_57__st_05_setup_refuses_before_dispatch_does(db: &TestDb) {
        create(db).await;
        for form in [&[][..], &FORM] {
            let blocked = send(db, "editor-ann", &[("x-address", "blocked")], form).await;
            assert_eq!((blocked.code(), blocked.reason()), (403, "this address is blocked"));
            // a visitor without a name has no permission either: the first of the two guards answers
            let anonymous = send(db, "", &[], form).await;
            assert_eq!((anonymous.code(), anonymous.reason()), (403, "log in to write"));
            let reader = send(db, "reader", &[], form).await;
            assert_eq!((reader.code(), reader.reason()), (403, "editors only"));
        }
        assert_eq!(send(db, "staff-eva", &[], &FORM).await.code(), 303);
        assert_eq!(send(db, "editor-ann", &[], &FORM).await.code(), 303);
    }

    #[test]
    async fn s_58_five_pieces_a_day(db: &TestDb) {
        create(db).await;
        written(db, "editor-ann", Utc::now() - Duration::hours(25), "yesterday").await;
        for slug in ["a", "b", "c", "d"] {
            written(db, "editor-ann", Utc::now() - Duration::hours(23), slug).await;
        }
        assert_eq!(send(db, "editor-ann", &[], &FORM).await.code(), 303, "the fifth");
        let sixth = send(db, "editor-ann", &[], &FORM).await;
        assert_eq!((sixth.code(), sixth.reason()), (429, "five pieces a day"));
        for slug in ["e", "f", "g", "h", "i", "j"] {
            written(db, "staff-eva", Utc::now(), slug).await;
        }
        assert_eq!(send(db, "staff-eva", &[], &FORM).await.code(), 303);
    }

    #[test]
    async fn s_59__w_07_the_form_knows_the_user_and_the_request(db: &TestDb) {
        create(db).await;
        let notice = [("slug", "n"), ("title", "Notice to all")];
        let refused = send(db, "editor-ann", &[], &notice).await;
        assert!(refused.code() == 422 && refused.text.contains("Notices are the staff"), "{}", refused.text);
        assert_eq!(send(db, "staff-eva", &[], &notice).await.code(), 303);
        let muted = send(db, "editor-ann", &[("x-muted", "1")], &FORM).await;
        assert!(muted.code() == 422 && muted.text.contains("You are muted."), "{}", muted.text);
    }

    #[test]
    async fn s_61__s_69_columns_that_are_not_in_the_form(db: &TestDb) {
        create(db).await;
        let before = Utc::now() - Duration::minutes(1);
        let forged = [&FORM[..], &[("author", "eve"), ("created_by", "eve")]].concat();
        assert_eq!(send(db, "editor-ann", &[], &forged).await.code(), 303);
        let one = piece(db, "one").await;
        assert_eq!(one.author, "editor-ann", "from the base");
        assert!(one.created_at > before && one.created_at < Utc::now() + Duration::minutes(1));
        // what the view sets itself stays
        send(db, "staff-eva", &[], &[("slug", "two"), ("title", "Two")]).await;
        assert_eq!(piece(db, "two").await.author, "the editors");
    }

    #[test]
    async fn s_62__s_68_the_button_decides_the_status_and_the_next_page(db: &TestDb) {
        create(db).await;
        let press = async |slug: &'static str, button: &'static str, at: &'static str| {
            let form = [("slug", slug), ("title", "T"), ("scheduled_at", at), (button, "")];
            let made = send(db, "editor-ann", &[], &form).await;
            assert_eq!(made.code(), 303, "{} {}", made.reason(), made.text);
            (made.header("location").to_owned(), piece(db, slug).await)
        };
        let (url, draft) = press("a", "draft", "").await;
        assert_eq!((url, draft.status, draft.published_at), (format!("/pieces/{}/edit/", draft.id), Status::Draft, None));
        let (url, published) = press("b", "publish", "").await;
        assert_eq!((&*url, published.status, published.published_at.is_some()), ("/pieces/b/", Status::Published, true));
        let (url, scheduled) = press("c", "schedule", "2031-05-06T07:08").await;
        let at = scheduled.scheduled_at.map(|at| at.format("%Y-%m-%d %H:%M").to_string());
        assert_eq!((&*url, scheduled.status, at.as_deref()), ("/pieces/c/", Status::Scheduled, Some("2031-05-06 07:08")));
        assert_eq!(press("d", "schedule", "").await.1.status, Status::Draft, "no time, no schedule");
    }

    #[test]
    async fn s_65_work_after_the_row_is_stored(db: &TestDb) {
        create(db).await;
        let made = send(db, "editor-ann", &[], &FORM).await;
        assert_eq!((made.code(), made.header("x-after")), (303, "stored"));
        let one = piece(db, "one").await;
        assert_eq!(one.created_by, format!("{}:one", one.id));
        assert_eq!(send(db, "editor-ann", &[], &[("slug", "two")]).await.header("x-after"), "");
    }
}
