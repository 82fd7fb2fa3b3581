//! Database servers of our own: started in a temporary folder on a free port for one run, gone
//! afterwards. Nothing of the system's own servers is used but the programs.
//!
//! Called by `xtask test`, `xtask bench` and `xtask databases`. One file per server says how it is initialised,
//! started and asked whether it answers; `install` finds the programs.

mod install;
mod mariadb;
mod owner;
mod postgres;

use std::error::Error;
use std::fs::File;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::Signal;
use tempfile::TempDir;

use crate::process::Group;
use crate::signal;
use owner::Owner;

/// What a step of starting a server may fail with; it is shown to the developer as it is.
pub(crate) type Fault = Box<dyn Error + Send + Sync>;

/// How long a server may take until it answers; a machine that compiles beside it is slow.
const PATIENCE: Duration = Duration::from_secs(120);

/// Another program may take the free port between the asking and the using.
const TRIES: usize = 5;

/// Both servers. One that cannot be started leaves its fault, so that the tests of the others
/// still run.
#[derive(Debug)]
pub(crate) struct Clusters {
    /// PostgreSQL, for `CBV_TEST_POSTGRES`.
    pub(crate) postgres: Result<Server, String>,
    /// MariaDB, for `CBV_TEST_MYSQL`.
    pub(crate) mysql: Result<Server, String>,
}

impl Server {
    /// The base URL: it names a database that nothing else of a run uses.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

impl Clusters {
    /// Starts both. Must be called by the thread that lives as long as they do: on Linux the
    /// servers are ended by the kernel when that thread ends.
    pub(crate) fn start() -> Self {
        let programs = install::find_or_install();
        let start = |name: &str, start: &dyn Fn() -> Result<Server, Fault>| {
            start().map_err(|fault| format!("{name}: {fault}"))
        };
        Self {
            postgres: start("PostgreSQL", &|| postgres::start(programs.postgres()?, &[])),
            mysql: start("MariaDB", &|| mariadb::start(&programs.mariadb()?)),
        }
    }

    /// The variables that the tests read: each is a base URL of a user who may create databases.
    pub(crate) fn variables(&self) -> Vec<(&'static str, &str)> {
        [("CBV_TEST_POSTGRES", &self.postgres), ("CBV_TEST_MYSQL", &self.mysql)]
            .into_iter()
            .filter_map(|(name, server)| Some((name, server.as_ref().ok()?.url())))
            .collect()
    }

    /// Why a server is missing, for each that is.
    pub(crate) fn faults(&self) -> impl Iterator<Item = &str> {
        [&self.postgres, &self.mysql].into_iter().filter_map(|server| Some(server.as_ref().err()?.as_str()))
    }
}

/// PostgreSQL alone, for `xtask bench`, with settings of its own: `["jit=off"]`.
pub(crate) fn postgres(settings: &[&str]) -> Result<Server, Fault> {
    postgres::start(install::find_or_install().postgres()?, settings)
}

/// A running server. Dropping it kills the server, then deletes its folder: the fields are dropped
/// in the order written.
#[derive(Debug)]
pub(crate) struct Server {
    url: String,
    running: StopFirst,
    _folder: TempDir,
}

impl Server {
    /// The number of its first process, the parent of the others.
    pub(crate) fn pid(&self) -> u32 {
        self.running.group.id()
    }
}

/// A server that is asked to end before it is killed: PostgreSQL's children leave its process
/// group, so only the postmaster can end them.
#[derive(Debug)]
struct StopFirst {
    group: Group,
    signal: Signal,
}

impl Drop for StopFirst {
    fn drop(&mut self) {
        if self.group.signal(self.signal).is_ok() {
            let _ = self.group.wait_for(Duration::from_secs(10));
        }
    }
}

/// How one kind of server is started in a prepared folder.
struct Recipe<'a> {
    /// Builds the command of the server for a port.
    command: &'a dyn Fn(&Owner, &Path, u16) -> Command,
    /// Whether the server at this port answers queries.
    answers: &'a dyn Fn(u16) -> bool,
    /// The URL for a port.
    url: &'a dyn Fn(u16) -> String,
    /// What ends it quickly, children included; its data need no saving.
    stop: Signal,
}

/// A folder that the servers' user may use, deleted with its owner.
fn folder(owner: &Owner) -> Result<TempDir, Fault> {
    let folder = tempfile::Builder::new().prefix("cbv-").tempdir()?;
    owner.give(folder.path())?;
    Ok(folder)
}

/// Starts the server on a free port, and waits until it answers.
fn serve(owner: &Owner, folder: TempDir, recipe: &Recipe<'_>) -> Result<Server, Fault> {
    let log = folder.path().join("log");
    for _ in 0..TRIES {
        let port = free_port()?;
        let output = File::create(&log)?;
        let mut command = (recipe.command)(owner, folder.path(), port);
        command.current_dir(folder.path()).stdin(Stdio::null()).stdout(output.try_clone()?).stderr(output);
        let mut group = StopFirst { group: Group::spawn_server(&mut command)?, signal: recipe.stop };
        let start = Instant::now();
        while group.group.try_wait()?.is_none() {
            if signal::interrupted() {
                return Err("interrupted".into());
            }
            if start.elapsed() > PATIENCE {
                return Err(format!("no answer in {PATIENCE:?}\n{}", tail(&log)).into());
            }
            if (recipe.answers)(port) {
                return Ok(Server { url: (recipe.url)(port), running: group, _folder: folder });
            }
            std::thread::sleep(signal::TICK);
        }
    }
    Err(format!("ended at once, {TRIES} times\n{}", tail(&log)).into())
}

/// Runs a command that prepares a folder, and shows its output only when it fails.
fn prepare(command: &mut Command) -> Result<(), Fault> {
    let output = command.stdin(Stdio::null()).output()?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!(
        "{}: {}\n{}{}",
        command.get_program().to_string_lossy(),
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
    .into())
}

/// A port that is free now.
pub(crate) fn free_port() -> Result<u16, Fault> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port())
}

/// The last lines of a server's log.
fn tail(log: &PathBuf) -> String {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines.get(lines.len().saturating_sub(20)..).unwrap_or_default().join("\n")
}
