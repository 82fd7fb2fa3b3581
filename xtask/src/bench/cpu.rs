//! Cores and the time that processes spend on them, as Linux tells it. Called by `measure`, `load` and whoever starts a
//! program that is measured.

use std::collections::HashMap;

use crate::cluster::Fault;

/// The core of the client and the one of the servers, so that neither disturbs the other. `None` where there is one core only,
/// or a system without a way to choose.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cores {
    /// Where requests are made.
    pub(super) client: Option<usize>,
    /// Where they are answered, by the database too.
    pub(super) server: Option<usize>,
}

impl Cores {
    /// The first and the last of the cores that this program may use.
    pub(super) fn find() -> Self {
        let cores = affinity::allowed();
        match (cores.first(), cores.last()) {
            (Some(first), Some(last)) if first != last => Self { client: Some(*first), server: Some(*last) },
            _ => Self { client: None, server: None },
        }
    }
}

/// Does `work` on one core; a program that it starts stays there.
pub(super) fn on<T>(core: Option<usize>, work: impl FnOnce() -> T) -> T {
    let Some(core) = core else { return work() };
    let before = affinity::allowed();
    affinity::allow(&[core]);
    let result = work();
    affinity::allow(&before);
    result
}

/// The seconds of CPU, user's and system's, that a process and all below it have taken so far.
pub(super) fn seconds(pid: u32) -> Result<f64, Fault> {
    let mut found: HashMap<u32, (u32, u64)> = HashMap::new();
    for entry in std::fs::read_dir("/proc")? {
        let Ok(pid) = entry?.file_name().to_string_lossy().parse() else { continue };
        // A process may end while the list is read.
        let Ok(stat) = std::fs::read_to_string(format!("/proc/{pid}/stat")) else { continue };
        found.insert(pid, parse(&stat).ok_or("/proc: an unknown form of `stat`")?);
    }
    let is_below = |mut at: u32| {
        while at != pid {
            match found.get(&at) {
                Some((parent, _)) if *parent != at => at = *parent,
                _ => return false,
            }
        }
        true
    };
    let ticks: u64 = found.iter().filter(|(at, _)| is_below(**at)).map(|(_, (_, ticks))| ticks).sum();
    Ok(ticks as f64 / rustix::param::clock_ticks_per_second() as f64)
}

/// The parent and the ticks of a process, its ended children's included.
fn parse(stat: &str) -> Option<(u32, u64)> {
    // The program's name may hold anything, parentheses too.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let parent = fields.get(1)?.parse().ok()?;
    let times = fields.get(11..15)?;
    Some((parent, times.iter().map(|time| time.parse::<u64>().unwrap_or(0)).sum()))
}

#[cfg(target_os = "linux")]
mod affinity {
    use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};

    pub(super) fn allowed() -> Vec<usize> {
        let Ok(set) = sched_getaffinity(None) else { return Vec::new() };
        (0..CpuSet::MAX_CPU).filter(|core| set.is_set(*core)).collect()
    }

    pub(super) fn allow(cores: &[usize]) {
        let mut set = CpuSet::new();
        for core in cores {
            set.set(*core);
        }
        // Where it is refused, the figures are only less steady.
        let _ = sched_setaffinity(None, &set);
    }
}

#[cfg(not(target_os = "linux"))]
mod affinity {
    pub(super) fn allowed() -> Vec<usize> {
        Vec::new()
    }

    pub(super) fn allow(_: &[usize]) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_is_read_whatever_its_name() {
        let stat = "7 (a) b (c) S 3 7 7 0 -1 0 1 2 3 4 50 60 7 8 20 0 1 0 99";
        assert_eq!(parse(stat), Some((3, 125)));
        assert_eq!(parse("7 (short) S 3"), None);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn time_is_counted_with_that_of_children() {
        let before = seconds(std::process::id()).unwrap();
        let mut child = std::process::Command::new("sh").args(["-c", "while :; do :; done"]).spawn().unwrap();
        let mut spent = 0.0;
        while spent < 0.1 {
            spent = seconds(std::process::id()).unwrap() - before;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(seconds(std::process::id()).unwrap() - before >= 0.1);
    }

    #[test]
    fn the_cores_are_given_back() {
        let before = affinity::allowed();
        on(before.last().copied(), || assert!(affinity::allowed().len() <= 1));
        assert_eq!(affinity::allowed(), before);
    }
}
