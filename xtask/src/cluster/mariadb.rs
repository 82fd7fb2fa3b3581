//! MariaDB: utf8mb4 with its default collation, nothing synced to disk, no settings of the system.

use std::io::Read as _;
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use rustix::process::Signal;

use super::install::MariaDb;
use super::{Fault, Owner, Recipe, Server};

/// Run by the server at each start, one statement a line.
const SETUP: &str = "\
CREATE DATABASE IF NOT EXISTS cbv;
CREATE USER IF NOT EXISTS 'cbv'@'%' IDENTIFIED BY 'cbv';
GRANT ALL PRIVILEGES ON *.* TO 'cbv'@'%' WITH GRANT OPTION;
";

/// Makes a data folder and starts a server on it.
pub(super) fn start(programs: &MariaDb) -> Result<Server, Fault> {
    let owner = Owner::new()?;
    let folder = super::folder(&owner)?;
    super::prepare(
        owner
            .command(&programs.install_db, "KILL")
            .args(["--no-defaults", "--skip-test-db", "--skip-name-resolve"])
            .arg("--auth-root-authentication-method=normal")
            .arg(format!("--datadir={}", folder.path().join("data").display()))
            .current_dir(folder.path()),
    )?;
    std::fs::write(folder.path().join("setup.sql"), SETUP)?;
    let recipe = Recipe {
        command: &|owner, folder, port| command(owner, &programs.server, folder, port),
        answers: &answers,
        url: &|port| format!("mysql://cbv:cbv@127.0.0.1:{port}/cbv"),
        stop: Signal::KILL,
    };
    super::serve(&owner, folder, &recipe)
}

fn command(owner: &Owner, server: &Path, folder: &Path, port: u16) -> Command {
    let mut command = owner.command(server, "KILL");
    command
        .arg("--no-defaults")
        .arg(format!("--datadir={}", folder.join("data").display()))
        .arg(format!("--socket={}", folder.join("socket").display()))
        .arg(format!("--pid-file={}", folder.join("pid").display()))
        .arg(format!("--init-file={}", folder.join("setup.sql").display()))
        .arg(format!("--tmpdir={}", folder.display()))
        .arg(format!("--port={port}"))
        .args(["--bind-address=127.0.0.1", "--skip-name-resolve"])
        .args(["--character-set-server=utf8mb4", "--max-connections=500"])
        .args(["--skip-log-bin", "--sync-binlog=0", "--innodb-doublewrite=0"])
        .args(["--innodb-flush-log-at-trx-commit=0", "--default-time-zone=+00:00"]);
    command
}

/// The server greets whoever connects, once its start-up file is done.
fn answers(port: u16) -> bool {
    let Ok(mut stream) = TcpStream::connect((Ipv4Addr::LOCALHOST, port)) else {
        return false;
    };
    let mut greeting = [0; 5];
    let patience = stream.set_read_timeout(Some(Duration::from_secs(1)));
    // The fifth byte is the protocol's version; an error packet has 0xff there.
    patience.is_ok() && stream.read_exact(&mut greeting).is_ok() && greeting.ends_with(&[10])
}
