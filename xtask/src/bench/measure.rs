//! CPU time and requests per second of the two sides, in rounds that alternate. Called by `mod` for each database.

use std::time::Duration;

use super::{
    contestant::{Contestant, Page, Side, compare},
    cpu::{self, Cores},
    load,
};
use crate::{cluster::Fault, signal};

/// What one side did in one round.
#[derive(Debug, Clone, Copy)]
struct Round {
    /// Microseconds of CPU for one request, the server's and the database's.
    cpu: f64,
    /// Requests answered in a second.
    rate: f64,
}

/// Both sides' medians for one page on one database.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figures {
    /// Which page.
    pub(super) page: Page,
    /// Microseconds of CPU for one request: generated, hand-written, and the median of the rounds' ratios.
    pub(super) cpu: [f64; 3],
    /// Requests in a second, likewise.
    pub(super) rate: [f64; 3],
}

/// What is measured, and how long.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    /// The sides.
    pub(super) cbv: &'a Contestant,
    pub(super) hand: &'a Contestant,
    /// The database's first process, where it has any.
    pub(super) database: Option<u32>,
    /// Posts in the database.
    pub(super) rows: u64,
    /// Rounds, and how long each side is asked in one.
    pub(super) rounds: usize,
    pub(super) duration: Duration,
    pub(super) cores: Cores,
}

impl Plan<'_> {
    /// Compares the sides, then measures each page.
    pub(super) fn run(&self) -> Result<Vec<Figures>, Fault> {
        compare(self.cbv, self.hand, self.rows)?;
        Page::ALL.into_iter().map(|page| self.page(page)).collect()
    }

    fn page(&self, page: Page) -> Result<Figures, Fault> {
        for side in [self.cbv, self.hand] {
            self.round(side, page, Duration::from_secs(1))?; // connections and caches
        }
        let mut rounds = Vec::new();
        for number in 0..self.rounds {
            let mut order = [self.cbv, self.hand];
            order.rotate_left(number % 2);
            let mut round = [None; 2];
            for side in order {
                let done = self.round(side, page, self.duration)?;
                let [cbv, hand] = &mut round;
                *if side.side == Side::Cbv { cbv } else { hand } = Some(done);
            }
            if let [Some(cbv), Some(hand)] = round {
                rounds.push([cbv, hand]);
            }
        }
        Ok(Figures {
            page,
            cpu: summary(&rounds, |round| round.cpu),
            rate: summary(&rounds, |round| round.rate),
        })
    }

    fn round(&self, side: &Contestant, page: Page, duration: Duration) -> Result<Round, Fault> {
        if signal::interrupted() {
            return Err("interrupted".into());
        }
        let spent = || -> Result<f64, Fault> {
            let database = self.database.map_or(Ok(0.0), cpu::seconds)?;
            Ok(cpu::seconds(side.pid())? + database)
        };
        let before = spent()?;
        let done = load::run(side.port, duration, self.cores.client, |number| page.path(number, self.rows))?;
        let requests = done.requests.max(1) as f64;
        Ok(Round { cpu: (spent()? - before) / requests * 1e6, rate: requests / done.seconds })
    }
}

/// The medians of both sides, and that of the rounds' ratios.
fn summary(rounds: &[[Round; 2]], of: impl Fn(&Round) -> f64) -> [f64; 3] {
    [
        median(rounds.iter().map(|[cbv, _]| of(cbv))),
        median(rounds.iter().map(|[_, hand]| of(hand))),
        median(rounds.iter().map(|[cbv, hand]| of(cbv) / of(hand))),
    ]
}

/// The middle one, or the mean of the middle two; 0 of nothing.
pub(super) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    let at = |index: usize| values.get(index).copied().unwrap_or_default();
    if values.len().is_multiple_of(2) {
        f64::midpoint(at(middle.saturating_sub(1)), at(middle))
    } else {
        at(middle)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ratio_is_the_median_of_the_rounds_ratios() {
        let round = |cpu| Round { cpu, rate: 0.0 };
        let rounds = [[round(10.0), round(5.0)], [round(30.0), round(10.0)], [round(8.0), round(80.0)]];
        assert_eq!(summary(&rounds, |round| round.cpu), [10.0, 10.0, 2.0]);
        assert_eq!(median([4.0, 1.0].into_iter()), 2.5);
        assert_eq!(median([].into_iter()), 0.0);
    }
}
