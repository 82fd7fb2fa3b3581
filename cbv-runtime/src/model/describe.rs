//! What is known of a model without a row of it: its table, its columns, its relations, without the model's type. Written by
//! `#[derive(Model)]` as [`Model::FIELDS`], read by `check/`, which compares it with the live database.

use std::{any::type_name, borrow::Cow, fmt};

use super::{Column, Meta, Model, Term, ToMany, relation::Through};
use crate::value::{Field, Kind, Native, Value};

/// A field of a model that is a column of its table.
#[derive(Clone, Copy)]
pub struct FieldInfo {
    pub(crate) name: &'static str,
    pub(crate) meta: Meta,
    pub(crate) ty: TypeInfo,
    pub(crate) foreign_key: Option<fn() -> ModelInfo>,
}

/// The type of such a field.
#[derive(Clone, Copy)]
pub struct TypeInfo {
    pub(crate) null: bool,
    pub(crate) kind: Kind,
    /// The native type that is stored: `i64`.
    pub(crate) native: &'static str,
    /// As the compiler calls it.
    name: fn() -> &'static str,
    /// The only texts it is stored as, where they are known.
    pub(crate) texts: fn() -> Vec<&'static str>,
}

impl TypeInfo {
    pub(crate) const fn of<T: Field>() -> Self {
        Self {
            null: T::NULL,
            kind: <<T::Value as Value>::Repr as Native>::KIND,
            native: <<T::Value as Value>::Repr as Native>::NAME,
            name: type_name::<T>,
            texts: T::Value::texts,
        }
    }

    /// Its name without paths: `Option<String>`.
    pub(crate) fn name(&self) -> String {
        let full = (self.name)();
        let mut short = String::new();
        for part in full.split_inclusive(['<', '>', ',', ' ']) {
            short.push_str(part.rsplit("::").next().unwrap_or(part));
        }
        short
    }
}

impl fmt::Debug for TypeInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())
    }
}

impl FieldInfo {
    /// The field `name`, which reads `column`.
    pub const fn of<M, T: Field>(name: &'static str, column: Column<M, T>) -> Self {
        Self::new(name, column.meta(), T::TYPE)
    }

    /// The field `name` of the type `ty`.
    pub const fn new(name: &'static str, meta: &Meta, ty: TypeInfo) -> Self {
        Self { name, meta: *meta, ty, foreign_key: None }
    }

    /// The same field, which holds the key of a row of another model: `.foreign_key(Publisher::model_info)`.
    #[must_use]
    pub const fn foreign_key(mut self, model: fn() -> ModelInfo) -> Self {
        self.foreign_key = Some(model);
        self
    }

    /// The column's name.
    pub const fn column(&self) -> &'static str {
        self.meta.name()
    }
}

impl fmt::Debug for FieldInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {:?}", self.name, self.ty)
    }
}

/// A model without its type: what `cbv::check` compares with the database. `cbv::models![Book, Author]`
/// makes several.
#[derive(Clone)]
pub struct ModelInfo {
    pub(crate) table: &'static str,
    pub(crate) object_name: &'static str,
    pub(crate) key: &'static str,
    pub(crate) fields: Cow<'static, [FieldInfo]>,
    pub(crate) ordering: Vec<Term>,
    /// The models of prefetched fields.
    prefetched: Vec<fn() -> ModelInfo>,
    links: &'static [LinkInfo],
    /// The relation whose table between two others this is; it has no key of its own.
    pub(crate) between: Option<&'static str>,
}

/// A many-to-many relation of a model, and the table that it goes through.
#[derive(Debug, Clone, Copy)]
pub struct LinkInfo {
    name: &'static str,
    through: Option<Through>,
    from: fn() -> ModelInfo,
    to: fn() -> ModelInfo,
}

impl LinkInfo {
    /// The relation `name` between two models:
    /// `LinkInfo::new("authors", Book::AUTHORS, Book::model_info, Author::model_info)`.
    pub const fn new<M, R>(
        name: &'static str,
        relation: ToMany<M, R>,
        from: fn() -> ModelInfo,
        to: fn() -> ModelInfo,
    ) -> Self {
        Self { name, through: relation.link().through, from, to }
    }

    /// Its table as a model: two columns that hold the keys of the two others.
    fn between(self) -> Option<ModelInfo> {
        let Through { table, from, to } = self.through?;
        let (one, other) = ((self.from)(), (self.to)());
        let column = |column, model: &ModelInfo, info| {
            let key = model.fields.iter().find(|field| field.column() == model.key)?;
            let meta = Meta { name: column, ..key.meta };
            Some(FieldInfo::new(self.name, &meta, key.ty).foreign_key(info))
        };
        let columns = [column(from, &one, self.from), column(to, &other, self.to)];
        Some(ModelInfo {
            table,
            object_name: one.object_name,
            key: "",
            fields: columns.into_iter().flatten().collect(),
            ordering: Vec::new(),
            prefetched: Vec::new(),
            links: &[],
            between: Some(self.name),
        })
    }
}

impl ModelInfo {
    /// The description of `M`.
    pub fn of<M: Model>() -> Self {
        Self {
            table: M::TABLE,
            object_name: M::OBJECT_NAME,
            key: M::PK.name(),
            fields: Cow::Borrowed(M::FIELDS),
            ordering: M::ORDERING.iter().map(|order| order.term).collect(),
            prefetched: M::PREFETCH.iter().map(|prefetch| prefetch.model).collect(),
            links: M::LINKS,
            between: None,
        }
    }

    /// The models that its fields lead to.
    pub(crate) fn related(&self) -> Vec<ModelInfo> {
        let keys = self.fields.iter().filter_map(|field| field.foreign_key);
        let links = self.links.iter().filter_map(|link| link.between());
        keys.chain(self.prefetched.iter().copied()).map(|model| model()).chain(links).collect()
    }
}

impl fmt::Debug for ModelInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct(self.object_name).field("table", &self.table).field("fields", &self.fields).finish()
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};

    use super::*;

    #[test]
    fn types_are_named_without_their_paths() {
        assert_eq!(<Option<DateTime<Utc>>>::TYPE.name(), "Option<DateTime<Utc>>");
        assert_eq!(<Vec<u8>>::TYPE.name(), "Vec<u8>");
    }
}
