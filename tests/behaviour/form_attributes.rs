//! The attributes and hooks of a view with a form that stores nothing by itself: what is shown, taken, refused, and where it
//! goes on to. Rows E-01 to E-15 of Django's behaviour.

use axum::{Router, response::Response};
use cbv::{
    form::{Bound, Clean, Cleaning, Errors, FormKwargs, Initial, Invalid, Valid},
    prelude::*,
};
use cbv_tests::{
    db::TestDb,
    forms::{Topic, create},
    log::watch,
    on_every_database,
    web::{get, post, send, send_form},
};
use http::Method;

#[derive(Debug, Clone, Form)]
struct ContactForm {
    #[field(max_length = 10)]
    name: String,
    email: String,
    #[field(widget = textarea, required = false)]
    message: String,
}

impl Clean for ContactForm {
    async fn clean(&mut self, cx: &Cleaning<'_>, errors: &mut Errors<Self>) -> Result<()> {
        if let Some(Banned(name)) = cx.get()
            && self.name == *name
        {
            errors.add_error(Self::NAME, "You have written enough.");
        }
        Ok(())
    }
}

/// Who may not write: the view knows it, the form checks it.
#[derive(Debug, Clone)]
struct Banned(&'static str);

#[derive(FormView)]
#[view(form_class = ContactForm, template_name = "notes/contact.html", path = "/plain/", success_url = "/thanks/",
       initial(name = "Ada"))]
struct Plain;

#[derive(FormView)]
#[view(form_class = ContactForm, template_name = "notes/contact.html", path = "/prefixed/", success_url = "/thanks/",
       prefix = "contact")]
struct Prefixed;

#[derive(FormView)]
#[view(form_class = ContactForm, template_name = "notes/contact.html", path = "/{office}/write/",
       success_url = "/{office}/thanks/")]
struct Office;

#[derive(FormView)]
#[view(form_class = ContactForm, template_name = "notes/contact.html", path = "/nowhere/")]
struct Nowhere;

/// Overrides each hook.
#[derive(FormView)]
#[view(form_class = ContactForm, template_name = "notes/contact.html", path = "/hooked/", initial(name = "Ada", email = "a@b"))]
struct Hooked;

impl FormHooks for Hooked {
    async fn get_initial(&self, req: &Request) -> Result<Initial<ContactForm>> {
        let mut initial = FormView::get_initial(self, req).await?;
        if let Some(name) = req.query("name") {
            initial.set(ContactForm::NAME, name);
        }
        Ok(initial)
    }

    async fn get_form_kwargs(
        &self,
        req: &Request,
        kwargs: FormKwargs<ContactForm>,
    ) -> Result<FormKwargs<ContactForm>> {
        let mut kwargs = FormView::get_form_kwargs(self, req, kwargs).await?;
        kwargs.prefix = if kwargs.data.is_some() { "sent" } else { "shown" }.into();
        kwargs.extensions.insert(Banned("Bob"));
        Ok(kwargs)
    }

    async fn get_form(&self, req: &Request, kwargs: FormKwargs<ContactForm>) -> Result<Bound<ContactForm>> {
        let mut form = FormView::get_form(self, req, kwargs).await?;
        if req.query("closed").is_some() {
            form.add_non_field_error("We are closed.");
        }
        Ok(form)
    }

    async fn form_valid(&self, req: &Request, form: Valid<ContactForm>) -> Result<Response> {
        Topic::objects().create(req.db(), [Topic::NAME.set(form.name.clone())]).await?;
        if form.message == "spam" {
            return Err(Invalid::field(ContactForm::MESSAGE, "This looks like spam.")
                .and_form("Not sent.")
                .into());
        }
        FormView::form_valid(self, req, form).await
    }

    async fn form_invalid(&self, req: &Request, form: Bound<ContactForm>) -> Result<Response> {
        let mut response = FormView::form_invalid(self, req, form).await?;
        response.headers_mut().insert("x-invalid", http::HeaderValue::from_static("yes"));
        Ok(response)
    }

