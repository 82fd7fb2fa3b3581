//! Finds the words of `letters`: in the attributes of Rust files, and in the expressions of
//! templates.
//!
//! Left out is what has no meaning to the compiler, so that no compiler could object:
//! - in attributes, string literals other than those of [`WHOLE`] and the placeholders of
//!   [`PLACEHOLDERS`]: titles, verbose names, tables, columns, query parameters, fixed parts of a path;
//! - in templates, what stands outside of `{{ }}` and `{% %}`, comments, string literals other than
//!   the names of templates, and the names of blocks, which any template may define;
//! - the names of HTML attributes in `attrs(..)`: any name may be one;
//! - words whose letters are all the same: nothing can be swapped.

use std::ops::Range;
use std::str::FromStr as _;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::cluster::Fault;

/// Keys whose string is checked as a whole.
const WHOLE: [&str; 6] = [
    "template_name",
    "template_name_suffix",
    "app_label",
    "context_object_name",
    "pk_url_kwarg",
    "slug_url_kwarg",
];

/// Keys whose string is checked in its placeholders, `{slug}`.
const PLACEHOLDERS: [&str; 4] = ["path", "url", "success_url", "success_message"];

/// The attributes of the derives.
const ATTRIBUTES: [&str; 5] = ["view", "model", "form", "field", "choice"];

/// Keys whose parts have no meaning to the compiler.
const FREE: [&str; 1] = ["attrs"];

/// The words of the attributes of a Rust file, as places in its text.
pub(super) fn of_rust(text: &str) -> Result<Vec<Range<usize>>, Fault> {
    let mut found = Vec::new();
    let tokens = TokenStream::from_str(text).map_err(|fault| fault.to_string())?;
    attributes(text, tokens, &mut found);
    found.retain(|place| text.get(place.clone()).is_some_and(|word| swapped(word).is_some()));
    Ok(found)
}

/// Finds `#[view(..)]`, `#[field(..)]` and their like, and the arguments of macros like `list_view!(..)`.
fn attributes(text: &str, tokens: TokenStream, found: &mut Vec<Range<usize>>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (index, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        let before = tokens.get(..index).unwrap_or_default();
        if let Some(inside) = attribute(before, group) {
            arguments(text, inside, found);
        } else {
            attributes(text, group.stream(), found);
        }
    }
}

/// The arguments, if the group is such an attribute or macro.
fn attribute(before: &[TokenTree], group: &proc_macro2::Group) -> Option<TokenStream> {
    if let [.., TokenTree::Ident(name), TokenTree::Punct(bang)] = before {
        let inline = bang.as_char() == '!' && name.to_string().ends_with("_view");
        return inline.then(|| group.stream());
    }
    match before.last()? {
        TokenTree::Punct(hash) if hash.as_char() == '#' => {}
        _ => return None,
    }
    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
    match inner.as_slice() {
        [TokenTree::Ident(name), TokenTree::Group(arguments)]
            if ATTRIBUTES.iter().any(|attribute| name == attribute) =>
        {
            Some(arguments.stream())
        }
        _ => None,
    }
}

/// The words of what stands between the parentheses.
fn arguments(text: &str, tokens: TokenStream, found: &mut Vec<Range<usize>>) {
    // The last two tokens before a literal say what it is: `key = "…"`.
    let mut key = None;
    let mut named = String::new();
    for token in tokens {
        match &token {
            TokenTree::Ident(ident) => {
                key = None;
                named = ident.to_string();
                found.push(ident.span().byte_range());
            }
            TokenTree::Punct(punct) => {
                key = (punct.as_char() == '=').then(|| named.clone());
            }
            TokenTree::Literal(literal) => {
                let place = literal.span().byte_range();
                let source = text.get(place.clone()).unwrap_or_default();
                if let Some(key) = key.take().filter(|_| source.starts_with('"')) {
                    let inside = literal_words(&key, source);
                    found.extend(inside.into_iter().map(|word| shift(&word, place.start)));
                }
            }
            TokenTree::Group(group) => {
                key = None;
                if group.delimiter() != Delimiter::None && !FREE.contains(&named.as_str()) {
                    arguments(text, group.stream(), found);
                }
            }
        }
    }
}

/// The words with a meaning in the literal of a key.
fn literal_words(key: &str, source: &str) -> Vec<Range<usize>> {
    if WHOLE.contains(&key) {
        return words(source);
    }
    if PLACEHOLDERS.contains(&key) {
        let inside = |word: &Range<usize>| {
            let before = source.get(..word.start).unwrap_or_default();
            before.rfind('{') > before.rfind('}')
        };
        return words(source).into_iter().filter(inside).collect();
    }
    Vec::new()
}

/// The words of the expressions of a template, as places in its text.
pub(super) fn of_template(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((start, close)) = next_tag(text, at) {
        let end = text.get(start..).and_then(|rest| rest.find(close)).map_or(text.len(), |end| start + end);
        let inside = text.get(start..end).unwrap_or_default();
        if close != "#}" {
            found.extend(tag_words(inside, close == "%}").into_iter().map(|word| shift(&word, start)));
        }
        at = end + close.len();
    }
    found.retain(|place| text.get(place.clone()).is_some_and(|word| swapped(word).is_some()));
    found
}

