//! What Django's tests of forms ask for and no row of the yardstick names: how fields read, what they show, which of them nobody
//! may change. `docs/django-tests.md` says which test of Django's is meant.

use std::sync::{
    Mutex,
    atomic::{AtomicU32, Ordering},
};

use axum::{Router, response::Response};
use cbv::{
    Decimal,
    chrono::{NaiveDate, NaiveDateTime, NaiveTime},
    form::{Bound, FormKwargs, Initial, Valid},
    prelude::*,
};
use cbv_tests::{
    db::TestDb,
    forms::{Note, State, create},
    on_every_database,
    web::{Answer, get, post},
};

#[derive(Debug, Clone, Form)]
struct Fields {
    #[field(max_length = 10)]
    name: String,
    #[field(strip = false, required = false)]
    code: String,
    nick: Option<String>,
    #[field(max_digits = 5, decimal_places = 2)]
    price: Option<Decimal>,
    #[field(step_size = 3, min_value = -1)]
    number: Option<i32>,
    active: Option<bool>,
    #[field(default = true)]
    news: bool,
    #[field(default = vec![1], required = false)]
    lucky: Vec<i64>,
    #[field(widget = radio)]
    maybe: Option<State>,
    #[field(widget = radio, default = State::Draft)]
    state: State,
    #[field(initial = State::Published)]
    chosen: State,
    day: Option<NaiveDate>,
    time: Option<NaiveTime>,
    moment: Option<NaiveDateTime>,
}

/// What the last valid form held, by database.
static TAKEN: Mutex<Vec<(String, String)>> = Mutex::new(Vec::new());

#[derive(FormView)]
#[view(form_class = Fields, template_name = "upload_form.html", path = "/fields/", success_url = "/", formats(html, json))]
struct FieldsView;

impl FormHooks for FieldsView {
    async fn form_valid(&self, req: &Request, form: Valid<Fields>) -> Result<Response> {
        let initial = Initial::new().with(Fields::NAME, "Ada").with(Fields::CODE, "a\nb");
        let changed = form.changed_data(&initial.with(Fields::PRICE, Decimal::new(15, 1))).join(" ");
        let which = req.query("as").unwrap_or_default().into_owned();
        TAKEN.lock().unwrap().push((which, format!("{:?} changed: {changed}", *form)));
        FormView::form_valid(self, req, form).await
    }
}

/// A key that is hidden, one that is several, and controls with attributes of the author's own.
#[derive(Debug, Clone, Form)]
struct Hidden {
    #[field(widget = hidden, max_length = 4, help_text = "Nobody reads this.")]
    token: String,
    #[field(widget = hidden)]
    pages: Vec<i64>,
    #[field(attrs("aria-describedby" = "legal", id = "own"), help_text = "Helps.")]
    name: String,
    #[field(queryset = Topics::all())]
    topic: Option<i64>,
    #[field(queryset = Topics::all())]
    topics: Vec<i64>,
}

struct Topics;

impl Topics {
    fn all() -> QuerySet<cbv_tests::forms::Topic> {
        cbv_tests::forms::Topic::objects()
    }
}

#[derive(FormView)]
#[view(form_class = Hidden, template_name = "upload_form.html", path = "/hidden/", success_url = "/")]
struct HiddenView;

impl FormHooks for HiddenView {
    async fn get_initial(&self, _: &Request) -> Result<Initial<Hidden>> {
        Ok(Initial::new().with(Hidden::TOKEN, "<t>").with(Hidden::PAGES, vec![3, 4]))
    }
}

#[derive(Debug, Clone, Form)]
#[form(model = Note)]
struct NoteForm {
    slug: String,
    title: String,
    #[field(disabled)]
    state: State,
    #[field(required = false)]
    topic_id: Option<i64>,
    #[field(many_to_many = Note::TAGS, required = false)]
    tags: Vec<i64>,
    #[field(default = 5)]
    pages: i32,
}

#[derive(UpdateView)]
#[view(model = Note, form_class = NoteForm, path = "/{slug}/edit/", app_label = "notes", success_url = "/")]
struct Update;

