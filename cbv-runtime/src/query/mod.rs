//! Querysets and conditions, and the SQL they become. The only place that writes SQL; `db/` runs it. Called by views and by
//! the users' hooks.
//!
//! | file | what it holds |
//! |---|---|
//! | `queryset.rs` | `QuerySet`: which rows, in which order, how many; and reading them |
//! | `rows.rs` | the same without the model's type, compiled once for all models |
//! | `paginate.rs` | reading one page of them |
//! | `exact.rs`, `uncounted.rs`, `keyset.rs`, `cursor.rs` | the same, by how the rows are counted and pages are found |
//! | `expression.rs`, `arithmetic.rs` | what the database computes for a row: `VIEWS + 1` |
//! | `aggregate.rs`, `group.rs`, `selection.rs` | counts, sums and means of rows and of groups of them; values of columns |
//! | `related.rs` | conditions on related rows: `has`, `any` |
//! | `count.rs` | what is counted and summed of related rows |
//! | `prefetch.rs` | reading the related rows of many rows at once |
//! | `comparand.rs` | what is compared with: a value, a column or an expression |
//! | `assignment.rs` | what a column is set to |
//! | `period.rs`, `neighbour.rs` | years and months of dates; the object before and behind another |
//! | `dates.rs`, `walk.rs`, `probe.rs` | the column of dates of an archive: rows of a period, the dates there are, the nearest ones |
//! | `lookup.rs` | what can be asked of a column: `eq`, `icontains`, ... |
//! | `condition.rs` | the tree that lookups make |
//! | `predicate.rs`, `pattern.rs`, `fit.rs`, `span.rs`, `fragment.rs` | the tree as SQL that means the same on each database |
//! | `select.rs`, `window.rs`, `insert.rs`, `change.rs` | the statements |
//! | `links.rs` | linking rows of many-to-many relations |
//! | `create.rs`, `save.rs` | `get_or_create` and its like; saving one object |
//! | `store.rs`, `version.rs` | one row from assignments, as forms save it; whether somebody else has changed it |
//! | `sql.rs` | a statement while it is written |

mod aggregate;
mod arithmetic;
mod assignment;
mod change;
mod children;
mod comparand;
mod condition;
mod count;
mod create;
mod cursor;
mod dates;
mod exact;
mod expression;
mod fit;
mod fragment;
mod group;
mod insert;
mod keyset;
mod links;
mod lookup;
mod neighbour;
mod paginate;
mod pattern;
mod period;
mod predicate;
mod prefetch;
mod probe;
mod queryset;
mod related;
mod rows;
mod save;
mod select;
mod selection;
mod span;
mod sql;
mod store;
mod uncounted;
mod version;
mod walk;
mod window;

#[cfg(test)]
mod tests;

pub use aggregate::{Aggregate, GroupOrder, Having, count};
pub use arithmetic::{Number, Operand};
pub use assignment::{Assignable, Assignment};
pub(crate) use children::Holding;
pub use comparand::{ByColumn, ByExpression, ByValue, Comparand};
pub(crate) use condition::Node;
pub use condition::{Condition, not};
pub use count::{RelatedRows, Summed};
pub use dates::DateField;
pub use expression::Expression;
#[doc(hidden)]
pub use expression::annotate;
pub use group::{Groups, ValuesList};
pub use lookup::Comparable;
pub(crate) use paginate::{Found, List};
pub use period::Dated;
pub(crate) use prefetch::fill;
pub(crate) use prefetch::many;
pub use queryset::QuerySet;
pub(crate) use queryset::{load, only};
#[doc(hidden)]
pub use related::across;
pub use save::Fields;
pub(crate) use save::{save, save_fields};
pub use selection::{Aggregates, Selection};
pub use sql::Statement;
pub(crate) use sql::{quoted, quoted_table};
#[doc(hidden)]
pub use version::First;
pub use version::{Version, Versioned};
