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
    /// The first ten pages of months, in turn.
    Month,
    /// The first ten pages of days, in turn.
    Day,
}

impl Page {
    /// All of them.
    pub(super) const ALL: [Self; 4] = [Self::List, Self::Detail, Self::Month, Self::Day];
    /// Those that there are with hooks, too.
    pub(super) const HOOKED: [Self; 2] = [Self::List, Self::Detail];

    /// How the report calls it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Detail => "detail",
            Self::Month => "month",
            Self::Day => "day",
        }
    }

    /// The path of the request with that number, of a blog with so many posts.
    pub(super) fn path(self, number: u64, rows: u64) -> String {
        match self {
            Self::List => format!("/posts/?page={}", number % 10 + 1),
            Self::Detail => format!("/posts/{}/", number.wrapping_mul(6151) % rows + 1),
            Self::Month | Self::Day => {
                let (year, month, day) = day(number.wrapping_mul(6151) / 10 % whole_days(rows));
                let day = if self == Self::Day { format!("{day:02}/") } else { String::new() };
                format!("/archive/{year}/{month:02}/{day}?page={}", number % 10 + 1)
            }
        }
    }
}

/// The days that are full of posts: there is one every 67 seconds.
fn whole_days(rows: u64) -> u64 {
    (rows * 67 / 86_400).max(1)
}

/// The year, the month and the day so many days behind 29 February 2016, the first of the posts.
fn day(mut number: u64) -> (u64, usize, u64) {
    const MONTHS: [u64; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let (mut year, mut month) = (2016, 2);
    number += 28;
    loop {
        let leap = u64::from(month == 2 && year % 4 == 0);
        let length = MONTHS.get(month - 1).copied().unwrap_or(31) + leap;
        if number < length {
            return (year, month, number + 1);
        }
        number -= length;
        (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
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
    let posts = list.iter().chain(&detail).map(|path| format!("/posts/{path}"));
    let archives =
        ["2016/02/", "2016/02/?page=2", "2016/03/", "2016/13/", "2015/01/", "2016/02/29/", "2016/02/28/"];
    for path in posts.chain(archives.map(|path| format!("/archive/{path}"))) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_follow_the_calendar() {
        assert_eq!(
            [0, 1, 31, 32, 306, 307].map(day),
            [(2016, 2, 29), (2016, 3, 1), (2016, 3, 31), (2016, 4, 1), (2016, 12, 31), (2017, 1, 1)]
        );
        assert_eq!((whole_days(1_000), whole_days(100_000)), (1, 77));
    }
}
