//! Django's class-based generic views for axum, sqlx and askama, checked by the compiler.
#![forbid(unsafe_code)]

pub use cbv_macros::{ListView, Model};
pub use cbv_runtime::{
    BoxError, Error, Result, all, any,
    context::{ContextData, Pagination},
    db::{Conn, Db, Dialect, Executor, Row, Transaction},
    error::Cause,
    model::{AbsoluteUrl, Column, Key, Load, Meta, Model, Order, Related, Shape},
    page::{Page, Paginator},
    query::{Assignment, Condition, QuerySet, not},
    request::Request,
    route::{MethodRouterExt, RouterState, Verb, ViewField},
    value::{DateTimeForm, Digits, Field, Kind, Native, Sql, UuidForm, Value},
    view::{
        View,
        list::{self, ListHooks, ListView},
    },
};
pub use cbv_runtime::{Decimal, Uuid, chrono, filters};

/// What a view needs: `use cbv::prelude::*`.
pub mod prelude {
    pub use crate::{
        AbsoluteUrl as _, Condition, ContextData, Db, Error, ListHooks, ListView, MethodRouterExt as _,
        Model, Page, QuerySet, Request, Result, View, not,
    };
}

#[doc(hidden)]
pub mod __private {
    pub use cbv_runtime::private::*;
}
