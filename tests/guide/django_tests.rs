//! The page that reads Django's tests against ours names tests that exist, so that it cannot rot.

use std::{collections::HashSet, fs, path::Path};

use crate::chapters::{read, root};

const PAGE: &str = "docs/django-tests.md";

/// Where tests lie.
const FOLDERS: &[&str] =
    &["tests", "cbv-runtime/src", "cbv-runtime/tests", "cbv-macros/src", "examples/bookshop"];

#[test]
fn every_test_that_is_named_exists() {
    let functions: HashSet<String> =
        FOLDERS.iter().flat_map(|folder| functions(&root().join(folder))).collect();
    assert!(functions.contains("every_test_that_is_named_exists"));
    let page = read(PAGE);
    let (mut named, mut missing) = (0, Vec::new());
    for (number, line) in (1..).zip(page.lines()) {
        let Some(ours) = ours(line) else { continue };
        let names = leading(ours);
        if names.is_empty() && !ours.starts_with('*') {
            missing.push(format!("{PAGE}:{number}: neither a test nor why there is none: {ours}"));
        }
        let rows = ours.split('`').skip(1).step_by(2).filter(|name| is_of_a_row(name));
        for name in names.iter().copied().chain(rows) {
            named += 1;
            let exists =
                if name.contains('/') { root().join(name).exists() } else { functions.contains(name) };
            if !exists {
                missing.push(format!("{PAGE}:{number}: there is no test `{name}`"));
            }
        }
    }
    assert!(named > 100, "only {named} tests were found");
    assert!(missing.is_empty(), "{missing:#?}");
}

/// The third cell of a line of a table, without the tables' heads.
fn ours(line: &str) -> Option<&str> {
    let cells = line.strip_prefix("| ")?.strip_suffix(" |")?;
    let cell = cells.splitn(3, " | ").nth(2)?;
    (cell != "ours").then_some(cell)
}

/// The names that a cell begins with: `` `one`, `two`; and in other words ``.
fn leading(cell: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = cell;
    while let Some((name, behind)) = rest.strip_prefix('`').and_then(|rest| rest.split_once('`')) {
        names.push(name);
        rest = behind.strip_prefix(", ").unwrap_or("");
    }
    names
}

/// Whether it is called as the test of a row of Django's behaviour: `l_15_last_is_the_last_page`.
fn is_of_a_row(name: &str) -> bool {
    let mut parts = name.splitn(3, '_');
    let (group, number, rest) = (parts.next(), parts.next(), parts.next());
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    group.is_some_and(|group| group.len() <= 2) && number.is_some_and(digits) && rest.is_some()
}

/// The names of the functions in the sources below a folder.
fn functions(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return found };
    for path in entries.map(|entry| entry.expect("an entry").path()) {
        if path.is_dir() {
            found.extend(functions(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("a source");
            let names = text.lines().filter_map(|line| line.trim_start().split_once("fn "));
            found.extend(names.filter_map(|(_, rest)| rest.split_once('(')).map(|(name, _)| name.to_owned()));
        }
    }
    found
}
