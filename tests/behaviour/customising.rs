//! Overriding, row by row: the documented order against the spans, extra context of each kind, templates chosen by the
//! object, friendly names, what a hook gets and returns.

use axum::{Router, response::Response};
use cbv::{Model, Setup, prelude::*};
use cbv_tests::{
    db::TestDb,
    fixture,
    log::watch,
    models::{Book, Publisher},
    on_every_database,
    web::{get, get_with, send},
};
use http::{Method, StatusCode};

/// The page of the guide that says in which order hooks run.
const GUIDE: &str = include_str!("../../docs/guide/src/customising/README.md");

fn documented(kind: &str) -> Vec<&'static str> {
    let line = GUIDE.lines().find(|line| line.starts_with(&format!("{kind} ")));
    line.expect("a line of the guide").split_whitespace().skip(1).collect()
}

/// A word for all kinds of pages, made of the view's own data and of an argument.
struct Words {
    shown: String,
}

trait Shown {
    fn shown(&self) -> String;
}

impl Shown for Page<Book> {
    fn shown(&self) -> String {
        format!("{} books", self.len())
    }
}

impl Shown for Book {
    fn shown(&self) -> String {
        self.title.clone()
    }
}

impl Shown for () {
    fn shown(&self) -> String {
        "nothing".to_owned()
    }
}

impl<V: View<Data: Shown>> ContextData<V> for Words {
    async fn get_context_data(_: &V, req: &Request, data: &V::Data) -> Result<Self> {
        Ok(Self { shown: format!("{} at {}", data.shown(), req.path()) })
    }
}

#[derive(ListView)]
#[view(model = Book, path = "/list/", paginate_by = 2, template_name = "blog/words.txt", extra_context = Words)]
struct List;

#[derive(DetailView)]
#[view(model = Book, path = "/detail/{slug}/", template_name = "blog/words.txt", extra_context = Words)]
struct Detail;

#[derive(TemplateView)]
#[view(path = "/template/", template_name = "blog/words.txt", extra_context = Words)]
struct Template;

#[derive(RedirectView)]
#[view(path = "/redirect/", url = "/list/")]
struct Redirect;

/// A class whose verbose name is not its name.
#[derive(Debug, Clone, Model)]
#[model(table = "publisher", verbose_name = "house", verbose_name_plural = "houses", ordering(id))]
struct BookHouse {
    id: i64,
    name: String,
    /// Stands for a layout that the row chooses.
    city: String,
}

#[derive(ListView)]
#[view(model = BookHouse, path = "/houses/", template_name = "blog/houses.txt", paginate_by = 2, allow_empty = false)]
struct Houses;

impl ListHooks for Houses {
    async fn get_queryset(&self, req: &Request) -> Result<QuerySet<BookHouse>> {
        let houses = ListView::get_queryset(self, req).await?;
        Ok(match req.query("city") {
            Some(city) => houses.filter(BookHouse::CITY.eq(city)),
            None => houses,
        })
    }
}

#[derive(DetailView)]
#[view(
    model = BookHouse,
    path = "/houses/{pk}/",
    template_name = "blog/house.txt",
    templates(leipzig = "blog/house_leipzig.txt"),
)]
struct House;

impl DetailHooks for House {
    async fn get_template_names(&self, req: &Request, house: &BookHouse) -> Result<HouseTemplate> {
        match HouseTemplate::named(&house.city.to_lowercase()) {
            Some(template) => Ok(template),
            None => DetailView::get_template_names(self, req, house).await,
        }
    }
}

/// What `setup` saw.
#[derive(TemplateView)]
#[view(path = "/setup/{slug}/{number}/", template_name = "blog/setup.txt")]
struct Sees {
    seen: Setup<Vec<String>>,
}

impl TemplateHooks for Sees {
    async fn setup(&mut self, req: &Request) -> Result<()> {
        self.seen.push(req.method().to_string());
        self.seen.extend(req.kwargs().map(|(name, value)| format!("{name}={value}")));
        Ok(())
    }

    async fn render_to_response(&self, req: &Request, context: Context<'_, Self>) -> Result<Response> {
        let seen = self.seen.join(" ").parse().map_err(Error::other)?;
        let mut response = TemplateView::render_to_response(self, req, context).await?;
        response.headers_mut().insert("x-seen", seen);
        *response.status_mut() = StatusCode::ACCEPTED;
        Ok(response)
    }
}

/// A response that is made of nothing: no template is rendered, whatever was chosen.
#[derive(TemplateView)]
#[view(path = "/alone/", template_name = "blog/fails.txt")]
struct Alone;

impl Alone {
    fn fails(&self) -> Result<String, std::fmt::Error> {
        Err(std::fmt::Error)
    }
}

impl TemplateHooks for Alone {
    async fn render_to_response(&self, req: &Request, context: Context<'_, Self>) -> Result<Response> {
        match req.query("render") {
            Some(_) => TemplateView::render_to_response(self, req, context).await,
            None => Ok(axum::response::IntoResponse::into_response("alone")),
        }
    }
}

#[derive(ListView)]
#[view(model = Publisher, path = "/rows/", template_name = "fragment_publishers.html", fragments(rows))]
struct Rows;

