//! Runs one command of a step: prints it as one would type it, then its output as it comes.
//!
//! Called by everything that runs cargo. What the lines mean is read by the callers.

use std::io::{self, BufRead as _, BufReader, PipeReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use crate::cluster::Fault;
use crate::process::{Group, typed};
use crate::signal;

/// The folder of the workspace.
pub(crate) fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_owned()
}

/// cargo, at the root of the workspace, as if no other cargo had started this program: build
/// scripts that look at those variables would run again and again.
pub(crate) fn cargo<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Command {
    let mut command = Command::new("cargo");
    command.args(arguments).current_dir(root()).stdin(Stdio::null());
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    command
}

/// What cargo knows about the packages of the workspace.
pub(crate) fn metadata() -> Result<serde_json::Value, Fault> {
    let output = cargo(["metadata", "--no-deps", "--format-version", "1"]).output()?;
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// The folder that cargo builds into.
pub(crate) fn target_directory() -> Result<PathBuf, Fault> {
    let metadata = metadata()?;
    let folder = metadata.get("target_directory").and_then(|folder| folder.as_str());
    Ok(folder.ok_or("cargo metadata names no target_directory")?.into())
}

/// Runs a command to its end, and says whether it succeeded. Each line of its output, both streams
/// in one, goes to `line`, and is printed when that says so.
pub(crate) fn lines(command: &mut Command, mut line: impl FnMut(&str) -> bool) -> Result<bool, Fault> {
    println!("$ {}", typed(command));
    let (mut group, lines) = start(command)?;
    let mut ended = None;
    loop {
        match lines.recv_timeout(signal::TICK) {
            Ok(text) => {
                if line(&text) {
                    println!("{text}");
                }
            }
            Err(RecvTimeoutError::Disconnected) => break,
            // Something that the command has left behind keeps the pipe open.
            Err(RecvTimeoutError::Timeout) if ended.is_some() => break,
            Err(RecvTimeoutError::Timeout) => ended = group.try_wait()?,
        }
    }
    let good = group.wait()?.success();
    if signal::interrupted() { Err("interrupted".into()) } else { Ok(good) }
}

/// Starts a command whose lines, of both streams, are then received.
pub(crate) fn start(command: &mut Command) -> Result<(Group, Receiver<String>), Fault> {
    let (reader, writer) = io::pipe()?;
    command.stdin(Stdio::null()).stdout(writer.try_clone()?).stderr(writer);
    let group = Group::spawn(command);
    // The command holds the writing end, which must close when the process ends.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    Ok((group?, receive(reader)))
}

fn receive(reader: PipeReader) -> Receiver<String> {
    let (sender, lines) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(reader).split(b'\n') {
            let Ok(line) = line else { return };
            let line = String::from_utf8_lossy(&line);
            if sender.send(line.trim_end_matches('\r').to_owned()).is_err() {
                return;
            }
        }
    });
    lines
}

/// A duration as a step prints it.
pub(crate) fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_streams_are_read_line_by_line_in_order() {
        let mut seen = Vec::new();
        let mut command = Command::new("sh");
        command.args(["-c", "echo one; echo two >&2; printf three"]);
        let good = lines(&mut command, |line| {
            seen.push(line.to_owned());
            false
        });
        assert!(good.unwrap());
        assert_eq!(seen, ["one", "two", "three"]);
    }

    #[test]
    fn a_child_left_behind_does_not_keep_the_step_waiting() {
        let mut command = Command::new("sh");
        command.args(["-c", "sleep 600 & exit 3"]);
        assert!(!lines(&mut command, |_| false).unwrap());
    }
}
