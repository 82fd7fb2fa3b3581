//! `cargo xtask expand` and `cargo xtask bless`: what the derives generate, as the snapshots of
//! cbv-macros record it, and the rewriting of those snapshots and of the compile-fail messages.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use crate::cluster::Fault;
use crate::run;

/// Where the unit tests of cbv-macros keep their snapshots.
const SNAPSHOTS: &str = "cbv-macros/src/tests/snapshots";

/// Prints the snapshots whose file name contains one of `names`, or all of them.
pub(crate) fn expand(names: &[String]) -> Result<ExitCode, Fault> {
    let folder = run::root().join(SNAPSHOTS);
    let mut files = Vec::new();
    for entry in fs::read_dir(&folder).map_err(|fault| format!("{SNAPSHOTS}: {fault}"))? {
        files.push(entry?.path());
    }
    files.sort();
    let wanted = |file: &Path| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        names.is_empty() || names.iter().any(|part| name.contains(part.as_str()))
    };
    files.retain(|file| file.is_file() && wanted(file));
    if files.is_empty() {
        return Err(format!("no snapshot of that name in {SNAPSHOTS}").into());
    }
    for file in files {
        println!("// {}\n{}", file.display(), fs::read_to_string(&file)?);
    }
    Ok(ExitCode::SUCCESS)
}

/// Rewrites the snapshots and the messages. The difference is then for git to show and for a person
/// to judge.
pub(crate) fn bless() -> Result<ExitCode, Fault> {
    let all = ["test", "--workspace", "--all-features"];
    let snapshots = run::cargo(all.into_iter().chain(["--lib"]));
    let messages = run::cargo(all.into_iter().chain(["--test", "ui"]));
    let guide = run::cargo(all.into_iter().chain(["--test", "guide", "shown"]));
    let mut good = true;
    for mut command in [snapshots, messages, guide] {
        command.env("CBV_BLESS", "1").env("TRYBUILD", "overwrite");
        good &= run::lines(&mut command, |_| true)?;
    }
    Ok(ExitCode::from(u8::from(!good)))
}
