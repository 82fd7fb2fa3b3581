//! `cargo-fuzz` on what clients send, for a short time: a step of `test`, skipped where it or a nightly compiler is missing.
//!
//! The cases that are made up on the pinned compiler are in `tests/behaviour/upload_random.rs`.

use crate::cluster::Fault;
use crate::count::{Kind, Outcome, Report};
use crate::run;

/// The targets, in `fuzz/fuzz_targets`.
const TARGETS: [&str; 1] = ["parse"];

/// How many seconds each runs, after it is built.
const SECONDS: u32 = 30;

const ADVICE: &str = "cargo-fuzz or a nightly compiler not found: fuzzing is skipped. Install both and run this again: \
    `rustup toolchain install nightly`, `cargo install cargo-fuzz`";

/// Runs each target. What it finds interesting goes to a temporary folder; what is a fault stays in `fuzz/artifacts`.
pub(crate) fn run(report: &mut Report) -> Result<(), Fault> {
    let installed = run::cargo(["+nightly", "fuzz", "--version"]).output();
    let installed = installed.is_ok_and(|output| output.status.success());
    if !installed {
        println!("{ADVICE}");
    }
    for target in TARGETS {
        let outcome = if !installed {
            Outcome::Skipped
        } else if fuzz(target)? {
            Outcome::Passed
        } else {
            Outcome::Failed
        };
        report.add(Kind::Check, format!("fuzz {target}"), outcome);
    }
    Ok(())
}

fn fuzz(target: &str) -> Result<bool, Fault> {
    let found = tempfile::tempdir()?;
    // no `unsafe` is in these crates, so that the sanitizer of addresses would find nothing, and takes half of the time
    let mut command = run::cargo(["+nightly", "fuzz", "run", "--dev", "--sanitizer", "none", target]);
    command.arg(found.path()).arg(format!("fuzz/corpus/{target}"));
    command.args(["--", &format!("-max_total_time={SECONDS}"), "-max_len=4096", "-print_final_stats=1"]);
    run::lines(&mut command, |line| !line.contains("\tNEW") && !line.contains("\tREDUCE"))
}
