//! Starts the bookshop as a user would, once on each database, in an empty folder: it must serve,
//! every link must lead somewhere, the HTML must be sound, and it must stop when told to.
//!
//! A step of `test`. What the pages show is tested by the bookshop's own tests.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use rustix::process::Signal;
use url::{Position, Url};

use crate::cluster::{Clusters, Fault, Server};
use crate::count::{Kind, Outcome, Report};
use crate::crawl::{Crawl, crawl};
use crate::process::{Group, typed};
use crate::{run, signal};

/// How long the first start may take, with its migrations and its seed.
const START: Duration = Duration::from_secs(120);

/// How long the end may take, with an idle connection open.
const END: Duration = Duration::from_secs(5);

/// How many faults of one kind are printed.
const SHOWN: usize = 20;

/// The checks, by the names they are counted under.
const CHECKS: [&str; 4] = ["serves", "links", "html", "stops"];

/// Builds the bookshop and checks it on each database.
pub(crate) fn run(clusters: &Clusters, report: &mut Report) -> Result<(), Fault> {
    if !run::lines(&mut run::cargo(["build", "-p", "bookshop"]), |_| true)? {
        return Err("the bookshop does not compile".into());
    }
    let program = run::target_directory()?.join("debug").join("bookshop");
    // Without a variable it makes a file of its own.
    check("sqlite", &program, None, report);
    for (database, server) in [("postgres", &clusters.postgres), ("mysql", &clusters.mysql)] {
        match server.as_ref().map(Server::url) {
            Ok(url) => check(database, &program, Some(url), report),
            Err(_) => {
                for name in CHECKS {
                    report.add(Kind::Example, format!("bookshop {name}::{database}"), Outcome::Skipped);
                }
            }
        }
    }
    Ok(())
}

/// All checks on one database; one that could not be made, as an earlier one broke off, has failed.
fn check(database: &str, program: &Path, url: Option<&str>, report: &mut Report) {
    let mut results = Vec::new();
    if let Err(fault) = examine(program, url, &mut results) {
        println!("bookshop on {database}: {fault}");
    }
    for (index, name) in CHECKS.iter().enumerate() {
        let good = results.get(index).copied().unwrap_or(false);
        let outcome = if good { Outcome::Passed } else { Outcome::Failed };
        report.add(Kind::Example, format!("bookshop {name}::{database}"), outcome);
    }
}

/// The results, in the order of [`CHECKS`].
fn examine(program: &Path, url: Option<&str>, results: &mut Vec<bool>) -> Result<(), Fault> {
    let folder = tempfile::Builder::new().prefix("cbv-bookshop-").tempdir()?;
    let mut command = Command::new(program);
    command.current_dir(folder.path()).env_remove("DATABASE_URL").env("BIND", "127.0.0.1:0");
    let mut settings = "BIND=127.0.0.1:0".to_owned();
    if let Some(url) = url {
        command.env("DATABASE_URL", url);
        settings = format!("DATABASE_URL={url} {settings}");
    }
    println!("$ cd {} && {settings} {}", folder.path().display(), typed(&command));
    let (mut group, lines) = run::start(&mut command)?;
    let home = address(&lines)?;
    // The output is read on, so that the server never waits for a full pipe.
    std::thread::spawn(move || lines.into_iter().for_each(drop));
    results.push(true);

    let crawl = crawl(&home)?;
    println!("{home}: {crawl}");
    show(&crawl.links);
    show(&crawl.markup);
    results.push(crawl.links.is_empty() && is_site(&crawl));
    results.push(crawl.markup.is_empty() && is_site(&crawl));
    stop(&home, &mut group)?;
    results.push(true);
    Ok(())
}

/// A first page that links to nothing would pass every other check.
fn is_site(crawl: &Crawl) -> bool {
    crawl.pages > 1
}

fn show(faults: &[String]) {
    for fault in faults.iter().take(SHOWN) {
        println!("  {fault}");
    }
    if faults.len() > SHOWN {
        println!("  and {} more", faults.len() - SHOWN);
    }
}

/// The address that the server prints; what it prints before is shown if it never comes.
fn address(lines: &Receiver<String>) -> Result<Url, Fault> {
    let start = Instant::now();
    let mut printed = String::new();
    while start.elapsed() < START && !signal::interrupted() {
        match lines.recv_timeout(signal::TICK) {
            Ok(line) => {
                if let Some(url) = printed_address(&line) {
                    return Ok(url);
                }
                printed = printed + &line + "\n";
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                return Err(format!("it ended before it said where it listens:\n{printed}").into());
            }
        }
    }
    Err(format!("it did not say where it listens:\n{printed}").into())
}

/// The address in a line such as `listening on http://127.0.0.1:4711/`.
fn printed_address(line: &str) -> Option<Url> {
    let (_, rest) = line.split_once("http://127.0.0.1:")?;
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let port: u16 = rest.get(..end)?.parse().ok().filter(|port| *port != 0)?;
    Url::parse(&format!("http://127.0.0.1:{port}/")).ok()
}

/// Ends the server while a connection that has had its answer stays open.
fn stop(home: &Url, group: &mut Group) -> Result<(), Fault> {
    let host = &home[Position::BeforeHost..Position::AfterPort];
    let mut stream = TcpStream::connect(host)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    write!(stream, "GET / HTTP/1.1\r\nHost: {host}\r\n\r\n")?;
    let mut answer = [0; 12];
    stream.read_exact(&mut answer)?;
    if &answer != b"HTTP/1.1 200" {
        return Err(format!("it answered {}", String::from_utf8_lossy(&answer)).into());
    }
    let start = Instant::now();
    group.signal(Signal::TERM)?;
    match group.wait_for(END)? {
        Some(status) if status.success() => {
            println!("stopped in {}, with a connection open", run::seconds(start.elapsed()));
            drop(stream);
            Ok(())
        }
        Some(status) => Err(format!("after SIGTERM it ended with {status}").into()),
        None => Err(format!("with a connection open, it did not end in {END:?} after SIGTERM").into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_read_from_what_is_printed() {
        let url = printed_address("Listening on http://127.0.0.1:4711/, try:").unwrap();
        assert_eq!(url.as_str(), "http://127.0.0.1:4711/");
        assert_eq!(printed_address("Listening"), None);
        assert_eq!(printed_address("BIND is http://127.0.0.1:0/"), None);
    }
}
