//! Statements that MariaDB ends to let another go on, and that are run again. Called by `exec` for each statement; why this is
//! safe, and why on MariaDB alone, is in `docs/design/database.md`.

use super::conn::{Held, Link};
use crate::{Error, Result, query::Statement};

/// How often a statement is run once more. Of equal INSERTs that wait for one, all but one are ended, once each.
pub(super) const TIMES: u32 = 5;

/// The server's number of it.
pub(super) const DEADLOCK: u16 = 1213;

impl Held {
    /// A copy of a statement that may be run again: it writes, and the end of its transaction undoes nothing else, because
    /// nothing was done before it in there.
    pub(super) fn spare(&self, statement: &Statement) -> Option<Box<Statement>> {
        let alone = match self.levels.len() {
            0 => true,
            1 => self.untouched,
            _ => false,
        };
        let again = matches!(self.link, Link::MySql(_)) && statement.writes && alone;
        again.then(|| Box::new(statement.clone()))
    }

    /// Begins the transaction again that was ended.
    pub(super) async fn begin_again(&mut self) -> Result<()> {
        if self.levels.is_empty() {
            return Ok(());
        }
        self.broken = None;
        self.command("BEGIN").await.map_err(|error| {
            self.broken = Some(0);
            self.note(&error);
            error.into()
        })
    }
}

/// Whether the transaction was ended, with all that was done in it.
pub(super) fn is_deadlock<T>(result: &Result<T>) -> bool {
    let Err(Error::Database(sqlx::Error::Database(error))) = result else { return false };
    error
        .try_downcast_ref::<sqlx::mysql::MySqlDatabaseError>()
        .is_some_and(|error| error.number() == DEADLOCK)
}
