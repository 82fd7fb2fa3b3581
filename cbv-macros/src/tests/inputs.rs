//! The smallest and the fullest use of each derive, as an author writes it: what `expansion` expands, and `pages` looks for.

use syn::DeriveInput;

use crate::{
    expand::{self, Expansion},
    fault::Faults,
};

/// One use of a derive.
pub(super) struct Input {
    /// The name of the kind's files.
    pub(super) kind: &'static str,
    pub(super) derive: fn(&DeriveInput, &mut Faults) -> Expansion,
    /// The author's text, without the imports.
    pub(super) text: &'static str,
}

pub(super) const MINIMAL: [Input; 7] = [
    Input { kind: "model", derive: expand::model::derive, text: MODEL },
    Input { kind: "choices", derive: expand::choices::derive, text: CHOICES },
    Input { kind: "list", derive: expand::list::derive, text: LIST },
    Input { kind: "detail", derive: expand::detail::derive, text: DETAIL },
    Input { kind: "template", derive: expand::template::derive, text: TEMPLATE },
    Input { kind: "redirect", derive: expand::redirect::derive, text: REDIRECT },
    Input { kind: "base", derive: expand::base::derive, text: BASE },
];

pub(super) const FULL: [Input; 7] = [
    Input { kind: "model", derive: expand::model::derive, text: FULL_MODEL },
    Input { kind: "choices", derive: expand::choices::derive, text: FULL_CHOICES },
    Input { kind: "list", derive: expand::list::derive, text: FULL_LIST },
    Input { kind: "detail", derive: expand::detail::derive, text: FULL_DETAIL },
    Input { kind: "template", derive: expand::template::derive, text: FULL_TEMPLATE },
    Input { kind: "redirect", derive: expand::redirect::derive, text: FULL_REDIRECT },
    Input { kind: "base", derive: expand::base::derive, text: FULL_BASE },
];

/// A list of what is no model's row: the same derive, another trait.
pub(super) const ITEMS: [Input; 1] =
    [Input { kind: "list", derive: expand::list::derive, text: LIST_OF_ITEMS }];

const LIST_OF_ITEMS: &str = "\
#[derive(ListView)]
#[view(items = Headline, path = \"/news/\", template_name = \"headlines.html\", paginate_by = 2, page_kwarg = \"p\",
       allow_empty = false, formats(html, json))]
struct News;
";

const MODEL: &str = "\
#[derive(Model)]
struct Publisher {
    id: i64,
    name: String,
}
";

const CHOICES: &str = "\
#[derive(Clone, Choices)]
enum Status {
    Draft,
    InReview,
}
";

const LIST: &str = "\
#[derive(ListView)]
#[view(model = Book)]
struct BookList;
";

const DETAIL: &str = "\
#[derive(DetailView)]
#[view(model = Book)]
struct BookDetail;
";

const TEMPLATE: &str = "\
#[derive(TemplateView)]
#[view(template_name = \"about.html\")]
struct About;
";

const REDIRECT: &str = "\
#[derive(RedirectView)]
#[view(url = \"/books/\")]
struct OldBooks;
";

const BASE: &str = "\
#[derive(cbv::View)]
struct Year;
";

const FULL_MODEL: &str = r#"#[derive(Debug, Clone, Model)]
#[model(
    table = "shop_book",
    read_only,
    ordering(-published, title),
    url = "/books/{slug}/",
    verbose_name = "book",
    verbose_name_plural = "books",
    queryset = QuerySet::new().filter(Book::TITLE.ne("")),
    reverse(reviews = Review::BOOK),
    reverse_one(cover = Cover::BOOK),
    many_to_many(tags(model = Tag, through = "book_tag", from = "book", to = "tag")),
    crate = shop::cbv
)]
pub struct Book {
    #[model(primary_key, uuid = hex)]
    pub key: Uuid,
    #[model(slug)]
    pub isbn: String,
    #[model(column = "book_title")]
    pub title: String,
    pub slug: String,
    #[model(datetime = rfc3339)]
    pub published: DateTime<Utc>,
    #[model(decimal(8, 2))]
    pub price: Option<Decimal>,
    #[model(foreign_key = Publisher)]
    pub publisher_id: i64,
    #[model(select_related)]
    pub publisher: Publisher,
    #[model(foreign_key = Author)]
    pub author_key: Option<i64>,
    #[model(select_related = author_key)]
    pub author: Option<Author>,
    #[model(foreign_key = Series, related = series)]
    pub part_of: i64,
    #[model(annotation = Book::REVIEWS.count())]
    pub review_count: i64,
    #[model(prefetch_related(through = "book_editor", queryset = Author::objects().limit(3)))]
    pub editors: Vec<Author>,
}
"#;

