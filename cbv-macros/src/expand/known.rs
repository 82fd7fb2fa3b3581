//! Types that are used only where what was asked of them first holds, so that one wrong word is one error. Called by the
//! expansions of views; why and how, `docs/design/attributes.md`.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

/// `<[(); question] as Known<ty>>::Type`: the type, or one of which the compiler says nothing more when it cannot answer the
/// question, which is an expression of type `usize`. `private` is the path of the facade's module, as the place needs it;
/// `span` is the author's word.
pub(crate) fn known(
    private: &TokenStream,
    span: Span,
    question: &TokenStream,
    ty: &TokenStream,
) -> TokenStream {
    quote_spanned!(span=> <[(); #question] as #private::Known<#ty>>::Type)
}
