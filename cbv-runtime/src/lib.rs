//! What the derives of cbv call at run time, and the types their users name. Users see all of it through the facade `cbv`;
//! nothing here expands macros.
//!
//! | folder | what it holds |
//! |---|---|
//! | `view/` | one file for each kind of view: its trait, its hooks and `run`, the whole way of a request |
//! | `model/` | what a table's row is: `Model`, `Column` |
//! | `value/` | what a column may hold, and how each database stores it |
//! | `query/` | `QuerySet` and conditions; the only place that writes SQL |
//! | `db/` | pools, the request's one connection, transactions; the only place that awaits the database |
//! | `dates/` | years, months, weeks and days, how URLs write them, and in which time zone they are |
//! | `check/` | models compared with the live database, when an application starts |
//! | `page/` | pagination: arithmetic and the navigation's HTML |
//! | `filter/` | what a client asks of a list: search, filters, order, page size |
//! | `form/` | what a request's body holds: names with values, and files |
//! | `storage/` | where uploaded files are kept |
//! | `filters/` | Django's template filters that askama does not have |
#![forbid(unsafe_code)]

#[cfg(not(any(feature = "sqlite", feature = "postgres", feature = "mysql")))]
compile_error!(
    "cbv needs a database: switch on its cargo feature `sqlite` (the default), `postgres` or `mysql`"
);

pub mod check;
pub mod context;
pub mod csrf;
pub mod dates;
pub mod db;
pub mod error;
pub mod feed;
pub mod filter;
pub mod filters;
pub mod form;
pub mod guard;
mod known;
#[cfg(feature = "messages")]
pub mod messages;
pub mod model;
pub mod next;
pub mod object;
pub mod page;
pub mod pages;
pub mod private;
pub mod query;
pub mod request;
pub mod respond;
pub mod route;
#[cfg(feature = "sessions")]
pub mod sessions;
pub mod shortcuts;
pub mod storage;
pub mod test;
pub mod url;
pub mod value;
pub mod view;

pub use chrono;
#[cfg(feature = "chrono-tz")]
pub use chrono_tz;
pub use rust_decimal::Decimal;
pub use uuid::Uuid;

pub use error::{BoxError, Error, Result};