/// Where the next tag's inside begins, and how it ends.
fn next_tag(text: &str, at: usize) -> Option<(usize, &'static str)> {
    let rest = text.get(at..)?;
    [("{{", "}}"), ("{%", "%}"), ("{#", "#}")]
        .into_iter()
        .filter_map(|(open, close)| Some((at + rest.find(open)? + open.len(), close)))
        .min()
}

/// The words of one tag. A string is left out, unless it names a template.
fn tag_words(inside: &str, statement: bool) -> Vec<Range<usize>> {
    let strings = strings(inside);
    let all = words(inside);
    let keyword = all.first().and_then(|word| inside.get(word.clone())).unwrap_or_default().to_owned();
    let names_template = statement && ["extends", "include", "import"].contains(&keyword.as_str());
    let block = statement && ["block", "endblock"].contains(&keyword.as_str());
    all.into_iter()
        .enumerate()
        .filter(|(index, word)| {
            let in_string = strings.iter().any(|string| string.contains(&word.start));
            (!in_string || names_template) && !(block && *index == 1)
        })
        .map(|(_, word)| word)
        .collect()
}

/// The places of the string literals, with their quotes.
fn strings(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open = None;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match open {
            Some(start) if c == '"' && !escaped => {
                found.push(start..at + 1);
                open = None;
            }
            None if c == '"' => open = Some(at),
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    found
}

/// The places of all words: letters, digits and underscores, not beginning with a digit.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let part = c.is_ascii_alphanumeric() || c == '_';
        match start {
            None if part => start = Some(at),
            Some(begin) if !part => {
                found.push(begin..at);
                start = None;
            }
            _ => {}
        }
    }
    found.retain(|word| {
        text.get(word.clone()).is_some_and(|word| !word.starts_with(|c: char| c.is_ascii_digit()))
    });
    found
}

fn shift(place: &Range<usize>, by: usize) -> Range<usize> {
    place.start + by..place.end + by
}

/// The word with the first two neighbouring letters that differ swapped, if there are such.
pub(super) fn swapped(word: &str) -> Option<String> {
    let mut letters: Vec<char> = word.chars().collect();
    let differ = |pair: &[char]| matches!(pair, [a, b] if a != b && a.is_alphabetic() && b.is_alphabetic());
    let at = letters.windows(2).position(differ)?;
    letters.swap(at, at + 1);
    Some(letters.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rust(text: &str) -> Vec<&str> {
        of_rust(text).unwrap().into_iter().map(|place| &text[place]).collect()
    }

    fn template(text: &str) -> Vec<&str> {
        of_template(text).into_iter().map(|place| &text[place]).collect()
    }

    #[test]
    fn the_words_of_an_attribute() {
        let text = r#"
            #[derive(ListView)]
            #[view(model = Book, paginate_by = 20, path = "/books/{slug}/é/", page_kwarg = "page",
                   template_name = "books/list.html", extra_context(title = "All the books"))]
            pub struct BookList { #[view(mixin)] published: Published }
        "#;
        let expected = "model Book paginate_by path slug page_kwarg template_name books list html \
                        extra_context title mixin";
        assert_eq!(rust(text).join(" "), expected);
    }

    #[test]
    fn the_words_of_a_model_and_of_an_inline_view() {
        let text = r#"
            #[model(table = "book", ordering(-publication_date, pk), verbose_name = "tome")]
            struct Book { #[model(column = "titel", aa)] title: String }
            fn app() { list_view!(model = Publisher, context_object_name = "houses"); vec![model] }
        "#;
        let expected = "model table ordering publication_date pk verbose_name column model Publisher \
                        context_object_name houses";
        assert_eq!(rust(text).join(" "), expected.trim_start_matches("model "));
    }

    #[test]
    fn the_words_of_a_form_and_of_its_view() {
        let text = r#"
            #[form(model = Book, prefix = "b")]
            struct BookForm {
                #[field(label = "Name", max_length = 200, attrs(min = 0, step = "0.01"), many_to_many = Book::AUTHORS)]
                title: String,
            }
            #[view(form_class = BookForm, fields(title, slug), initial(title = "New"), set(editor = view.user.id), version = edition,
                   success_url = "/books/{slug}/", success_message = "Saved {title}.")]
            struct BookUpdate;
        "#;
        let expected = "model Book prefix label max_length attrs many_to_many Book AUTHORS \
                        form_class BookForm fields title slug initial title set editor view user id version edition \
                        success_url slug success_message title";
        assert_eq!(rust(text).join(" "), expected);
    }

    #[test]
    fn the_words_of_a_template() {
        let text = "{% extends \"base.html\" %}{# a comment #}{% block content %}<p>Text \"{{ book.title|date(\"%d of\") }}\
                    {%- for b in books %} {{ b.price() }} é {%- endfor -%}{% endblock content %}";
        let expected = "extends base html block book title date for in books price endfor endblock";
        assert_eq!(template(text).join(" "), expected);
    }

    #[test]
    fn two_different_letters_change_places() {
        assert_eq!(swapped("book").as_deref(), Some("obok"));
        assert_eq!(swapped("aab").as_deref(), Some("aba"));
        assert_eq!(swapped("p_k"), None);
        assert_eq!(swapped("aa"), None);
    }
}
