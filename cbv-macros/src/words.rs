//! Names made of names: `book review` for `BookReview`. Called by `spec/` and `expand/` where the author left a name out.

/// `book review` for `BookReview`, as Django names models.
pub(crate) fn spaced(name: &str) -> String {
    let mut out = String::new();
    let mut before = ' ';
    for letter in name.chars() {
        if letter.is_uppercase() && (before.is_lowercase() || before.is_ascii_digit()) {
            out.push(' ');
        }
        out.extend(letter.to_lowercase());
        before = letter;
    }
    out
}

/// `in_review` for `InReview`.
pub(crate) fn snake(name: &str) -> String {
    spaced(name).replace(' ', "_")
}

/// `In Review` for `InReview`, as Django labels choices.
pub(crate) fn title(name: &str) -> String {
    let words = spaced(name);
    words.split(' ').map(capitalized).collect::<Vec<_>>().join(" ")
}

/// `Get` for `get`.
pub(crate) fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + letters.as_str()
}

/// The number of a name, for a parameter of a trait, where text cannot stand (FNV-1a).
pub(crate) fn number(name: &str) -> u64 {
    name.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::{snake, spaced, title};

    #[test]
    fn names_are_taken_apart_at_capitals() {
        assert_eq!(spaced("BookReview"), "book review");
        assert_eq!(snake("InReview"), "in_review");
        assert_eq!(title("InReview"), "In Review");
        assert_eq!(title("Draft"), "Draft");
        assert_eq!(spaced("HTMLPage"), "htmlpage");
    }
}
