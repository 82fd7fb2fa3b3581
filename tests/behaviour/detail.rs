//! Detail views: which row, by which argument of the URL, and what is no row. Hostile arguments are in `hostile`.

use std::convert::Infallible;

use axum::{Router, extract::FromRequestParts, http::Method};
use cbv::{Context, OneTemplate, SingleObject, TemplateResponse, detail_view, prelude::*};
use cbv_tests::{
    db::TestDb,
    fixture,
    log::watch,
    models::{Book, Publisher},
    on_every_database,
    web::{get, send},
};
use http::request::Parts;

/// A detail without any derive, which answers with JSON.
struct JsonBook;

impl View for JsonBook {
    type Data = Book;
    const NAME: &'static str = "JsonBook";
}

impl<S: Send + Sync> FromRequestParts<S> for JsonBook {
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self)
    }
}

impl TemplateResponse for JsonBook {
    type Extra = ();
    type Template = OneTemplate;
    const CONTENT_TYPE: &'static str = "application/json";

    fn render(_: &Self, _: &Request, context: &Context<'_, Self>) -> Result<String> {
        serde_json::to_string(&context.data.title).map_err(Error::other)
    }
}

impl SingleObject for JsonBook {
    type Model = Book;
    type Mixins<'a> = ();

    fn mixins(_: &Self) {}
}

impl DetailView for JsonBook {}

impl DetailHooks for JsonBook {}

/// Two rows of `edition` have one slug, and its key has a name of its own.
const EDITIONS: &str = "
CREATE TABLE edition (isbn VARCHAR(20) NOT NULL PRIMARY KEY, slug VARCHAR(50) NOT NULL, code VARCHAR(50) NOT NULL);
INSERT INTO edition VALUES ('0-1', 'dune', 'first'), ('0-2', 'dune', 'second'), ('0/3', 'solaris', 'third');
";

#[derive(Debug, Model)]
#[model(verbose_name = "printed edition", url = "/editions/{pk}/")]
struct Edition {
    #[model(primary_key)]
    isbn: String,
    slug: String,
    code: String,
}

#[derive(DetailView)]
#[view(model = Edition, path = "/editions/{pk}/", template_name = "edition.txt")]
struct EditionDetail;

#[derive(DetailView)]
#[view(model = Edition, path = "/editions/by/{slug}/", template_name = "edition.txt")]
struct BySlug;

#[derive(DetailView)]
#[view(model = Edition, path = "/editions/{pk}/{slug}/", template_name = "edition.txt")]
struct PkThenSlug;

#[derive(DetailView)]
#[view(model = Edition, query_pk_and_slug, path = "/both/{pk}/{slug}/", template_name = "edition.txt")]
struct Both;

#[derive(DetailView)]
#[view(model = Edition, slug_url_kwarg = "name", slug_field = code, path = "/codes/{name}/", template_name = "edition.txt")]
struct ByCode;

#[derive(DetailView)]
#[view(model = Edition, pk_url_kwarg = "isbn", path = "/isbn/{isbn}/", template_name = "edition.txt")]
struct ByIsbn;

fn editions() -> Router<Db> {
    Router::new()
        .merge(EditionDetail::router())
        .merge(PkThenSlug::router())
        .merge(Both::router())
        .merge(ByCode::router())
        .merge(ByIsbn::router())
        .route("/by-slug/{slug}/", BySlug::as_view())
        .route("/neither/{id}/", EditionDetail::as_view())
}

