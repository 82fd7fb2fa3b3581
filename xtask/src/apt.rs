//! Programs of the system: where they are, and Debian's packages of those that are missing.
//!
//! Called by `cluster` for the database servers and by `browser` for Chromium. No service is started.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::process::typed;

/// A package with a service, such as `postgresql`, must not start it.
const INSTALL: &str = r#"
set -eu
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' > "$policy"
    chmod 755 "$policy"
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -q
apt-get install -y -q --no-install-recommends "$@"
"#;

/// Installs packages where apt is there and the rights are, too. Whether the programs can be found then, the caller asks
/// again.
pub(crate) fn install(packages: &[&str]) {
    if packages.is_empty() || on_path("apt-get").is_none() {
        return;
    }
    let Some(mut shell) = root_shell() else { return };
    shell.args(["-c", INSTALL, "install"]).args(packages);
    eprintln!("Installing {} with apt-get", packages.join(" and "));
    // apt's report belongs to the terminal, not to what our caller reads from standard output.
    shell.stdin(Stdio::null()).stdout(std::io::stderr());
    match shell.status() {
        Ok(status) if status.success() => {}
        Ok(status) => eprintln!("apt-get: {status}"),
        Err(fault) => eprintln!("{}: {fault}", typed(&shell)),
    }
}

/// A shell with root's rights, when no password has to be typed for it.
fn root_shell() -> Option<Command> {
    if rustix::process::geteuid().is_root() {
        return Some(Command::new("sh"));
    }
    let sudo = on_path("sudo")?;
    let allowed = Command::new(&sudo)
        .args(["-n", "true"])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    allowed.then(|| {
        let mut command = Command::new(sudo);
        command.args(["-n", "sh"]);
        command
    })
}

/// A program of the path or of the folders for servers, which a user's path often lacks.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(["/usr/sbin", "/usr/local/sbin", "/usr/libexec"].map(PathBuf::from))
        .map(|folder| folder.join(name))
        .find(|program| program.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_is_on_the_path() {
        assert!(on_path("sh").is_some());
        assert!(on_path("a-program-that-nobody-has").is_none());
    }
}
