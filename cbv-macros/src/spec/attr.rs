//! HTML attributes of a control as written: `attrs(placeholder = "Salt", autofocus)`, and what numbers are in HTML. Read by
//! `form.rs`.

use syn::{
    Expr, Ident, Lit, LitStr,
    ext::IdentExt as _,
    parse::{Parse, ParseStream},
};

/// An HTML attribute: `placeholder = "..."`, `autofocus`.
#[derive(Debug)]
pub(crate) struct AttrSpec {
    pub(crate) name: LitStr,
    pub(crate) value: LitStr,
}

impl Parse for AttrSpec {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = if input.peek(LitStr) {
            input.parse()?
        } else {
            let ident = input.call(Ident::parse_any)?;
            LitStr::new(&ident.unraw().to_string(), ident.span())
        };
        let value = match input.parse::<Option<syn::Token![=]>>()? {
            Some(_) => text(&input.parse::<Lit>()?)?,
            None => LitStr::new("", name.span()),
        };
        Ok(Self { name, value })
    }
}

/// What a literal is in HTML.
fn text(literal: &Lit) -> syn::Result<LitStr> {
    match literal {
        Lit::Str(literal) => Ok(literal.clone()),
        Lit::Int(literal) => Ok(LitStr::new(literal.base10_digits(), literal.span())),
        Lit::Float(literal) => Ok(LitStr::new(literal.base10_digits(), literal.span())),
        other => Err(syn::Error::new(other.span(), "an attribute's value is text or a number")),
    }
}

/// A number that is written as one.
pub(super) fn number(limit: &Expr) -> Option<String> {
    let (negative, literal) = match limit {
        Expr::Lit(literal) => ("", &literal.lit),
        Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Neg(_)) => match &*unary.expr {
            Expr::Lit(literal) => ("-", &literal.lit),
            _ => return None,
        },
        _ => return None,
    };
    text(literal).ok().map(|text| format!("{negative}{}", text.value()))
}
