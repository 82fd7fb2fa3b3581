//! The request's one database handle, kept in its extensions. Called by every view before its fields are taken, and by
//! handlers and middleware that have a `Conn` among their arguments.

use std::{convert::Infallible, sync::Arc};

use axum::extract::FromRequestParts;
use http::{Extensions, request::Parts};

use super::RouterState;
use crate::db::{Conn, Db};

/// The handle that the request has already, else a new one, which is then the request's.
///
/// An application inside another may have another database: a handle on that one is not taken.
pub(super) fn handle(extensions: &mut Extensions, db: Db) -> Conn {
    let known = extensions.get::<Conn>().filter(|conn| is_same(conn.database(), &db)).cloned();
    known.unwrap_or_else(|| {
        let conn = Conn::new(db);
        extensions.insert(conn.clone());
        conn
    })
}

/// Whether the two are clones of one: their pools share the options they connect with.
fn is_same(one: &Db, other: &Db) -> bool {
    match (one, other) {
        #[cfg(feature = "sqlite")]
        (Db::Sqlite(one), Db::Sqlite(other)) => {
            Arc::ptr_eq(&one.read().connect_options(), &other.read().connect_options())
        }
        #[cfg(feature = "postgres")]
        (Db::Postgres(one), Db::Postgres(other)) => {
            Arc::ptr_eq(&one.connect_options(), &other.connect_options())
        }
        #[cfg(feature = "mysql")]
        (Db::MySql(one), Db::MySql(other)) => Arc::ptr_eq(&one.connect_options(), &other.connect_options()),
        #[allow(unreachable_patterns)] // with one database there are no others
        _ => false,
    }
}

/// The request's database handle as an argument of a plain axum handler: the same one in all its extractors and in
/// middleware, so that a transaction begun by one holds for all.
///
/// ```
/// use axum::{Router, routing::get};
/// use cbv::{Conn, Db, Model, Result};
/// # #[derive(Model)]
/// # pub struct Book { pub id: i64 }
///
/// async fn how_many(conn: Conn) -> Result<String> {
///     let books = Book::objects().count(&conn).await?;
///     Ok(format!("{books} books"))
/// }
///
/// let app: Router<Db> = Router::new().route("/books/count/", get(how_many));
/// ```
impl<S: RouterState> FromRequestParts<S> for Conn {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        Ok(handle(&mut parts.extensions, state.db()))
    }
}
