//! The words of `#[derive(Model)]` that are about other tables: relations, rows that are read along them, and annotations.

use proc_macro2::{Ident, TokenStream};
use syn::{Expr, LitStr, Path, Type, Visibility, ext::IdentExt as _, spanned::Spanned as _};

use super::items::{Item, Items, Value, parse};
use crate::fault::Faults;

/// The words of `many_to_many(authors(..))` and, but for the model, of `prefetch_related(through = ..)`.
const THROUGH: &[&str] = &["model", "through", "from", "to"];

/// The words of `prefetch_related(..)`.
const PREFETCH: &[&str] = &["reverse", "relation", "model", "through", "from", "to", "queryset"];

/// A field that is a joined row.
#[derive(Debug)]
pub(crate) struct RelatedSpec {
    pub(crate) ident: Ident,
    pub(crate) vis: Visibility,
    pub(crate) ty: Type,
    /// The foreign key's field when it is not this field's name with `_id`; in a smaller shape the relation.
    pub(crate) foreign_key: Option<Ident>,
    /// `Profile::USER`, the foreign key of the other table that leads here.
    pub(crate) reverse: Option<Path>,
}

/// A field that holds the related rows, read by a query of their own.
#[derive(Debug)]
pub(crate) struct PrefetchSpec {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    /// The `Author` of `Vec<Author>`; the field's own type when that is a fault.
    pub(crate) child: Type,
    /// The relation, where another word declares it: by its name, or `relation = Book::AUTHORS`.
    pub(crate) relation: Option<Path>,
    pub(crate) queryset: Option<Expr>,
}

/// A field that is computed in the database.
#[derive(Debug)]
pub(crate) struct AnnotationSpec {
    pub(crate) ident: Ident,
    pub(crate) vis: Visibility,
    pub(crate) ty: Type,
    pub(crate) expression: Expr,
}

/// A relation that is no foreign key of the model's own.
#[derive(Debug)]
pub(crate) struct RelationSpec {
    pub(crate) name: Ident,
    pub(crate) vis: Visibility,
    pub(crate) kind: RelationKind,
}

#[derive(Debug)]
pub(crate) enum RelationKind {
    /// `reviews = Review::BOOK`.
    Reverse(Path),
    /// `profile = Profile::USER`.
    ReverseOne(Path),
    /// `authors(model = Author, through = "book_author")`.
    Through(Box<ThroughSpec>),
}

/// A table between two.
#[derive(Debug)]
pub(crate) struct ThroughSpec {
    pub(crate) model: Type,
    pub(crate) table: LitStr,
    pub(crate) from: Option<LitStr>,
    pub(crate) to: Option<LitStr>,
}

impl RelatedSpec {
    /// Reads a field that is marked `select_related`.
    pub(crate) fn new(ident: Ident, field: &syn::Field, items: &Items, faults: &mut Faults) -> Self {
        for other in items.others("select_related") {
            let message = "this says something of a column, and a `select_related` field is a joined row";
            faults.at(other.key.span(), message);
        }
        let flag = matches!(items.get("select_related"), Some(Item { value: Value::Flag, .. }));
        let wanted =
            "the field that holds the foreign key, or the foreign key of another model: `Profile::USER`";
        let path = if flag { None } else { items.value::<Path>("select_related", wanted, faults) };
        let foreign_key = path.as_ref().and_then(|path| path.get_ident().cloned());
        let reverse = path.filter(|_| foreign_key.is_none());
        Self { ident, vis: field.vis.clone(), ty: field.ty.clone(), foreign_key, reverse }
    }
}

impl PrefetchSpec {
    /// Reads a field that is marked `prefetch_related`; the relation, where the field declares it.
    pub(crate) fn new(
        ident: Ident,
        field: &syn::Field,
        items: &Items,
        faults: &mut Faults,
    ) -> (Self, Option<RelationSpec>) {
        for other in items.others("prefetch_related") {
            let message =
                "this says something of a column, and a `prefetch_related` field holds related rows";
            faults.at(other.key.span(), message);
        }
        let ty = field.ty.clone();
        let child = element(&ty).unwrap_or_else(|| {
            faults.at(ty.span(), "a `prefetch_related` field is a `Vec` of a model: `Vec<Author>`");
            ty.clone()
        });
        let words = match items.get("prefetch_related").map(|item| &item.value) {
            Some(Value::List(group)) => {
                Items::nested(group.stream(), "prefetch_related", PREFETCH, ident.span(), faults)
            }
            _ => Items::nested(TokenStream::new(), "prefetch_related", PREFETCH, ident.span(), faults),
        };
        let reverse = match items.get("prefetch_related").map(|item| &item.value) {
            Some(Value::Equals(_)) => items.path("prefetch_related", faults),
            _ => words.path("reverse", faults),
        };
        let relation = words.path("relation", faults);
        let kind = match (reverse, words.name("through", faults)) {
            (Some(path), _) => Some(RelationKind::Reverse(path)),
            (None, Some(table)) => Some(through(&words, table, child.clone(), faults)),
            (None, None) => None,
        };
        if let (Some(relation), Some(_)) = (&relation, &kind) {
            let message =
                "`relation` names a relation that is declared elsewhere, and this field declares one";
            faults.at(relation.span(), message);
        }
        let declared = kind.map(|kind| RelationSpec { name: ident.clone(), vis: field.vis.clone(), kind });
        let queryset = words.expr("queryset", faults);
        (Self { ident, ty, child, relation, queryset }, declared)
    }
}

