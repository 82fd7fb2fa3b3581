//! A chapter on a kind of view names every word of its attribute and every hook. Both are read from the source.

use crate::chapters::{chapters, name, read};

/// The kinds: the name of the chapter, of the file in `spec/`, of the file in `view/`; which shared words it takes.
const KINDS: &[(&str, &str, &str, &[&str])] = &[
    ("list", "list", "list", &["COMMON", "TEMPLATE"]),
    ("detail", "detail", "detail", &["COMMON", "TEMPLATE"]),
    ("date-archives", "dates", "dates/archive", &[]),
    ("template", "template", "template", &["COMMON", "TEMPLATE"]),
    ("redirect", "redirect", "redirect", &["COMMON", "UNSAFE"]),
    ("view", "base", "base", &["COMMON", "UNSAFE"]),
    ("models", "model", "", &[]),
    ("forms", "form", "", &[]),
    ("editing", "edit", "form", &["COMMON", "TEMPLATE", "UNSAFE"]),
    ("editing", "edit", "create", &[]),
    ("editing", "edit", "update", &[]),
    ("editing", "edit", "delete", &[]),
];

/// The words that a const of a source lists; none when there is no such const.
fn words(source: &str, name: &str) -> Vec<String> {
    let Some(start) = source.find(&format!("const {name}: &[&str]")) else { return Vec::new() };
    let list = source[start..].split_once('=').map_or("", |(_, list)| list);
    let list = list.split_once(';').map_or(list, |(list, _)| list);
    list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The hooks that a source declares, and those that all kinds have.
fn hooks(kind: &str) -> Vec<String> {
    let source = read(&format!("cbv-runtime/src/view/{kind}.rs"));
    let declared = source.split_once("hooks! {").map_or("", |(_, rest)| rest);
    let declared = declared.split_once("\n}\n").map_or(declared, |(declared, _)| declared);
    let names = declared.split("async fn ").skip(1).filter_map(|rest| rest.split('(').next());
    names.chain(["setup", "dispatch"]).map(str::to_owned).collect()
}

#[test]
fn chapters_name_every_word_and_every_hook() {
    let shared = read("cbv-macros/src/spec/view.rs");
    let mut missing = Vec::new();
    for (chapter, spec, view, common) in KINDS {
        let text = read(&format!("docs/guide/src/{chapter}.md"));
        let source = read(&format!("cbv-macros/src/spec/{spec}.rs"));
        let inferred = if *spec == "template" { words(&source, "INFERENCE") } else { Vec::new() };
        let own = ["OWN", "STRUCT", "FIELD"].iter().flat_map(|name| words(&source, name));
        let common = common.iter().flat_map(|name| words(&shared, name));
        let all: Vec<String> = own.chain(common).filter(|word| !inferred.contains(word)).collect();
        assert!(all.len() > 2, "the words of {spec}.rs were not found: {all:?}");
        let unlisted =
            |word: &&String| ![" ", "(", "`"].iter().any(|end| text.contains(&format!("\n| `{word}{end}")));
        missing.extend(all.iter().filter(unlisted).map(|word| format!("{chapter}.md: the word `{word}`")));
        if !view.is_empty() {
            let unnamed = |hook: &String| !text.contains(&format!("`{hook}"));
            missing.extend(
                hooks(view)
                    .into_iter()
                    .filter(unnamed)
                    .map(|hook| format!("{chapter}.md: the hook `{hook}`")),
            );
        }
    }
    let fields = read("docs/guide/src/fields.md");
    let unnamed =
        words(&shared, "FIELD").into_iter().filter(|word| !fields.contains(&format!("#[view({word}")));
    missing.extend(unnamed.map(|word| format!("fields.md: the word `{word}`")));
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn chapters_with_code_are_run() {
    let run = read("docs/guide/code/lib.rs");
    for chapter in chapters() {
        let name = name(&chapter).to_owned();
        let has_code = read(&chapter).lines().any(|line| line.starts_with("```rust"));
        let run = run.contains(&format!("\"{name}\"")) || name == "quick-start.md";
        assert!(run || !has_code, "docs/guide/code/lib.rs does not run the code of {name}");
    }
}
