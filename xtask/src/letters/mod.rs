//! `cargo xtask letters`: swaps two letters of a word in the bookshop, compiles it, and demands
//! exactly one error, in that line or naming that template. For every word, or for a sample.
//!
//! askama reads a template once for every view that extends or includes it, so a slip in a base
//! template is said once for each of them: the same words, of which one names the template, count as one.
//!
//! Works on a copy of the workspace, so that a run that is broken off leaves nothing behind. The
//! words, and those that are left out because no compiler could object, are in `words`.

mod compiler;
mod words;

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use tempfile::TempDir;

use crate::cluster::Fault;
use crate::count::{Kind, Outcome, Report};
use crate::{run, signal};
use compiler::{CompileError, errors};

/// The package whose words are swapped.
const PACKAGE: &str = "examples/bookshop";

/// One word of the bookshop.
#[derive(Debug)]
struct Word {
    /// The file, from the root of the workspace.
    file: PathBuf,
    /// Where the word stands in its text.
    place: Range<usize>,
    /// The same as a line, counted from 1.
    line: usize,
    from: String,
    to: String,
}

/// The command by itself: all words, or `--sample N`.
pub(crate) fn command(arguments: &[String]) -> Result<ExitCode, Fault> {
    let sample = match arguments {
        [] => None,
        [option, number] if option == "--sample" => Some(number.parse()?),
        _ => return Err("usage: cargo xtask letters [--sample N]".into()),
    };
    let mut report = Report::default();
    self::run(sample, &mut report)?;
    report.print();
    Ok(ExitCode::from(u8::from(!report.good())))
}

/// Swaps letters in all words, or in as many as `sample` says, chosen evenly.
pub(crate) fn run(sample: Option<usize>, report: &mut Report) -> Result<(), Fault> {
    let root = run::root();
    let all = find(&root)?;
    let chosen = evenly(&all, sample.unwrap_or(all.len()));
    println!("{} of {} words", chosen.len(), all.len());
    if chosen.is_empty() {
        return Err(format!("{PACKAGE} has no words").into());
    }
    let target = run::target_directory()?;
    let copy = scratch(&target)?;
    copy_tree(&root, copy.path())?;
    let untouched = errors(copy.path(), &target)?;
    if !untouched.is_empty() {
        return Err(format!("the untouched bookshop has {} errors", untouched.len()).into());
    }
    for word in chosen {
        if signal::interrupted() {
            return Err("interrupted".into());
        }
        let found = with_swapped(&copy, word, || errors(copy.path(), &target))?;
        let name = format!("{}:{} {} -> {}", word.file.display(), word.line, word.from, word.to);
        let fault = objection(word, &found);
        println!("{} {name}", if fault.is_none() { "ok  " } else { "FAIL" });
        if let Some(fault) = &fault {
            println!("     {fault}");
            found.iter().for_each(|error| println!("{}", error.text));
        }
        report.add(
            Kind::Check,
            format!("letters: {name}"),
            if fault.is_none() { Outcome::Passed } else { Outcome::Failed },
        );
    }
    Ok(())
}

/// The folder of the copy, among what is built. It has the same name each time, because cargo keeps what it builds
/// for a package by the package's path.
fn scratch(target: &Path) -> Result<TempDir, Fault> {
    const NAME: &str = "letters";
    if target.join(NAME).exists() {
        fs::remove_dir_all(target.join(NAME))?;
    }
    fs::create_dir_all(target)?;
    Ok(tempfile::Builder::new().prefix(NAME).rand_bytes(0).tempdir_in(target)?)
}

/// As many of all as wanted, at equal distances.
fn evenly<T>(all: &[T], wanted: usize) -> Vec<&T> {
    let wanted = wanted.min(all.len());
    (0..wanted).filter_map(|index| all.get(index * all.len() / wanted)).collect()
}

/// What is wrong with the errors that a misspelt word has led to.
fn objection(word: &Word, found: &[CompileError]) -> Option<String> {
    match found {
        [] => Some("no error".to_owned()),
        [error] if error.points_at(word) => None,
        [error] if word.template().is_some() && !error.names(word) => {
            Some("an error that does not name the template".to_owned())
        }
        [_] => Some("an error that is not in the line".to_owned()),
        [first, rest @ ..]
            if found.iter().any(|error| error.names(word)) && rest.iter().all(|error| error.same(first)) =>
        {
            None
        }
        several => Some(format!("{} errors", several.len())),
    }
}

impl Word {
    /// The name of the template that the word stands in, as a view names it.
    fn template(&self) -> Option<PathBuf> {
        let name: PathBuf = self.file.iter().skip_while(|part| *part != "templates").skip(1).collect();
        (!name.as_os_str().is_empty()).then_some(name)
    }
}

