//! `cargo xtask sizes`: the limits of a file, a function and a `quote!` block, the opening comment
//! of every file, and the depth of folders.
//!
//! Reads tokens, not lines of text, so that comments and strings cannot mislead it. Cases of
//! compile-fail tests and snapshots are exempt: they are written for what they show.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr as _;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::cluster::Fault;
use crate::count::{Kind, Outcome, Report};

/// How deep folders may lie below `src`.
const DEPTH: usize = 2;

/// What is measured in lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    File,
    Function,
    Quote,
}

impl What {
    const ALL: [Self; 3] = [Self::File, Self::Function, Self::Quote];

    fn limit(self) -> usize {
        match self {
            Self::File => 400,
            Self::Function => 60,
            Self::Quote => 25,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::File => "files",
            Self::Function => "functions",
            Self::Quote => "quote! blocks",
        }
    }
}

/// One measurement: what, how many lines, and where.
#[derive(Debug, PartialEq, Eq)]
struct Size {
    what: What,
    lines: usize,
    place: String,
}

/// Measures the workspace at `root`, prints the ten largest of each kind and every fault, and
/// counts one check for each limit and rule.
pub(crate) fn run(root: &Path, report: &mut Report) -> Result<(), Fault> {
    let mut sizes = Vec::new();
    let mut faults = Vec::new();
    for path in sources(root)? {
        let place = path.strip_prefix(root).unwrap_or(&path).display().to_string();
        let text = fs::read_to_string(&path)?;
        measure(&place, &text, &mut sizes, &mut faults);
    }
    sizes.sort_by_key(|size| std::cmp::Reverse(size.lines));
    for what in What::ALL {
        let limit = what.limit();
        println!("largest {} (limit {limit} lines):", what.name());
        let of_kind = || sizes.iter().filter(|size| size.what == what);
        for size in of_kind().take(10) {
            println!("{:5}  {}", size.lines, size.place);
        }
        let over = of_kind().filter(|size| size.lines > limit).count();
        if over > 0 {
            println!("TOO LARGE: {over} {}", what.name());
        }
        report.add(Kind::Check, format!("sizes: {}", what.name()), verdict(over == 0));
    }
    for fault in &faults {
        println!("{fault}");
    }
    report.add(Kind::Check, "sizes: openings, folders", verdict(faults.is_empty()));
    Ok(())
}

fn verdict(good: bool) -> Outcome {
    if good { Outcome::Passed } else { Outcome::Failed }
}

/// All Rust files of the workspace that the rules hold for.
fn sources(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::path);
    for entry in entries {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if entry.file_type()?.is_dir() {
            let exempt = ["target", "ui", "snapshots"].contains(&name.as_ref());
            if !exempt && !name.starts_with('.') {
                found.extend(sources(&entry.path())?);
            }
        } else if name.ends_with(".rs") {
            found.push(entry.path());
        }
    }
    Ok(found)
}

/// Measures one file, called `place` in what is printed.
fn measure(place: &str, text: &str, sizes: &mut Vec<Size>, faults: &mut Vec<String>) {
    if !text.starts_with("//!") {
        faults.push(format!("{place}: does not open with //!"));
    }
    let below = place.split_once("src/").map_or("", |(_, below)| below);
    if below.matches('/').count() > DEPTH {
        faults.push(format!("{place}: lies deeper than {DEPTH} folders below src"));
    }
    sizes.push(Size { what: What::File, lines: text.lines().count(), place: place.to_owned() });
    match TokenStream::from_str(text) {
        Ok(tokens) => walk(place, tokens, sizes),
        Err(fault) => faults.push(format!("{place}: {fault}")),
    }
}

/// Finds functions and quotes at every depth, those inside of a `quote!` too.
fn walk(place: &str, tokens: TokenStream, sizes: &mut Vec<Size>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (index, token) in tokens.iter().enumerate() {
        let rest = tokens.get(index + 1..).unwrap_or_default();
        match token {
            TokenTree::Ident(word) => {
                let word = word.to_string();
                let end = match word.as_str() {
                    "fn" => body(rest).map(|end| (What::Function, end)),
                    "quote" | "quote_spanned" | "parse_quote" => quote(rest).map(|end| (What::Quote, end)),
                    _ => None,
                };
                if let Some((what, end)) = end {
                    let start = token.span().start().line;
                    let place = format!("{place}:{start} {}", name(rest, what));
                    sizes.push(Size { what, lines: end + 1 - start, place });
                }
            }
            TokenTree::Group(group) => walk(place, group.stream(), sizes),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// The last line of the function whose name comes next; `fn` is also the word of a type.
fn body(rest: &[TokenTree]) -> Option<usize> {
    let named = match rest.first()? {
        TokenTree::Ident(_) => true,
        // `fn #name` in a quote, `fn $name` in a macro.
        TokenTree::Punct(punct) => ['#', '$'].contains(&punct.as_char()),
        _ => false,
    };
    if !named {
        return None;
    }
    for token in rest {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ';' => return None,
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                return Some(group.span_close().end().line);
            }
            _ => {}
        }
    }
    None
}

/// The last line of the quote after its `!`.
fn quote(rest: &[TokenTree]) -> Option<usize> {
    match rest {
        [TokenTree::Punct(bang), TokenTree::Group(group), ..] if bang.as_char() == '!' => {
            Some(group.span_close().end().line)
        }
        _ => None,
    }
}

fn name(rest: &[TokenTree], what: What) -> String {
    match (what, rest) {
        (What::Function, [TokenTree::Ident(name), ..]) => name.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(place: &str, text: &str) -> (Vec<(What, usize)>, usize) {
        let (mut sizes, mut faults) = (Vec::new(), Vec::new());
        measure(place, text, &mut sizes, &mut faults);
        (sizes.into_iter().map(|size| (size.what, size.lines)).collect(), faults.len())
    }

    #[test]
    fn functions_and_quotes_are_measured_at_every_depth() {
        let text = "//! A file.\n\
            type F = fn(u8) -> u8;\n\
            trait T { fn without_body(&self) -> [u8; 2]; }\n\
            mod m {\n    fn outer() -> TokenStream {\n        // fn not_this() {\n        \
            quote! {\n            fn #name() {}\n        }\n    }\n}\n";
        let (sizes, faults) = measured("a/src/lib.rs", text);
        let expected = [(What::File, 11), (What::Function, 6), (What::Quote, 3), (What::Function, 1)];
        assert_eq!((sizes.as_slice(), faults), (expected.as_slice(), 0));
    }

    #[test]
    fn a_file_opens_with_what_it_is_for() {
        assert_eq!(measured("a/src/lib.rs", "use std::io;\n").1, 1);
        assert_eq!(measured("a/src/lib.rs", "//! For io.\nuse std::io;\n").1, 0);
    }

    #[test]
    fn folders_lie_at_most_two_deep() {
        assert_eq!(measured("a/src/b/c/d.rs", "//! D.\n").1, 0);
        assert_eq!(measured("a/src/b/c/d/e.rs", "//! E.\n").1, 1);
    }
}
