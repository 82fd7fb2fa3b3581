//! What overriding costs: each generated page beside the same page with three overrides and two mixin fields, by instructions
//! per request. Called by `mod` for each database; the pages are those of `bench/src/hooks.rs`.

use std::path::Path;

use super::{
    contestant::{Page, Side},
    cpu::{self, Cores},
    instructions::Counter,
};
use crate::cluster::Fault;

/// What the page with hooks may need at most of the instructions of the page without.
pub(super) const MOST: f64 = 1.01;

/// Rounds that alternate between the two, and requests of each in a round.
const ROUNDS: u64 = 31;
const REQUESTS: u64 = 50;

/// Requests of each before the first round.
const WARM: u64 = 150;

/// How the server is run: threads that hand work to each other would spend more than hooks do.
const ONE_THREAD: [&str; 2] = ["env", "TOKIO_WORKER_THREADS=1"];

/// Where the pages without hooks are, and those with them.
const PLAIN: &str = "/default";
const OVERRIDDEN: &str = "/changed";

/// Instructions of one request of a page, the lower quartile of the rounds. What differs from round to round is how often the
/// server is woken before the database has answered, and that only adds: 5,000 instructions each time, on both ways. The least
/// of the rounds would be one moment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cost {
    pub(super) page: Page,
    pub(super) plain: f64,
    pub(super) overridden: f64,
}

impl Cost {
    /// The page with hooks beside the page without.
    pub(super) fn ratio(&self) -> f64 {
        self.overridden / self.plain
    }
}

/// Counts both kinds of each page on one database. The server shares the database's core: PostgreSQL has mostly answered then
/// before the server looks for the answer. A server that looks too early is woken once more, for 5 % of a page.
pub(super) fn count(bin: &Path, database_url: &str, rows: u64, cores: Cores) -> Result<Vec<Cost>, Fault> {
    let start = || Counter::start(Side::Cbv, bin, database_url, &ONE_THREAD);
    let mut counter = cpu::on(cores.server, start)?;
    let mut costs = Vec::new();
    for page in Page::HOOKED {
        let plain = |number| format!("{PLAIN}{}", page.path(number, rows));
        let overridden = |number| format!("{OVERRIDDEN}{}", page.path(number, rows));
        counter.ask(0..WARM, plain)?;
        counter.ask(0..WARM, overridden)?;
        let (mut without, mut with) = (Vec::new(), Vec::new());
        for round in 0..ROUNDS {
            let numbers = round * REQUESTS..(round + 1) * REQUESTS; // the same rows on both ways
            without.push(counter.count(numbers.clone(), plain)?);
            with.push(counter.count(numbers, overridden)?);
        }
        costs.push(Cost { page, plain: quartile(without), overridden: quartile(with) });
    }
    Ok(costs)
}

fn quartile(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 4).copied().unwrap_or(f64::NAN)
}
