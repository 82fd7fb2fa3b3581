//! What it costs to take a form and store its row, beside a hand-written form that stores the same. Called by `mod` for each
//! database. The rows stay in the database of the run, for both sides alike.

use std::{path::Path, time::Duration};

use super::{
    contestant::{Contestant, Side},
    cpu::{self, Cores},
    instructions::Counter,
    load::{self, Client},
    measure::median,
};
use crate::cluster::Fault;

/// The address of the form.
const PATH: &str = "/posts/new/";

/// Requests before the count begins, and those counted.
const WARM: u64 = 50;
const COUNTED: u64 = 200;

/// What a form costs: generated, hand-written, and their ratio.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cost {
    /// Microseconds of CPU, the server's and the database's.
    pub(super) cpu: [f64; 3],
    /// Instructions of the server; `None` where they were not counted.
    pub(super) instructions: Option<[f64; 3]>,
}

/// Where and how long it is measured.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    pub(super) bin: &'a Path,
    pub(super) url: &'a str,
    /// The database's first process, where it has any.
    pub(super) database: Option<u32>,
    pub(super) rounds: usize,
    pub(super) duration: Duration,
    pub(super) cores: Cores,
    /// Whether valgrind is there.
    pub(super) counts: bool,
}

/// A form with a slug of its own.
fn body(side: Side, run: &str, number: u64) -> String {
    let text = "What+is+written+here+is+as+long+as+a+short+post.+".repeat(8);
    format!(
        "title=A+post+that+is+measured&slug={side:?}-{run}-{number}&body={text}&status=published&author=1&category=1"
    )
}

impl Plan<'_> {
    /// Measures both sides in turn.
    pub(super) fn run(&self) -> Result<Cost, Fault> {
        let start = |side| cpu::on(self.cores.server, || Contestant::start(side, self.bin, self.url, &[]));
        let sides = [start(Side::Cbv)?, start(Side::Hand)?];
        let mut rounds = Vec::new();
        for number in 0..=self.rounds {
            let mut costs = [0.0; 2];
            let mut order = [0, 1];
            order.rotate_left(number % 2);
            for index in order {
                if let (Some(side), Some(cost)) = (sides.get(index), costs.get_mut(index)) {
                    *cost = self.round(side, &format!("r{number}"))?;
                }
            }
            if number > 0 {
                rounds.push(costs); // the first warms
            }
        }
        drop(sides);
        let of = |index: usize| rounds.iter().filter_map(move |round: &[f64; 2]| round.get(index).copied());
        let ratios = rounds.iter().map(|[cbv, hand]| cbv / hand);
        let cpu = [median(of(0)), median(of(1)), median(ratios)];
        Ok(Cost { cpu, instructions: self.counts.then(|| self.count()).transpose()? })
    }

    fn round(&self, side: &Contestant, run: &str) -> Result<f64, Fault> {
        let spent = || -> Result<f64, Fault> {
            Ok(cpu::seconds(side.pid())? + self.database.map_or(Ok(0.0), cpu::seconds)?)
        };
        let before = spent()?;
        let post = |client: &mut Client, number| {
            client.post(PATH, &body(side.side, run, number)).map(|answer| answer.status)
        };
        let done = load::run_with(side.port, self.duration, self.cores.client, 303, post)?;
        Ok((spent()? - before) / done.requests.max(1) as f64 * 1e6)
    }

    fn count(&self) -> Result<[f64; 3], Fault> {
        let mut counts = [0.0; 2];
        for (count, side) in counts.iter_mut().zip([Side::Cbv, Side::Hand]) {
            let mut counter = Counter::start(side, self.bin, self.url, &[])?;
            let post = |client: &mut Client, number| {
                client.post(PATH, &body(side, "counted", number)).map(|answer| answer.status)
            };
            counter.ask_with(0..WARM, 303, post)?;
            *count = counter.count_with(WARM..WARM + COUNTED, 303, post)?;
        }
        let [cbv, hand] = counts;
        Ok([cbv, hand, cbv / hand])
    }
}
