//! Views without a name: `list_view!(model = Publisher)` is a struct with the derive, and its `as_view()`.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};
use syn::Path;

use crate::{
    fault::Faults,
    krate::Krate,
    spec::items::{Item, Items, Value},
};

/// Expands a macro with a view's words. `derive` is the derive's name, `suffix` what the struct's name ends in.
pub(crate) fn expand(tokens: &TokenStream, derive: &str, suffix: &str) -> TokenStream {
    let items = Items::inline(tokens.clone(), &mut Faults::default()); // the derive reports them again
    let krate = path(&items, "crate").map_or(Krate::Default, Krate::Explicit);
    let model = path(&items, "model")
        .and_then(|model| model.segments.last().map(|segment| segment.ident.to_string()));
    let name = format_ident!("{}{suffix}", model.unwrap_or_default(), span = Span::call_site());
    let derive = format_ident!("{derive}");
    quote!({
        #[derive(#krate::#derive)]
        #[view(#tokens)]
        struct #name;
        #name::as_view()
    })
}

fn path(items: &[Item], name: &str) -> Option<Path> {
    let item = items.iter().find(|item| item.key == name)?;
    match &item.value {
        Value::Equals(tokens) => syn::parse2(tokens.clone()).ok(),
        _ => None,
    }
}