on_every_database! {
    #[test]
    async fn d_01_a_detail_needs_no_derive_and_no_template(db: &TestDb) {
        fixture::create(db).await;
        let router = Router::new().route("/{pk}/", cbv::detail::as_view::<JsonBook, Db>());
        let page = get(&router, db.db(), "/3/").await;
        assert_eq!((page.header("content-type"), page.text.as_str()), ("application/json", "\"Django & <Friends>\""));
    }

    #[test]
    async fn d_02__s_97_model_queryset_and_hook_say_among_which_rows(db: &TestDb) {
        fixture::create(db).await;
        let router = Router::new()
            .route("/model/{slug}/", detail_view!(model = Book))
            .route("/queryset/{slug}/", detail_view!(queryset = Book::objects().filter(Book::ID.gt(2))))
            .route("/both/{slug}/", detail_view!(model = Book, queryset = Book::objects().filter(Book::ID.gt(2))))
            .route("/hook/{slug}/", Hooked::as_view());
        let codes = async |slug: &str| {
            let mut codes = Vec::new();
            for route in ["model", "queryset", "both", "hook"] {
                codes.push(get(&router, db.db(), &format!("/{route}/{slug}/")).await.code());
            }
            codes
        };
        assert_eq!(codes("the-dispossessed").await, [200, 404, 404, 200]);
        assert_eq!(codes("django-friends").await, [200, 200, 200, 404]);
        // read anew each time
        db.execute("UPDATE book SET slug = 'dispossessed' WHERE id = 1").await;
        assert_eq!(codes("the-dispossessed").await, [404, 404, 404, 404]);
        assert_eq!(codes("dispossessed").await, [200, 404, 404, 200]);
    }

    #[test]
    async fn d_03__s_141_pk_url_kwarg_names_the_keys_argument(db: &TestDb) {
        db.execute(EDITIONS).await;
        let router = editions();
        assert_eq!(get(&router, db.db(), "/isbn/0-2/").await.text, "0-2 second");
        assert_eq!(ByIsbn::url("0/3".to_owned()), "/isbn/0%2F3/");
        assert_eq!(get(&router, db.db(), "/isbn/0%2F3/").await.text, "0/3 third");
    }

    #[test]
    async fn d_04_slug_url_kwarg_names_the_slugs_argument_and_slug_field_its_column(db: &TestDb) {
        db.execute(EDITIONS).await;
        let router = editions();
        assert_eq!(get(&router, db.db(), "/codes/third/").await.text, "0/3 third");
        assert_eq!(get(&router, db.db(), "/codes/solaris/").await.code(), 404);
    }

    #[test]
    async fn d_06_the_key_is_found_whatever_its_column_is_called(db: &TestDb) {
        db.execute(EDITIONS).await;
        assert_eq!(get(&editions(), db.db(), "/editions/0-1/").await.text, "0-1 first");
    }

    #[test]
    async fn d_07_without_a_key_the_slug_finds_it(db: &TestDb) {
        db.execute(EDITIONS).await;
        let router = editions();
        assert_eq!(get(&router, db.db(), "/by-slug/solaris/").await.text, "0/3 third");
        // an empty argument is one, too
        assert_eq!(get(&router, db.db(), "/by-slug//").await.code(), 404);
    }

    #[test]
    async fn d_08_beside_a_key_the_slug_is_ignored(db: &TestDb) {
        db.execute(EDITIONS).await;
        assert_eq!(get(&editions(), db.db(), "/editions/0-1/whatever/").await.text, "0-1 first");
    }

    #[test]
    async fn d_09_query_pk_and_slug_wants_both_to_match(db: &TestDb) {
        db.execute(EDITIONS).await;
        let router = editions();
        assert_eq!(get(&router, db.db(), "/both/0-1/dune/").await.text, "0-1 first");
        assert_eq!(get(&router, db.db(), "/both/0-2/dune/").await.text, "0-2 second");
        let refused = get(&router, db.db(), "/both/0-1/solaris/").await;
        assert_eq!((refused.code(), refused.reason()), (404, "No printed edition found matching the query"));
    }

    #[test]
    async fn d_10_a_route_without_key_and_slug_is_a_fault_of_the_site(db: &TestDb) {
        db.execute(EDITIONS).await;
        let (fault, log) = watch(get(&editions(), db.db(), "/neither/0-1/")).await;
        let reason = "the view EditionDetail must be routed with `{pk}` or `{slug}` in its path";
        assert_eq!((fault.code(), fault.reason()), (500, reason));
        assert!(!fault.text.contains("EditionDetail"), "{}", fault.text);
        let lines: Vec<_> = log.of(tracing::Level::ERROR).iter().map(|line| line.message.as_str()).collect();
        assert_eq!(lines, [reason]);
    }

    #[test]
    async fn d_11_no_row_is_404_in_the_models_words(db: &TestDb) {
        db.execute(EDITIONS).await;
        fixture::create(db).await;
        let none = get(&editions(), db.db(), "/editions/9/").await;
        assert_eq!((none.code(), none.reason()), (404, "No printed edition found matching the query"));
        let router = Router::new().route("/{pk}/", detail_view!(model = Book));
        let none = get(&router, db.db(), "/9/").await;
        assert_eq!((none.code(), none.reason()), (404, "No book found matching the query"));
    }

    #[test]
    async fn d_12_several_rows_are_500(db: &TestDb) {
        db.execute(EDITIONS).await;
        let several = get(&editions(), db.db(), "/by-slug/dune/").await;
        assert_eq!((several.code(), several.reason()), (500, "get() returned more than one Edition"));
    }

    #[test]
    async fn d_14_a_malformed_key_is_404(db: &TestDb) {
        fixture::create(db).await;
        let router = Router::new().route("/{pk}/", detail_view!(model = Book));
        for key in ["abc", "1a", "+1", "1.0", "%201", "99999999999999999999", "-99999999999999999999", "0x1", "%EF%BC%91"] {
            let (refused, log) = watch(get(&router, db.db(), &format!("/{key}/"))).await;
            assert_eq!((refused.code(), refused.reason()), (404, "No book found matching the query"), "{key}");
            assert_eq!(log.statements().len(), 0, "{key}");
        }
        assert_eq!(get(&router, db.db(), "/01/").await.code(), 200);
    }

    #[test]
    async fn d_29_a_detail_is_one_statement(db: &TestDb) {
        fixture::create(db).await;
        let router = Router::new().route("/{slug}/", detail_view!(model = Book));
        for method in [Method::GET, Method::HEAD] {
            let (page, log) = watch(send(&router, db.db(), method, "/solaris/")).await;
            assert_eq!((page.code(), log.statements().len()), (200, 1), "{:?}", log.statements());
        }
        let (page, log) = watch(get(&router, db.db(), "/none/")).await;
        assert_eq!((page.code(), log.statements().len()), (404, 1));
    }
}

