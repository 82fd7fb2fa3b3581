//! What is remembered of a database from one request to the next: how many rows a statement counted, and at which state of
//! the database. Asked by `query/exact.rs`; bounded, so that a site with many searches does not fill the memory.

use std::{
    any::Any,
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, PoisonError, RwLock, Weak, atomic::AtomicU8, atomic::Ordering},
};

use super::Db;

/// Counts that are remembered for a database; those that were not asked for the longest make room.
const MOST: usize = 256;

/// Counts whose statement, with its values, is longer than this many bytes are not remembered.
const LONGEST: usize = 2_048;

/// A count, and what it was worth when it was last compared.
#[derive(Debug, Clone)]
pub(crate) struct Counted {
    pub(crate) rows: u64,
    /// The state of the database in which they were counted, where the database can say it.
    pub(crate) state: Option<String>,
    /// Whether that had changed when it was last compared: then it is likely to have changed again.
    pub(crate) busy: bool,
}

/// What is remembered of one database.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    counts: Mutex<Counts>,
    /// Whether the database says its state: 0 while nobody has asked, then [`NO`] or [`YES`].
    says_state: AtomicU8,
}

#[derive(Debug, Default)]
struct Counts {
    /// By the statement with its values; the number says when it was last asked for.
    known: HashMap<String, (Counted, u64)>,
    asked: u64,
}

const NO: u8 = 1;
const YES: u8 = 2;

/// The memories of all databases of the process. A pool is known by the options that all its clones share: a `Db` may be
/// made of the same pool anew for each request. The options are held weakly, so that their address is not used again.
static MEMORIES: LazyLock<RwLock<Memories>> = LazyLock::new(RwLock::default);

type Memories = Vec<(Weak<Options>, Arc<Memory>)>;

type Options = dyn Any + Send + Sync;

impl Db {
    /// What is remembered of this database.
    pub(crate) fn memory(&self) -> Arc<Memory> {
        let options = self.options();
        let known = MEMORIES.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, memory)) = known.iter().find(|(of, _)| is(of, &options)) {
            return memory.clone();
        }
        drop(known);
        let mut known = MEMORIES.write().unwrap_or_else(PoisonError::into_inner);
        known.retain(|(of, _)| of.strong_count() > 0);
        if let Some((_, memory)) = known.iter().find(|(of, _)| is(of, &options)) {
            return memory.clone();
        }
        let memory = Arc::<Memory>::default();
        known.push((Arc::downgrade(&options), memory.clone()));
        memory
    }

    fn options(&self) -> Arc<Options> {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(pools) => pools.read().connect_options(),
            #[cfg(feature = "postgres")]
            Self::Postgres(pool) => pool.connect_options(),
            #[cfg(feature = "mysql")]
            Self::MySql(pool) => pool.connect_options(),
        }
    }
}

fn is(known: &Weak<Options>, options: &Arc<Options>) -> bool {
    std::ptr::addr_eq(known.as_ptr(), Arc::as_ptr(options))
}

impl Memory {
    /// The count of a statement.
    pub(crate) fn counted(&self, statement: &str) -> Option<Counted> {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        counts.asked += 1;
        let now = counts.asked;
        let (counted, asked) = counts.known.get_mut(statement)?;
        *asked = now;
        Some(counted.clone())
    }

    /// Remembers the count of a statement.
    pub(crate) fn remember(&self, statement: String, counted: Counted) {
        if statement.len() > LONGEST {
            return;
        }
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.known.len() >= MOST && !counts.known.contains_key(&statement) {
            let oldest = counts.known.iter().min_by_key(|(_, (_, asked))| *asked);
            let oldest = oldest.map(|(statement, _)| statement.clone());
            oldest.and_then(|statement| counts.known.remove(&statement));
        }
        counts.asked += 1;
        let now = counts.asked;
        counts.known.insert(statement, (counted, now));
    }

    /// Whether the database says its state; `None` while nobody has asked it.
    pub(crate) fn says_state(&self) -> Option<bool> {
        match self.says_state.load(Ordering::Relaxed) {
            NO => Some(false),
            YES => Some(true),
            _ => None,
        }
    }

    /// Keeps what it answered.
    pub(crate) fn set_says_state(&self, says: bool) {
        self.says_state.store(if says { YES } else { NO }, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::{Counted, LONGEST, MOST, Memory};

    fn counted(rows: u64) -> Counted {
        Counted { rows, state: None, busy: false }
    }

    #[test]
    fn it_is_bounded_and_keeps_what_is_asked_for() {
        let memory = Memory::default();
        memory.remember("often".into(), counted(7));
        for number in 0..2 * MOST as u64 {
            memory.remember(format!("search {number}"), counted(number));
            assert_eq!(memory.counted("often").unwrap().rows, 7);
        }
        assert_eq!(memory.counts.lock().unwrap().known.len(), MOST);
        assert!(memory.counted("search 0").is_none());
        assert!(memory.counted(&format!("search {}", 2 * MOST - 1)).is_some());
        memory.remember("x".repeat(LONGEST + 1), counted(1));
        assert!(memory.counted(&"x".repeat(LONGEST + 1)).is_none());
    }
}
