//! Instructions per request, counted by valgrind's callgrind: those of the server's process in user space, the same however
//! busy the machine is. Called by `mod` for each database.

use std::{
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
    let folder = tempfile::Builder::new().prefix("cbv-").tempdir()?;
    let out = folder.path().join("out");
    let wrapper = ["valgrind", "-q", "--tool=callgrind"].map(str::to_owned).into_iter();
    let wrapper: Vec<String> = wrapper.chain([format!("--callgrind-out-file={}", out.display())]).collect();
    let server = Contestant::start(side, bin, database_url, &wrapper)?;
    let mut client = Client::connect(server.port)?;
    let mut dumps = 0;
    let mut counts = Vec::new();
    for page in Page::ALL {
        ask(&mut client, page, 0..WARM, rows)?;
        control("--zero", &server)?;
        ask(&mut client, page, WARM..WARM + COUNTED, rows)?;
        control("--dump", &server)?;
        dumps += 1;
        let total = total(&folder.path().join(format!("out.{dumps}")))?;
        counts.push((page, total as f64 / COUNTED as f64));
    }
    Ok(counts)
}

fn ask(client: &mut Client, page: Page, numbers: std::ops::Range<u64>, rows: u64) -> Result<(), Fault> {
    for number in numbers {
        let path = page.path(number, rows);
        let status = client.get(&path)?.status;
        if status != 200 {
            return Err(format!("{path}: {status}").into());
        }
    }
    Ok(())
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
