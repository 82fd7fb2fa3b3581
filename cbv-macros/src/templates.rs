//! Where askama looks for templates, and which others one is made of. Read by `expand/`, for the words of messages alone: what
//! is in a template is askama's business.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use serde::Deserialize;

/// Words of askama behind which the name of another template stands.
const LEADING: &[&str] = &["extends", "include", "import"];

#[derive(Debug, Default, Deserialize)]
struct Config {
    general: Option<General>,
}

#[derive(Debug, Default, Deserialize)]
struct General {
    dirs: Option<Vec<String>>,
}

/// The folders that askama looks in: `templates`, or those of askama.toml.
fn folders() -> Vec<PathBuf> {
    // a unit test expands for an application that is not there
    let root = env::var_os("CARGO_MANIFEST_DIR").filter(|_| proc_macro::is_available());
    let Some(root) = root else { return Vec::new() };
    let text = fs::read_to_string(Path::new(&root).join("askama.toml")).unwrap_or_default();
    let config: Config = basic_toml::from_str(&text).unwrap_or_default();
    let folders = config.general.and_then(|general| general.dirs);
    let folders = folders.unwrap_or_else(|| vec!["templates".to_owned()]);
    folders.into_iter().map(|folder| Path::new(&root).join(folder)).collect()
}

/// Whether there surely is no such template. Folders may be given by patterns, and then nobody but askama knows.
pub(crate) fn is_missing(name: &str) -> bool {
    let folders = folders();
    let known = folders.iter().all(|folder| !folder.to_string_lossy().contains('*'));
    known && !folders.is_empty() && !folders.iter().any(|folder| folder.join(name).exists())
}

/// The template and those it is made of, each once.
fn family(name: &str) -> Vec<String> {
    let folders = folders();
    let mut found = vec![name.to_owned()];
    let mut at = 0;
    while let Some(name) = found.get(at) {
        let text = folders.iter().find_map(|folder| fs::read_to_string(folder.join(name)).ok());
        for other in text.iter().flat_map(|text| named_in(text)) {
            if !found.contains(&other) {
                found.push(other);
            }
        }
        at += 1;
    }
    found
}

/// The names behind `extends`, `include` and `import`.
fn named_in(text: &str) -> Vec<String> {
    let behind = |word: &'static str| text.split(word).skip(1).filter_map(|rest| quoted(rest.trim_start()));
    LEADING.iter().flat_map(|word| behind(word)).map(str::to_owned).collect()
}

fn quoted(text: &str) -> Option<&str> {
    text.strip_prefix('"')?.split_once('"').map(|(name, _)| name)
}

/// A name that says in which templates an error may be: the compiler prints the name of the derive that it is in, and knows
/// nothing of files. `books_list_html__base_html` for `books/list.html`, which extends `base.html`.
pub(crate) fn label(name: &str) -> String {
    let family: Vec<String> = family(name).iter().map(|name| as_identifier(name)).collect();
    family.join("__")
}

fn as_identifier(name: &str) -> String {
    let name: String =
        name.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '_' }).collect();
    if name.starts_with(|first: char| first.is_alphabetic() || first == '_') {
        name
    } else {
        format!("_{name}")
    }
}

#[cfg(test)]
mod tests {
    use super::{as_identifier, named_in};

    #[test]
    fn other_templates_are_found_behind_the_words_of_askama() {
        let text = r#"{% extends "base.html" %}{%- import "macros/forms.html" as forms -%}{% include  "row.html" %}"#;
        assert_eq!(named_in(text), ["base.html", "row.html", "macros/forms.html"]);
        assert_eq!(named_in("this extends to \"nothing\""), [""; 0]);
    }

    #[test]
    fn a_file_is_named_by_letters() {
        assert_eq!(as_identifier("books/book-list.html"), "books_book_list_html");
        assert_eq!(as_identifier("404.html"), "_404_html");
    }
}
