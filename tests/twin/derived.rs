//! The views of the twins as their authors write them: by derives.

use axum::{
    Router,
    body::Body,
    extract::Query,
    response::{IntoResponse as _, Response},
};
use cbv::{Decimal, Get, Post, prelude::*};
use cbv_tests::models::{Book, Publisher};

use super::shared::{Filter, LIMIT, Stamp, text};

#[derive(ListView)]
#[view(
    model = Book,
    path = "/books/",
    ordering(price),
    paginate_by = 2,
    search_fields(title),
    search_param = "words",
    filter_fields(price(lte), publisher.name as publisher),
    filter = strict,
    ordering_fields(title, price),
    page_size_param("rows", max = 3),
    template_name = "twin/book_list.html",
    formats(html, json),
    extra_context(section = "Books", year = 2026)
)]
pub(crate) struct BookList {
    filter: Query<Filter>,
    #[view(mixin)]
    stamp: Stamp,
}

impl BookList {
    fn heading(&self) -> &'static str {
        "All & sundry"
    }
}

impl ListHooks for BookList {
    async fn get_queryset(&self, req: &Request) -> Result<QuerySet<Book>> {
        let books = ListView::get_queryset(self, req).await?;
        Ok(books.filter(Book::TITLE.icontains(&self.filter.q)))
    }
}

#[derive(DetailView)]
#[view(
    model = Book,
    path = "/books/{slug}/",
    template_name = "twin/book_detail.html",
    extra_context(section = "Books")
)]
pub(crate) struct BookDetail;

#[derive(DetailView)]
#[view(model = Publisher, path = "/publishers/{pk}/", template_name = "twin/publisher_detail.html", extra_context = Dear)]
pub(crate) struct PublisherDetail;

pub(crate) struct Dear {
    expensive: bool,
    limit: Decimal,
}

impl ContextData<PublisherDetail> for Dear {
    async fn get_context_data(_: &PublisherDetail, req: &Request, publisher: &Publisher) -> Result<Self> {
        let books = Book::objects().filter(Book::PUBLISHER_ID.eq(publisher.id)).filter(Book::PRICE.gt(LIMIT));
        Ok(Self { expensive: books.exists(req.db()).await?, limit: LIMIT })
    }
}

#[derive(TemplateView)]
#[view(
    path = "/about/{topic}/",
    template_name = "twin/about.txt",
    content_type = "text/plain; charset=utf-8",
    http_method_names(get, options),
    extra_context = Numbers
)]
pub(crate) struct About;

pub(crate) struct Numbers {
    books: u64,
    publishers: u64,
}

impl ContextData<About> for Numbers {
    async fn get_context_data(_: &About, req: &Request, _: &()) -> Result<Self> {
        Ok(Self {
            books: Book::objects().count(req.db()).await?,
            publishers: Publisher::objects().count(req.db()).await?,
        })
    }
}

#[derive(ListView)]
#[view(
    items = String,
    path = "/names/",
    template_name = "twin/names.html",
    context_object_name = "names",
    paginate_by = 2,
    page_kwarg = "p"
)]
pub(crate) struct Names;

impl ItemListHooks for Names {
    async fn get_queryset(&self, req: &Request) -> Result<Vec<String>> {
        let publishers = Publisher::objects().all(req.db()).await?;
        Ok(publishers.into_iter().map(|publisher| publisher.name).collect())
    }
}

#[derive(RedirectView)]
#[view(path = "/old-books/{slug}/", url = "/books/{slug}/", permanent, query_string)]
pub(crate) struct OldBook;

#[derive(RedirectView)]
#[view(path = "/gone/")]
pub(crate) struct Gone;

#[derive(View)]
#[view(path = "/rename/{pk}/")]
pub(crate) struct Rename;

impl Get for Rename {
    async fn get(&self, req: &Request) -> Result<Response> {
        let key = req.kwarg("pk").and_then(|pk| pk.parse::<i64>().ok());
        let key = key.ok_or_else(|| Error::not_found("no number"))?;
        let publisher = Publisher::objects().filter(Publisher::ID.eq(key)).get(req.db()).await?;
        Ok(([("x-key", key)], publisher.name).into_response())
    }
}

impl Post for Rename {
    async fn post(&self, req: &Request, body: Body) -> Result<Response> {
        let name = text(body).await?;
        let last = Publisher::objects().filter(Publisher::ID.eq(3));
        last.update(req.db(), [Publisher::NAME.set(name)]).await?;
        Get::get(self, req).await
    }
}

/// All of them at their paths.
pub(crate) fn router() -> Router<Db> {
    Router::new()
        .merge(BookList::router())
        .merge(BookDetail::router())
        .merge(PublisherDetail::router())
        .merge(About::router())
        .merge(OldBook::router())
        .merge(Names::router())
        .route("/all-names/", Names::with().paginate_by(0).as_view())
        .merge(Gone::router())
        .merge(Rename::router())
}
