//! A field that `setup` fills. It is an extractor that takes nothing, so that a view can keep what it works out of a request
//! beside what other extractors took from it.

use std::{
    convert::Infallible,
    fmt,
    ops::{Deref, DerefMut},
};

use axum::extract::FromRequestParts;
use http::request::Parts;

/// A field that the hook `setup` fills: it begins as `T::default()`. Later hooks and the template read it as a `T`.
///
/// ```
/// # use cbv::{Setup, prelude::*};
/// # #[derive(Model, serde::Serialize)]
/// # pub struct Book { pub id: i64, pub title: String }
/// #[derive(Default)]
/// pub struct Wanted { words: String }
///
/// #[derive(ListView)]
/// #[view(model = Book, formats(json))]
/// pub struct BookList { wanted: Setup<Wanted> }
///
/// impl ListHooks for BookList {
///     async fn setup(&mut self, req: &Request) -> Result<()> {
///         self.wanted.words = req.query("q").unwrap_or_default().trim().to_lowercase();
///         Ok(())
///     }
///
///     async fn get_queryset(&self, req: &Request) -> Result<QuerySet<Book>> {
///         let books = ListView::get_queryset(self, req).await?;
///         Ok(books.filter(Book::TITLE.icontains(&self.wanted.words)))
///     }
/// }
/// ```
///
/// Django: attributes set on `self` in
/// [`View.setup`](https://docs.djangoproject.com/en/5.2/ref/class-based-views/base/#django.views.generic.base.View.setup).
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Setup<T>(pub T);

impl<T: Default, S: Sync> FromRequestParts<S> for Setup<T> {
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(T::default()))
    }
}

impl<T> Deref for Setup<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Setup<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: fmt::Debug> fmt::Debug for Setup<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T: fmt::Display> fmt::Display for Setup<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
