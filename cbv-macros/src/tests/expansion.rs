//! What each derive makes of its smallest and of its fullest use, against `snapshots/`. `CBV_BLESS=1` writes them anew
//! (`cargo xtask bless`); `cargo xtask expand` prints them, and the derives' pages show the small ones.

use std::{env, fs, path::PathBuf};

use super::{
    dated, forms,
    inputs::{FULL, ITEMS, Input, MINIMAL},
};
use crate::expand;

/// The file of a snapshot: the kind's name with `minimal` or `full`.
fn file(input: &Input, size: &str) -> PathBuf {
    let name = format!("{}_{size}.rs", input.kind);
    [env!("CARGO_MANIFEST_DIR"), "src", "tests", "snapshots", &name].iter().collect()
}

/// The input as written, and the expansion as prettyplease formats it.
fn snapshot(input: &Input) -> String {
    let tokens = input.text.parse().expect("tokens");
    let expansion = syn::parse2(expand::derive(tokens, input.derive)).expect("items");
    let expansion = prettyplease::unparse(&expansion);
    format!("// What the author writes:\n\n{}\n// What the derive adds:\n\n{expansion}", input.text)
}

/// Compares all inputs of a size, so that one run tells of all that differ.
fn compare(inputs: &[Input], size: &str) {
    let mut differing = Vec::new();
    for input in inputs {
        let (file, made) = (file(input, size), snapshot(input));
        assert!(!made.contains("compile_error"), "{}_{size} has a fault: {made}", input.kind);
        if env::var_os("CBV_BLESS").is_some() {
            fs::write(&file, &made).expect("a snapshot that can be written");
        } else if fs::read_to_string(&file).unwrap_or_default() != made {
            differing.push(format!("// {}\n{made}", file.display()));
        }
    }
    let differing = differing.join("\n");
    assert!(
        differing.is_empty(),
        "the derives make something else than the snapshots say; when that is meant, run `cargo xtask bless` and look at the \
         difference in git.\n{differing}"
    );
}

#[test]
fn the_smallest_use_of_each_derive_makes_what_its_snapshot_says() {
    compare(&MINIMAL, "minimal");
    compare(&dated::MINIMAL, "minimal");
    compare(&forms::MINIMAL, "minimal");
}

#[test]
fn the_fullest_use_of_each_derive_makes_what_its_snapshot_says() {
    compare(&FULL, "full");
    compare(&dated::FULL, "full");
    compare(&forms::FULL, "full");
}

#[test]
fn an_archive_of_iso_weeks_makes_what_its_snapshot_says() {
    compare(&dated::ISO, "iso");
}

#[test]
fn a_list_of_items_makes_what_its_snapshot_says() {
    compare(&ITEMS, "items");
}
