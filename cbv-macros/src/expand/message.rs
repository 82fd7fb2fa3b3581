//! The message of a view that stored a form: its placeholders are fields, read where the compiler checks them.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{Ident, LitStr, ext::IdentExt as _};

use crate::spec::{
    edit::{EditSpec, Kind},
    message::MessageSpec,
    path::Part,
};

/// `success_message` of the view's trait; nothing where the word is missing.
pub(super) fn success_message(
    spec: &EditSpec,
    form: &TokenStream,
    model: &TokenStream,
) -> Option<TokenStream> {
    let message = spec.success_message.as_ref()?;
    let (name, ty) = if spec.kind == Kind::Form { (quote!(form), form) } else { (quote!(object), model) };
    let written = written(message, &name);
    let span = message.literal.span();
    let needs = quote_spanned!(span=> const _: () = __cbv::__private::needs_messages(););
    Some(quote! {
        #[allow(unused_variables)] // a fixed text needs nothing
        fn success_message(
            view: &Self,
            #name: &#ty,
        ) -> __cbv::__private::core::option::Option<__cbv::__private::std::string::String> {
            #needs
            __cbv::__private::core::option::Option::Some(#written)
        }
    })
}

/// The text with the fields of `source`.
fn written(message: &MessageSpec, source: &TokenStream) -> TokenStream {
    let span = message.literal.span();
    let text = message.parts.iter().map(|part| match part {
        Part::Text(text) => text.replace('{', "{{").replace('}', "}}"),
        Part::Argument { .. } => "{}".to_owned(),
    });
    let format = LitStr::new(&text.collect::<String>(), span);
    let fields = message.parts.iter().filter_map(|part| match part {
        Part::Argument { name, .. } => Some(Ident::new(name, span).unraw()),
        Part::Text(_) => None,
    });
    quote_spanned!(span=> __cbv::__private::std::format!(#format #(, #source.#fields)*))
}
