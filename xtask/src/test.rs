//! `cargo xtask test`: every step, each with its exact command, the later ones also when an earlier
//! one fails. The README and `.ci/run` call this and nothing else.
//!
//! The steps are listed in [`STEPS`]; what they find is counted in `count`.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use crate::cluster::{Clusters, Fault};
use crate::count::{Kind, Outcome, Report};
use crate::libtest::Libtest;
use crate::{browser, example, fuzz, letters, run, signal, sizes};

/// How many words the step `letters` takes.
const WORDS: usize = 12;

/// What a step works with.
struct Context<'a> {
    report: &'a mut Report,
    clusters: &'a Clusters,
}

type Step = fn(&mut Context<'_>) -> Result<(), Fault>;

/// Quick ones first: who made a slip of the pen need not wait for the databases.
const STEPS: [(&str, Step); 11] = [
    ("fmt", format),
    ("sizes", |context| sizes::run(&run::root(), context.report)),
    ("clippy", clippy),
    ("features", features),
    ("tests", tests),
    ("ui", compile_fail),
    ("doc", doc),
    ("example", |context| example::run(context.clusters, context.report)),
    ("browser", in_browser),
    ("fuzz", |context| fuzz::run(context.report)),
    ("letters", |context| letters::run(Some(WORDS), context.report)),
];

/// Runs the steps that are named, or all.
pub(crate) fn run(names: &[String]) -> Result<ExitCode, Fault> {
    if let Some(name) = names.iter().find(|name| STEPS.iter().all(|(step, _)| step != name)) {
        let known: Vec<&str> = STEPS.iter().map(|(step, _)| *step).collect();
        return Err(format!("no step {name}; there are {}", known.join(", ")).into());
    }
    let mut report = Report::default();
    let clusters = clusters(&mut report);
    for (name, step) in STEPS {
        if signal::interrupted() {
            return Err("interrupted".into());
        }
        if !names.is_empty() && !names.iter().any(|wanted| wanted == name) {
            continue;
        }
        println!("\n== {name}");
        let start = Instant::now();
        let done = step(&mut Context { report: &mut report, clusters: &clusters });
        if let Err(fault) = done {
            println!("{name}: {fault}");
            report.add(Kind::Check, format!("{name}: {fault}"), Outcome::Failed);
        }
        println!("== {name}: {}", run::seconds(start.elapsed()));
    }
    drop(clusters);
    report.print();
    Ok(ExitCode::from(u8::from(!report.good())))
}

/// The servers; one that is missing is a failure, as its tests would not run.
fn clusters(report: &mut Report) -> Clusters {
    let clusters = Clusters::start();
    for (name, url) in clusters.variables() {
        println!("{name}={url}");
    }
    for fault in clusters.faults() {
        println!("{fault}");
        report.add(Kind::Check, fault.lines().next().unwrap_or_default(), Outcome::Failed);
    }
    clusters
}

fn format(context: &mut Context<'_>) -> Result<(), Fault> {
    check(context, "fmt", &["fmt", "--all", "--check"])
}

fn clippy(context: &mut Context<'_>) -> Result<(), Fault> {
    let all = ["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"];
    check(context, "clippy", &all)
}

/// Each database alone; clippy instead of check because it can refuse warnings without other flags
/// for the dependencies, which would build them again.
fn features(context: &mut Context<'_>) -> Result<(), Fault> {
    for feature in ["sqlite", "postgres", "mysql"] {
        let feature = format!("cbv/{feature}");
        let alone = ["clippy", "-p", "cbv", "-p", "cbv-runtime", "--no-default-features", "--features"];
        let arguments: Vec<&str> =
            alone.into_iter().chain([feature.as_str(), "--", "-D", "warnings"]).collect();
        check(context, &format!("{feature} alone"), &arguments)?;
    }
    Ok(())
}

/// Test binaries that are steps of their own.
const OWN_STEPS: [&str; 2] = ["ui", "browser"];

/// Unit and behaviour tests, twins, hygiene and guide: all but the compile-fail cases and those in a browser.
fn tests(context: &mut Context<'_>) -> Result<(), Fault> {
    let mut arguments = vec!["--lib".to_owned(), "--bins".to_owned()];
    for target in test_targets()? {
        if !OWN_STEPS.contains(&target.as_str()) {
            arguments.extend(["--test".to_owned(), target]);
        }
    }
    cargo_test(context, "tests", Kind::Unit, &arguments)
}

fn compile_fail(context: &mut Context<'_>) -> Result<(), Fault> {
    cargo_test(context, "ui", Kind::Ui, &["--test".to_owned(), "ui".to_owned()])
}

/// Without a driver the tests say themselves that they are skipped.
fn in_browser(context: &mut Context<'_>) -> Result<(), Fault> {
    let driver = browser::driver();
    if driver.is_none() {
        println!("{}", browser::ADVICE);
    }
    let variables = driver.map(|driver| (browser::VARIABLE, driver));
    let targets = ["--test".to_owned(), "browser".to_owned()];
    cargo_test_with(context, "browser", Kind::Browser, &targets, variables)
}

fn doc(context: &mut Context<'_>) -> Result<(), Fault> {
    // The pages of the derives show what they make; a derive cannot run its own examples, the guide does.
    let which = ["--doc", "--exclude", "cbv-macros"].map(str::to_owned);
    cargo_test(context, "doc", Kind::Doc, &which)
}

/// A command whose exit status is the only result.
fn check(context: &mut Context<'_>, name: &str, arguments: &[&str]) -> Result<(), Fault> {
    let good = run::lines(&mut run::cargo(arguments.iter().copied()), |_| true)?;
    context.report.add(Kind::Check, name, if good { Outcome::Passed } else { Outcome::Failed });
    Ok(())
}

/// `cargo test` for some targets of the whole workspace: the same features each time, so that
/// nothing is built twice.
fn cargo_test(context: &mut Context<'_>, name: &str, kind: Kind, targets: &[String]) -> Result<(), Fault> {
    cargo_test_with(context, name, kind, targets, None)
}

/// The same with one more variable.
fn cargo_test_with(
    context: &mut Context<'_>,
    name: &str,
    kind: Kind,
    targets: &[String],
    variable: Option<(&str, PathBuf)>,
) -> Result<(), Fault> {
    let mut command = run::cargo(["test", "--workspace", "--all-features", "--no-fail-fast"]);
    command.args(targets).args(["--", "--show-output"]).envs(context.clusters.variables()).envs(variable);
    let mut libtest = Libtest::new(context.report, kind);
    let good = run::lines(&mut command, |line| libtest.line(line))?;
    libtest.end(name, good);
    Ok(())
}

/// The names of all test binaries of the workspace.
fn test_targets() -> Result<Vec<String>, Fault> {
    let metadata = run::metadata()?;
    let list = |value: &serde_json::Value, key: &str| {
        value.get(key).and_then(|list| list.as_array()).cloned().unwrap_or_default()
    };
    let mut names: Vec<String> = list(&metadata, "packages")
        .iter()
        .flat_map(|package| list(package, "targets"))
        .filter(|target| list(target, "kind").iter().any(|kind| kind == "test"))
        .filter_map(|target| Some(target.get("name")?.as_str()?.to_owned()))
        .collect();
    names.sort_unstable();
    Ok(names)
}
