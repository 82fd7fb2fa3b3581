//! What the compiler says when an author errs: one fault in each file of `ui/<kind>/`, named by the fault, with the whole
//! message beside it; `ui/after/` shows that nothing else fails after a fault. `TRYBUILD=overwrite cargo test -p cbv-tests
//! --test ui` writes the messages anew.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)] // a test may

mod rows;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

#[test]
fn every_fault_has_its_message() {
    templates();
    trybuild::TestCases::new().compile_fail("ui/*/*.rs");
}

/// trybuild compiles in a package of its own; askama looks for templates beside that one's manifest.
fn templates() {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let project = target.join("tests/trybuild/cbv-tests");
    fs::create_dir_all(&project).unwrap();
    let link = project.join("templates");
    let _ = fs::remove_file(&link);
    std::os::unix::fs::symlink(concat!(env!("CARGO_MANIFEST_DIR"), "/ui/templates"), link).unwrap();
}

/// Files with several faults, because that is what they show.
const SEVERAL: &[&str] = &["several_words_misspelt", "model_with_a_wrong_word"];

/// Files with an error that follows from another; nothing can be done about these.
const FOLLOWED: &[&str] = &["crate_unknown", "related_is_no_model"];

/// One test case.
struct Case {
    path: PathBuf,
    name: String,
    source: String,
    stderr: String,
}

impl Case {
    fn all() -> Vec<Self> {
        let folders = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/ui")).unwrap();
        let files = folders.map(|folder| folder.unwrap().path()).filter(|path| path.is_dir());
        let files = files.flat_map(|folder| fs::read_dir(folder).unwrap()).map(|file| file.unwrap().path());
        let sources = files.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
        sources.map(Self::read).collect()
    }

    fn read(path: PathBuf) -> Self {
        Self {
            name: path.file_stem().unwrap().to_string_lossy().into_owned(),
            source: fs::read_to_string(&path).unwrap(),
            stderr: fs::read_to_string(path.with_extension("stderr")).unwrap(),
            path,
        }
    }

    /// The messages without `error[E0277]: `.
    fn errors(&self) -> Vec<&str> {
        let headers = self.stderr.lines().filter(|line| line.starts_with("error"));
        headers.filter_map(|line| line.split_once(": ").map(|(_, message)| message)).collect()
    }
}

#[test]
fn each_file_holds_one_fault_and_gives_one_error() {
    let cases = Case::all();
    assert!(cases.len() >= 150, "{} files", cases.len());
    for case in &cases {
        let (name, count) = (case.name.as_str(), case.errors().len());
        let several = SEVERAL.contains(&name) || FOLLOWED.contains(&name);
        assert!(several == (count > 1) && count > 0, "{count} errors in {}", case.path.display());
        assert!(case.stderr.lines().count() <= 60, "a long message in {}", case.path.display());
        assert!(!case.stderr.lines().any(|line| line.starts_with("warning")), "{}", case.path.display());
    }
    let mut lines: Vec<usize> = cases.iter().map(|case| case.source.lines().count()).collect();
    lines.sort_unstable();
    assert!(lines[lines.len() / 2] < 12, "half of the files have {} lines", lines[lines.len() / 2]);
}

#[test]
fn five_misspelt_words_are_five_errors_at_their_words() {
    let case = Case::all().into_iter().find(|case| case.name == "several_words_misspelt").unwrap();
    let words: Vec<&str> = case.stderr.lines().filter(|line| line.contains("-->")).collect();
    assert_eq!((case.errors().len(), words.len()), (5, 5));
}

#[test]
fn messages_are_many_and_of_one_style() {
    let mut messages = BTreeSet::new();
    for case in Case::all() {
        for error in case.errors() {
            let first = error.chars().next().unwrap();
            assert!(!first.is_uppercase(), "`{error}` begins in upper case");
            messages.insert(blanked(error));
        }
        let text = case.stderr.to_lowercase();
        assert!(!text.contains("invalid"), "`invalid` says nothing: {}", case.path.display());
        for line in case.stderr.lines() {
            // the compiler names methods of types that another module defines by the path to their `impl`
            let named = line.replace("cbv_runtime::query::lookup::<impl", "");
            let named = named.replace("cbv_runtime::query::assignment::<impl", "");
            let inside = ["cbv_runtime::", "cbv_macros::", "__cbv", "__Fault"];
            assert!(!inside.iter().any(|word| named.contains(word)), "`{line}` in {}", case.path.display());
        }
    }
    assert!(messages.len() >= 100, "{} messages: {messages:#?}", messages.len());
}

/// A message without what it quotes.
fn blanked(message: &str) -> String {
    let parts = message.split('`').enumerate();
    parts.map(|(at, part)| if at % 2 == 0 { part } else { "`_`" }).collect()
}
