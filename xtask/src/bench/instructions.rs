//! Instructions per request, counted by valgrind's callgrind: those of the server's process in user space, the same however
//! busy the machine is. Called by `mod` for each database, and by `hooks`.

use std::{
    ops::Range,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use super::{
    contestant::{Contestant, Page, Side},
    load::Client,
};
use crate::{cluster::Fault, signal};

/// Requests before the count begins, and those counted.
const WARM: u64 = 50;
const COUNTED: u64 = 100;

/// Whether the programs are there.
pub(super) fn available() -> bool {
    ["valgrind", "callgrind_control"].iter().all(|program| {
        let mut command = Command::new(program);
        let command =
            command.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    })
}

/// Instructions of one request for each page, of one side on one database.
pub(super) fn count(
    side: Side,
    bin: &Path,
    database_url: &str,
    rows: u64,
) -> Result<Vec<(Page, f64)>, Fault> {
    let mut counter = Counter::start(side, bin, database_url, &[])?;
    let mut counts = Vec::new();
    for page in Page::ALL {
        let path = |number| page.path(number, rows);
        counter.ask(0..WARM, path)?;
        counts.push((page, counter.count(WARM..WARM + COUNTED, path)?));
    }
    Ok(counts)
}

/// A side that runs under callgrind, and one connection to it.
pub(super) struct Counter {
    server: Contestant,
    client: Client,
    folder: tempfile::TempDir,
    dumps: usize,
}

impl Counter {
    /// Starts a side's program, `before` which stands what changes its environment.
    pub(super) fn start(side: Side, bin: &Path, database_url: &str, before: &[&str]) -> Result<Self, Fault> {
        let folder = tempfile::Builder::new().prefix("cbv-").tempdir()?;
        let out = format!("--callgrind-out-file={}", folder.path().join("out").display());
        let valgrind = ["valgrind", "-q", "--tool=callgrind", &out];
        let wrapper: Vec<String> = before.iter().chain(&valgrind).map(|word| (*word).to_owned()).collect();
        let server = Contestant::start(side, bin, database_url, &wrapper)?;
        let client = Client::connect(server.port)?;
        Ok(Self { server, client, folder, dumps: 0 })
    }

    /// Asks for pages that are not counted.
    pub(super) fn ask(&mut self, numbers: Range<u64>, path: impl Fn(u64) -> String) -> Result<(), Fault> {
        self.ask_with(numbers, 200, |client, number| client.get(&path(number)).map(|answer| answer.status))
    }

    /// The same with any request; an answer with another status than `expected` is a fault.
    pub(super) fn ask_with(
        &mut self,
        numbers: Range<u64>,
        expected: u16,
        send: impl Fn(&mut Client, u64) -> Result<u16, Fault>,
    ) -> Result<(), Fault> {
        for number in numbers {
            let status = send(&mut self.client, number)?;
            if status != expected {
                return Err(format!("request {number}: {status}").into());
            }
        }
        Ok(())
    }

    /// Asks for pages, and counts: the instructions of one request.
    pub(super) fn count(&mut self, numbers: Range<u64>, path: impl Fn(u64) -> String) -> Result<f64, Fault> {
        self.count_with(numbers, 200, |client, number| client.get(&path(number)).map(|answer| answer.status))
    }

    /// The same with any request.
    pub(super) fn count_with(
        &mut self,
        numbers: Range<u64>,
        expected: u16,
        send: impl Fn(&mut Client, u64) -> Result<u16, Fault>,
    ) -> Result<f64, Fault> {
        let requests = numbers.end.saturating_sub(numbers.start).max(1);
        control("--zero", &self.server)?;
        self.ask_with(numbers, expected, send)?;
        control("--dump", &self.server)?;
        self.dumps += 1;
        let total = total(&self.folder.path().join(format!("out.{}", self.dumps)))?;
        Ok(total as f64 / requests as f64)
    }
}

fn control(option: &str, server: &Contestant) -> Result<(), Fault> {
    let mut command = Command::new("callgrind_control");
    let output = command.arg(option).arg(server.pid().to_string()).stdin(Stdio::null()).output()?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("callgrind_control {option}: {}", String::from_utf8_lossy(&output.stderr)).into())
}

/// The sum that a dump ends with. It is written after `callgrind_control` has returned.
fn total(dump: &Path) -> Result<u64, Fault> {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(60) && !signal::interrupted() {
        let text = std::fs::read(dump).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        if let Some(total) = text.lines().rev().find_map(|line| line.strip_prefix("totals: ")) {
            return Ok(total.trim().parse()?);
        }
        std::thread::sleep(signal::TICK);
    }
    Err("callgrind has written no totals".into())
}
