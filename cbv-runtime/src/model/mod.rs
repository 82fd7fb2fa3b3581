//! What a table's row is to cbv. `#[derive(Model)]` implements these traits; anyone can by hand. Called by `query/`, which
//! reads rows through them, and by the views.

mod column;
mod describe;
#[doc(hidden)] // asked by derived code alone
pub mod fit;
mod key;
mod of;
mod prefetch;
mod relation;
mod shape;
mod writable;

#[doc(hidden)]
pub use column::ordering_of;
pub use column::{Column, Meta, Order};
pub(crate) use column::{Nulls, Place, Term};
pub use describe::{FieldInfo, LinkInfo, ModelInfo, TypeInfo};
pub use key::Key;
pub use of::Of;
pub use prefetch::{Fetching, Prefetch, Walk};
pub(crate) use prefetch::{finite, needed, refuse_endless};
pub use relation::{HasColumn, RelatedTo, Relates, Relation, ToMany, ToOne, Whole, leads};
pub(crate) use relation::{Link, Through, sealed};
#[doc(hidden)]
pub use relation::{to_many, to_one};
pub use shape::{Related, Shape};
pub use writable::Writable;

use crate::{
    Result,
    db::{Conn, Row},
    query::{QuerySet, many},
    value::{Field, Sql},
};

/// Something that can be read from the columns of a row: a model, or an optional joined one.
pub trait Load: Sized + Send + Sync + 'static {
    /// How many columns it takes, joined ones included.
    const WIDTH: usize;

    /// Adds its columns and joins, in the order [`load`](Load::load) reads them. `alias` is the table's name in the query.
    fn select(alias: &str, shape: &mut Shape);

    /// Reads it from the columns that begin at `at`.
    ///
    /// # Errors
    /// [`crate::Error::Decode`] when a column holds what its field cannot.
    fn load(row: &Row, at: usize) -> Result<Self>;
}

/// A table whose rows are values of this type. Derive it with `#[derive(Model)]`.
///
/// Django: <https://docs.djangoproject.com/en/5.2/topics/db/models/>.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a model",
    label = "not a model",
    note = "write `#[derive(cbv::Model)]` above the struct that holds a row of the table"
)]
pub trait Model: Load {
    /// The table's name.
    const TABLE: &'static str;
    /// The type's name as written in Rust; Django's `object_name`.
    const OBJECT_NAME: &'static str;
    /// What people call one of them; Django's `verbose_name`.
    const VERBOSE_NAME: &'static str;
    /// What people call several of them; Django's `verbose_name_plural`.
    const VERBOSE_NAME_PLURAL: &'static str;
    /// The primary key's type.
    type Pk: Key;
    /// The primary key's column.
    const PK: Column<Self, Self::Pk>;
    /// The column that stands in URLs, if any.
    const SLUG: Option<Column<Self, String>> = None;
    /// The order of rows when nothing else is asked for; Django's `Meta.ordering`.
    const ORDERING: &'static [Order<Self>] = &[];
    /// The fields that are columns of the table itself. `cbv::check` compares them with the database; a model
    /// that does not say them is compared by its table and its key alone.
    const FIELDS: &'static [FieldInfo] = &[];
    /// The relations through a table, for `cbv::check`.
    const LINKS: &'static [LinkInfo] = &[];

    /// The table and the primary key's column: what a relation leads to.
    #[doc(hidden)]
    const KEY: (&'static str, &'static str) = (Self::TABLE, Self::PK.name());

    /// The fields that are filled by queries of their own once the rows are read: `prefetch_related`.
    const PREFETCH: &'static [Prefetch<Self>] = &[];

    /// The primary key's value.
    fn pk(&self) -> Self::Pk;

    /// The columns of the table itself with the values of this row, the primary key first. Inserting and saving write them.
    fn values(&self) -> Vec<(&'static Meta, Sql)>;

    /// All rows, as views and [`objects`](Model::objects) begin with them. Overridden by `#[model(queryset = ..)]`; Django's
    /// default manager.
    fn default_queryset() -> QuerySet<Self> {
        QuerySet::new()
    }

    /// The model without its type: its table and its columns.
    fn model_info() -> ModelInfo {
        ModelInfo::of::<Self>()
    }

    /// Reads the related rows of many rows into their fields; `PREFETCH` of a model with `prefetch_related`.
    #[doc(hidden)]
    fn prefetch<'a, M, B, R>(
        rows: Vec<&'a mut M>,
        db: &'a Conn,
        relation: ToMany<B, R>,
        children: QuerySet<Self>,
        field: fn(&mut M) -> &mut Vec<Self>,
    ) -> Fetching<'a>
    where
        M: Model + Of<B>,
        Self: Of<R>,
        B: 'static,
        R: 'static,
    {
        many(rows, db, relation, children, field)
    }

    /// Goes on from a row of it in search of one that loads itself.
    ///
    /// # Errors
    /// The way round, when the model was met before.
    #[doc(hidden)]
    fn walk(walk: &mut Walk) -> std::result::Result<(), String> {
        prefetch::walk::<Self>(walk)
    }

    /// All rows; Django's `Model.objects`.
    fn objects() -> QuerySet<Self> {
        Self::default_queryset()
    }
}

/// A row that is joined by an outer join: it is there when its primary key is.
impl<M: Model> Load for Option<M> {
    const WIDTH: usize = M::WIDTH;

    fn select(alias: &str, shape: &mut Shape) {
        M::select(alias, shape);
    }

    fn load(row: &Row, at: usize) -> Result<Self> {
        let pk = <Option<<M::Pk as Field>::Value> as Field>::get(row, at, M::PK.meta())?;
        pk.map(|_| M::load(row, at)).transpose()
    }
}

/// An object that has a page of its own. `#[model(url = "..")]` implements it.
///
/// Django: `Model.get_absolute_url`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say where its page is",
    label = "no `absolute_url`",
    note = "write `#[model(url = \"/books/{{slug}}/\")]` on the model, or implement `cbv::AbsoluteUrl`"
)]
pub trait AbsoluteUrl {
    /// The path of the object's page.
    fn absolute_url(&self) -> String;
}
