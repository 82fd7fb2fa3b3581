//! The counts of a test run, per database and per kind, and the last lines that report them.
//!
//! Filled by `libtest` (test functions and compile-fail cases) and by the steps of `test` that are
//! no test functions. What runs is not known here.

use serde::{Serialize, Serializer};

/// What became of one test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It ran and held.
    Passed,
    /// It ran and did not hold, or could not run through a fault of ours.
    Failed,
    /// It did not run: ignored, or its database is missing.
    Skipped,
}

/// What a test is for. `Check` is what no test function does: format, lints, sizes, letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    /// A function beside the code.
    Unit,
    /// What a user of the crate sees.
    Behaviour,
    /// A compile-fail case.
    Ui,
    /// Generated code in a hostile crate.
    Hygiene,
    /// Derived and hand-written, the same bytes.
    Twin,
    /// A doc test.
    Doc,
    /// The code of the guide.
    Guide,
    /// An example, started and crawled.
    Example,
    /// An example, in a browser.
    Browser,
    /// Anything else that must hold.
    Check,
}

impl Kind {
    const ALL: [Self; 10] = [
        Self::Unit,
        Self::Behaviour,
        Self::Ui,
        Self::Hygiene,
        Self::Twin,
        Self::Doc,
        Self::Guide,
        Self::Example,
        Self::Browser,
        Self::Check,
    ];

    /// The kind that a test binary or a module of tests is named after.
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "behaviour" => Some(Self::Behaviour),
            "ui" => Some(Self::Ui),
            "hygiene" => Some(Self::Hygiene),
            "twin" => Some(Self::Twin),
            "guide" => Some(Self::Guide),
            "example" => Some(Self::Example),
            "browser" => Some(Self::Browser),
            _ => None,
        }
    }
}

/// The database a test ran on; the last part of its name says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Database {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
    /// MariaDB.
    MySql,
    /// A test that touches none, or is not one of three.
    None,
}

impl Database {
    const ALL: [Self; 4] = [Self::Sqlite, Self::Postgres, Self::MySql, Self::None];

    /// Reads the end of a test's name.
    pub(crate) fn of(test: &str) -> Self {
        match test.rsplit("::").next() {
            Some("sqlite") => Self::Sqlite,
            Some("postgres") => Self::Postgres,
            Some("mysql") => Self::MySql,
            _ => Self::None,
        }
    }
}

/// Three numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Tally {
    /// How many held.
    pub(crate) passed: usize,
    /// How many did not.
    pub(crate) failed: usize,
    /// How many did not run.
    pub(crate) skipped: usize,
}

impl Tally {
    fn add(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Passed => self.passed += 1,
            Outcome::Failed => self.failed += 1,
            Outcome::Skipped => self.skipped += 1,
        }
    }
}

/// Every test of a run.
#[derive(Debug, Default)]
pub(crate) struct Report {
    tests: Vec<(Kind, String, Outcome)>,
}

impl Report {
    /// Counts one test.
    pub(crate) fn add(&mut self, kind: Kind, name: impl Into<String>, outcome: Outcome) {
        self.tests.push((kind, name.into(), outcome));
    }

    /// Whether nothing failed.
    pub(crate) fn good(&self) -> bool {
        self.with(Outcome::Failed).next().is_none()
    }

    /// How many tests are known so far.
    pub(crate) fn len(&self) -> usize {
        self.tests.len()
    }

    /// Whether one of the tests added after the first `start` failed.
    pub(crate) fn failed_since(&self, start: usize) -> bool {
        self.tests.iter().skip(start).any(|(_, _, outcome)| *outcome == Outcome::Failed)
    }

    /// The numbers of the tests that `of` lets through.
    pub(crate) fn tally(&self, of: impl Fn(Kind, Database) -> bool) -> Tally {
        let mut tally = Tally::default();
        for (kind, name, outcome) in &self.tests {
            if of(*kind, Database::of(name)) {
                tally.add(*outcome);
            }
        }
        tally
    }

    /// Prints what failed and what was skipped, the plain line of the numbers and, last, the same
    /// as one JSON object.
    pub(crate) fn print(&self) {
        println!();
        for (title, outcome) in [("skipped", Outcome::Skipped), ("FAILED", Outcome::Failed)] {
            for (kind, name) in self.with(outcome) {
                println!("{title} {kind:?}: {name}");
            }
        }
        let Tally { passed, failed, skipped } = self.tally(|_, _| true);
        println!("{passed} passed, {failed} failed, {skipped} skipped");
        println!("{}", self.json());
    }

    fn with(&self, wanted: Outcome) -> impl Iterator<Item = (Kind, &str)> {
        let wanted = move |(_, _, outcome): &&(Kind, String, Outcome)| *outcome == wanted;
        self.tests.iter().filter(wanted).map(|(kind, name, _)| (*kind, name.as_str()))
    }

    fn json(&self) -> String {
        #[derive(Serialize)]
        struct Object {
            #[serde(flatten)]
            all: Tally,
            by_database: Tallies<Database>,
            by_kind: Tallies<Kind>,
        }
        let object = Object {
            all: self.tally(|_, _| true),
            by_database: Tallies(
                Database::ALL.map(|database| (database, self.tally(|_, of| of == database))).to_vec(),
            ),
            by_kind: Tallies(Kind::ALL.map(|kind| (kind, self.tally(|of, _| of == kind))).to_vec()),
        };
        serde_json::to_string(&object).unwrap_or_else(|fault| format!("{{\"fault\":\"{fault}\"}}"))
    }
}

/// An object in the order written, which a map of serde_json would sort.
struct Tallies<K>(Vec<(K, Tally)>);

impl<K: Serialize + Copy> Serialize for Tallies<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_counts_per_database_and_per_kind() {
        let mut report = Report::default();
        report.add(Kind::Unit, "a", Outcome::Passed);
        report.add(Kind::Behaviour, "b::sqlite", Outcome::Passed);
        report.add(Kind::Behaviour, "b::mysql", Outcome::Skipped);
        report.add(Kind::Behaviour, "b::postgres", Outcome::Failed);
        let json: serde_json::Value = serde_json::from_str(&report.json()).unwrap();
        assert_eq!((&json["passed"], &json["failed"], &json["skipped"]), (&2.into(), &1.into(), &1.into()));
        let tally = |p, f, s| serde_json::json!({"passed": p, "failed": f, "skipped": s});
        assert_eq!(json["by_database"]["sqlite"], tally(1, 0, 0));
        assert_eq!(json["by_database"]["postgres"], tally(0, 1, 0));
        assert_eq!(json["by_database"]["mysql"], tally(0, 0, 1));
        assert_eq!(json["by_database"]["none"], tally(1, 0, 0));
        assert_eq!(json["by_kind"]["behaviour"], tally(1, 1, 1));
        assert_eq!(json["by_kind"].as_object().unwrap().len(), Kind::ALL.len());
        assert!(!report.good());
    }
}