/// All words of the package, in the order of its files.
fn find(root: &Path) -> Result<Vec<Word>, Fault> {
    let mut found = Vec::new();
    // not in its tests, which are compiled without it
    let folders = ["src", "templates"].map(|folder| files(&root.join(PACKAGE).join(folder)));
    for file in folders.into_iter().collect::<Result<Vec<_>, Fault>>()?.concat() {
        let rust = file.extension().is_some_and(|extension| extension == "rs");
        let text = fs::read_to_string(&file)?;
        let places = if rust { words::of_rust(&text)? } else { words::of_template(&text) };
        let file = file.strip_prefix(root)?.to_owned();
        for place in places {
            let from = text.get(place.clone()).unwrap_or_default().to_owned();
            let Some(to) = words::swapped(&from) else { continue };
            let line = 1 + text.get(..place.start).unwrap_or_default().matches('\n').count();
            found.push(Word { file: file.clone(), place, line, from, to });
        }
    }
    Ok(found)
}

/// All files below a folder, but for what is built or hidden.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let mut found = Vec::new();
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        paths.push(entry?.path());
    }
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name == "target" || (name.starts_with('.') && name != ".cargo") {
            continue;
        }
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    Ok(found)
}

fn copy_tree(from: &Path, to: &Path) -> Result<(), Fault> {
    for file in files(from)? {
        let copy = to.join(file.strip_prefix(from)?);
        fs::create_dir_all(copy.parent().unwrap_or(to))?;
        fs::copy(&file, &copy)?;
    }
    Ok(())
}

/// Does something while the word is misspelt in the copy.
fn with_swapped<T>(copy: &TempDir, word: &Word, act: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    let path = copy.path().join(&word.file);
    let text = fs::read_to_string(&path)?;
    let mut misspelt = text.clone();
    misspelt.replace_range(word.place.clone(), &word.to);
    fs::write(&path, misspelt)?;
    let result = act();
    fs::write(&path, text)?;
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(file: &str, line: usize) -> Word {
        Word { file: file.into(), place: 0..0, line, from: String::new(), to: String::new() }
    }

    fn error(message: &str, file: &str, lines: (u32, u32)) -> Option<CompileError> {
        let span = serde_json::json!({"file_name": file, "line_start": lines.0, "line_end": lines.1});
        let inside = serde_json::json!({"file_name": "askama.rs", "line_start": 1, "line_end": 1,
            "expansion": {"span": span}});
        let message = serde_json::json!({"level": "error", "message": message, "spans": [inside],
            "rendered": format!("error: {message}")});
        CompileError::read(&serde_json::json!({"reason": "compiler-message", "message": message}).to_string())
    }

    #[test]
    fn an_error_points_at_a_word_by_its_line() {
        let found = error("no `obok`", "examples/bookshop/src/main.rs", (7, 8)).unwrap();
        assert!(found.points_at(&word("examples/bookshop/src/main.rs", 8)));
        assert!(!found.points_at(&word("examples/bookshop/src/main.rs", 9)));
        assert!(!found.points_at(&word("examples/bookshop/src/views.rs", 8)));
    }

    #[test]
    fn an_error_points_at_a_template_by_its_name() {
        let found = error("in \"books/list.html\"", "src/views.rs", (1, 1)).unwrap();
        assert!(found.points_at(&word("examples/bookshop/templates/books/list.html", 3)));
        assert!(!found.points_at(&word("examples/bookshop/templates/books/detail.html", 3)));
    }

    #[test]
    fn one_fault_of_a_base_template_is_one_error_in_each_of_its_views() {
        let base = word("examples/bookshop/templates/base.html", 3);
        let at =
            |line| error("unknown `acll`\n --> templates/base.html:3", "src/views.rs", (line, line)).unwrap();
        let other = error("unknown `x`\n --> templates/base.html:3", "src/views.rs", (7, 7)).unwrap();
        assert_eq!(objection(&base, &[at(1)]), None);
        assert_eq!(objection(&base, &[at(1), at(2)]), None);
        assert!(objection(&base, &[at(1), other]).is_some());
        assert!(objection(&base, &[]).is_some());
        let rust = word("src/views.rs", 1);
        assert_eq!(objection(&rust, &[at(1)]), None);
        assert!(objection(&rust, &[at(1), at(1)]).is_some());
    }

    #[test]
    fn a_sample_is_chosen_evenly() {
        assert_eq!(evenly(&[0, 1, 2, 3, 4, 5, 6], 3), [&0, &2, &4]);
        assert_eq!(evenly(&[0, 1], 3), [&0, &1]);
        assert_eq!(evenly::<u8>(&[], 3), [&0; 0]);
    }

    #[test]
    fn the_summary_of_the_compiler_is_no_error() {
        assert!(error("aborting due to 1 previous error", "src/views.rs", (1, 1)).is_none());
        assert!(CompileError::read("Checking bookshop").is_none());
    }
}
