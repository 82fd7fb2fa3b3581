//! The words of `#[derive(Model)]`, on the struct and on its fields.

use std::collections::HashSet;

use proc_macro2::{Ident, Span};
use syn::{
    DeriveInput, Expr, Fields, FieldsNamed, LitInt, LitStr, Path, Type, Visibility, ext::IdentExt as _,
    spanned::Spanned as _,
};

use super::{
    items::{Items, Word},
    list::OrderTerm,
    path::PathSpec,
    relation::{AnnotationSpec, PrefetchSpec, RelatedSpec, RelationSpec},
};
use crate::{fault::Faults, krate::Krate};

/// The words of the struct.
pub(crate) const STRUCT: &[&str] = &[
    "crate",
    "table",
    "of",
    "read_only",
    "ordering",
    "url",
    "verbose_name",
    "verbose_name_plural",
    "queryset",
    "reverse",
    "reverse_one",
    "many_to_many",
];

/// The words of a field.
pub(crate) const FIELD: &[&str] = &[
    "primary_key",
    "slug",
    "column",
    "foreign_key",
    "related",
    "select_related",
    "prefetch_related",
    "annotation",
    "decimal",
    "datetime",
    "uuid",
];

/// A model as written.
#[derive(Debug)]
pub(crate) struct ModelSpec {
    pub(crate) krate: Krate,
    pub(crate) ident: Ident,
    pub(crate) table: Option<LitStr>,
    /// Whether its rows are never written: a view of the database.
    pub(crate) read_only: bool,
    pub(crate) ordering: Vec<OrderTerm>,
    pub(crate) url: Option<PathSpec>,
    pub(crate) verbose_name: Option<LitStr>,
    pub(crate) verbose_name_plural: Option<LitStr>,
    pub(crate) queryset: Option<Expr>,
    pub(crate) columns: Vec<ColumnSpec>,
    pub(crate) related: Vec<RelatedSpec>,
    pub(crate) prefetched: Vec<PrefetchSpec>,
    pub(crate) annotations: Vec<AnnotationSpec>,
    /// Relations that no foreign key of its own makes.
    pub(crate) relations: Vec<RelationSpec>,
    /// The model of the same table that this is a smaller shape of.
    pub(crate) of: Option<Path>,
    /// Whether it is a struct whose fields could be columns.
    pub(crate) table_like: bool,
    /// Whether there are faults, so that no row can be read.
    pub(crate) faulty: bool,
    /// Whether it has parameters, which is a fault.
    pub(crate) generic: bool,
}

/// A field that is a column.
#[derive(Debug)]
pub(crate) struct ColumnSpec {
    pub(crate) ident: Ident,
    pub(crate) vis: Visibility,
    pub(crate) ty: Type,
    /// The name in the database when it is another.
    pub(crate) column: Option<LitStr>,
    pub(crate) primary_key: bool,
    pub(crate) slug: bool,
    pub(crate) foreign_key: Option<Path>,
    /// What the relation of the foreign key is called.
    pub(crate) relation: Option<Ident>,
    pub(crate) decimal: Option<(LitInt, LitInt)>,
    pub(crate) datetime: Option<Word>,
    pub(crate) uuid: Option<Word>,
}

impl ModelSpec {
    pub(crate) fn new(input: &DeriveInput, faults: &mut Faults) -> Self {
        let items = Items::of(&input.attrs, "model", STRUCT, input.ident.span(), faults);
        let mut this = Self {
            krate: Krate::of(&items, faults),
            ident: input.ident.clone(),
            table: items.name("table", faults),
            read_only: items.boolean("read_only", faults).unwrap_or(false),
            ordering: items
                .several("ordering", "columns: `ordering(-created_at, title)`", faults)
                .unwrap_or_default(),
            url: PathSpec::of(&items, "url", faults),
            verbose_name: items.string("verbose_name", faults),
            verbose_name_plural: items.string("verbose_name_plural", faults),
            queryset: items.expr("queryset", faults),
            columns: Vec::new(),
            related: Vec::new(),
            prefetched: Vec::new(),
            annotations: Vec::new(),
            relations: RelationSpec::declared(&items, &input.vis, faults),
            of: items.path("of", faults),
            table_like: true,
            faulty: false,
            generic: !input.generics.params.is_empty(),
        };
        if let Err((span, message)) = fields(input).map(|fields| this.fields(fields, faults)) {
            faults.at(span, message);
            this.table_like = false;
        }
        this
    }

    fn fields(&mut self, fields: &FieldsNamed, faults: &mut Faults) {
        fields.named.iter().for_each(|field| self.field(field, faults));
    }

    fn field(&mut self, field: &syn::Field, faults: &mut Faults) {
        let Some(ident) = field.ident.clone() else { return };
        let items = Items::of(&field.attrs, "model", FIELD, ident.span(), faults);
        if items.has("select_related") {
            self.related.push(RelatedSpec::new(ident, field, &items, faults));
            return;
        }
        if items.has("prefetch_related") {
            let (prefetch, relation) = PrefetchSpec::new(ident, field, &items, faults);
            self.prefetched.push(prefetch);
            self.relations.extend(relation);
            return;
        }
        if items.has("annotation") {
            self.annotations.extend(AnnotationSpec::new(ident, field, &items, faults));
            return;
        }
        self.columns.push(ColumnSpec {
            ident,
            vis: field.vis.clone(),
            ty: field.ty.clone(),
            column: items.name("column", faults),
            primary_key: items.boolean("primary_key", faults).unwrap_or(false),
            slug: items.boolean("slug", faults).unwrap_or(false),
            foreign_key: items.path("foreign_key", faults),
            relation: items.value("related", "the relation's name", faults),
            decimal: digits(&items, faults),
            datetime: items.word("datetime", &["sql", "rfc3339"], faults),
            uuid: items.word("uuid", &["text", "hex", "bytes"], faults),
        });
    }

