//! Reads what `cargo test` prints, line by line: test functions, trybuild's cases, and the tests
//! that say `SKIPPED`. Its stable output has no other form that a program could read.
//!
//! Fed by `test`, fills a `count::Report`. A count that differs from the summary of the test
//! binary, and a binary that ends without one, are failures: nothing gets lost without a word.

use std::collections::BTreeSet;
use std::mem;

use crate::count::{Kind, Outcome, Report};

/// The word that a test prints, with its name and a reason, when it cannot run.
const SKIPPED: &str = "SKIPPED ";

/// Reads the output of one `cargo test`.
#[derive(Debug)]
pub(crate) struct Libtest<'a> {
    report: &'a mut Report,
    /// The kind of what cannot be told by a name.
    default: Kind,
    /// The test binary that runs, by the name of its target.
    binary: String,
    group: Option<Group>,
    /// The start of a line, which another writer interrupted.
    carry: String,
    hidden: bool,
    /// How many tests the report knew before.
    start: usize,
}

/// What stands between `running N tests` and its `test result:`.
#[derive(Debug, Default)]
struct Group {
    results: Vec<(String, Outcome)>,
    cases: Vec<(String, Outcome)>,
    /// Tests whose name is printed already, but not their outcome; the last began last.
    begun: Vec<String>,
    skipped: BTreeSet<String>,
    /// The outputs of the tests follow; they may hold anything.
    over: bool,
}

impl<'a> Libtest<'a> {
    /// Reads for a report; `default` is the kind of a test whose binary and modules name none.
    pub(crate) fn new(report: &'a mut Report, default: Kind) -> Self {
        let start = report.len();
        Self {
            report,
            default,
            binary: String::new(),
            group: None,
            carry: String::new(),
            hidden: false,
            start,
        }
    }

    /// Takes a line, and says whether it is worth showing: the output of tests that passed is not.
    pub(crate) fn line(&mut self, line: &str) -> bool {
        let line = mem::take(&mut self.carry) + &plain(line);
        // Test functions write `SKIPPED` around libtest, maybe into the middle of its line.
        if let Some((before, rest)) = line.split_once(SKIPPED)
            && (before.is_empty() || before.starts_with("test "))
        {
            self.skip(rest);
            self.carry = before.to_owned();
            return true;
        }
        let text = line.trim_start();
        if let Some(binary) = text.strip_prefix("Running ") {
            self.end_binary();
            self.binary = target(binary);
        } else if let Some(package) = text.strip_prefix("Doc-tests ") {
            self.end_binary();
            self.binary = format!("doc {package}");
        } else if line.starts_with("running ") && (line.ends_with(" tests") || line.ends_with(" test")) {
            self.end_binary();
            self.group = Some(Group::default());
        } else if let Some(summary) = line.strip_prefix("test result: ") {
            self.end_group(summary);
        } else if let Some(group) = &mut self.group {
            match line.as_str() {
                "successes:" => (group.over, self.hidden) = (true, true),
                "failures:" => (group.over, self.hidden) = (true, false),
                _ if !group.over => group.line(&line),
                _ => {}
            }
        }
        !self.hidden
    }

    /// The end of the output; `good` is whether cargo was content.
    pub(crate) fn end(mut self, step: &str, good: bool) {
        self.end_binary();
        if !good && !self.report.failed_since(self.start) {
            self.report.add(self.default, format!("{step}: cargo failed"), Outcome::Failed);
        }
    }

    fn skip(&mut self, rest: &str) {
        let name = rest.split_once(": ").map_or(rest, |(name, _)| name);
        match &mut self.group {
            Some(group) => _ = group.skipped.insert(name.to_owned()),
            None => self.report.add(self.kind(name), name, Outcome::Skipped),
        }
    }

    fn end_binary(&mut self) {
        if let Some(group) = self.group.take() {
            self.take(group);
            let name = format!("{}: ended without a result", self.binary);
            self.report.add(self.default, name, Outcome::Failed);
        }
        self.hidden = false;
    }

