//! Querysets and conditions, and the SQL they become. The only place that writes SQL; `db/` runs it. Called by views and by
//! the users' hooks.

mod condition;
mod queryset;
mod select;
mod sql;
mod write;

pub(crate) use condition::Node;
pub use condition::{Condition, not};
pub use queryset::QuerySet;
pub use sql::Statement;
pub use write::Assignment;
