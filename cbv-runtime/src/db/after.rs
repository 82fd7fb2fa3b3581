//! What waits for the end of a unit of work: futures that run once it is committed, or once it is rolled back. Queued by
//! `Conn::on_commit` and `Conn::on_rollback`, run by `transaction` when no lock is held any more.

use std::{
    future::{Future, poll_fn},
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    task::Poll,
};

use super::Conn;
use crate::Result;

/// Something to do later.
type Work = Pin<Box<dyn Future<Output = Result<()>> + Send>>;

impl Conn {
    /// Runs `work` once what is being done is stored for good: mails, notifications, messages to other services. Inside
    /// [`atomic`](Conn::atomic) it waits for the commit of the outermost one; outside it runs now.
    ///
    /// - Several run one after another, in the order in which they were given, outside the transaction: they may use this
    ///   handle, and write through an `atomic` of their own. The answer waits for them; what shall not be waited for is
    ///   spawned by `work` itself.
    /// - When the unit is rolled back, or its commit fails, none runs; of a savepoint that is rolled back neither do its own.
    /// - What is committed stays so: an error or a panic of one is logged, the others run all the same, and neither the
    ///   answer nor the result of `atomic` changes. A client that goes away after the commit stops none of them.
    ///
    /// ```
    /// # use cbv_runtime::{Result, db::Conn};
    /// # async fn publish(db: &Conn) -> Result<()> { Ok(()) }
    /// # async fn tell_followers(db: Conn) -> Result<()> { Ok(()) }
    /// # async fn form_valid(db: &Conn) -> Result<()> {
    /// db.atomic(async {
    ///     publish(db).await?;
    ///     db.on_commit(tell_followers(db.clone())).await;
    ///     Ok(())
    /// })
    /// .await
    /// # }
    /// ```
    ///
    /// Django: [`transaction.on_commit`](https://docs.djangoproject.com/en/5.2/topics/db/transactions/#performing-actions-after-commit),
    /// with `robust=True`.
    pub async fn on_commit(&self, work: impl Future<Output = Result<()>> + Send + 'static) {
        let mut held = self.lock().await;
        if held.levels.is_empty() {
            drop(held);
            run(Box::pin(work)).await;
        } else {
            let depth = held.levels.len() - 1;
            held.after.add(When::Committed, depth, Box::pin(work));
        }
    }

    /// Runs `work` when what is being done is not stored after all: to take away what the database knows nothing of, such as
    /// a file. Outside [`atomic`](Conn::atomic) it never runs: there is nothing to roll back.
    ///
    /// It runs as soon as its own `atomic` is rolled back or one around it is, whether by an error, by a failed commit or
    /// because the client went away, and it runs outside that transaction; but inside the ones around it, if they go on. It is
    /// dropped with the commit of the outermost one. Errors and panics are logged. When the connection is lost in the middle
    /// of a commit, nobody knows what is stored, and neither this nor [`on_commit`](Conn::on_commit) runs anything.
    pub async fn on_rollback(&self, work: impl Future<Output = Result<()>> + Send + 'static) {
        let mut held = self.lock().await;
        if let Some(depth) = held.levels.len().checked_sub(1) {
            held.after.add(When::RolledBack, depth, Box::pin(work));
        }
    }
}

/// What waits in a handle.
#[derive(Default)]
pub(super) struct After {
    waiting: Vec<Waiting>,
    ready: Vec<Work>,
}

struct Waiting {
    when: When,
    /// The level it belongs to, counted from the outside.
    depth: usize,
    work: Work,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    Committed,
    RolledBack,
}

impl std::fmt::Debug for After {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "After({})", self.waiting.len())
    }
}

impl After {
    fn add(&mut self, when: When, depth: usize, work: Work) {
        self.waiting.push(Waiting { when, depth, work });
    }

    /// Level `at` was committed: what waits for it belongs to the one around it now, or is ready.
    pub(super) fn committed(&mut self, at: usize) {
        match at.checked_sub(1) {
            None => self.ready(0, When::Committed),
            Some(outer) => {
                for waiting in &mut self.waiting {
                    waiting.depth = waiting.depth.min(outer);
                }
            }
        }
    }

    /// Level `at` was rolled back, and those inside it.
    pub(super) fn rolled_back(&mut self, at: usize) {
        self.ready(at, When::RolledBack);
    }

    /// Nobody knows what became of it.
    pub(super) fn lost(&mut self) {
        self.waiting.clear();
    }

    /// Of what belongs to level `at` and those inside it, some may run now; the rest never will.
    fn ready(&mut self, at: usize, when: When) {
        for ended in self.waiting.extract_if(.., |waiting| waiting.depth >= at) {
            if ended.when == when {
                self.ready.push(ended.work);
            }
        }
    }

    /// What may run now. To be run by one who has let go of the handle: it may want to use it.
    pub(super) fn take_ready(&mut self) -> Vec<Work> {
        std::mem::take(&mut self.ready)
    }
}

pub(super) async fn run_all(all: Vec<Work>) {
    for work in all {
        run(work).await;
    }
}

/// Runs it; what goes wrong is for the log alone, since what it follows has happened.
async fn run(mut work: Work) {
    let ended = poll_fn(|context| {
        match catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context))) {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(result)) => Poll::Ready(Some(result)),
            Err(_) => Poll::Ready(None), // the panic's own message has been printed by its hook
        }
    });
    match ended.await {
        Some(Ok(())) => {}
        Some(Err(error)) => tracing::error!(?error, "what was to follow a transaction failed: {error}"),
        None => tracing::error!("what was to follow a transaction panicked"),
    }
}
