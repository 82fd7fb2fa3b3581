//! Reads the guide's sources. Called by the tests beside it.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A block of code, with the line before it when that names a file: `` `src/main.rs` `` alone on its line.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) language: String,
    pub(crate) file: Option<String>,
    pub(crate) text: String,
    /// The line of its first line of code, counted from 0.
    pub(crate) line: usize,
}

/// The repository's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests lie in the repository").to_owned()
}

/// The text of a file of the repository.
pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The paths of all chapters, from the repository's root.
pub(crate) fn chapters() -> Vec<String> {
    let mut chapters = below(SOURCES);
    chapters.sort();
    chapters
}

/// Where the chapters lie.
pub(crate) const SOURCES: &str = "docs/guide/src";

/// The chapters in a folder and its folders.
fn below(folder: &str) -> Vec<String> {
    let files = fs::read_dir(root().join(folder)).expect("the guide's sources");
    let paths = files.map(|file| {
        let file = file.expect("a file");
        let path = format!("{folder}/{}", file.file_name().into_string().expect("a name"));
        if file.path().is_dir() { below(&path) } else { vec![path] }
    });
    paths.flatten().filter(|path| path.ends_with(".md")).collect()
}

/// A chapter's path as `SUMMARY.md` has it.
pub(crate) fn name(chapter: &str) -> &str {
    chapter.strip_prefix(SOURCES).unwrap_or(chapter).trim_start_matches('/')
}

/// The blocks of code in a chapter's text.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    let mut before = "";
    for (number, line) in text.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (Some(block), None) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (None, Some(language)) => {
                let (language, file) = (language.to_owned(), named(before));
                open = Some(Block { language, file, text: String::new(), line: number + 1 });
            }
            (None, None) => {}
        }
        if !line.trim().is_empty() {
            before = line;
        }
    }
    blocks
}

/// The file that a line names, when it does nothing else.
fn named(line: &str) -> Option<String> {
    let name = line.strip_prefix('`')?.strip_suffix('`')?;
    let is_file = name.contains(['.', '/']) && !name.contains(['`', ' ', '(', '{']);
    is_file.then(|| name.to_owned())
}
