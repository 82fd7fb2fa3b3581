//! The messages that the chapters quote under “Faults you may meet” are those of the source. That a message comes when it
//! should is the compile-fail tests' matter.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::chapters::{chapters, read, root};

/// Messages of rustc's and askama's.
const FOREIGN: &[&str] = &[
    "cannot find module or crate `filters`",
    "no associated item named ",
    "no field `number` on type ",
    "no field `titel` on type ",
    "template \"",
    "the method `askama_auto_escape` exists",
];

#[test]
fn quoted_messages_are_those_of_the_source() {
    let literals: Vec<String> =
        ["cbv-macros/src", "cbv-runtime/src"].iter().flat_map(|folder| literals(folder)).collect();
    let mut quoted = 0;
    let mut unknown = Vec::new();
    for chapter in chapters() {
        for message in messages(&read(&chapter)) {
            quoted += 1;
            let foreign = FOREIGN.iter().any(|start| message.starts_with(start));
            if !foreign && !literals.iter().any(|literal| fits(literal, &blank(&message))) {
                unknown.push(format!("{chapter}: {message}"));
            }
        }
    }
    assert!(quoted > 30, "only {quoted} messages were found");
    assert!(unknown.is_empty(), "{unknown:#?}");
}

/// The first cells of the tables of faults that are found while compiling: `` | `` message `` | .. | ``.
fn messages(text: &str) -> Vec<String> {
    let table = text.split_once("## Faults you may meet").map_or("", |(_, rest)| rest);
    let table = table.split_once("\n## ").map_or(table, |(table, _)| table);
    let cells = table.lines().filter_map(|line| line.strip_prefix("| ``")?.split_once("`` |"));
    cells.map(|(message, _)| message.trim().to_owned()).collect()
}

/// The text between the quotes of every string in the sources.
fn literals(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    for file in sources(&root().join(folder)) {
        let text = fs::read_to_string(&file).expect("a source");
        let code =
            text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        let code = code.replace("'\"'", "").replace("\\\\", "").replace("\\\"", "\u{1}").replace("\\\n", "");
        found.extend(code.split('"').skip(1).step_by(2).map(|text| text.replace('\u{1}', "\"")));
    }
    found
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) = entries.partition(|path| path.is_dir());
    files.into_iter().chain(folders.iter().flat_map(|folder| sources(folder))).collect()
}

/// The text with nothing between backticks: there stand the names that differ from case to case.
fn blank(text: &str) -> String {
    text.split('`').enumerate().map(|(index, part)| if index % 2 == 0 { part } else { "`" }).collect()
}

/// Whether the message is what the literal makes of some values: its fixed parts are there, in order, and most of it.
fn fits(literal: &str, message: &str) -> bool {
    let literal = blank(literal);
    let mut rest = message;
    let mut fixed = 0;
    for part in literal.split('{').map(|part| part.split_once('}').map_or(part, |(_, part)| part)) {
        let part = part.trim();
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
        fixed += part.len();
    }
    fixed * 2 >= message.len() && fixed > 8
}
