//! One object as an extractor: the row that the URL's arguments name, or 404. Used as a field of a view (a publisher's
//! books, with the publisher) and as an argument of a plain handler (a POST-only action on a book).

use std::{fmt, marker::PhantomData, ops::Deref};

use axum::extract::{FromRequestParts, RawPathParams};
use http::request::Parts;

use crate::{
    Error, Result,
    db::Conn,
    model::{Column, Key, Model},
    query::{Condition, QuerySet},
    route::RouterState,
    value::{Field, Value},
};

/// The row of `M` that the URL names, found before the view or handler runs. It dereferences to the row.
///
/// By default the URL's `pk` is looked up, else its `slug`. On a field of a view, `lookup` names another column, and the
/// argument of the URL where that is called otherwise; `queryset` says among which rows. In a handler, a [`Lookup`] says both.
///
/// ```
/// # use cbv::{Object, prelude::*};
/// # #[derive(Model, serde::Serialize)]
/// # pub struct Publisher { pub id: i64, pub name: String }
/// # #[derive(Model, serde::Serialize)]
/// # pub struct Book { pub id: i64, #[model(foreign_key = Publisher)] pub publisher_id: i64 }
/// /// The books of one publisher, found by name, upper and lower case alike; 404 when there is no such publisher.
/// #[derive(ListView)]
/// #[view(model = Book, path = "/publishers/{publisher}/books/", formats(json))]
/// pub struct PublisherBooks {
///     #[view(lookup(publisher = name, iexact))]
///     publisher: Object<Publisher>,
/// }
///
/// impl ListHooks for PublisherBooks {
///     async fn get_queryset(&self, req: &Request) -> Result<QuerySet<Book>> {
///         let books = ListView::get_queryset(self, req).await?;
///         Ok(books.filter(Book::PUBLISHER_ID.eq(self.publisher.id)))
///     }
/// }
/// ```
///
/// ```
/// # use axum::response::Redirect;
/// # use cbv_runtime::{Error, Result, model::{AbsoluteUrl, Model}, object::Object};
/// /// `POST /books/{slug}/interest/`: 404 when there is no such book.
/// async fn interest<Book: Model + AbsoluteUrl>(book: Object<Book>) -> Result<Redirect> {
///     Ok(Redirect::to(&book.absolute_url()))
/// }
/// ```
///
/// Django: `SingleObjectMixin`
/// (<https://docs.djangoproject.com/en/5.2/topics/class-based-views/mixins/#using-singleobjectmixin-with-view>).
pub struct Object<M, L = ByUrl> {
    object: M,
    lookup: PhantomData<fn() -> L>,
}

impl<M, L> Object<M, L> {
    /// The row itself.
    pub fn into_inner(self) -> M {
        self.object
    }
}

impl<M, L> Deref for Object<M, L> {
    type Target = M;

    fn deref(&self) -> &M {
        &self.object
    }
}

impl<M: fmt::Debug, L> fmt::Debug for Object<M, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.object.fmt(f)
    }
}

impl<M: fmt::Display, L> fmt::Display for Object<M, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.object.fmt(f)
    }
}

/// How [`Object`] finds its row: by which argument of the URL, and among which rows.
///
/// ```
/// # use cbv_runtime::{model::{Column, Model}, object::Lookup, query::Condition};
/// # trait Named: Model { const NAME: Column<Self, String>; }
/// /// `/publishers/{publisher}/`, by name, upper and lower case alike.
/// struct ByName;
///
/// impl<Publisher: Named> Lookup<Publisher> for ByName {
///     const KWARGS: &'static [&'static str] = &["publisher"];
///
///     fn condition(_: &str, value: &str) -> Option<Condition<Publisher>> {
///         Some(Publisher::NAME.iexact(value))
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say how to find a `{M}`",
    label = "no lookup",
    note = "write `impl cbv::Lookup<{M}> for {Self} {{ .. }}`"
)]
pub trait Lookup<M: Model>: 'static {
    /// The arguments of the URL that are looked at, the first that is there decides.
    const KWARGS: &'static [&'static str];

    /// What the argument's value says of the row; `None` when no row can have it, which is 404.
    fn condition(kwarg: &str, value: &str) -> Option<Condition<M>>;

    /// Among which rows.
    fn queryset() -> QuerySet<M> {
        M::default_queryset()
    }
}

/// By the URL's `pk`, else by its `slug`.
#[derive(Debug)]
pub struct ByUrl;

impl<M: Model> Lookup<M> for ByUrl {
    const KWARGS: &'static [&'static str] = &["pk", "slug"];

    fn condition(kwarg: &str, value: &str) -> Option<Condition<M>> {
        match kwarg {
            "pk" => M::Pk::parse(value).map(|pk| M::PK.eq(pk)),
            _ => M::SLUG.map(|slug| slug.eq(value)),
        }
    }
}

impl<S, M, L> FromRequestParts<S> for Object<M, L>
where
    S: RouterState,
    M: Model,
    L: Lookup<M>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        within(parts, state, L::queryset()).await
    }
}

