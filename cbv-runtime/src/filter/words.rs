//! The words of a search. Called by `mod.rs` for each `?q=`.

/// Words that are looked for; each is one more condition for each column.
const MOST: usize = 32;

/// The words of a text: what stands in quotes is one of them, spaces included. A quote inside a word, or without its second,
/// is a letter. Words beyond the 32nd are left out.
pub(super) fn split(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text.trim_start_matches(is_space);
    while !rest.is_empty() && words.len() < MOST {
        let (word, behind) =
            quoted(rest).unwrap_or_else(|| rest.split_at(rest.find(is_space).unwrap_or(rest.len())));
        if !word.trim().is_empty() {
            words.push(word);
        }
        rest = behind.trim_start_matches(is_space);
    }
    words
}

/// The phrase that a text begins with, and what is behind its second quote.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let quote = text.chars().next().filter(|first| matches!(first, '"' | '\''))?;
    let (phrase, behind) = text.strip_prefix(quote)?.split_once(quote)?;
    let ends = behind.is_empty() || behind.starts_with(is_space);
    (ends && !phrase.contains('\0')).then_some((phrase, behind))
}

/// NUL parts words as well: no database has it in its texts, and PostgreSQL refuses it.
fn is_space(letter: char) -> bool {
    letter.is_whitespace() || letter == '\0'
}

#[cfg(test)]
mod tests {
    use super::{MOST, split};

    #[test]
    fn words_are_parted_by_space_and_kept_together_by_quotes() {
        assert_eq!(split("  war   and\tpeace "), ["war", "and", "peace"]);
        assert_eq!(split("\"war and\" peace"), ["war and", "peace"]);
        assert_eq!(split("'war and' 'peace'"), ["war and", "peace"]);
        assert_eq!(split("\u{3000}日本\u{a0}語"), ["日本", "語"]);
        assert!(split("").is_empty() && split(" \"\" '  ' ").is_empty());
    }

    #[test]
    fn a_quote_that_encloses_nothing_is_a_letter() {
        assert_eq!(split("O'Reilly"), ["O'Reilly"]);
        assert_eq!(split("\"war and"), ["\"war", "and"]);
        assert_eq!(split("'tis the reader's"), ["'tis", "the", "reader's"]);
        assert_eq!(split("\"a\"b c"), ["\"a\"b", "c"]);
    }

    #[test]
    fn nul_is_no_letter_and_the_words_end_somewhere() {
        assert_eq!(split("a\0b \"c\0d\""), ["a", "b", "\"c", "d\""]);
        assert_eq!(split(&"x ".repeat(500)).len(), MOST);
    }
}
