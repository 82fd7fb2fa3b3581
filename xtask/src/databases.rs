//! `cargo xtask databases`: both servers for whoever develops. Prints the variables to export and
//! stays until Ctrl-C or the end of its standard input; with a command, runs that and stops.

use std::io::{Read as _, Write as _};
use std::process::{Command, ExitCode};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::cluster::{Clusters, Fault};
use crate::process::Group;
use crate::signal;

/// Runs the subcommand; `command` is what follows it on the command line.
pub(crate) fn run(command: &[String]) -> Result<ExitCode, Fault> {
    let clusters = Clusters::start();
    for fault in clusters.faults() {
        eprintln!("{fault}");
    }
    if signal::interrupted() {
        return Ok(ExitCode::FAILURE);
    }
    if let Some((program, arguments)) = command.split_first() {
        let mut command = Command::new(program);
        command.args(arguments).envs(clusters.variables());
        let status = Group::spawn(&mut command)?.wait()?;
        return Ok(ExitCode::from(u8::from(!status.success())));
    }
    let mut out = std::io::stdout().lock();
    for (name, url) in clusters.variables() {
        writeln!(out, "export {name}='{url}'")?;
    }
    out.flush()?;
    let closed = watch_stdin();
    signal::wait_until(|| closed.load(Ordering::SeqCst));
    Ok(ExitCode::SUCCESS)
}

/// A flag that is set at the end of standard input.
fn watch_stdin() -> Arc<AtomicBool> {
    let closed = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&closed);
    std::thread::spawn(move || {
        let mut buffer = [0; 256];
        let mut stdin = std::io::stdin();
        while stdin.read(&mut buffer).is_ok_and(|read| read > 0) {}
        flag.store(true, Ordering::SeqCst);
    });
    closed
}
