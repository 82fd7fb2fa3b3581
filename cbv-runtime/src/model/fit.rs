//! What the compiler checks of a model's fields: that a word beside a field fits its type, and that foreign keys and joined
//! rows fit the models they name. Called by the code that `#[derive(Model)]` writes, through `private`; at run time there is
//! nothing to do.

use chrono::{DateTime, NaiveDateTime, Utc};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{Of, ToOne, Writable};

/// What `#[model(decimal(..))]` is for.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no decimal",
    label = "not a decimal",
    note = "`decimal(..)` says how many digits a `Decimal` has, or an `Option` of one"
)]
pub trait Exact {}

impl Exact for Decimal {}

/// What `#[model(datetime = ..)]` is for.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no date and time",
    label = "not a date and time",
    note = "`datetime = ..` says how SQLite stores a `NaiveDateTime` or a `DateTime<Utc>`, or an `Option` of one"
)]
pub trait Moment {}

impl Moment for NaiveDateTime {}
impl Moment for DateTime<Utc> {}

/// What `#[model(uuid = ..)]` is for.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no UUID",
    label = "not a UUID",
    note = "`uuid = ..` says how SQLite and MariaDB store a `Uuid`, or an `Option` of one"
)]
pub trait Identifier {}

impl Identifier for Uuid {}

/// Compiles where `decimal(..)` fits what a column holds.
pub const fn decimal<T: Exact>() {}

/// Compiles where `datetime = ..` fits what a column holds.
pub const fn datetime<T: Moment>() {}

/// Compiles where `uuid = ..` fits what a column holds.
pub const fn uuid<T: Identifier>() {}

/// Compiles where rows of the model can be written.
pub const fn writable<M: Writable>() -> usize {
    0
}

/// A primary key that a foreign key of the type `K` can hold: the two types are the same.
#[diagnostic::on_unimplemented(
    message = "a foreign key of type `{K}` cannot hold the key of this model, which is `{Self}`",
    label = "the primary key is `{Self}`",
    note = "a foreign key has the type of the primary key it points at, or an `Option` of it"
)]
pub trait HeldBy<K> {}

impl<K> HeldBy<K> for K {}

/// A model that a foreign key points at.
#[diagnostic::on_unimplemented(
    message = "the foreign key of this row points at `{M}`, and the row is a `{Self}`",
    label = "the key points at `{M}`",
    note = "a `select_related` field is of the model that its `foreign_key` names, or an `Option` of it"
)]
pub trait PointedAtAs<M> {}

#[diagnostic::do_not_recommend]
impl<M, R: Of<M>> PointedAtAs<M> for R {}

/// Compiles where a foreign key that holds `V` fits the primary key `K`.
pub const fn foreign_key<V, K: HeldBy<V>>() {}

/// Compiles where `R` is a row that the relation leads to; whether it may lead nowhere.
pub const fn along<M, T, R: PointedAtAs<T>>(relation: ToOne<M, T>) -> bool {
    relation.is_optional()
}

/// Compiles where a joined row of `R` is a row of `M`.
pub const fn same_model<M, R: PointedAtAs<M>>() {}