    fn end_group(&mut self, summary: &str) {
        let Some(group) = self.group.take() else { return };
        self.hidden = false;
        let count = |of| group.results.iter().filter(|(_, outcome)| *outcome == of).count();
        let counted = [
            format!("{} passed", count(Outcome::Passed)),
            format!("{} failed", count(Outcome::Failed)),
            format!("{} ignored", count(Outcome::Skipped)),
        ];
        if !counted.iter().all(|part| summary.contains(&format!(" {part};"))) {
            let name = format!("{}: {} counted, but: {summary}", self.binary, counted.join(", "));
            self.report.add(self.default, name, Outcome::Failed);
        }
        self.take(group);
    }

    fn take(&mut self, mut group: Group) {
        for (name, outcome) in mem::take(&mut group.results) {
            let missing = group.skipped.remove(&name) && outcome == Outcome::Passed;
            let outcome = if missing { Outcome::Skipped } else { outcome };
            self.report.add(self.kind(&name), self.full(&name), outcome);
        }
        for (name, outcome) in group.cases {
            self.report.add(Kind::Ui, name, outcome);
        }
        for name in group.begun {
            self.report.add(self.kind(&name), self.full(&name), Outcome::Failed);
        }
        // A part of a test that does run: it is named by the test itself.
        for name in group.skipped {
            self.report.add(self.kind(&name), self.full(&name), Outcome::Skipped);
        }
    }

    /// The name of a test in a list of all binaries.
    fn full(&self, name: &str) -> String {
        format!("{}: {name}", self.binary)
    }

    fn kind(&self, test: &str) -> Kind {
        if self.binary.starts_with("doc ") {
            return Kind::Doc;
        }
        let Some(target) = self.binary.strip_prefix("tests/") else { return self.default };
        Kind::named(target).or_else(|| test.split("::").find_map(Kind::named)).unwrap_or(Kind::Behaviour)
    }
}

impl Group {
    fn line(&mut self, line: &str) {
        if let Some((name, rest)) = line.strip_prefix("test ").and_then(|line| line.split_once(" ... ")) {
            match outcome(rest) {
                Some(outcome) => self.result(name.to_owned(), outcome),
                None => {
                    self.begun.push(name.to_owned());
                    // trybuild and libtest write at the same time, and not in whole lines.
                    self.line(rest);
                }
            }
        } else if let Some(outcome) = outcome(line)
            && let Some(name) = self.begun.pop()
        {
            self.result(name, outcome);
        }
    }

    fn result(&mut self, name: String, outcome: Outcome) {
        let path = name.split(" [should ").next().unwrap_or_default();
        if path.ends_with(".rs") {
            self.cases.push((path.to_owned(), outcome));
        } else {
            let name = name.strip_suffix(" - should panic").unwrap_or(&name);
            self.results.push((name.to_owned(), outcome));
        }
    }
}

/// A line without its colours: trybuild writes them wherever it writes.
fn plain(line: &str) -> String {
    let mut parts = line.split("\x1b[");
    let first = parts.next().unwrap_or_default();
    // A sequence ends with its first letter.
    let rest =
        parts.map(|part| part.split_once(|c: char| c.is_ascii_alphabetic()).map_or("", |(_, text)| text));
    std::iter::once(first).chain(rest).collect()
}

/// libtest's words, then trybuild's.
fn outcome(text: &str) -> Option<Outcome> {
    match text.split([' ', ',']).next()? {
        "ok" => Some(Outcome::Passed),
        "FAILED" => Some(Outcome::Failed),
        "ignored" => Some(Outcome::Skipped),
        _ if ["mismatch", "error", "wip"].contains(&text) => Some(Outcome::Failed),
        _ => None,
    }
}

/// `unittests src/lib.rs (target/debug/deps/cbv-0123)` is `cbv`; `tests/ui.rs (…/ui-0123)`, whatever
/// the file is called, is `tests/ui`.
fn target(running: &str) -> String {
    let file = running.rsplit(['/', '\\']).next().unwrap_or_default().trim_end_matches(')');
    let name = file.rsplit_once('-').map_or(file, |(name, _)| name);
    let folder = if running.starts_with("unittests ") { "" } else { "tests/" };
    format!("{folder}{name}")
}

#[cfg(test)]
#[path = "libtest_tests.rs"]
mod tests;
