//! What garde's own attributes on a form's fields say to the browser. The rules themselves are run by garde.

use proc_macro2::Ident;
use syn::{
    Expr,
    ext::IdentExt as _,
    parse::{Parse, ParseStream},
};

use super::attr::number;

/// An HTML attribute and its value.
pub(crate) type Constraint = (&'static str, String);

/// The attributes of a form that derives `garde::Validate` as well.
pub(super) fn attributes(field: &syn::Field) -> impl Iterator<Item = &syn::Attribute> {
    field.attrs.iter().filter(|attr| attr.path().is_ident("garde"))
}

/// What garde's rules say to the browser: `length(min = 3, max = 100)`, `range(min = 1)`. What is none of these stays garde's.
pub(super) fn constraints(attr: &syn::Attribute) -> Vec<Constraint> {
    let mut all = Vec::new();
    let _ = attr.parse_nested_meta(|rule| {
        let names = match rule.path.get_ident().map(ToString::to_string).as_deref() {
            Some("length") => Some(["minlength", "maxlength"]),
            Some("range") => Some(["min", "max"]),
            _ => None,
        };
        if rule.input.peek(syn::token::Paren) {
            let content;
            syn::parenthesized!(content in rule.input);
            let limits = content.parse_terminated(GardeLimit::parse, syn::Token![,]).unwrap_or_default();
            for limit in limits {
                if let (Some([least, most]), Some(value)) = (names, limit.value) {
                    match limit.name.as_str() {
                        "min" => all.push((least, value)),
                        "max" => all.push((most, value)),
                        _ => {}
                    }
                }
            }
        }
        Ok(())
    });
    all
}

/// `min = 3`, or `chars`.
struct GardeLimit {
    name: String,
    value: Option<String>,
}

impl Parse for GardeLimit {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.call(Ident::parse_any)?.to_string();
        if input.parse::<Option<syn::Token![=]>>()?.is_none() {
            return Ok(Self { name, value: None });
        }
        let limit: Expr = input.parse()?;
        Ok(Self { name, value: number(&limit) })
    }
}
