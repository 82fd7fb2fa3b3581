//! A child process in a group of its own that never outlives its owner.
//!
//! Used for database servers (`cluster`), for the steps of a test run (`run`) and for the example
//! that is crawled. What the output means belongs to the callers.

use std::io;
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, ExitStatus};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};

use crate::signal;

/// A running child whose whole group is killed when this is dropped.
#[derive(Debug)]
pub(crate) struct Group {
    child: Child,
    pid: Pid,
    ended: bool,
    /// Whether Ctrl-C ends it at once; a database ends when its owner is dropped instead, after
    /// the tests that use it.
    registered: bool,
}

impl Group {
    /// Starts a command of a step: a signal to this program ends it.
    pub(crate) fn spawn(command: &mut Command) -> io::Result<Self> {
        let mut group = Self::spawn_server(command)?;
        signal::register(group.pid);
        group.registered = true;
        Ok(group)
    }

    /// Starts a command that only its owner ends.
    pub(crate) fn spawn_server(command: &mut Command) -> io::Result<Self> {
        let child = command.process_group(0).spawn()?;
        let pid = Pid::from_child(&child);
        Ok(Self { child, pid, ended: false, registered: false })
    }

    /// The child's number.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// The exit status, when the child has ended.
    pub(crate) fn try_wait(&mut self) -> io::Result<Option<ExitStatus>> {
        let status = self.child.try_wait()?;
        if status.is_some() {
            self.ended = true;
        }
        Ok(status)
    }

    /// Waits for the end of the child.
    pub(crate) fn wait(&mut self) -> io::Result<ExitStatus> {
        let status = self.child.wait()?;
        self.ended = true;
        Ok(status)
    }

    /// Waits for the end of the child, but no longer than `limit`.
    pub(crate) fn wait_for(&mut self, limit: Duration) -> io::Result<Option<ExitStatus>> {
        let start = Instant::now();
        loop {
            let status = self.try_wait()?;
            if status.is_some() || start.elapsed() > limit {
                return Ok(status);
            }
            std::thread::sleep(signal::TICK);
        }
    }

    /// Sends a signal to the child alone.
    pub(crate) fn signal(&self, signal: Signal) -> io::Result<()> {
        Ok(rustix::process::kill_process(self.pid, signal)?)
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        if self.registered {
            signal::forget(self.pid);
        }
        // Also when the child has ended: it may have left children of its own.
        let _ = kill_process_group(self.pid, Signal::KILL);
        if !self.ended {
            let _ = self.child.wait();
        }
    }
}

/// A command as one would type it, to be printed before it runs.
pub(crate) fn typed(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| {
            let word = word.to_string_lossy();
            let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=,:@+".contains(c);
            if !word.is_empty() && word.chars().all(plain) {
                word.into_owned()
            } else {
                format!("'{}'", word.replace('\'', r"'\''"))
            }
        })
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_printed_as_one_would_type_it() {
        let mut command = Command::new("cargo");
        command.args(["test", "--", "it's", "a=b"]);
        assert_eq!(typed(&command), r"cargo test -- 'it'\''s' a=b");
    }

    #[test]
    fn the_whole_group_ends_with_its_owner() {
        let folder = tempfile::tempdir().unwrap();
        let pid = folder.path().join("pid");
        let script = format!("sleep 600 & echo $! > {}; wait", pid.display());
        let group = Group::spawn(Command::new("sh").args(["-c", &script])).unwrap();
        let grandchild = loop {
            let text = std::fs::read_to_string(&pid).unwrap_or_default();
            if text.ends_with('\n') {
                break Pid::from_raw(text.trim().parse().unwrap()).unwrap();
            }
            std::thread::sleep(signal::TICK);
        };
        drop(group);
        // An orphan is reaped by init: until then it is a zombie, so its state is asked.
        let stat = format!("/proc/{}/stat", grandchild.as_raw_nonzero());
        for _ in 0..200 {
            let text = std::fs::read_to_string(&stat).unwrap_or_default();
            if text.is_empty() || text.contains(") Z ") {
                return;
            }
            std::thread::sleep(signal::TICK);
        }
        panic!("the grandchild is still running");
    }
}
