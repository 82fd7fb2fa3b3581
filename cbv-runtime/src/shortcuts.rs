//! Django's shortcuts, for handlers that are no views: look up or answer 404, render, redirect. Called by the users' own
//! axum handlers; views do the same by themselves.

use axum::response::{IntoResponse, Response};
use http::StatusCode;

use crate::{
    Error, Result,
    db::Executor,
    model::{AbsoluteUrl, Model},
    query::{Condition, QuerySet},
    respond,
};

/// Where [`get_object_or_404`] and [`get_list_or_404`] look: a queryset, or a condition on all rows of a model.
#[diagnostic::on_unimplemented(
    message = "there is nothing to look up in `{Self}`",
    label = "neither a queryset nor a condition",
    note = "give a queryset, `Book::objects().filter(..)`, or a condition, `Book::SLUG.eq(slug)`"
)]
pub trait Source {
    /// Whose rows they are.
    type Model: Model;

    /// The rows.
    fn into_queryset(self) -> QuerySet<Self::Model>;
}

impl<M: Model> Source for QuerySet<M> {
    type Model = M;

    fn into_queryset(self) -> QuerySet<M> {
        self
    }
}

impl<M: Model> Source for Condition<M> {
    type Model = M;

    fn into_queryset(self) -> QuerySet<M> {
        M::objects().filter(self)
    }
}

/// The only row of a queryset, or of those that meet a condition; 404 when there is none.
///
/// ```
/// use axum::{Router, extract::Path, routing::get};
/// use cbv::{Conn, get_object_or_404, prelude::*};
/// # #[derive(Model)]
/// # pub struct Book { pub id: i64, pub slug: String, pub title: String }
///
/// async fn title(Path(slug): Path<String>, conn: Conn) -> Result<String> {
///     let book = get_object_or_404(Book::SLUG.eq(slug), &conn).await?;
///     Ok(book.title)
/// }
///
/// let app: Router<Db> = Router::new().route("/books/{slug}/title/", get(title));
/// ```
///
/// Django: [`get_object_or_404`](https://docs.djangoproject.com/en/5.2/topics/http/shortcuts/#get-object-or-404).
///
/// # Errors
/// [`Error::NotFound`] when there is no row, [`Error::MultipleObjectsReturned`] when there are several; those of the query.
pub async fn get_object_or_404<S: Source>(source: S, db: impl Executor) -> Result<S::Model> {
    let found = source.into_queryset().get(db).await;
    found.map_err(|error| match error {
        Error::NotFound(_) => no_match::<S::Model>(),
        error => error,
    })
}

/// The rows of a queryset, or all that meet a condition; 404 when there are none.
///
/// ```
/// use axum::{Router, routing::get};
/// use cbv::{Conn, get_list_or_404, prelude::*};
/// # #[derive(Model)]
/// # #[model(ordering(title))]
/// # pub struct Book { pub id: i64, pub title: String, pub price: i64 }
///
/// async fn cheap(conn: Conn) -> Result<String> {
///     let books = get_list_or_404(Book::PRICE.lt(10), &conn).await?;
///     Ok(books.into_iter().map(|book| book.title + "\n").collect())
/// }
///
/// let app: Router<Db> = Router::new().route("/books/cheap/", get(cheap));
/// ```
///
/// Django: [`get_list_or_404`](https://docs.djangoproject.com/en/5.2/topics/http/shortcuts/#get-list-or-404).
///
/// # Errors
/// [`Error::NotFound`] when there is no row; those of the query.
pub async fn get_list_or_404<S: Source>(source: S, db: impl Executor) -> Result<Vec<S::Model>> {
    let rows = source.into_queryset().all(db).await?;
    if rows.is_empty() { Err(no_match::<S::Model>()) } else { Ok(rows) }
}

fn no_match<M: Model>() -> Error {
    Error::not_found(format!("No {} matches the given query.", M::OBJECT_NAME))
}