/// Another column than the key or the slug by which a row is found: what the derives make of `lookup`, and what a
/// [`DetailView`](crate::view::detail::DetailView) that is written by hand names as its `LOOKUP`.
///
/// ```
/// # use cbv::prelude::*;
/// # #[derive(Model)] pub struct Author { pub id: i64, pub name: String }
/// use cbv::ByArgument;
///
/// const BY_NAME: ByArgument<Author> =
///     ByArgument { kwarg: "name", condition: |text| Some(Author::NAME.iexact(text)) };
/// ```
///
/// Django: `SingleObjectMixin.slug_field` with `slug_url_kwarg`
/// (<https://docs.djangoproject.com/en/5.2/ref/class-based-views/mixins-single-object/>).
pub struct ByArgument<M> {
    /// The argument's name in the path.
    pub kwarg: &'static str,
    /// What its text says of the row; `None` when no row can have it.
    pub condition: fn(&str) -> Option<Condition<M>>,
}

impl<M> fmt::Debug for ByArgument<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByArgument").field("kwarg", &self.kwarg).finish_non_exhaustive()
    }
}

/// A field that `lookup` and `queryset` can stand on.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`lookup` and `queryset` say how an `Object` is found, and `{Self}` is none",
    label = "not an `Object`"
)]
pub trait IsObject: Sized + Send {
    type Model: Model;
    type Lookup: Lookup<Self::Model>;

    fn new(object: Self::Model) -> Self;
}

impl<M: Model, L: Lookup<M>> IsObject for Object<M, L> {
    type Model = M;
    type Lookup = L;

    fn new(object: M) -> Self {
        Self { object, lookup: PhantomData }
    }
}

/// The object of a field with `queryset` and no `lookup`.
#[doc(hidden)]
pub async fn within<O: IsObject, S: RouterState>(
    parts: &mut Parts,
    state: &S,
    queryset: QuerySet<O::Model>,
) -> Result<O> {
    let (kwarg, value) = argument::<O::Model>(parts, state, O::Lookup::KWARGS).await?;
    find(parts, state, queryset, O::Lookup::condition(kwarg, &value)).await
}

/// The object of a field with `lookup`.
#[doc(hidden)]
pub async fn found_by<O: IsObject, S: RouterState>(
    parts: &mut Parts,
    state: &S,
    queryset: Option<QuerySet<O::Model>>,
    by: ByArgument<O::Model>,
) -> Result<O> {
    let (_, value) = argument::<O::Model>(parts, state, &[by.kwarg]).await?;
    let queryset = queryset.unwrap_or_else(O::Lookup::queryset);
    find(parts, state, queryset, (by.condition)(&value)).await
}

/// The condition of `lookup = column`.
#[doc(hidden)]
pub fn equals<M, T: Field<Value: InUrl>>(column: Column<M, T>, text: &str) -> Option<Condition<M>> {
    <T::Value as Key>::parse(text).map(|value| column.eq(value))
}

/// What a part of a URL is read as.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a column of `{Self}` cannot be looked up by an argument of the URL",
    label = "not read from a URL",
    note = "`lookup` names a column of i32, i64, String or Uuid; override `get_object` for others"
)]
pub trait InUrl: Key {}

#[diagnostic::do_not_recommend]
impl<T: Key> InUrl for T {}

/// The condition of `lookup(column, iexact)`.
#[doc(hidden)]
pub fn iexact<M, T>(column: Column<M, T>, text: &str) -> Option<Condition<M>>
where
    T: Field<Value: Value<Repr = String>>,
{
    (!text.contains('\0')).then(|| column.iexact(text))
}

/// The row that meets the condition, read with the request's one connection; 404 without one.
async fn find<O: IsObject, S: RouterState>(
    parts: &mut Parts,
    state: &S,
    queryset: QuerySet<O::Model>,
    condition: Option<Condition<O::Model>>,
) -> Result<O> {
    let condition = condition.ok_or_else(no_match::<O::Model>)?;
    let db = Conn::from_request_parts(parts, state).await.unwrap_or_else(|never| match never {});
    let found = queryset.filter(condition).get(&db).await;
    found.map(O::new).map_err(|error| match error {
        Error::NotFound(_) => no_match::<O::Model>(),
        error => error,
    })
}

/// The first of the arguments that the URL has.
async fn argument<M: Model>(
    parts: &mut Parts,
    state: &impl RouterState,
    names: &[&'static str],
) -> Result<(&'static str, String)> {
    let kwargs = RawPathParams::from_request_parts(parts, state).await;
    let kwargs = kwargs.map_err(|_| Error::BadRequest("the path's arguments cannot be read".into()))?;
    let value = |name: &str| kwargs.iter().find(|(key, _)| *key == name).map(|(_, value)| value.to_owned());
    names.iter().find_map(|name| Some((*name, value(name)?))).ok_or_else(|| {
        let names = names.join("}` or `{");
        let reason = format!("`Object<{}>` must be routed with `{{{names}}}` in its path", M::OBJECT_NAME);
        Error::ImproperlyConfigured(reason.into())
    })
}

fn no_match<M: Model>() -> Error {
    Error::not_found(format!("No {} found matching the query", M::VERBOSE_NAME))
}