#[derive(DetailView)]
#[view(model = Book, queryset = Book::objects().filter(Book::ID.gt(2)))]
struct Hooked;

impl DetailHooks for Hooked {
    async fn get_queryset(&self, _: &Request) -> Result<QuerySet<Book>> {
        Ok(Book::objects().filter(Book::ID.le(2)))
    }
}

/// The same rows as `edition` without one, by the model's own queryset.
#[derive(Debug, Model)]
#[model(table = "edition", queryset = QuerySet::new().exclude(Self::CODE.eq("third")))]
struct Early {
    #[model(primary_key)]
    isbn: String,
    slug: String,
    code: String,
}

/// How many other books the publisher has: computed from the object that was found.
struct Beside {
    others: u64,
}

impl<V: DetailView<Model = Book>> ContextData<V> for Beside {
    async fn get_context_data(_: &V, req: &Request, book: &Book) -> Result<Self> {
        let same = Book::objects().filter(Book::PUBLISHER_ID.eq(book.publisher_id));
        Ok(Self { others: same.exclude(Book::ID.eq(book.id)).count(req.db()).await? })
    }
}

/// A hook that looks for a row of another model, which may be missing.
#[derive(DetailView)]
#[view(model = Book)]
struct OfPublisher;

impl DetailHooks for OfPublisher {
    async fn get_queryset(&self, req: &Request) -> Result<QuerySet<Book>> {
        let wanted = Publisher::objects().filter(Publisher::NAME.eq("Nobody")).get(req.db()).await;
        let publisher = if req.query_string() == "site" { wanted.map_err(Error::other)? } else { wanted? };
        Ok(DetailView::get_queryset(self, req).await?.filter(Book::PUBLISHER_ID.eq(publisher.id)))
    }
}

#[derive(DetailView)]
#[view(model = Book, path = "/context/{slug}/", template_name = "detail_context.txt")]
struct InContext {
    method: Method,
}