/// A page made of a template, as HTML. Another status or content type stands before it, as axum has it.
///
/// ```
/// use askama::Template;
/// use axum::{http::{StatusCode, header::CONTENT_TYPE}, response::IntoResponse};
/// use cbv::{Result, render};
///
/// #[derive(Template)]
/// #[template(source = "<h1>{{ title }}</h1>", ext = "html")]
/// struct Page { title: &'static str }
///
/// async fn page() -> Result<impl IntoResponse> {
///     render(Page { title: "Books & more" })
/// }
///
/// async fn created() -> Result<impl IntoResponse> {
///     Ok((StatusCode::CREATED, [(CONTENT_TYPE, "text/plain")], render(Page { title: "made" })?))
/// }
/// # let page = (StatusCode::CREATED, [(CONTENT_TYPE, "text/plain")], render(Page { title: "made" })?).into_response();
/// # assert_eq!((page.status(), page.headers()[CONTENT_TYPE].as_bytes()), (StatusCode::CREATED, &b"text/plain"[..]));
/// # Ok::<_, cbv::Error>(())
/// ```
///
/// Django: [`render`](https://docs.djangoproject.com/en/5.2/topics/http/shortcuts/#render).
///
/// # Errors
/// [`Error::Template`] when the template fails.
pub fn render(template: impl askama::Template) -> Result<Response> {
    respond::page(respond::HTML, template.render()?)
}

/// What has an address: an object with a page of its own ([`AbsoluteUrl`]), or the address itself as text.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no address",
    label = "neither an object with a page of its own nor text",
    note = "write `#[model(url = \"/books/{{slug}}/\")]` on the model; or give the address, as `BookDetail::url(&slug)` makes it"
)]
pub trait ResolveUrl {
    /// The address.
    fn resolve_url(&self) -> String;
}

#[diagnostic::do_not_recommend]
impl<T: AbsoluteUrl> ResolveUrl for T {
    fn resolve_url(&self) -> String {
        self.absolute_url()
    }
}

impl ResolveUrl for str {
    fn resolve_url(&self) -> String {
        self.to_owned()
    }
}

impl ResolveUrl for String {
    fn resolve_url(&self) -> String {
        self.clone()
    }
}

/// The address of an object, or of what is an address already.
///
/// ```
/// use cbv::{prelude::*, resolve_url};
///
/// #[derive(Model)]
/// #[model(url = "/books/{slug}/")]
/// pub struct Book { pub id: i64, pub slug: String }
///
/// assert_eq!(resolve_url(&Book { id: 1, slug: "dune".into() }), "/books/dune/");
/// assert_eq!(resolve_url("../authors/"), "../authors/");
/// ```
///
/// Django: [`resolve_url`](https://docs.djangoproject.com/en/5.2/topics/http/shortcuts/#resolve-url).
pub fn resolve_url<T: ResolveUrl + ?Sized>(to: &T) -> String {
    to.resolve_url()
}

/// An answer that leads to another address: 302, until one of its methods says otherwise. Made by [`redirect`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a redirect does nothing until a handler returns it"]
pub struct Redirect {
    url: String,
    permanent: bool,
    preserve_request: bool,
}

/// Leads to an object's page, a view or any other address.
///
/// ```
/// use axum::response::IntoResponse;
/// use cbv::{prelude::*, redirect};
/// # #[derive(Model)]
/// # #[model(url = "/books/{slug}/")]
/// # pub struct Book { pub id: i64, pub slug: String }
///
/// async fn saved(book: Book) -> impl IntoResponse {
///     redirect(&book)
/// }
///
/// async fn moved() -> impl IntoResponse {
///     redirect("/books/").permanent()
/// }
/// ```
///
/// As the answer it is 400 instead when the address has a scheme other than http, https and ftp, or more than 2048 bytes.
///
/// Django: [`redirect`](https://docs.djangoproject.com/en/5.2/topics/http/shortcuts/#redirect).
pub fn redirect<T: ResolveUrl + ?Sized>(to: &T) -> Redirect {
    Redirect { url: to.resolve_url(), permanent: false, preserve_request: false }
}

impl Redirect {
    /// For good: 301, or 308 with [`preserve_request`](Self::preserve_request).
    pub fn permanent(mut self) -> Self {
        self.permanent = true;
        self
    }

    /// The client shall send the same request again, method and body: 307, or 308 with [`permanent`](Self::permanent).
    pub fn preserve_request(mut self) -> Self {
        self.preserve_request = true;
        self
    }

    fn status(&self) -> StatusCode {
        match (self.permanent, self.preserve_request) {
            (false, false) => StatusCode::FOUND,
            (true, false) => StatusCode::MOVED_PERMANENTLY,
            (false, true) => StatusCode::TEMPORARY_REDIRECT,
            (true, true) => StatusCode::PERMANENT_REDIRECT,
        }
    }
}

impl IntoResponse for Redirect {
    fn into_response(self) -> Response {
        respond::redirect(&self.url, self.status()).into_response()
    }
}