impl UpdateHooks for Update {
    async fn get_form(
        &self,
        req: &Request,
        note: &Note,
        kwargs: FormKwargs<NoteForm>,
    ) -> Result<Bound<NoteForm>> {
        let mut form = UpdateView::get_form(self, req, note, kwargs).await?;
        if req.query("fixed").is_some() {
            form.disable(NoteForm::TITLE);
            form.disable(NoteForm::TAGS);
            form.disable(NoteForm::TOPIC_ID);
        }
        Ok(form)
    }

    async fn form_valid(&self, req: &Request, note: &Note, form: Valid<NoteForm>) -> Result<Response> {
        let changed = form.changed_from(note).join(" ");
        let mut response = UpdateView::form_valid(self, req, note, form).await?;
        response.headers_mut().insert("x-changed", changed.parse().unwrap());
        Ok(response)
    }
}

#[derive(CreateView)]
#[view(model = Note, form_class = NoteForm, path = "/new/", app_label = "notes", initial(state = State::Published),
       set(body = ""), success_url = "/")]
struct Create;

fn app() -> Router<Db> {
    let forms = FieldsView::router().merge(HiddenView::router());
    forms.merge(Update::router()).merge(Create::router())
}

const WHOLE: &[(&str, &str)] = &[("name", "Ada"), ("state", "draft"), ("chosen", "draft")];

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// Sends fields beside those that must be filled in; what the form held, if it was valid.
async fn send(db: &TestDb, fields: &[(&str, &str)]) -> (Answer, String) {
    let form: Vec<_> =
        WHOLE.iter().filter(|(name, _)| fields.iter().all(|(other, _)| other != name)).collect();
    let form: Vec<_> = form.into_iter().chain(fields).copied().collect();
    let which = format!("{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    let answer = post(&app(), db.db(), &format!("/fields/?as={which}"), &form).await;
    let taken = TAKEN.lock().unwrap().iter().find(|(other, _)| *other == which).map(|(_, form)| form.clone());
    (answer, taken.unwrap_or_default())
}

async fn with_note(db: &TestDb) {
    create(db).await;
    db.execute("INSERT INTO note (slug, title, body, state, pages, topic_id) VALUES ('one', 'One', 'text', 'draft', 3, 2)").await;
    db.execute("INSERT INTO note_tag VALUES (1, 2)").await;
}

on_every_database! {
    #[test]
    async fn texts_are_stripped_before_they_are_found_empty(db: &TestDb) {
        let (answer, _) = send(db, &[("name", " \t\u{a0} ")]).await;
        assert!(answer.code() == 422 && answer.text.contains("id=\"id_name_error\"><li>This field is required."), "{}", answer.text);
        // the length is that of what is kept
        let (answer, taken) = send(db, &[("name", "  0123456789  "), ("code", " x "), ("nick", "  ")]).await;
        assert_eq!(answer.code(), 303, "{}", answer.text);
        assert!(taken.contains("name: \"0123456789\", code: \" x \", nick: None"), "{taken}");
        let (answer, _) = send(db, &[("name", "a\0b")]).await;
        assert!(answer.text.contains("<li>Null characters are not allowed.</li>"), "{}", answer.text);
        // of several values for one, the last counts, and is what is shown
        let (_, taken) = send(db, &[("name", "first"), ("name", "last")]).await;
        assert!(taken.contains("name: \"last\""), "{taken}");
        let (answer, _) = send(db, &[("name", "first"), ("name", "the last one")]).await;
        assert!(answer.text.contains("value=\"the last one\""), "{}", answer.text);
    }

    #[test]
    async fn digits_and_steps_are_limited(db: &TestDb) {
        let page = get(&app(), db.db(), "/fields/").await.text;
        for control in [
            "<input type=\"number\" name=\"price\" id=\"id_price\" step=\"0.01\">",
            "<input type=\"number\" name=\"number\" id=\"id_number\" min=\"-1\" step=\"3\">",
        ] {
            assert!(page.contains(control), "{control}: {page}");
        }
        for (price, number, message) in [
            ("1234.56", "2", "Ensure that there are no more than 5 digits in total."),
            ("1.234", "2", "Ensure that there are no more than 2 decimal places."),
            ("1234.5", "2", "Ensure that there are no more than 3 digits before the decimal point."),
            ("1", "9", "step size 3, starting from -1, e.g. -1, 2, 5, and so on."),
        ] {
            let (answer, _) = send(db, &[("price", price), ("number", number)]).await;
            assert!(answer.code() == 422 && answer.text.contains(message), "{message}: {}", answer.text);
            assert_eq!(answer.text.matches("<li>Ensure").count(), 1, "one thing at a time: {}", answer.text);
        }
        let (answer, taken) = send(db, &[("price", "999.99"), ("number", "5.0")]).await;
        assert_eq!(answer.code(), 303, "{}", answer.text);
        assert!(taken.contains("price: Some(999.99), number: Some(5)"), "{taken}");
    }

    #[test]
    async fn yes_no_and_unknown_are_three(db: &TestDb) {
        let page = get(&app(), db.db(), "/fields/").await.text;
        let options = "<option value=\"\">---------</option><option value=\"true\">Yes</option><option value=\"false\">No</option>";
        assert!(page.contains(&format!("<select name=\"active\" id=\"id_active\">{options}")), "{page}");
        for (sent, held) in [("", "None"), ("unknown", "None"), ("true", "Some(true)"), ("False", "Some(false)"), ("0", "Some(false)")] {
            let (_, taken) = send(db, &[("active", sent)]).await;
            assert!(taken.contains(&format!("active: {held}")), "{sent}: {taken}");
        }
        let (answer, _) = send(db, &[("active", "hello")]).await;
        assert!(answer.text.contains("Select a valid choice. hello is not one of the available choices."), "{}", answer.text);
        let (answer, _) = send(db, &[("active", "false"), ("name", "")]).await;
        assert!(answer.text.contains("<option value=\"false\" selected>No"), "{}", answer.text);
    }

    #[test]
    async fn defaults_are_shown_and_an_unticked_box_stays_so(db: &TestDb) {
        let page = get(&app(), db.db(), "/fields/").await.text;
        assert!(page.contains("name=\"news\" checked id=\"id_news\""), "{page}");
        assert!(page.contains("name=\"state\" value=\"draft\" id=\"id_state_0\" checked required>"), "{page}");
        // a browser does not send what is unticked
        let (_, taken) = send(db, &[]).await;
        assert!(taken.contains("news: false, lucky: []"), "{taken}");
        let (_, taken) = send(db, &[("news", "on"), ("lucky", "7")]).await;
        assert!(taken.contains("news: true, lucky: [7]"), "{taken}");
        // JSON leaves out what it does not want to say
        let which = format!("{:?}-json", db.dialect());
        let request = http::Request::post(format!("/fields/?as={which}&format=json")).header("content-type", "application/json");
        let body = r#"{"name": "Ada", "chosen": "draft"}"#;
        let answer = cbv_tests::web::ask(app().with_state(db.db().clone()), request.body(axum::body::Body::from(body)).unwrap()).await;
        assert_eq!(answer.code(), 200, "{}", answer.text);
        let taken = TAKEN.lock().unwrap().iter().find(|(other, _)| *other == which).unwrap().1.clone();
        assert!(taken.contains("news: true, lucky: [1]") && taken.contains("state: Draft"), "{taken}");
    }

    #[test]
    async fn to_choose_nothing_is_offered_where_it_may_be(db: &TestDb) {
        let page = get(&app(), db.db(), "/fields/").await.text;
        // a radio button cannot be taken back
        let none = "<input type=\"radio\" name=\"maybe\" value=\"\" id=\"id_maybe_0\" checked> ---------</label>";
        assert!(page.contains(none) && page.contains("value=\"draft\" id=\"id_maybe_1\">"), "{page}");
        assert!(!page.contains("name=\"state\" value=\"\""), "{page}");
        // a select that must be filled in and begins filled has no empty option
        let select = "id=\"id_chosen\" required><option value=\"draft\">Draft</option><option value=\"published\" selected>";
        assert!(page.contains(select), "{page}");
        let (_, taken) = send(db, &[("maybe", "")]).await;
        assert!(taken.contains("maybe: None"), "{taken}");
        let (answer, _) = send(db, &[("maybe", "draft"), ("name", "")]).await;
        assert!(answer.text.contains("id=\"id_maybe_0\"> ---") && answer.text.contains("id=\"id_maybe_1\" checked>"), "{}", answer.text);
    }

    #[test]
    async fn dates_and_times_are_read_in_more_ways_than_one(db: &TestDb) {
        let page = get(&app(), db.db(), "/fields/").await.text;
        for control in ["type=\"time\" name=\"time\" id=\"id_time\" step=\"any\"", "type=\"datetime-local\" name=\"moment\" id=\"id_moment\" step=\"any\""] {
            assert!(page.contains(control), "{control}: {page}");
        }
        let (answer, taken) = send(db, &[("day", "10/25/06"), ("time", "14:30:59"), ("moment", "October 25, 2006")]).await;
        assert!(answer.text.contains("<li>Enter a valid date/time.</li>") || taken.contains("2006-10-25T00:00:00"), "{}", answer.text);
        let (_, taken) = send(db, &[("day", "25 Oct 2006"), ("time", "14:30"), ("moment", "2006-10-25T14:30:59")]).await;
        assert!(taken.contains("day: Some(2006-10-25), time: Some(14:30:00), moment: Some(2006-10-25T14:30:59)"), "{taken}");
        // a year of two digits is none
        let (answer, _) = send(db, &[("day", "06-10-25")]).await;
        assert!(answer.text.contains("<li>Enter a valid date.</li>"), "{}", answer.text);
    }

    #[test]
    async fn a_form_knows_what_was_changed(db: &TestDb) {
        let (_, taken) = send(db, &[("price", "1.51"), ("code", "a\r\nb")]).await;
        assert!(taken.ends_with("changed: price news lucky chosen"), "the initial values are those of the fields, too: {taken}");
        let same = [("name", " Ada "), ("code", "a\r\nb"), ("price", "1.50"), ("chosen", "published"), ("news", "on"), ("lucky", "1")];
        let (_, taken) = send(db, &same).await;
        assert!(taken.ends_with("changed: "), "{taken}");
        // against a row
        with_note(db).await;
        let form = [("slug", "one"), ("title", "Uno"), ("topic_id", "2"), ("pages", "3"), ("tags", "2")];
        assert_eq!(post(&app(), db.db(), "/one/edit/", &form).await.header("x-changed"), "title");
        let form = [("slug", "one"), ("title", "Uno"), ("topic_id", ""), ("pages", "4")];
        assert_eq!(post(&app(), db.db(), "/one/edit/", &form).await.header("x-changed"), "topic_id pages");
    }

    #[test]
    async fn what_is_disabled_keeps_its_value_whatever_is_sent(db: &TestDb) {
        with_note(db).await;
        let page = get(&app(), db.db(), "/one/edit/?fixed").await.text;
        for text in [
            "<select name=\"state\" id=\"id_state\" required disabled>",
            "<option value=\"draft\" selected>",
            "value=\"One\" id=\"id_title\" required disabled>",
        ] {
            assert!(page.contains(text), "{text}: {page}");
        }
        let form = [("slug", "uno"), ("title", "Eve"), ("state", "published"), ("topic_id", "1"), ("tags", "1"), ("pages", "9")];
        let taken = post(&app(), db.db(), "/one/edit/?fixed", &form).await;
        assert_eq!((taken.code(), taken.header("x-changed")), (303, "slug pages"), "{}", taken.text);
        let note = Note::objects().get(db.db()).await.unwrap();
        assert_eq!((&*note.slug, &*note.title, note.state, note.topic_id, note.pages), ("uno", "One", State::Draft, Some(2), 9));
        assert_eq!(Note::TAGS.keys(db.db(), &note).await.unwrap(), [2]);
        // shown again, it is what it was
        let refused = post(&app(), db.db(), "/uno/edit/?fixed", &[("title", "Eve"), ("state", "published"), ("pages", "9")]).await;
        assert!(refused.code() == 422 && refused.text.contains("value=\"One\"") && !refused.text.contains("Eve"), "{}", refused.text);
        // without the hook's word the title is free, the state is not
        assert_eq!(post(&app(), db.db(), "/uno/edit/", &form).await.code(), 303);
        let note = Note::objects().get(db.db()).await.unwrap();
        assert_eq!((&*note.title, note.state, note.topic_id), ("Eve", State::Draft, Some(1)));
        // of a new row it is the initial value
        assert_eq!(post(&app(), db.db(), "/new/", &[("slug", "new"), ("title", "New"), ("state", "draft")]).await.code(), 303);
        let note = Note::objects().filter(Note::SLUG.eq("new")).get(db.db()).await.unwrap();
        assert_eq!((note.state, note.pages), (State::Published, 5));
    }

    #[test]
    async fn hidden_fields_stand_above_and_say_what_is_wrong_there(db: &TestDb) {
        create(db).await;
        let page = get(&app(), db.db(), "/hidden/").await.text;
        let controls = "<input type=\"hidden\" name=\"token\" value=\"&#60;t&#62;\" id=\"id_token\">\
             <input type=\"hidden\" name=\"pages\" value=\"3\" id=\"id_pages_0\">\
             <input type=\"hidden\" name=\"pages\" value=\"4\" id=\"id_pages_1\">";
        assert!(page.contains(controls), "no length, no help, each value: {page}");
        assert_eq!(page.matches("name=\"token\"").count(), 1, "{page}");
        let refused = post(&app(), db.db(), "/hidden/", &[("token", "12345"), ("pages", "x"), ("name", "")]).await;
        for text in [
            "<ul><li>(Hidden field token) Ensure this value has at most 4 characters (it has 5).</li>",
            "<li>(Hidden field pages) Enter a whole number.</li>",
            "name=\"token\" value=\"12345\" id=\"id_token\">",
        ] {
            assert!(refused.text.contains(text), "{text}: {}", refused.text);
        }
        assert!(!refused.text.contains("href=\"#id_token\"") && !refused.text.contains("id_token_error"), "{}", refused.text);
    }

    #[test]
    async fn attributes_of_the_authors_stand_for_those_that_are_made(db: &TestDb) {
        create(db).await;
        let page = get(&app(), db.db(), "/hidden/").await.text;
        let control = "<input type=\"text\" name=\"name\" id=\"own\" required aria-describedby=\"legal\">";
        assert!(page.contains(control) && page.contains("<label for=\"own\">Name</label>"), "{page}");
        let refused = post(&app(), db.db(), "/hidden/", &[("token", "1")]).await;
        assert!(refused.text.contains("<a href=\"#own\">Name: This field is required.</a>"), "{}", refused.text);
    }

    #[test]
    async fn what_is_no_key_is_no_choice(db: &TestDb) {
        create(db).await;
        let refused = post(&app(), db.db(), "/hidden/", &[("token", "1"), ("topic", "one"), ("topics", "1"), ("topics", "two")]).await;
        for key in ["one", "two"] {
            let text = format!("<li>Select a valid choice. {key} is not one of the available choices.</li>");
            assert!(refused.text.contains(&text), "{text}: {}", refused.text);
        }
        assert!(!refused.text.contains("Enter a whole number."), "{}", refused.text);
        let refused = post(&app(), db.db(), "/hidden/", &[("token", "1"), ("topic", "1\0")]).await;
        assert!(refused.text.contains("<li>Null characters are not allowed.</li>"), "{}", refused.text);
    }

    #[test]
    async fn a_choice_that_is_sent_twice_is_one(db: &TestDb) {
        with_note(db).await;
        let form = [("slug", "one"), ("title", "One"), ("pages", "3"), ("tags", "1"), ("tags", "3"), ("tags", "1")];
        let taken = post(&app(), db.db(), "/one/edit/", &form).await;
        assert_eq!(taken.code(), 303, "{} {}", taken.reason(), taken.text);
        let note = Note::objects().get(db.db()).await.unwrap();
        let mut tags = Note::TAGS.keys(db.db(), &note).await.unwrap();
        tags.sort_unstable();
        assert_eq!(tags, [1, 3]);
    }
}