on_every_database! {
    #[test]
    async fn d_13_a_missing_row_of_another_model_keeps_its_own_words(db: &TestDb) {
        fixture::create(db).await;
        let router = Router::new().route("/{slug}/", OfPublisher::as_view());
        let missing = get(&router, db.db(), "/solaris/").await;
        assert_eq!((missing.code(), missing.reason()), (404, "Publisher matching query does not exist."));
        let missing = get(&router, db.db(), "/solaris/?site").await;
        assert_eq!((missing.code(), missing.reason()), (500, "Publisher matching query does not exist."));
    }

    #[test]
    async fn d_02_the_models_own_queryset_holds_for_details(db: &TestDb) {
        db.execute(EDITIONS).await;
        let router = Router::new().route("/{slug}/", detail_view!(model = Early, template_name = "plain.html"));
        assert_eq!(get(&router, db.db(), "/solaris/").await.code(), 404);
    }

    #[test]
    async fn d_16_what_comes_later_gets_the_object(db: &TestDb) {
        fixture::create(db).await;
        let detail = detail_view!(model = Book, extra_context = Beside, template_name = "beside.txt");
        let router = Router::new().route("/{pk}/", detail);
        assert_eq!(get(&router, db.db(), "/1/").await.text, "The Dispossessed and 1 more");
        assert_eq!(get(&router, db.db(), "/2/").await.text, "Solaris and 0 more");
    }

    #[test]
    async fn d_18_the_object_has_its_general_and_its_friendly_name(db: &TestDb) {
        fixture::create(db).await;
        let page = get(&InContext::router(), db.db(), "/context/solaris/").await;
        assert_eq!(page.text, "true Solaris\nGET GET /context/solaris/");
    }

    #[test]
    async fn d_19_the_friendly_name_may_be_the_general_one(db: &TestDb) {
        fixture::create(db).await;
        // the model's name is free then
        let detail = detail_view!(
            model = Book,
            context_object_name = "object",
            extra_context(book = "none"),
            template_name = "same_object.txt"
        );
        let router = Router::new().route("/{pk}/", detail);
        assert_eq!(get(&router, db.db(), "/2/").await.text, "Solaris none");
    }

    #[test]
    async fn d_23_an_explicit_template_stands_for_the_inferred_one(db: &TestDb) {
        fixture::create(db).await;
        let detail = detail_view!(model = Book, context_object_name = "read", template_name = "read.txt");
        let router = Router::new().route("/{pk}/", detail);
        assert_eq!(get(&router, db.db(), "/2/").await.text, "Solaris true");
    }

    #[test]
    async fn d_22__d_25_the_template_is_inferred_from_label_model_and_suffix(db: &TestDb) {
        fixture::create(db).await;
        let router = Router::new()
            .route("/page/{pk}/", detail_view!(model = Book, template_name_suffix = "_page"))
            .route("/shop/{pk}/", detail_view!(model = Book, app_label = "shop"))
            .route("/plain/{pk}/", detail_view!(model = Book));
        assert_eq!(get(&router, db.db(), "/page/2/").await.text, "the page of Solaris");
        assert_eq!(get(&router, db.db(), "/shop/3/").await.text, "<main><h1>Django &#38; &#60;Friends&#62;</h1></main>");
        assert!(get(&router, db.db(), "/plain/2/").await.text.starts_with("<h1>Solaris</h1><p>Zweitausendeins</p>"));
    }

    #[test]
    async fn s_103_a_typed_key_and_its_view_by_name(db: &TestDb) {
        fixture::create(db).await;
        let router = PublisherDetail::router();
        let url = PublisherDetail::url(2_i64);
        assert_eq!(url, "/publishers/2/");
        assert_eq!(get(&router, db.db(), &url).await.text, "O'Reilly");
        let publisher = Publisher::objects().filter(Publisher::ID.eq(2)).get(db.db()).await.unwrap();
        assert_eq!(publisher.absolute_url(), url);
        assert_eq!(get(&router, db.db(), "/publishers/two/").await.code(), 404);
    }
}

#[derive(DetailView)]
#[view(model = Publisher, path = "/publishers/{pk}/", template_name = "publisher_name.txt")]
struct PublisherDetail;
