//! PostgreSQL: initdb with UTF-8 and the C locale, nothing synced to disk, TCP only.

use std::path::Path;
use std::process::{Command, Stdio};

use rustix::process::Signal;

use super::{Fault, Owner, Recipe, Server};

/// Makes a cluster with the programs of `bin` and starts it; `settings` are added to those of all.
pub(super) fn start(bin: &Path, settings: &[&str]) -> Result<Server, Fault> {
    let owner = Owner::new()?;
    let folder = super::folder(&owner)?;
    let data = folder.path().join("data");
    super::prepare(
        owner
            .command(bin.join("initdb"), "KILL")
            .args(["--username=cbv", "--auth=trust", "--encoding=UTF8"])
            .args(["--locale=C", "--no-sync", "--no-instructions", "-D"])
            .arg(&data),
    )?;
    let recipe = Recipe {
        command: &|owner, folder, port| command(owner, bin, folder, port, settings),
        answers: &|port| answers(bin, port),
        url: &|port| format!("postgres://cbv:cbv@127.0.0.1:{port}/postgres"),
        // An immediate shutdown; with INT (fast) it would write a checkpoint first.
        stop: Signal::QUIT,
    };
    super::serve(&owner, folder, &recipe)
}

fn command(owner: &Owner, bin: &Path, folder: &Path, port: u16, settings: &[&str]) -> Command {
    let mut command = owner.command(bin.join("postgres"), "QUIT");
    command.arg("-D").arg(folder.join("data"));
    let common = [
        "listen_addresses=127.0.0.1",
        "unix_socket_directories=",
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        // Each test has a database and a pool of its own.
        "max_connections=500",
        "timezone=UTC",
    ];
    for setting in common.iter().chain(settings) {
        command.args(["-c", setting]);
    }
    command.arg("-p").arg(port.to_string());
    command
}

fn answers(bin: &Path, port: u16) -> bool {
    Command::new(bin.join("pg_isready"))
        .args(["--quiet", "--host=127.0.0.1", "--dbname=postgres"])
        .arg(format!("--port={port}"))
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