const FULL_CHOICES: &str = r#"#[derive(Debug, Clone, Choices)]
#[choice(crate = shop::cbv)]
pub enum Status {
    #[choice(value = "d", label = "A draft")]
    Draft,
    #[choice(label = "Under review")]
    InReview,
    Published,
}
"#;

const FULL_LIST: &str = r#"#[derive(ListView)]
#[view(
    model = Book,
    queryset = Book::objects().filter(Book::PRICE.gt(0)),
    ordering(-publication_date, title),
    paginate_by = 20,
    paginate_orphans = 3,
    paginate = page,
    count = capped(10_000),
    overflow = last,
    page_kwarg = "p",
    search_fields(title, isbn(istartswith), publisher.name),
    search_param = "words",
    filter_fields(price(gte, lte as most), publisher.city as city),
    filter = strict,
    ordering_fields(title, publication_date as date),
    sort_param = "o",
    page_size_param("rows", max = 100),
    allow_empty = false,
    context_object_name = "books",
    template_name = "shop/books.html",
    templates(compact = "shop/compact.html"),
    fragments(rows),
    formats(html, json),
    content_type = "text/html; charset=utf-8",
    extra_context(title = "Books", limit: u8 = LIMIT),
    site = Site,
    path = "/publishers/{publisher}/books/",
    http_method_names(get, head),
    layer(from_fn(log), CompressionLayer::new()),
    crate = shop::cbv
)]
pub(crate) struct BookList {
    user: LoginRequired<Visitor>,
    #[view(lookup(publisher = name, iexact), queryset = Publisher::objects().filter(Publisher::CITY.ne("")))]
    publisher: Object<Publisher>,
    #[view(mixin)]
    below: Below,
}
"#;

const FULL_DETAIL: &str = r#"#[derive(DetailView)]
#[view(
    model = Book,
    queryset = Book::objects().filter(Book::PRICE.gt(0)),
    pk_url_kwarg = "id",
    slug_url_kwarg = "isbn",
    slug_field = isbn,
    query_pk_and_slug,
    context_object_name = "item",
    template_name_suffix = "_card",
    app_label = "shop",
    templates(compact = "shop/compact.html"),
    fragments(price),
    formats(html, json),
    content_type = "text/html; charset=utf-8",
    extra_context = Latest,
    site = Site,
    path = "/books/{id}/{isbn}/",
    http_method_names(get, head),
    layer(from_fn(log)),
    crate = shop::cbv
)]
pub(crate) struct BookDetail {
    user: LoginRequired<Visitor>,
    #[view(mixin)]
    below: Below,
}
"#;

const FULL_TEMPLATE: &str = r#"#[derive(TemplateView)]
#[view(
    template_name = "home.html",
    templates(compact = "compact.html"),
    fragments(news),
    formats(html),
    content_type = "text/html; charset=utf-8",
    extra_context = Counts,
    site = Site,
    path = "/{lang}/",
    http_method_names(get, head),
    layer(from_fn(log)),
    crate = shop::cbv
)]
pub(crate) struct Home {
    lang: Path<String>,
    #[view(mixin)]
    cached: Cached,
}
"#;

const FULL_REDIRECT: &str = r#"#[derive(RedirectView)]
#[view(
    pattern_name = BookDetail,
    permanent,
    query_string,
    path = "/titles/{slug}/",
    http_method_names(get, head),
    layer(from_fn(log)),
    csrf_exempt,
    crate = shop::cbv
)]
pub(crate) struct OldBook {
    user: LoginRequired<Visitor>,
}
"#;

const FULL_BASE: &str = r#"#[derive(View)]
#[view(
    path = "/years/{year}/",
    http_method_names(get, post, head, options),
    layer(from_fn(log)),
    csrf_exempt,
    crate = shop::cbv
)]
pub(crate) struct Year {
    year: Path<u16>,
}
"#;