    /// After a fault: rows are not read, and no two relations have one name.
    pub(crate) fn leave_relations(&mut self) {
        self.faulty = true;
        self.prefetched.clear();
        let mut seen: HashSet<Ident> = self.columns.iter().map(ColumnSpec::constant).collect();
        seen.extend(self.annotations.iter().map(|annotation| constant(&annotation.ident)));
        self.relations.retain(|relation| seen.insert(constant(&relation.name)));
        for index in 0..self.columns.len() {
            let name = self.columns.get(index).and_then(|column| self.relation(column));
            if name.is_some_and(|name| !seen.insert(constant(&name)))
                && let Some(column) = self.columns.get_mut(index)
            {
                column.foreign_key = None;
            }
        }
    }

    /// The column of a field.
    pub(crate) fn column(&self, field: &str) -> Option<&ColumnSpec> {
        self.columns.iter().find(|column| column.ident.unraw() == field)
    }

    /// Whether rows can be ordered by a field: a column, or what is computed like one.
    pub(crate) fn is_ordered_by(&self, field: &str) -> bool {
        self.column(field).is_some()
            || self.annotations.iter().any(|annotation| annotation.ident.unraw() == field)
    }

    /// The column that is the primary key: marked so, else called `id`.
    pub(crate) fn primary_key(&self) -> Option<&ColumnSpec> {
        let marked = self.columns.iter().find(|column| column.primary_key);
        marked.or_else(|| self.columns.iter().find(|column| column.ident == "id"))
    }

    /// The column that stands in URLs: marked so, else called `slug`.
    pub(crate) fn slug(&self) -> Option<&ColumnSpec> {
        let marked = self.columns.iter().find(|column| column.slug);
        marked.or_else(|| self.columns.iter().find(|column| column.ident == "slug"))
    }

    /// What the relation of a foreign key is called: by the field of the joined row, by its own word, or by its name without
    /// `_id`.
    pub(crate) fn relation(&self, key: &ColumnSpec) -> Option<Ident> {
        let by_this = |related: &&RelatedSpec| {
            related.reverse.is_none()
                && self.foreign_key(related).is_some_and(|found| found.ident == key.ident)
        };
        let joined = self.related.iter().find(by_this).map(|related| related.ident.clone());
        joined.or_else(|| key.relation.clone()).or_else(|| {
            key.foreign_key.as_ref()?;
            let name = key.ident.unraw().to_string();
            Some(Ident::new(name.strip_suffix("_id").filter(|name| !name.is_empty())?, key.ident.span()))
        })
    }

    /// The column that holds the key of a joined row.
    pub(crate) fn foreign_key(&self, related: &RelatedSpec) -> Option<&ColumnSpec> {
        let wanted = match &related.foreign_key {
            Some(field) => field.unraw().to_string(),
            None => format!("{}_id", related.ident.unraw()),
        };
        self.column(&wanted)
    }
}

impl ColumnSpec {
    /// The name in the database.
    pub(crate) fn name(&self) -> String {
        self.column.as_ref().map_or_else(|| self.ident.unraw().to_string(), LitStr::value)
    }

    /// The name of the constant: `TITLE` for `title`.
    pub(crate) fn constant(&self) -> Ident {
        constant(&self.ident)
    }
}

fn fields(input: &DeriveInput) -> Result<&FieldsNamed, (Span, &'static str)> {
    if let Some(param) = input.generics.params.first() {
        return Err((param.span(), "a model is one table: it has no parameters"));
    }
    match &input.data {
        syn::Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => Ok(fields),
            Fields::Unnamed(fields) => {
                Err((fields.span(), "a model's fields need names: they are the table's columns"))
            }
            Fields::Unit => Err((input.ident.span(), "a model has a field for each column")),
        },
        syn::Data::Enum(data) => Err((data.enum_token.span(), "a model is a struct")),
        syn::Data::Union(data) => Err((data.union_token.span(), "a model is a struct")),
    }
}

/// `TITLE` for `title`, at the same place.
pub(crate) fn constant(field: &Ident) -> Ident {
    Ident::new(&field.unraw().to_string().to_uppercase(), field.span())
}

fn digits(items: &Items, faults: &mut Faults) -> Option<(LitInt, LitInt)> {
    let numbers =
        items.several::<LitInt>("decimal", "digits in all and behind the point: `decimal(8, 2)`", faults)?;
    match <[LitInt; 2]>::try_from(numbers) {
        Ok([precision, scale]) => Some((precision, scale)),
        Err(_) => {
            let span = items.get("decimal").map_or(items.span, |item| item.key.span());
            faults
                .at(span, "`decimal` takes two numbers: digits in all and behind the point, `decimal(8, 2)`");
            None
        }
    }
}
