//! Relations as typed constants: which rows of another table belong to a row. `#[derive(Model)]` writes one constant for each;
//! conditions on related rows are methods on them, in `query/related.rs`, and prefetching reads along them.

use std::{fmt, marker::PhantomData};

use super::{Column, Model};
use crate::value::Field;

/// Two columns that hold the same key, and the table between them where rows belong together by a third one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Link {
    /// The table of the related rows.
    pub(crate) table: &'static str,
    /// The column of the row that relates.
    pub(crate) from: &'static str,
    /// The column of the related rows.
    pub(crate) to: &'static str,
    pub(crate) through: Option<Through>,
}

/// The table of a many-to-many relation, with a column for each side's key.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Through {
    pub(crate) table: &'static str,
    pub(crate) from: &'static str,
    pub(crate) to: &'static str,
}

/// A relation from a row of `M` to at most one of `R`: a foreign key, or the other side of a one-to-one relation.
///
/// `#[model(foreign_key = Publisher)] publisher_id: i64` makes `Book::PUBLISHER`.
///
/// Django: <https://docs.djangoproject.com/en/5.2/topics/db/examples/many_to_one/>.
pub struct ToOne<M, R> {
    link: Link,
    optional: bool,
    of: PhantomData<fn() -> (M, R)>,
}

/// A relation from a row of `M` to any number of `R`: a foreign key read backwards, or many-to-many through a table.
///
/// Django: <https://docs.djangoproject.com/en/5.2/topics/db/examples/many_to_many/>.
pub struct ToMany<M, R> {
    link: Link,
    of: PhantomData<fn() -> (M, R)>,
}

/// What both kinds of relations have in common. Sealed.
#[diagnostic::on_unimplemented(
    message = "a relation stands before a dot, and this is none",
    label = "no relation",
    note = "relations are foreign keys, called without their `_id`, and those that `reverse` and `many_to_many` declare"
)]
pub trait Relation: Copy + sealed::Sealed {
    /// The model that has the relation.
    type From;
    /// The model it leads to.
    type To;
}

/// A model that has a relation of the name whose number is `NAME`: `search_fields(publisher.name)` of a view finds by it what
/// `publisher` is and where it leads, which a macro cannot know. Written by `#[derive(Model)]` for each relation.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no relation of this name",
    label = "no relation of `{Self}`",
    note = "relations are foreign keys, called without their `_id`, and those that `reverse` and `many_to_many` declare"
)]
pub trait Relates<const NAME: u64> {
    type Relation: Relation;
    const RELATION: Self::Relation;
}

/// A model that has a column of the name whose number is `NAME`, and what it holds: `fields(title)` of a view makes a form of
/// it, whose types a macro cannot know. Written by `#[derive(Model)]` for each column.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no column of this name",
    label = "no column of `{Self}`",
    note = "a form is made of fields of the model that are columns"
)]
pub trait HasColumn<const NAME: u64> {
    type Type;
}

/// The model that has the constants of the relations: a smaller shape has none of its own. Written by `#[derive(Model)]`.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no relations that attributes can name",
    label = "`{Self}` has none",
    note = "write `#[derive(cbv::Model)]` above the struct that holds a row of the table"
)]
pub trait Whole {
    type Model;
}

/// Compiles where the constant is a relation.
#[doc(hidden)]
pub const fn leads<R: Relation>(_: &R) -> usize {
    0
}

/// The model that a relation leads to.
#[doc(hidden)]
pub type RelatedTo<M, const NAME: u64> = <<M as Relates<NAME>>::Relation as Relation>::To;

pub(crate) mod sealed {
    pub trait Sealed {
        #[doc(hidden)]
        #[allow(private_interfaces)] // nobody outside can name the trait
        fn link(self) -> super::Link;
    }
}

impl<M, R: Model> ToOne<M, R> {
    /// The relation by a foreign key that holds the primary key of `R`.
    pub const fn foreign_key<K: Field>(column: Column<M, K>) -> Self {
        to_one(column.name(), R::KEY, K::NULL)
    }
}

/// The relation by the column `from` to the key of a table; derived code calls it.
#[doc(hidden)]
pub const fn to_one<M, R>(
    from: &'static str,
    key: (&'static str, &'static str),
    optional: bool,
) -> ToOne<M, R> {
    ToOne { link: Link { table: key.0, from, to: key.1, through: None }, optional, of: PhantomData }
}

/// The relation by the column `from` through a table with two columns to the key of another; derived code calls it.
#[doc(hidden)]
pub const fn to_many<M, R>(
    from: &'static str,
    through: (&'static str, &'static str, &'static str),
    key: (&'static str, &'static str),
) -> ToMany<M, R> {
    let through = Some(Through { table: through.0, from: through.1, to: through.2 });
    ToMany { link: Link { table: key.0, from, to: key.1, through }, of: PhantomData }
}

impl<M: Model, R> ToOne<M, R> {
    /// The rows of `M` whose foreign key leads to a row of `R`; Django's reverse relation, `related_name`.
    pub const fn reversed(self) -> ToMany<R, M> {
        let Link { from, to, .. } = self.link;
        ToMany { link: Link { table: M::TABLE, from: to, to: from, through: None }, of: PhantomData }
    }

    /// The only row of `M` whose foreign key leads to a row of `R`, if any: the other side of a one-to-one relation.
    pub const fn reversed_one(self) -> ToOne<R, M> {
        ToOne { link: self.reversed().link, optional: true, of: PhantomData }
    }
}

impl<M, R> ToOne<M, R> {
    /// Whether a row may have none.
    pub const fn is_optional(&self) -> bool {
        self.optional
    }

    pub(crate) const fn link(self) -> Link {
        self.link
    }

    /// Whether the row of `M` holds the key, and that of `R` has it as its column `key`.
    pub(crate) const fn is_key_to(&self, key: &str) -> bool {
        let (mut to, mut key) = (self.link.to.as_bytes(), key.as_bytes());
        while let ([first, to_rest @ ..], [second, key_rest @ ..]) = (to, key) {
            if *first != *second {
                return false;
            }
            (to, key) = (to_rest, key_rest);
        }
        to.is_empty() && key.is_empty()
    }
}

impl<M: Model, R: Model> ToMany<M, R> {
    /// The relation through a table that has a column for each side's primary key: `from` for that of `M`, `to` for that of
    /// `R`.
    pub const fn through(table: &'static str, from: &'static str, to: &'static str) -> Self {
        to_many(M::PK.name(), (table, from, to), R::KEY)
    }
}

impl<M, R> ToMany<M, R> {
    pub(crate) const fn link(self) -> Link {
        self.link
    }
}

macro_rules! relation {
    ($kind:ident) => {
        impl<M, R> Clone for $kind<M, R> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<M, R> Copy for $kind<M, R> {}

        impl<M, R> fmt::Debug for $kind<M, R> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($kind)).field(&self.link).finish()
            }
        }

        #[allow(private_interfaces)]
        impl<M, R> sealed::Sealed for $kind<M, R> {
            fn link(self) -> Link {
                self.link
            }
        }

        impl<M, R> Relation for $kind<M, R> {
            type From = M;
            type To = R;
        }
    };
}

relation!(ToOne);
relation!(ToMany);