    async fn get_success_url(&self, _: &Request, form: &Valid<ContactForm>) -> Result<String> {
        Ok(format!("/thanks/{}/", form.name))
    }
}

fn app() -> Router<Db> {
    Router::new()
        .merge(Plain::router())
        .merge(Prefixed::router())
        .merge(Office::router())
        .merge(Nowhere::router())
        .merge(Hooked::router())
}

const GOOD: &[(&str, &str)] = &[("name", "Ada"), ("email", "a@b.example")];

/// The same under the prefix that `Hooked` gives to what is sent.
fn sent<'a>(name: &'a str, message: &'a str) -> [(&'static str, &'a str); 3] {
    [("sent-name", name), ("sent-email", "a@b.example"), ("sent-message", message)]
}

on_every_database! {
    #[test]
    async fn e_01_initial_values_are_made_anew_for_each_request(db: &TestDb) {
        let app = app();
        let page = get(&app, db.db(), "/plain/").await;
        assert!(page.text.contains("name=\"name\" value=\"Ada\""), "{}", page.text);
        // the hook changes what the attribute says, for its own request alone
        let grace = get(&app, db.db(), "/hooked/?name=Grace").await;
        assert!(grace.text.contains("value=\"Grace\"") && grace.text.contains("value=\"a@b\""), "{}", grace.text);
        let ada = get(&app, db.db(), "/hooked/").await;
        assert!(ada.text.contains("value=\"Ada\"") && !ada.text.contains("Grace"), "{}", ada.text);
        // what was sent counts, not the initial value
        let refused = post(&app, db.db(), "/plain/", &[("email", "x")]).await;
        assert!(refused.code() == 422 && !refused.text.contains("value=\"Ada\""), "{}", refused.text);
    }

    #[test]
    async fn e_02_with_a_prefix_the_names_carry_it(db: &TestDb) {
        let app = app();
        let page = get(&app, db.db(), "/prefixed/").await;
        assert!(page.text.contains("name=\"contact-name\"") && page.text.contains("id=\"id_contact-name\""), "{}", page.text);
        assert_eq!(post(&app, db.db(), "/prefixed/", GOOD).await.code(), 422);
        let form = [("contact-name", "Ada"), ("contact-email", "a@b.example")];
        assert_eq!(post(&app, db.db(), "/prefixed/", &form).await.code(), 303);
        // without one the names are bare
        assert!(get(&app, db.db(), "/plain/").await.text.contains("name=\"name\""));
    }

    #[test]
    async fn e_04__e_05_the_form_is_made_of_what_the_hook_gives(db: &TestDb) {
        create(db).await;
        let app = app();
        // data is there for POST and PUT alone
        assert!(get(&app, db.db(), "/hooked/").await.text.contains("name=\"shown-name\""));
        for method in [Method::POST, Method::PUT] {
            let taken = send_form(&app, db.db(), method, "/hooked/", &sent("Ada", "")).await;
            assert_eq!(taken.code(), 303, "{}", taken.text);
        }
        // the check sees what the view gave
        let banned = post(&app, db.db(), "/hooked/", &sent("Bob", "")).await;
        assert_eq!(banned.code(), 422);
        assert!(banned.text.contains("You have written enough."), "{}", banned.text);
        // `get_form` may change what it makes
        let (_, log) = watch(get(&app, db.db(), "/hooked/?closed")).await;
        assert_eq!(log.hooks().iter().filter(|hook| **hook == "get_form").count(), 1);
    }

    #[test]
    async fn e_06_put_is_read_as_post_is(db: &TestDb) {
        let app = app();
        let taken = send_form(&app, db.db(), Method::PUT, "/plain/", GOOD).await;
        assert_eq!((taken.code(), taken.header("location")), (303, "/thanks/"));
        let refused = send_form(&app, db.db(), Method::PUT, "/plain/", &[("name", "Ada")]).await;
        assert!(refused.code() == 422 && refused.text.contains("value=\"Ada\""), "{}", refused.text);
    }

    #[test]
    async fn e_07__e_09__e_44_a_valid_form_goes_on_with_303(db: &TestDb) {
        let app = app();
        let taken = post(&app, db.db(), "/plain/", GOOD).await;
        assert_eq!((taken.code(), taken.header("location"), &*taken.text), (303, "/thanks/", ""));
        // the arguments of the view's own path
        let taken = post(&app, db.db(), "/a%20b/write/", GOOD).await;
        assert_eq!((taken.code(), taken.header("location")), (303, "/a%20b/thanks/"));
    }

    #[test]
    async fn e_08_without_a_url_a_valid_form_is_500(db: &TestDb) {
        let app = app();
        assert_eq!(get(&app, db.db(), "/nowhere/").await.code(), 200);
        assert_eq!(post(&app, db.db(), "/nowhere/", &[]).await.code(), 422);
        let wrong = post(&app, db.db(), "/nowhere/", GOOD).await;
        assert_eq!(wrong.code(), 500);
        assert!(wrong.reason().contains("No URL to redirect to"), "{}", wrong.reason());
    }

    #[test]
    async fn e_10_an_invalid_form_is_shown_again_with_422(db: &TestDb) {
        let form = [("name", "a name that is <long>"), ("email", ""), ("message", "typed")];
        let refused = post(&app(), db.db(), "/plain/", &form).await;
        assert_eq!(refused.code(), 422);
        for text in ["value=\"a name that is &#60;long&#62;\"", "\ntyped</textarea>", "This field is required.", "at most 10 characters"] {
            assert!(refused.text.contains(text), "{text}: {}", refused.text);
        }
    }

    #[test]
    async fn e_11_the_form_is_made_once_and_is_in_the_template(db: &TestDb) {
        create(db).await;
        let app = app();
        let once = |hooks: Vec<&str>| hooks.iter().filter(|hook| **hook == "get_form").count();
        let (page, log) = watch(get(&app, db.db(), "/hooked/")).await;
        assert_eq!((page.code(), once(log.hooks())), (200, 1));
        let (page, log) = watch(post(&app, db.db(), "/hooked/", &[])).await;
        assert_eq!((page.code(), once(log.hooks())), (422, 1));
        assert!(page.text.contains("This field is required."), "the one that was checked: {}", page.text);
    }

    #[test]
    async fn e_12__e_13_get_shows_and_post_checks(db: &TestDb) {
        create(db).await;
        let app = app();
        let page = get(&app, db.db(), "/hooked/?name=").await;
        assert_eq!((page.code(), page.header("x-invalid")), (200, ""));
        assert!(!page.text.contains("errorlist"), "nothing was checked: {}", page.text);
        let refused = post(&app, db.db(), "/hooked/", &[]).await;
        assert_eq!((refused.code(), refused.header("x-invalid")), (422, "yes"));
        let taken = post(&app, db.db(), "/hooked/", &sent("Ada", "")).await;
        assert_eq!((taken.code(), taken.header("x-invalid"), taken.header("location")), (303, "", "/thanks/Ada/"));
    }

    #[test]
    async fn e_14_a_form_is_refused_late_and_nothing_is_stored(db: &TestDb) {
        create(db).await;
        let app = app();
        let before = Topic::objects().count(db.db()).await.unwrap();
        let refused = post(&app, db.db(), "/hooked/", &sent("Ada", "spam")).await;
        assert_eq!((refused.code(), refused.header("x-invalid")), (422, "yes"), "{}", refused.reason());
        for text in ["This looks like spam.", "\nspam</textarea>"] {
            assert!(refused.text.contains(text), "{text}: {}", refused.text);
        }
        assert_eq!(Topic::objects().count(db.db()).await.unwrap(), before, "what was stored before is rolled back");
        post(&app, db.db(), "/hooked/", &sent("Ada", "")).await;
        assert_eq!(Topic::objects().count(db.db()).await.unwrap(), before + 1);
    }

    #[test]
    async fn e_15_patch_is_405(db: &TestDb) {
        for method in [Method::PATCH, Method::DELETE] {
            let refused = send(&app(), db.db(), method, "/plain/").await;
            assert_eq!((refused.code(), refused.header("allow")), (405, "GET, POST, PUT, HEAD, OPTIONS"));
        }
    }
}
