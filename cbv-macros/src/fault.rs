//! What is wrong with an attribute: every fault is collected and shown in one compile, each at its word. Called by `spec/`
//! and `check/`; the only place that makes `compile_error!`.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

/// The faults of one derive.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<Fault>);

/// One fault, from the beginning of one word to the end of another, which mostly are the same.
#[derive(Debug)]
struct Fault {
    start: Span,
    end: Span,
    message: String,
}

impl Faults {
    /// Adds a fault at a word.
    pub(crate) fn at(&mut self, span: Span, message: impl Into<String>) {
        self.between(span, span, message);
    }

    /// Adds a fault of two words that do not fit: nobody knows which of them is wrong.
    pub(crate) fn between(&mut self, start: Span, end: Span, message: impl Into<String>) {
        self.0.push(Fault { start, end, message: message.into() });
    }

    /// Adds what syn refused, in syn's words.
    pub(crate) fn syn(&mut self, error: syn::Error) {
        for error in error {
            self.at(error.span(), error.to_string());
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The errors the compiler shows. The first of them is `__Fault`, a type that could not be made: it stands where a type
    /// is unknown because of a fault, and the compiler says nothing about code that has to do with it.
    pub(crate) fn into_tokens(self) -> TokenStream {
        let mut faults = self.0.into_iter().map(Fault::into_tokens);
        let first = faults.next().map(|first| {
            quote! {
                #[allow(dead_code)] // most faults leave all types known
                type __Fault = [(); #first];
            }
        });
        quote!(#first #(#faults;)*)
    }
}

impl Fault {
    /// `compile_error!`, whose first token stands at the start and whose last at the end.
    fn into_tokens(self) -> TokenStream {
        let Self { start, end, message } = self;
        let group = quote_spanned!(end=> (#message));
        quote_spanned!(start=> ::core::compile_error! #group)
    }
}

/// "did you mean `paginate_by`?" when a known word is near, else the list of the known words.
pub(crate) fn suggestion(word: &str, known: &[&str]) -> String {
    match nearest(word, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known: {}", list(known)),
    }
}

/// The known word that is at most a third of its letters away.
pub(crate) fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let near = known.iter().map(|known| (distance(word, known), *known)).min()?;
    (near.0 <= 1 + near.1.len().min(word.len()) / 4).then_some(near.1)
}

/// "`get`, `post`".
pub(crate) fn list(known: &[&str]) -> String {
    known.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// How many letters must be added, dropped, changed or swapped with their neighbour (optimal string alignment).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (row, letter) in a.iter().enumerate() {
        let mut line = vec![row + 1];
        for (column, other) in b.iter().enumerate() {
            let at = |line: &[usize], column: usize| line.get(column).copied().unwrap_or(usize::MAX - 1);
            let changed = at(&above, column) + usize::from(letter != other);
            let mut best = changed.min(at(&above, column + 1) + 1).min(at(&line, column) + 1);
            let swapped =
                row > 0 && column > 0 && a.get(row - 1) == Some(other) && b.get(column - 1) == Some(letter);
            if swapped {
                best = best.min(at(&before, column - 1) + 1);
            }
            line.push(best);
        }
        before = std::mem::replace(&mut above, line);
    }
    above.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_near_word_is_found_and_a_far_one_is_not() {
        let known = ["paginate_by", "model", "path"];
        assert_eq!(nearest("pagniate_by", &known), Some("paginate_by"));
        assert_eq!(nearest("mdoel", &known), Some("model"));
        assert_eq!(nearest("apth", &known), Some("path"));
        assert_eq!(nearest("colour", &known), None);
    }
}
