//! The two sides, each a program of the package `cbv-bench`, and the pages they are asked for. Called by `mod`, `measure` and
//! `instructions`.

use std::{
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use super::load::Client;
use crate::{
    cluster::{Fault, free_port},
    process::Group,
    signal,
};

/// Which pages are measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Page {
    /// The first ten pages of the list, in turn.
    List,
    /// Posts from all over the table.
    Detail,
}

impl Page {
    /// Both.
    pub(super) const ALL: [Self; 2] = [Self::List, Self::Detail];

    /// How the report calls it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Detail => "detail",
        }
    }

    /// The path of the request with that number, of a blog with so many posts.
    pub(super) fn path(self, number: u64, rows: u64) -> String {
        match self {
            Self::List => format!("/posts/?page={}", number % 10 + 1),
            Self::Detail => format!("/posts/{}/", number.wrapping_mul(6151) % rows + 1),
        }
    }
}

/// One of the two programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// The generated pages.
    Cbv,
    /// The hand-written ones.
    Hand,
}

impl Side {
    fn program(self) -> &'static str {
        match self {
            Self::Cbv => "cbv-bench",
            Self::Hand => "hand",
        }
    }
}

/// A side that runs on a database.
#[derive(Debug)]
pub(super) struct Contestant {
    pub(super) side: Side,
    pub(super) port: u16,
    group: Group,
}

impl Contestant {
    /// Starts a side's program, found in the folder `bin`, and waits until it listens. `wrapper` is what it is run by:
    /// nothing, or valgrind with its options.
    pub(super) fn start(
        side: Side,
        bin: &Path,
        database_url: &str,
        wrapper: &[String],
    ) -> Result<Self, Fault> {
        let port = free_port()?;
        let program = bin.join(side.program());
        let words: Vec<PathBuf> = wrapper.iter().map(PathBuf::from).chain([program]).collect();
        let (first, rest) = words.split_first().ok_or("no program")?;
        let mut command = Command::new(first);
        command.args(rest).env("PORT", port.to_string()).env("DATABASE_URL", database_url);
        command.env_remove("STATIC_HTML");
        let mut group = Group::spawn(&mut command)?;
        let start = Instant::now();
        while Client::connect(port).is_err() {
            if signal::interrupted() {
                return Err("interrupted".into());
            }
            if group.try_wait()?.is_some() || start.elapsed().as_secs() > 120 {
                return Err(format!("{} does not listen", side.program()).into());
            }
            std::thread::sleep(signal::TICK);
        }
        Ok(Self { side, port, group })
    }

    /// The number of its process.
    pub(super) fn pid(&self) -> u32 {
        self.group.id()
    }

    /// The status and the HTML of a page, without the white space between tags.
    fn page(&self, path: &str) -> Result<(u16, String), Fault> {
        let mut client = Client::connect(self.port)?;
        let answer = client.get(path)?;
        let html = String::from_utf8(answer.body.to_vec())?;
        Ok((
            answer.status,
            html.replace('<', " <").replace('>', "> ").split_whitespace().collect::<Vec<_>>().join(" "),
        ))
    }
}

/// Makes sure that two contestants show the same: their figures mean nothing otherwise.
pub(super) fn compare(one: &Contestant, other: &Contestant, rows: u64) -> Result<(), Fault> {
    let last = rows.div_ceil(20);
    let list = ["".to_owned(), "?page=3".to_owned(), format!("?page={last}"), format!("?page={}", last + 1)];
    let detail = [1, rows / 3, rows, rows + 1].map(|id| format!("{id}/"));
    for path in list.iter().chain(&detail) {
        let path = format!("/posts/{path}");
        let ((status, html), expected) = (one.page(&path)?, other.page(&path)?);
        // The pages for what is missing are each side's own.
        if status != expected.0 || (status == 200 && html != expected.1) {
            return Err(format!(
                "the two sides differ at {path}\n{status}: {html}\n{}: {}",
                expected.0, expected.1
            )
            .into());
        }
    }
    Ok(())
}
