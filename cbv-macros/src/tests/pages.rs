//! The page of each derive, `docs/<kind>.md`: it lists exactly the words that the derive reads, shows the use whose expansion
//! stands below it, and shows a hook as the guide does, where it is compiled.

use std::{collections::BTreeSet, fs, path::Path};

use super::{
    dated, forms,
    inputs::{FULL, Input, MINIMAL},
};
use crate::spec::{
    choices,
    dates::{self, Archive},
    detail,
    edit::Kind,
    form, list, model, redirect, template,
    view::{COMMON, FIELD, TEMPLATE, UNSAFE},
};

/// A file beside this crate's manifest.
fn read(path: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&file).unwrap_or_else(|fault| panic!("{}: {fault}", file.display()))
}

fn page(kind: &str) -> String {
    read(&format!("docs/{kind}.md"))
}

fn archive_kind(kind: &str) -> Archive {
    match kind {
        "archive_index" => Archive::Index,
        "year_archive" => Archive::Year,
        "month_archive" => Archive::Month,
        "week_archive" => Archive::Week,
        "day_archive" => Archive::Day,
        "today_archive" => Archive::Today,
        other => panic!("no kind `{other}`"),
    }
}

/// The words that a derive reads.
fn words(kind: &str) -> BTreeSet<&'static str> {
    let lists = match kind {
        "model" => vec![model::STRUCT, model::FIELD],
        "choices" => vec![choices::ENUM, choices::VARIANT],
        "list" => vec![list::OWN, TEMPLATE, COMMON, FIELD],
        "detail" => vec![detail::OWN, detail::OBJECT, TEMPLATE, COMMON, FIELD],
        "template" => return template::known().into_iter().chain(FIELD.iter().copied()).collect(),
        "redirect" => vec![redirect::OWN, COMMON, UNSAFE, FIELD],
        "base" => vec![COMMON, UNSAFE, FIELD],
        "form" => vec![form::STRUCT, form::FIELD],
        "form_view" => vec![&*Kind::Form.known().leak(), FIELD],
        "create" => vec![&*Kind::Create.known().leak(), FIELD],
        "update" => vec![&*Kind::Update.known().leak(), FIELD],
        "delete" => vec![&*Kind::Delete.known().leak(), FIELD],
        "date_detail" => vec![&*dates::detail_words().leak(), FIELD],
        archive => vec![&*archive_kind(archive).words().leak(), FIELD],
    };
    lists.concat().into_iter().collect()
}

/// The smallest use of each derive.
fn minimal() -> impl Iterator<Item = &'static Input> {
    MINIMAL.iter().chain(&dated::MINIMAL).chain(&forms::MINIMAL)
}

/// The word that a text begins with.
fn first_word(text: &str) -> &str {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap_or_default()
}

#[test]
fn a_page_lists_every_word_and_no_other() {
    for Input { kind, .. } in minimal() {
        let page = page(kind);
        let listed: BTreeSet<&str> =
            page.lines().filter_map(|line| line.strip_prefix("| `")).map(first_word).collect();
        assert_eq!(listed, words(kind), "docs/{kind}.md");
    }
}

#[test]
fn each_row_of_a_page_has_its_four_cells() {
    for Input { kind, .. } in minimal() {
        for row in page(kind).lines().filter(|line| line.starts_with("| ")) {
            let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
            assert_eq!(cells.iter().filter(|cell| !cell.is_empty()).count(), 4, "docs/{kind}.md: {row}");
        }
    }
}

#[test]
fn a_page_shows_the_use_whose_expansion_it_shows() {
    for input in minimal() {
        assert!(page(input.kind).contains(input.text), "docs/{}.md lacks\n{}", input.kind, input.text);
    }
}

/// Words that exclude another one which the fullest use has.
const EXCLUDED: [(&str, &str); 15] = [
    ("model", "of"),
    ("list", "items"),
    ("list", "app_label"),
    ("list", "template_name_suffix"),
    ("detail", "template_name"),
    ("year_archive", "template_name"),
    ("date_detail", "template_name"),
    ("redirect", "url"),
    ("create", "fields"),
    ("create", "app_label"),
    ("create", "template_name_suffix"),
    ("update", "fields"),
    ("update", "template_name"),
    ("delete", "fields"),
    ("delete", "template_name"),
];

#[test]
fn the_fullest_use_has_every_word_of_the_kind() {
    for input in FULL.iter().chain(&dated::FULL).chain(&forms::FULL) {
        let own: BTreeSet<&str> =
            words(input.kind).difference(&FIELD.iter().copied().collect()).copied().collect();
        for word in own.into_iter().filter(|word| !EXCLUDED.contains(&(input.kind, word))) {
            let written =
                [" = ", "(", ",", ")"].iter().any(|behind| input.text.contains(&format!("{word}{behind}")));
            assert!(written || word == "lookup", "{}: {word}", input.kind); // a lookup excludes `pk` and `slug`
        }
    }
}

/// The lines of a text without their indentation, hidden lines of the guide included.
fn lines(text: &str) -> String {
    let lines = text.lines().map(str::trim).map(|line| line.strip_prefix("# ").unwrap_or(line).trim());
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_hook_on_a_page_is_one_that_the_guide_compiles() {
    let chapters = [
        ("model", "models"),
        ("list", "list"),
        ("detail", "detail"),
        ("template", "template"),
        ("redirect", "redirect"),
        ("base", "view"),
        ("form", "forms"),
        ("form_view", "forms"),
        ("create", "editing"),
        ("update", "editing"),
        ("delete", "editing"),
    ];
    let archives = dated::MINIMAL.iter().map(|input| (input.kind, "date-archives"));
    for (kind, chapter) in chapters.into_iter().chain(archives) {
        let page = page(kind);
        let hook = page.split("# Hooks").nth(1).and_then(|rest| rest.split("```").nth(1)).unwrap_or_default();
        let hook = lines(hook.strip_prefix("rust,ignore").unwrap_or_default());
        let guide = lines(&read(&format!("../docs/guide/src/{chapter}.md")));
        assert!(
            !hook.is_empty() && guide.contains(&hook),
            "docs/{kind}.md, and not in {chapter}.md:\n{hook}"
        );
    }
}
