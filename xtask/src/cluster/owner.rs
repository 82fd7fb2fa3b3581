//! The user whom the servers run as. Both refuse or dislike root, so root hands them to `nobody`;
//! anybody else runs them as themselves.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::Fault;

/// Who runs the servers, and how their commands are written for that.
#[derive(Debug)]
pub(crate) struct Owner {
    /// User and group, when this program runs as root.
    ids: Option<(u32, u32)>,
    /// util-linux's program that changes the user; also without root it has the kernel end the
    /// server when this program is killed and cannot do it.
    setpriv: Option<PathBuf>,
}

impl Owner {
    /// Finds out who runs this program.
    pub(crate) fn new() -> Result<Self, Fault> {
        let setpriv = crate::apt::on_path("setpriv");
        if !rustix::process::geteuid().is_root() {
            return Ok(Self { ids: None, setpriv });
        }
        if setpriv.is_none() {
            return Err("as root, setpriv (of util-linux) is needed to run it as nobody".into());
        }
        Ok(Self { ids: Some((id("-u")?, id("-g")?)), setpriv })
    }

    /// Gives a folder to the user.
    pub(crate) fn give(&self, path: &Path) -> io::Result<()> {
        match self.ids {
            Some((user, group)) => std::os::unix::fs::chown(path, Some(user), Some(group)),
            None => Ok(()),
        }
    }

    /// A command run as that user, which gets the signal named `at_death` if this program is
    /// killed.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>, at_death: &str) -> Command {
        let Some(setpriv) = &self.setpriv else {
            return Command::new(program);
        };
        let mut command = Command::new(setpriv);
        if let Some((user, group)) = self.ids {
            command.arg(format!("--reuid={user}"));
            command.arg(format!("--regid={group}"));
            command.arg("--clear-groups");
        }
        command.arg(format!("--pdeathsig={at_death}")).arg("--").arg(program);
        command
    }
}

/// A number of `nobody`, as the system knows it.
fn id(option: &str) -> Result<u32, Fault> {
    let output = Command::new("id").args([option, "nobody"]).output()?;
    Ok(String::from_utf8(output.stdout)?.trim().parse()?)
}
