//! One object as an extractor: the row that the URL's arguments name, or 404. Used as a field of a view (a publisher's
//! books, with the publisher) and as an argument of a plain handler (a POST-only action on a book).

use std::{fmt, marker::PhantomData, ops::Deref};

use axum::extract::{FromRequestParts, RawPathParams};
use http::request::Parts;

use crate::{
    Error, Result,
    db::Conn,
    model::{Key, Model},
    query::{Condition, QuerySet},
    route::RouterState,
};

/// The row of `M` that the URL names, found before the view or handler runs. It dereferences to the row.
///
/// By default the URL's `pk` is looked up, else its `slug`; [`Lookup`] says otherwise.
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
        let condition = condition::<M, L>(parts, state).await?;
        let db = Conn::from_request_parts(parts, state).await.unwrap_or_else(|never| match never {});
        let object = L::queryset().filter(condition).get(&db).await.map_err(|error| match error {
            Error::NotFound(_) => no_match::<M>(),
            error => error,
        })?;
        Ok(Self { object, lookup: PhantomData })
    }
}

async fn condition<M: Model, L: Lookup<M>>(
    parts: &mut Parts,
    state: &impl RouterState,
) -> Result<Condition<M>> {
    let kwargs = RawPathParams::from_request_parts(parts, state).await;
    let kwargs = kwargs.map_err(|_| Error::BadRequest("the path's arguments cannot be read".into()))?;
    let found = L::KWARGS.iter().find_map(|name| kwargs.iter().find(|(key, _)| key == name));
    let Some((kwarg, value)) = found else {
        let names = L::KWARGS.join("}` or `{");
        let reason = format!("`Object<{}>` must be routed with `{{{names}}}` in its path", M::OBJECT_NAME);
        return Err(Error::ImproperlyConfigured(reason.into()));
    };
    L::condition(kwarg, value).ok_or_else(no_match::<M>)
}

fn no_match<M: Model>() -> Error {
    Error::not_found(format!("No {} found matching the query", M::VERBOSE_NAME))
}
