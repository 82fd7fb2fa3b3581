//! What a router's state and a view's fields must be. Bounds of every `as_view`.

use std::future::Future;

use axum::{
    extract::{FromRef, FromRequestParts},
    response::IntoResponse,
};

use crate::{Error, Result, db::Db};

/// The state of a router that views can be mounted on: one that a [`Db`] can be taken from.
#[diagnostic::on_unimplemented(
    message = "the router's state `{Self}` has no `Db`",
    label = "views need a database",
    note = "give the database itself, `.with_state(db)`; or let your state hold one: `#[derive(FromRef)] struct AppState {{ db: Db, .. }}`, or `impl FromRef<AppState> for Db`"
)]
pub trait RouterState: Clone + Send + Sync + 'static {
    /// The database of the state.
    fn db(&self) -> Db;
}

#[diagnostic::do_not_recommend]
impl<S> RouterState for S
where
    S: Clone + Send + Sync + 'static,
    Db: FromRef<S>,
{
    fn db(&self) -> Db {
        Db::from_ref(self)
    }
}

#[cfg(feature = "sqlite")]
impl FromRef<sqlx::SqlitePool> for Db {
    fn from_ref(pool: &sqlx::SqlitePool) -> Self {
        pool.clone().into()
    }
}

#[cfg(feature = "postgres")]
impl FromRef<sqlx::PgPool> for Db {
    fn from_ref(pool: &sqlx::PgPool) -> Self {
        pool.clone().into()
    }
}

#[cfg(feature = "mysql")]
impl FromRef<sqlx::MySqlPool> for Db {
    fn from_ref(pool: &sqlx::MySqlPool) -> Self {
        pool.clone().into()
    }
}

/// A field of a view: anything that is taken from the head of a request.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a field of a view",
    label = "this view has a field that is no extractor",
    note = "a field is taken from the request: implement `axum::extract::FromRequestParts` for it, or keep the value elsewhere",
    note = "what reads the body (`Json`, `Form`, `Multipart`) cannot be a field",
    note = "a guard, such as `LoginRequired<U>`, can be one where `U` can, and implements `cbv::guard::User`"
)]
pub trait ViewField<S>: Sized {
    /// Takes it from the request.
    ///
    /// # Errors
    /// The extractor's rejection, as a response.
    fn take(parts: &mut http::request::Parts, state: &S) -> impl Future<Output = Result<Self>> + Send;
}

#[diagnostic::do_not_recommend]
impl<T, S> ViewField<S> for T
where
    T: FromRequestParts<S>,
    S: Send + Sync,
{
    async fn take(parts: &mut http::request::Parts, state: &S) -> Result<Self> {
        T::from_request_parts(parts, state).await.map_err(|rejection| Error::from(rejection.into_response()))
    }
}
