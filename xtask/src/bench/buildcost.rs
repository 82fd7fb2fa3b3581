//! What generated views cost to build: a crate of 50 models, 100 views and 101 templates, once with derives and once by hand,
//! each built alone after its dependencies. The crates are written by the Python modules of `bench/buildcost`. Called by
//! `mod`.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

use super::{cpu, measure::median};
use crate::{
    cluster::Fault,
    process::{Group, typed},
    run,
};

/// Models in each crate; with a list and a detail view each.
pub(super) const MODELS: usize = 50;

/// The medians of one step.
#[derive(Debug)]
pub(super) struct Step {
    /// What is built.
    pub(super) name: &'static str,
    /// Seconds of CPU: generated, hand-written, and the median of the rounds' ratios.
    pub(super) cpu: [f64; 3],
    /// Seconds on the clock, likewise.
    pub(super) wall: [f64; 3],
}

/// One of the two crates.
#[derive(Debug)]
struct Crate {
    name: String,
    folder: PathBuf,
    target: PathBuf,
    edits: Vec<Edit>,
}

/// A text of a file, and what is written in its place; `{}` is a number that changes with every edit.
#[derive(Debug)]
struct Edit {
    file: PathBuf,
    from: String,
    to: String,
}

/// The steps: their names, the edit before them, and cargo's arguments. One without an edit begins with the crate cleaned.
const STEPS: [(&str, Option<usize>, &[&str]); 7] = [
    ("check", None, &["check"]),
    ("dev build", None, &["build"]),
    ("release build", None, &["build", "--release"]),
    ("check after an edit of a view", Some(0), &["check"]),
    ("dev build after an edit of a view", Some(0), &["build"]),
    ("check after an edit of a template", Some(1), &["check"]),
    ("dev build after an edit of a template", Some(1), &["build"]),
];

/// Whether the programs are there.
pub(super) fn available() -> bool {
    let mut command = Command::new("python3");
    let command = command.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Measures every step for both crates, alternating; `root` is the repository.
pub(super) fn measure(root: &Path, rounds: usize) -> Result<Vec<Step>, Fault> {
    let crates = [Crate::write(root, "cbv")?, Crate::write(root, "hand")?];
    for (_, edit, arguments) in STEPS {
        if edit.is_none() {
            for package in &crates {
                package.cargo(arguments)?; // dependencies, not counted
            }
        }
    }
    let mut measured: Vec<Vec<[Cost; 2]>> = STEPS.iter().map(|_| Vec::new()).collect();
    for round in 0..rounds {
        for (index, ((_, edit, arguments), results)) in STEPS.iter().zip(&mut measured).enumerate() {
            let number = 21 + round * STEPS.len() + index;
            let [cbv, hand] = &crates;
            results.push([cbv.step(*edit, arguments, number)?, hand.step(*edit, arguments, number)?]);
        }
    }
    let step = |((name, ..), results): (&(&'static str, _, _), &Vec<[Cost; 2]>)| Step {
        name,
        cpu: summary(results, |cost| cost.cpu),
        wall: summary(results, |cost| cost.wall),
    };
    Ok(STEPS.iter().zip(&measured).map(step).collect())
}

/// What one run of cargo took, in seconds.
#[derive(Debug, Clone, Copy)]
struct Cost {
    cpu: f64,
    wall: f64,
}

impl Crate {
    /// Writes a crate into the folder `buildcost` below that of cargo.
    fn write(root: &Path, generator: &str) -> Result<Self, Fault> {
        let base = run::target_directory()?.join("buildcost");
        let folder = base.join("crates").join(generator);
        if folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        let mut command = Command::new("python3");
        command
            .arg(root.join("bench/buildcost/write.py"))
            .arg(generator)
            .arg(MODELS.to_string())
            .arg(&folder);
        let output = command.stdin(Stdio::null()).output()?;
        if !output.status.success() {
            return Err(format!("{}\n{}", typed(&command), String::from_utf8_lossy(&output.stderr)).into());
        }
        let json: serde_json::Value = serde_json::from_slice(&output.stdout)?;
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let edit = |edit: &serde_json::Value| {
            let at = |index: usize| edit.get(index).map(text).unwrap_or_default();
            Edit { file: at(0).into(), from: at(1), to: at(2) }
        };
        let edits =
            json.get("edits").and_then(|edits| edits.as_array()).into_iter().flatten().map(edit).collect();
        Ok(Self {
            name: json.get("name").map(text).unwrap_or_default(),
            folder,
            target: base.join("target"),
            edits,
        })
    }

    /// Cleans the crate, or edits it, and builds it.
    fn step(&self, edit: Option<usize>, arguments: &[&str], number: usize) -> Result<Cost, Fault> {
        match edit.and_then(|edit| self.edits.get(edit)) {
            Some(edit) => self.edit(edit, number)?,
            None => {
                let mut clean = vec!["clean", "--package", &self.name];
                clean.extend(arguments.get(1..).unwrap_or_default());
                self.cargo(&clean)?;
            }
        }
        // The time of children that have ended counts for this process.
        let (start, before) = (Instant::now(), cpu::seconds(std::process::id())?);
        self.cargo(arguments)?;
        Ok(Cost { cpu: cpu::seconds(std::process::id())? - before, wall: start.elapsed().as_secs_f64() })
    }

    fn edit(&self, edit: &Edit, number: usize) -> Result<(), Fault> {
        let file = self.folder.join(&edit.file);
        let text = std::fs::read_to_string(&file)?;
        let (before, after) = edit.to.split_once("{}").ok_or("an edit without a number")?;
        let edited = if text.contains(&edit.from) {
            text.replacen(&edit.from, &edit.to.replace("{}", &number.to_string()), 1)
        } else {
            // Edited before: its number is replaced.
            let (head, tail) = text.split_once(before).ok_or("an edit's text is not in its file")?;
            let (_, tail) = tail.split_once(after).ok_or("an edit's text is not in its file")?;
            format!("{head}{before}{number}{after}{tail}")
        };
        Ok(std::fs::write(&file, edited)?)
    }

    fn cargo(&self, arguments: &[&str]) -> Result<(), Fault> {
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command
            .args(arguments)
            .arg("--quiet")
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", &self.target);
        let status = Group::spawn(&mut command)?.wait()?;
        if status.success() { Ok(()) } else { Err(format!("{}: {status}", typed(&command)).into()) }
    }
}

fn summary(rounds: &[[Cost; 2]], of: impl Fn(&Cost) -> f64) -> [f64; 3] {
    [
        median(rounds.iter().map(|[cbv, _]| of(cbv))),
        median(rounds.iter().map(|[_, hand]| of(hand))),
        median(rounds.iter().map(|[cbv, hand]| of(cbv) / of(hand))),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_can_be_made_again() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("view.rs");
        std::fs::write(&file, "a, paginate_by = 20)]").unwrap();
        let edit =
            Edit { file: "view.rs".into(), from: "paginate_by = 20)".into(), to: "paginate_by = {})".into() };
        let package = Crate {
            name: String::new(),
            folder: folder.path().into(),
            target: PathBuf::new(),
            edits: Vec::new(),
        };
        for number in [21, 22] {
            package.edit(&edit, number).unwrap();
            assert_eq!(std::fs::read_to_string(&file).unwrap(), format!("a, paginate_by = {number})]"));
        }
    }
}
