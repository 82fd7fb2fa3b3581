//! The errors of the compiler, read from cargo's messages, and what they point at.

use std::io::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::Word;
use crate::cluster::Fault;
use crate::process::typed;
use crate::run;

/// One error of the compiler.
#[derive(Debug)]
pub(super) struct CompileError {
    pub(super) text: String,
    /// Files and lines it points at, those of the macros' calls too.
    places: Vec<(PathBuf, Range<usize>)>,
}

impl CompileError {
    /// Whether it is in the line of the word or names its template.
    pub(super) fn points_at(&self, word: &Word) -> bool {
        let at_line =
            self.places.iter().any(|(file, lines)| file == &word.file && lines.contains(&word.line));
        at_line || self.names(word)
    }

    /// Whether the text names the template of the word: by its path, or as the derives write it for the compiler, with
    /// underscores.
    pub(super) fn names(&self, word: &Word) -> bool {
        let Some(name) = word.template() else { return false };
        let name = name.to_string_lossy();
        let label = name.replace(|letter: char| !letter.is_alphanumeric(), "_");
        self.text.contains(&*name) || self.text.contains(&label)
    }

    /// Whether it says the same of the same place in a template, for another view with another context.
    pub(super) fn same(&self, other: &Self) -> bool {
        self.said() == other.said()
    }

    /// The message up to the first name that it is about. Behind it stands of which type, which is another in each view, and in
    /// a page that is none.
    fn said(&self) -> String {
        // The compiler indents its arrow by the width of the line's number; askama's own arrow leads to the template.
        let place = |line: &&str| line.trim_start().starts_with("--> ") && !line.contains("/templates/");
        let said: Vec<&str> = self.text.lines().take_while(|line| !place(line)).collect();
        said.join("\n").split('`').take(2).collect::<Vec<_>>().join("`")
    }

    /// Reads one line of cargo's messages.
    pub(super) fn read(line: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(line).ok()?;
        let message = value.get("message")?;
        let said = message.get("message")?.as_str()?;
        if message.get("level")?.as_str()? != "error" || said.starts_with("aborting due to") {
            return None;
        }
        let mut places = Vec::new();
        for span in message.get("spans")?.as_array()? {
            let mut span = Some(span);
            while let Some(at) = span {
                places.extend(place(at));
                span = at.get("expansion").and_then(|expansion| expansion.get("span"));
            }
        }
        let text = message.get("rendered").and_then(Value::as_str).unwrap_or(said).to_owned();
        Some(Self { text, places })
    }
}

/// The file and the lines of a span.
fn place(span: &Value) -> Option<(PathBuf, Range<usize>)> {
    let line = |key: &str| usize::try_from(span.get(key)?.as_u64()?).ok();
    let file = span.get("file_name")?.as_str()?;
    Some((file.into(), line("line_start")?..line("line_end")? + 1))
}

/// Compiles the copy's bookshop and returns the errors.
pub(super) fn errors(copy: &Path, target: &Path) -> Result<Vec<CompileError>, Fault> {
    let mut command = run::cargo(["check", "--quiet", "-p", "bookshop", "--message-format=json"]);
    command.current_dir(copy).env("CARGO_TARGET_DIR", target);
    let mut errors = Vec::new();
    let mut other = String::new();
    let (mut group, lines) = run::start(&mut command)?;
    for line in lines {
        match CompileError::read(&line) {
            Some(error) => errors.push(error),
            None if line.starts_with('{') => {}
            None => other = other + &line + "\n",
        }
    }
    let good = group.wait()?.success();
    if !good && errors.is_empty() {
        std::io::stdout().write_all(other.as_bytes())?;
        return Err(format!("{} failed without an error of the compiler", typed(&command)).into());
    }
    Ok(errors)
}
