//! What a chapter shows of a file is what the file says, and what it links to is there. `CBV_BLESS=1` writes the files' words
//! into the chapters.

use std::{env, fs, path::Path};

use crate::chapters::{Block, blocks, chapters, name, read, root};

/// Its files are made by its readers.
const FOLLOWED: &str = "docs/guide/src/quick-start.md";

/// The repository's pages outside of the guide.
const PAGES: &[&str] = &[
    "README.md",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "docs/design/README.md",
    "docs/django-parity.md",
    "docs/django-tests.md",
];

#[test]
fn shown_files_are_the_files() {
    let mut stale = Vec::new();
    for chapter in chapters().iter().filter(|chapter| *chapter != FOLLOWED) {
        let text = read(chapter);
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for block in blocks(&text).iter().rev() {
            let Some(file) = &block.file else { continue };
            let Some(said) = said(file, block) else { continue };
            if same(&said, &block.text) {
                continue;
            }
            stale.push(format!("{chapter}:{} shows `{file}` as it is not; it says:\n{said}", block.line));
            let end = block.line + block.text.lines().count();
            lines.splice(block.line..end, said.lines().map(str::to_owned));
        }
        if env::var_os("CBV_BLESS").is_some() {
            fs::write(root().join(chapter), lines.join("\n") + "\n").expect("the chapter can be written");
        }
    }
    assert!(stale.is_empty() || env::var_os("CBV_BLESS").is_some(), "{}", stale.join("\n"));
}

/// What the file says where the block shows it: all of a template, the item that begins with the same two lines of a source,
/// or the same one. `None` for a file that is the reader's own.
fn said(file: &str, block: &Block) -> Option<String> {
    if file.starts_with("templates/") {
        return Some(read(&format!("docs/guide/{file}")));
    }
    if !root().join(file).exists() {
        assert!(!file.contains(".rs") || file.starts_with("src/"), "no file `{file}`");
        return None;
    }
    let source = read(file);
    let all: Vec<&str> = source.lines().collect();
    let shown: Vec<&str> = block.text.lines().take(2).map(str::trim).collect();
    let begins = |at: &usize, count: usize| {
        shown
            .iter()
            .take(count)
            .enumerate()
            .all(|(line, text)| all.get(at + line).is_some_and(|said| said.trim() == *text))
    };
    let find = |count| (0..all.len()).find(|at| begins(at, count));
    let start = find(2).or_else(|| find(1)).unwrap_or_else(|| panic!("`{file}` has no line `{}`", shown[0]));
    let lines = &all[start..];
    let indent = lines[0].len() - lines[0].trim_start().len();
    let closing = |line: &&str| line.len() > indent && line.trim_end() == format!("{}}}", " ".repeat(indent));
    let end = lines.iter().position(closing).map_or(lines.len(), |end| end + 1);
    let item = lines[..end].iter().map(|line| format!("{}\n", line.get(indent..).unwrap_or_default()));
    Some(item.collect())
}

/// Line by line, without hidden lines (`# `) and without white space at the ends.
fn same(said: &str, shown: &str) -> bool {
    said.trim_end() == shown.trim_end()
}

#[test]
fn links_lead_somewhere() {
    let mut dead = Vec::new();
    for page in chapters().iter().map(String::as_str).chain(PAGES.iter().copied()) {
        let text = read(page);
        let folder = Path::new(page).parent().unwrap_or(Path::new(""));
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = link.split('#').next().unwrap_or_default();
            let elsewhere = link.starts_with("http") || file.is_empty() || file.contains(' ');
            if !elsewhere && !root().join(folder).join(file).exists() {
                dead.push(format!("{page}: {link}"));
            }
        }
    }
    assert!(dead.is_empty(), "{dead:#?}");
}

#[test]
fn every_chapter_is_in_the_summary() {
    let summary = read("docs/guide/src/SUMMARY.md");
    for chapter in chapters() {
        let name = name(&chapter);
        assert!(
            name == "SUMMARY.md" || summary.contains(&format!("({name})")),
            "{name} is not in SUMMARY.md"
        );
    }
}

#[test]
fn every_decision_is_in_the_index() {
    let index = read("docs/design/README.md");
    for entry in fs::read_dir(root().join("docs/design")).expect("the decisions") {
        let name = entry.expect("a file").file_name().into_string().expect("a name");
        assert!(
            name == "README.md" || index.contains(&format!("({name})")),
            "{name} is not in docs/design/README.md"
        );
    }
}
