//! The words of a form's field that is a set of forms: `formset` and `inline`, and what is said with them.

use proc_macro2::Ident;
use syn::{Path, Type, spanned::Spanned as _};

use super::{
    form::{FormSpec, InputSpec},
    items::{Items, Rows},
};
use crate::fault::Faults;

/// The words that make a field a set.
const KINDS: &[&str] = &["formset", "inline"];

/// The words that a set has besides. `extra` is its number of blank rows; of other fields it says that they are no columns.
const NUMBERS: &[&str] = &["extra", "min_num", "max_num", "can_delete"];

/// Whether a type is written as `FormSet<..>`. What follows from a field that is none, or that does not say what it is, would be
/// many errors of the compiler's.
fn is_written_as_one(ty: &Type) -> bool {
    match ty {
        Type::Path(path) => path.path.segments.last().is_some_and(|last| last.ident == "FormSet"),
        Type::Group(group) => is_written_as_one(&group.elem),
        _ => false,
    }
}

/// A set as written.
#[derive(Debug, Default)]
pub(crate) struct SetSpec {
    /// The foreign key of its rows.
    pub(crate) inline: Option<Path>,
    pub(crate) extra: Option<Rows>,
    pub(crate) min_num: Option<Rows>,
    pub(crate) max_num: Option<Rows>,
    pub(crate) can_delete: Option<bool>,
}

impl SetSpec {
    /// Reads the words. Words of single fields beside them are faults, and so are words of sets without them.
    pub(crate) fn new(items: &Items, ty: &Type, faults: &mut Faults) -> Option<Self> {
        if !KINDS.iter().any(|kind| items.has(kind)) {
            for item in NUMBERS.iter().skip(1).filter_map(|word| items.get(word)) {
                let message =
                    format!("`{}` is said of a set of forms: write `formset` or `inline = ..`", item.key);
                faults.at(item.key.span(), message);
            }
            let unsaid = is_written_as_one(ty);
            if unsaid {
                let message = "a set of forms says `#[field(formset)]`, or `#[field(inline = ..)]` with the foreign key by which its rows are stored";
                faults.at(ty.span(), message);
            }
            return unsaid.then(Self::default);
        }
        if !is_written_as_one(ty) {
            faults.at(
                ty.span(),
                "a set of forms has the type `FormSet<..>`, whose parameter is the form of a row",
            );
        }
        let known = |key: &Ident| {
            let words = KINDS.iter().chain(NUMBERS).chain(&["label"]);
            words.copied().any(|word| items.get(word).is_some_and(|item| item.key == *key))
        };
        for item in items.others("label").filter(|item| !known(&item.key)) {
            faults.at(
                item.key.span(),
                format!("`{}` is said of single fields, and this is a set of forms", item.key),
            );
        }
        if let (Some(formset), true) = (items.get("formset"), items.has("inline")) {
            faults.at(formset.key.span(), "`inline` makes it a set of forms: leave `formset` out");
        } else {
            let _ = items.boolean("formset", faults);
        }
        Some(Self {
            inline: items.value("inline", "the foreign key of the rows: `Line::ORDER`", faults),
            extra: items.rows("extra", 0, faults),
            min_num: items.rows("min_num", 0, faults),
            max_num: items.rows("max_num", 1, faults),
            can_delete: items.boolean("can_delete", faults),
        })
    }
}

impl FormSpec {
    /// The fields that are single ones, which are counted first.
    pub(crate) fn inputs(&self) -> impl Iterator<Item = &InputSpec> {
        self.fields.iter().filter(|field| field.set.is_none())
    }

    /// The fields that are sets of forms.
    pub(crate) fn sets(&self) -> impl Iterator<Item = &InputSpec> {
        self.fields.iter().filter(|field| field.set.is_some())
    }
}
