//! What a number is as the limit of a field: `0` and `9.99` may be written for a `Decimal` or a float, too. Called by
//! `expand/form.rs`; that a limit fits its field at all is the compiler's to say.

use syn::{
    Expr, GenericArgument, Lit, LitFloat, PathArguments, Type, parse_quote_spanned, spanned::Spanned as _,
};

use super::attr::number;

/// The limit as a value of the field's type, where it is a number and the type is known by its name; else as it was written.
pub(crate) fn of_type(limit: &Expr, ty: &Type) -> Expr {
    let written = || limit.clone();
    let Some(text) = number(limit).filter(|_| is_number(limit)) else { return written() };
    match name(ty).as_deref() {
        Some("Decimal") => decimal(&text, limit).unwrap_or_else(written),
        Some("f32" | "f64") if !text.contains('.') => float(&text, limit),
        _ => written(),
    }
}

/// Whether it is written without quotes and without the name of a type.
fn is_number(limit: &Expr) -> bool {
    match limit {
        Expr::Unary(unary) => is_number(&unary.expr),
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(int) => int.suffix().is_empty(),
            Lit::Float(float) => float.suffix().is_empty(),
            _ => false,
        },
        _ => false,
    }
}

/// `Decimal::new(999, 2)`: all digits are kept.
fn decimal(text: &str, limit: &Expr) -> Option<Expr> {
    let (whole, parts) = text.split_once('.').unwrap_or((text, ""));
    let digits: i64 = format!("{whole}{parts}").parse().ok()?;
    let scale = u32::try_from(parts.len()).ok().filter(|scale| *scale <= 28)?;
    Some(parse_quote_spanned!(limit.span()=> __cbv::Decimal::new(#digits, #scale)))
}

fn float(text: &str, limit: &Expr) -> Expr {
    let literal = LitFloat::new(&format!("{}.0", text.trim_start_matches('-')), limit.span());
    match text.starts_with('-') {
        true => parse_quote_spanned!(limit.span()=> -#literal),
        false => parse_quote_spanned!(limit.span()=> #literal),
    }
}

/// The last word of a type, or of what an `Option` holds.
fn name(ty: &Type) -> Option<String> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    match &last.arguments {
        PathArguments::AngleBracketed(inner) if last.ident == "Option" => match inner.args.first()? {
            GenericArgument::Type(ty) => name(ty),
            _ => None,
        },
        _ => Some(last.ident.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use quote::ToTokens as _;
    use syn::parse_quote;

    use super::*;

    fn limit(limit: &str, ty: Type) -> String {
        of_type(&syn::parse_str(limit).unwrap(), &ty).to_token_stream().to_string().replace(' ', "")
    }

    #[test]
    fn numbers_are_of_the_fields_type() {
        assert_eq!(limit("0", parse_quote!(Decimal)), "__cbv::Decimal::new(0i64,0u32)");
        assert_eq!(limit("-9.99", parse_quote!(Option<cbv::Decimal>)), "__cbv::Decimal::new(-999i64,2u32)");
        assert_eq!(limit("-3", parse_quote!(f64)), "-3.0");
        assert_eq!(limit("1_000", parse_quote!(Decimal)), "__cbv::Decimal::new(1000i64,0u32)");
    }

    #[test]
    fn all_else_stays_as_it_is() {
        for written in ["0", "MOST", "-5"] {
            assert_eq!(limit(written, parse_quote!(Option<i32>)), written);
        }
        assert_eq!(limit("Decimal::ONE", parse_quote!(Decimal)), "Decimal::ONE");
        assert_eq!(limit("1.5", parse_quote!(f64)), "1.5");
        assert_eq!(limit("\"0\"", parse_quote!(Decimal)), "\"0\"");
        assert_eq!(limit("99999999999999999999", parse_quote!(Decimal)), "99999999999999999999");
    }
}
