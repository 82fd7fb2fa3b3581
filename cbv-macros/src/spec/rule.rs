//! The rules of a form's field that are words: a limit, or a shape of texts. Read by `form.rs`.

use proc_macro2::Ident;
use syn::Expr;

use super::{attr::number, items::Items};
use crate::fault::Faults;

/// A rule: `max_length = 100`, `email`.
#[derive(Debug)]
pub(crate) struct RuleSpec {
    /// The word.
    pub(crate) name: &'static str,
    /// The word as written.
    pub(crate) key: Ident,
    /// `()` of a rule without one.
    pub(crate) limit: Expr,
}

/// The rules that have a limit.
const LIMITS: &[&str] =
    &["max_length", "min_length", "max_value", "min_value", "step_size", "max_digits", "decimal_places"];

/// The rules that have none.
const SHAPES: &[&str] = &["email", "url", "slug"];

/// The rules of a field as written.
pub(super) fn rules(items: &Items, faults: &mut Faults) -> Vec<RuleSpec> {
    let mut rules = Vec::new();
    for name in LIMITS {
        if let (Some(item), Some(limit)) = (items.get(name), items.expr(name, faults)) {
            rules.push(RuleSpec { name, key: item.key.clone(), limit });
        }
    }
    for name in SHAPES {
        if let (Some(item), Some(true)) = (items.get(name), items.boolean(name, faults)) {
            rules.push(RuleSpec { name, key: item.key.clone(), limit: syn::parse_quote!(()) });
        }
    }
    rules
}

impl RuleSpec {
    /// What the rule says to the browser, where its limit is written as a number.
    pub(crate) fn attribute(&self) -> Option<(&'static str, String)> {
        let name = match self.name {
            "max_length" => "maxlength",
            "min_length" => "minlength",
            "max_value" => "max",
            "min_value" => "min",
            "step_size" => "step",
            "decimal_places" => {
                return number(&self.limit)?.parse().ok().map(|places| ("step", step(places)));
            }
            _ => return None,
        };
        number(&self.limit).map(|value| (name, value))
    }
}

/// The least step of a number with so many digits behind the point: `0.01`.
fn step(places: usize) -> String {
    match places.checked_sub(1) {
        None => "1".to_owned(),
        Some(zeros) => format!("0.{}1", "0".repeat(zeros)),
    }
}