fn router() -> Router<Db> {
    List::router()
        .merge(Detail::router())
        .merge(Template::router())
        .merge(Redirect::router())
        .merge(Houses::router())
        .merge(House::router())
        .merge(Sees::router())
        .merge(Alone::router())
        .merge(Rows::router())
}

/// What hooks get and give is as exact as the view: this compiles for no other model.
fn typed<L: ListView<Model = Book>, D: DetailView<Model = Book>>(page: &L::Data, object: &D::Data) -> String {
    let first: Option<&Book> = page.first();
    let object: &Book = object;
    format!("{} {}", first.map_or("", |book| &book.title), object.title)
}

on_every_database! {
    #[test]
    async fn s_07__st_01__w_04_the_order_is_the_guides(db: &TestDb) {
        fixture::create(db).await;
        for (kind, uri) in [("list", "/list/"), ("detail", "/detail/solaris/"), ("template", "/template/"), ("redirect", "/redirect/")] {
            let (_, log) = watch(get(&router(), db.db(), uri)).await;
            assert_eq!(log.hooks(), documented(kind), "{kind}");
        }
    }

    #[test]
    async fn s_96_every_kind_hands_its_data_to_get_context_data(db: &TestDb) {
        fixture::create(db).await;
        for (uri, words) in [
            ("/list/", "2 books at /list/"),
            ("/detail/solaris/", "Solaris at /detail/solaris/"),
            ("/template/", "nothing at /template/"),
        ] {
            assert_eq!(get(&router(), db.db(), uri).await.text, words);
        }
    }

    #[test]
    async fn b_15_setup_has_the_request_and_head_is_answered_as_get(db: &TestDb) {
        let page = get(&router(), db.db(), "/setup/a%20b/7/").await;
        assert_eq!((page.code(), page.text.as_str()), (202, "GET;slug=a b;number=7;"));
        let head = send(&router(), db.db(), Method::HEAD, "/setup/a/7/").await;
        assert_eq!((head.code(), head.text.as_str(), head.header("x-seen")), (202, "", "HEAD slug=a number=7"));
    }

    #[test]
    async fn b_41__d_24_the_object_may_choose_the_template(db: &TestDb) {
        fixture::create(db).await;
        assert_eq!(get(&router(), db.db(), "/houses/3/").await.text, "in Leipzig: Zweitausendeins");
        assert_eq!(get(&router(), db.db(), "/houses/1/").await.text, "Apress Apress");
    }

    #[test]
    async fn a_response_of_its_own_renders_no_template(db: &TestDb) {
        let page = get(&router(), db.db(), "/alone/").await;
        assert_eq!((page.code(), page.text.as_str()), (200, "alone"));
        assert_eq!(get(&router(), db.db(), "/alone/?render").await.code(), 500);
    }

    #[test]
    async fn l_26__d_17__st_14_friendly_names_come_from_the_class(db: &TestDb) {
        fixture::create(db).await;
        // the templates read `bookhouse_list` and `bookhouse`, not the verbose names
        assert_eq!(get(&router(), db.db(), "/houses/").await.text, "Apress;O'Reilly; of 3");
        assert_eq!(get(&router(), db.db(), "/houses/2/").await.text, "O'Reilly O'Reilly");
    }

    #[test]
    async fn l_22_an_empty_list_is_404_where_it_is_not_allowed(db: &TestDb) {
        fixture::create(db).await;
        assert_eq!(get(&router(), db.db(), "/houses/?city=Leipzig").await.code(), 200);
        let empty = get(&router(), db.db(), "/houses/?city=Oslo").await;
        assert_eq!((empty.code(), empty.reason()), (404, "Empty list and “Houses.allow_empty” is False."));
        let allowed = Router::new().route("/", Houses::with().allow_empty(true).as_view());
        let page = get(&allowed, db.db(), "/?city=Oslo").await;
        assert_eq!((page.code(), page.text.as_str()), (200, " of 0"));
    }

    #[test]
    async fn w_20_rows_and_objects_have_the_models_type(db: &TestDb) {
        fixture::create(db).await;
        let books = Book::objects().all(db.db()).await.unwrap();
        let object = books[1].clone();
        let first = books[0].title.clone();
        assert_eq!(typed::<List, Detail>(&Page::whole(books), &object), format!("{first} {}", object.title));
    }

    #[test]
    async fn w_22_htmx_gets_a_fragment_and_its_history_the_whole_page(db: &TestDb) {
        fixture::create(db).await;
        let htmx = ("hx-request", "true");
        let part = get_with(&router(), db.db(), "/rows/", &[htmx]).await;
        assert!(part.text.starts_with("<li>"), "{}", part.text);
        assert_eq!(part.header("vary"), "hx-request, hx-target, hx-boosted, hx-history-restore-request");
        for header in [("hx-history-restore-request", "true"), ("hx-boosted", "true")] {
            let whole = get_with(&router(), db.db(), "/rows/", &[htmx, header]).await;
            assert!(whole.text.starts_with("<html>"), "{}", whole.text);
        }
        assert!(get(&router(), db.db(), "/rows/").await.text.starts_with("<html>"));
    }
}
