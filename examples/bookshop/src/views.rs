//! The shop's pages, one view each. Called by `main`.
//!
//! It teaches: the attribute says which rows and how many, the template (`templates/`, found by the model's name) says how
//! they look, and what a page needs beside its rows is a struct that is filled by `get_context_data`. `router` puts them
//! together.

use axum::{
    Router,
    body::Body,
    http::Method,
    middleware::from_fn,
    response::{IntoResponse as _, Response},
    routing::post,
};
use cbv::{
    Object, Post,
    chrono::Utc,
    csrf_protect,
    form::Bound,
    guard::{LoginRequired, RaiseException},
    prelude::*,
    redirect, template_view,
};

use crate::{
    archive,
    edit::{BookCreate, BookDelete, BookReview, BookUpdate, ReviewForm},
    models::{Author, Book, Publisher, PublisherCard, Review},
    visitor::{Visitor, introduce},
};

/// Every page and its path. A view without a name of its own is written where it is mounted.
pub(crate) fn router() -> Router<Db> {
    Router::new()
        .merge(Home::router())
        .route("/about/", template_view!(template_name = "about.html", extra_context(since = 2026)))
        .merge(PublisherList::router())
        .merge(PublisherDetail::router())
        .merge(BookList::router())
        .route(BookDetail::PATH, BookDetail::as_view().merge(BookReview::as_view()).with_allow())
        .merge(AuthorList::router())
        .merge(AuthorDetail::router())
        .merge(RecordInterest::router())
        .merge(PublisherBooks::router())
        .merge(BooksByPublisher::router())
        .route("/visitor/", post(introduce).layer(from_fn(csrf_protect)))
        .merge(OldBooks::router())
        .merge(archive::router())
}

/// The front page.
#[derive(TemplateView)]
#[view(path = "/", template_name = "home.html", extra_context = Shelves)]
pub(crate) struct Home;

/// What the front page counts and lists: `{{ books }}`, `{{ newest }}` and so on in its template.
pub(crate) struct Shelves {
    books: u64,
    authors: u64,
    publishers: u64,
    newest: Vec<Book>,
}

impl ContextData<Home> for Shelves {
    async fn get_context_data(_: &Home, req: &Request, _: &()) -> Result<Self> {
        let db = req.db();
        Ok(Self {
            books: Book::objects().count(db).await?,
            authors: Author::objects().count(db).await?,
            publishers: Publisher::objects().count(db).await?,
            newest: Book::objects().limit(5).all(db).await?,
        })
    }
}

/// All publishers, in the model's order, with the number of their books.
#[derive(ListView)]
#[view(
    model = PublisherCard,
    path = "/publishers/",
    template_name = "publisher_list.html",
    context_object_name = "publisher_list"
)]
pub(crate) struct PublisherList;

/// One publisher, found by its key.
#[derive(DetailView)]
#[view(model = Publisher, path = "/publishers/{pk}/", extra_context = Latest)]
pub(crate) struct PublisherDetail;

/// The latest books of the publisher that is shown.
pub(crate) struct Latest {
    latest: Vec<Book>,
}

impl ContextData<PublisherDetail> for Latest {
    async fn get_context_data(_: &PublisherDetail, req: &Request, publisher: &Publisher) -> Result<Self> {
        let books = Book::objects().filter(Book::PUBLISHER_ID.eq(publisher.id));
        Ok(Self { latest: books.limit(10).all(req.db()).await? })
    }
}

/// Twenty books a page, newest first, or what a reader searches, in the order that is clicked: `?q=`, `?publisher=`,
/// `?sort=-price`. htmx is answered with the block `rows` alone, whoever accepts JSON with the same rows as data.
#[derive(ListView)]
#[view(
    model = Book,
    path = "/books/",
    paginate_by = 20,
    search_fields(title, publisher.name),
    filter_fields(publisher_id as publisher),
    ordering_fields(title, publication_date as published, price),
    fragments(rows),
    formats(html, json),
    extra_context = Publishers
)]
pub(crate) struct BookList;

/// The publishers to choose from: `{{ publishers }}` in the template.
pub(crate) struct Publishers {
    publishers: Vec<Publisher>,
}

impl ContextData<BookList> for Publishers {
    async fn get_context_data(_: &BookList, req: &Request, _: &Page<Book>) -> Result<Self> {
        Ok(Self { publishers: Publisher::objects().order_by([Publisher::NAME.asc()]).all(req.db()).await? })
    }
}