impl AnnotationSpec {
    /// Reads a field that is marked `annotation`.
    pub(crate) fn new(ident: Ident, field: &syn::Field, items: &Items, faults: &mut Faults) -> Option<Self> {
        for other in items.others("annotation") {
            let message = "this says something of a column, and an `annotation` is computed";
            faults.at(other.key.span(), message);
        }
        let expression = items.expr("annotation", faults)?;
        Some(Self { ident, vis: field.vis.clone(), ty: field.ty.clone(), expression })
    }
}

impl RelationSpec {
    /// The relations that stand on the struct: `reverse(..)`, `reverse_one(..)`, `many_to_many(..)`.
    pub(crate) fn declared(items: &Items, vis: &Visibility, faults: &mut Faults) -> Vec<Self> {
        let mut out = Vec::new();
        for word in ["reverse", "reverse_one"] {
            let wanted = "relations with their names: `reverse(reviews = Review::BOOK)`";
            for item in list(items, word, wanted, faults) {
                let Value::Equals(tokens) = &item.value else {
                    faults.at(item.key.span(), format!("`{word}` takes {wanted}"));
                    continue;
                };
                let Some(path) = parse(tokens, word, wanted, faults) else { continue };
                let kind = if word == "reverse" {
                    RelationKind::Reverse(path)
                } else {
                    RelationKind::ReverseOne(path)
                };
                out.push(Self { name: item.key, vis: vis.clone(), kind });
            }
        }
        let wanted =
            "relations with their names: `many_to_many(authors(model = Author, through = \"book_author\"))`";
        for item in list(items, "many_to_many", wanted, faults) {
            let Value::List(group) = &item.value else {
                faults.at(item.key.span(), format!("`many_to_many` takes {wanted}"));
                continue;
            };
            let words = Items::nested(group.stream(), "many_to_many", THROUGH, item.key.span(), faults);
            match (words.value::<Type>("model", "a model", faults), words.name("through", faults)) {
                (Some(model), Some(table)) => {
                    let kind = through(&words, table, model, faults);
                    out.push(Self { name: item.key, vis: vis.clone(), kind });
                }
                _ => faults.at(item.key.span(), format!("`many_to_many` takes {wanted}")),
            }
        }
        out
    }
}

fn through(words: &Items, table: LitStr, model: Type, faults: &mut Faults) -> RelationKind {
    let model = words.value::<Type>("model", "a model", faults).unwrap_or(model);
    let (from, to) = (words.name("from", faults), words.name("to", faults));
    RelationKind::Through(Box::new(ThroughSpec { model, table, from, to }))
}

/// The words inside of `word(..)`.
fn list(items: &Items, word: &str, wanted: &str, faults: &mut Faults) -> Vec<Item> {
    match items.get(word).map(|item| (&item.key, &item.value)) {
        None | Some((_, Value::Unreadable)) => Vec::new(),
        Some((_, Value::List(group))) => Items::inline(group.stream(), faults),
        Some((key, _)) => {
            faults.at(key.span(), format!("`{word}` takes {wanted}"));
            Vec::new()
        }
    }
}

/// The `Author` of `Vec<Author>`.
fn element(ty: &Type) -> Option<Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|segment| segment.ident == "Vec")?;
    let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first()? {
        syn::GenericArgument::Type(ty) => Some(ty.clone()),
        _ => None,
    }
}

/// The name of a type as written, for names that are made of it: `Author`.
pub(crate) fn type_name(ty: &Type) -> String {
    match ty {
        Type::Path(path) => {
            path.path.segments.last().map(|segment| segment.ident.unraw().to_string()).unwrap_or_default()
        }
        _ => String::new(),
    }
}
