//! The chapter “Customising views” is whole: it names every hook that there is, every building block that Django has, and its
//! examples stand beside Django's.

use crate::chapters::{blocks, chapters, read};

const CHAPTER: &str = "docs/guide/src/customising/README.md";

/// The part of a text below a heading.
fn section<'a>(text: &'a str, heading: &str) -> &'a str {
    let rest = text.split_once(&format!("\n## {heading}\n")).map_or("", |(_, rest)| rest);
    rest.split_once("\n## ").map_or(rest, |(section, _)| section)
}

/// The hooks of the views: what `hooks! { .. }` declares in each file.
fn hooks() -> Vec<String> {
    let kinds = ["list", "detail", "template", "redirect", "form", "create", "update", "delete"];
    let sources = kinds.map(|kind| read(&format!("cbv-runtime/src/view/{kind}.rs")));
    let declared = sources.iter().flat_map(|source| {
        let body = source.split_once("hooks! {").map_or("", |(_, rest)| rest);
        let body = body.split_once("\n}\n").map_or(body, |(body, _)| body);
        body.split("async fn ").skip(1).filter_map(|rest| rest.split('(').next()).map(str::to_owned)
    });
    let mut hooks: Vec<String> = declared.chain(["setup".into(), "dispatch".into()]).collect();
    hooks.sort();
    hooks.dedup();
    hooks
}

#[test]
fn w_03_the_table_says_for_each_hook_what_it_is_for() {
    let chapter = read(CHAPTER);
    let table = section(&chapter, "To do this, write that");
    let hooks = hooks();
    assert!(hooks.len() > 9, "{hooks:?}");
    let missing: Vec<&String> = hooks.iter().filter(|hook| !table.contains(&format!("`{hook}`"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn s_01_the_building_blocks_are_beside_djangos() {
    let chapter = read(CHAPTER);
    let table = section(&chapter, "The same blocks, under other names");
    for block in [
        "ContextMixin",
        "TemplateResponseMixin",
        "SingleObjectMixin",
        "MultipleObjectMixin",
        "SingleObjectTemplateResponseMixin",
        "MultipleObjectTemplateResponseMixin",
        "BaseDetailView",
        "BaseListView",
        "FormMixin",
        "ModelFormMixin",
        "DeletionMixin",
        "View",
    ] {
        assert!(table.contains(&format!("`{block}`")), "{block}");
    }
    // the traits that it names are those of the source
    let exported = read("cbv/src/lib.rs");
    for name in ["ViewHooks", "ContextData", "TemplateResponse", "DetailView", "ListView", "Object", "Mixin"]
    {
        assert!(table.contains(name) && exported.contains(name), "{name}");
    }
}

#[test]
fn examples_stand_beside_djangos() {
    let pages = chapters().into_iter().filter(|chapter| {
        chapter.contains("/customising/")
            && blocks(&read(chapter)).iter().any(|block| block.language == "rust")
    });
    let beside = pages.filter(|page| blocks(&read(page)).iter().any(|block| block.language == "python"));
    assert!(beside.count() >= 5);
}
