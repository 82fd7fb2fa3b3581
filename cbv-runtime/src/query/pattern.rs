//! Texts turned into patterns in which every character stands for itself: for LIKE, for SQLite's GLOB and for the regular
//! expressions of the others. Called by `predicate.rs`.
//!
//! Upper and lower case are folded here, each letter to the class of its cases, `[äÄ]`: SQLite folds ASCII alone, and so does
//! PostgreSQL in the locale `C`; MariaDB's tables depend on the collation.

use std::{collections::HashMap, sync::LazyLock};

use super::condition::Part;

/// What escapes a wildcard in LIKE. The backslash is left alone, because MariaDB reads it in another way by `sql_mode`.
pub(super) const ESCAPE: char = '!';

/// A pattern for `LIKE .. ESCAPE '!'`.
pub(super) fn like(text: &str, part: Part) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push_str(if matches!(part, Part::Anywhere | Part::End) { "%" } else { "" });
    for letter in text.chars() {
        if matches!(letter, '%' | '_' | ESCAPE) {
            out.push(ESCAPE);
        }
        out.push(letter);
    }
    out.push_str(if matches!(part, Part::Anywhere | Part::Start) { "%" } else { "" });
    out
}

/// A pattern for SQLite's GLOB, upper and lower case alike.
pub(super) fn folded_glob(text: &str, part: Part) -> String {
    let mut out = String::with_capacity(text.len() * 4 + 2);
    out.push_str(if matches!(part, Part::Anywhere | Part::End) { "*" } else { "" });
    for letter in text.chars() {
        let cases = cases(letter);
        if cases.len() > 1 || matches!(letter, '*' | '?' | '[') {
            class(&mut out, &cases);
        } else {
            out.push(letter);
        }
    }
    out.push_str(if matches!(part, Part::Anywhere | Part::Start) { "*" } else { "" });
    out
}

/// A regular expression, upper and lower case alike. `end` is how the database calls the end of the text.
pub(super) fn folded_regex(text: &str, part: Part, end: &str) -> String {
    let mut out = String::with_capacity(text.len() * 4 + 2);
    out.push_str(if matches!(part, Part::Whole | Part::Start) { "^" } else { "" });
    for letter in text.chars() {
        let cases = cases(letter);
        if cases.len() > 1 {
            class(&mut out, &cases);
        } else {
            if letter.is_ascii_punctuation() {
                out.push('\\');
            }
            out.push(letter);
        }
    }
    out.push_str(if matches!(part, Part::Whole | Part::End) { end } else { "" });
    out
}

fn class(out: &mut String, letters: &[char]) {
    out.push('[');
    out.extend(letters);
    out.push(']');
}

/// The letters that are alike, `letter` among them.
fn cases(letter: char) -> Vec<char> {
    let folded = fold(letter);
    if folded.is_ascii() {
        let upper = folded.to_ascii_uppercase();
        return if upper == folded { vec![letter] } else { vec![folded, upper] };
    }
    CASES.get(&folded).cloned().unwrap_or_else(|| vec![letter])
}

/// The letter in lower case, where that is one letter. No other letter is alike to one of ASCII (as the Kelvin sign would be
/// to `k`), because SQLite, which folds ASCII by itself, does not know of it.
pub(super) fn fold(letter: char) -> char {
    let mut lower = letter.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(lower), None) if letter.is_ascii() || !lower.is_ascii() => lower,
        _ => letter,
    }
}

/// All letters beyond ASCII with several cases, by their lower case. Made once: Unicode's own tables say which lower case a
/// letter has, but not for which letters one is the lower case.
static CASES: LazyLock<HashMap<char, Vec<char>>> = LazyLock::new(|| {
    let mut cases = HashMap::<char, Vec<char>>::new();
    // no script beyond this plane has cases
    for letter in '\u{80}'..='\u{1ffff}' {
        let folded = fold(letter);
        if folded != letter {
            cases.entry(folded).or_insert_with(|| vec![folded]).push(letter);
        }
    }
    cases
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_stand_for_themselves() {
        assert_eq!(like("50%_!\\", Part::Anywhere), "%50!%!_!!\\%");
        assert_eq!(like("a", Part::Start), "a%");
        assert_eq!(like("a", Part::End), "%a");
        assert_eq!(like("a", Part::Whole), "a");
        assert_eq!(folded_glob("*?[]1", Part::Whole), "[*][?][[]]1");
        assert_eq!(folded_regex("(.*)$\\[1 2]", Part::Whole, "$"), "^\\(\\.\\*\\)\\$\\\\\\[1 2\\]$");
    }

    #[test]
    fn letters_become_classes_of_their_cases() {
        assert_eq!(folded_glob("Dü-", Part::Anywhere), "*[dD][üÜ]-*");
        assert_eq!(folded_regex("Dü-", Part::Start, "$"), "^[dD][üÜ]\\-");
        assert_eq!(folded_regex("日", Part::End, "\\z"), "日\\z");
    }

    #[test]
    fn alike_is_mutual() {
        for letter in '\u{0}'..='\u{1ffff}' {
            let alike = cases(letter);
            assert!(alike.contains(&letter), "{letter:?}");
            for other in alike {
                assert_eq!(fold(other), fold(letter), "{letter:?} and {other:?}");
                assert!(cases(other).contains(&letter), "{letter:?} and {other:?}");
            }
        }
        assert_eq!(cases('ß'), ['ß', 'ẞ']);
        assert_eq!(cases('σ'), ['σ', 'Σ']);
        assert_eq!(cases('ς'), ['ς']);
        assert_eq!(cases('k'), ['k', 'K']);
        assert_eq!(cases('\u{212a}'), ['\u{212a}']);
    }
}