/// One book, found by its slug; as data with `?format=json`. Readers say what they think of it in a form below, which
/// `edit::BookReview` takes at the same address.
#[derive(DetailView)]
#[view(model = Book, path = "/books/{slug}/", formats(html, json), extra_context = Opinions)]
pub(crate) struct BookDetail;

/// What readers said, and an empty form for the next one.
pub(crate) struct Opinions {
    pub(crate) reviews: Vec<Review>,
    pub(crate) form: Bound<ReviewForm>,
}

/// Of every view that shows one book.
impl<V: View<Data = Book>> ContextData<V> for Opinions {
    async fn get_context_data(_: &V, req: &Request, book: &Book) -> Result<Self> {
        Ok(Self { reviews: Review::of(book, req).await?, form: Bound::unbound() })
    }
}

/// All authors, forty a page; a rest of up to nine stays on the page before it, so forty-eight are one page.
#[derive(ListView)]
#[view(model = Author, path = "/authors/", paginate_by = 40, paginate_orphans = 9)]
pub(crate) struct AuthorList;

/// One author, found by the key. Who is looked at was seen: the page writes that one column.
#[derive(DetailView)]
#[view(model = Author, path = "/authors/{pk}/", extra_context = Works)]
pub(crate) struct AuthorDetail;

/// What the author wrote, alone or with others: a condition across the table between.
pub(crate) struct Works {
    works: Vec<Book>,
}

impl ContextData<AuthorDetail> for Works {
    async fn get_context_data(_: &AuthorDetail, req: &Request, author: &Author) -> Result<Self> {
        let books = Book::objects().filter(Book::AUTHORS.any(Author::ID.eq(author.id)));
        Ok(Self { works: books.all(req.db()).await? })
    }
}

impl DetailHooks for AuthorDetail {
    async fn get_object(&self, req: &Request, queryset: QuerySet<Author>) -> Result<Author> {
        let mut author = DetailView::get_object(self, req, queryset).await?;
        if req.method() != Method::HEAD {
            let now = Utc::now();
            let row = Author::objects().filter(Author::ID.eq(author.id));
            row.update(req.db(), [Author::LAST_ACCESSED.set(Some(now))]).await?;
            author.last_accessed = Some(now);
        }
        Ok(author)
    }
}

/// Somebody is interested in an author: an action, so POST alone. 403 for those who have not said who they are, 404 without
/// such an author.
#[derive(View)]
#[view(path = "/authors/{pk}/interest/")]
pub(crate) struct RecordInterest {
    login: LoginRequired<Visitor, RaiseException>,
    author: Object<Author>,
}

impl Post for RecordInterest {
    async fn post(&self, req: &Request, _: Body) -> Result<Response> {
        // A real shop would keep it; this one has nowhere to.
        tracing::info!(visitor = self.login.name, author = self.author.id, "interested");
        req.messages().success(format!("You are interested in {}.", *self.author)).await?;
        Ok(redirect(&*self.author).into_response())
    }
}

/// The books of one publisher, two a page: a parent that is looked up, and a list that is narrowed by it.
#[derive(ListView)]
#[view(model = Book, path = "/publishers/{pk}/books/", paginate_by = 2, template_name = "publisher_books.html")]
pub(crate) struct PublisherBooks {
    publisher: Object<Publisher>,
}

impl ListHooks for PublisherBooks {
    async fn get_queryset(&self, req: &Request) -> Result<QuerySet<Book>> {
        let books = ListView::get_queryset(self, req).await?;
        Ok(books.filter(Book::PUBLISHER_ID.eq(self.publisher.id)))
    }
}

/// The same on one page, by the publisher's name in any case; 404 for a name that nobody has.
#[derive(ListView)]
#[view(model = Book, path = "/books/publisher/{publisher}/", template_name = "publisher_books.html")]
pub(crate) struct BooksByPublisher {
    #[view(lookup(publisher = name, iexact))]
    publisher: Object<Publisher>,
}

impl ListHooks for BooksByPublisher {
    async fn get_queryset(&self, req: &Request) -> Result<QuerySet<Book>> {
        let books = ListView::get_queryset(self, req).await?;
        Ok(books.filter(Book::PUBLISHER_ID.eq(self.publisher.id)))
    }
}

/// Where the books used to be. The target is a view, so that it cannot be misspelt.
#[derive(RedirectView)]
#[view(path = "/old-books/", pattern_name = BookList, permanent, query_string)]
pub(crate) struct OldBooks;
