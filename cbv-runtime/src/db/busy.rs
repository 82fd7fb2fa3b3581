//! Faults that are over when somebody tries once more. Called by `error`, which answers them with 503.

/// Whether the fault lies in what others did at the same moment, so that the same may go well a moment later: a deadlock, a lock or
/// a connection that was not free in time.
pub(crate) fn is_busy(error: &sqlx::Error) -> bool {
    let error = match error {
        sqlx::Error::PoolTimedOut => return true,
        sqlx::Error::Database(error) => error,
        _ => return false,
    };
    #[cfg(feature = "sqlite")]
    if error.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some() {
        // SQLITE_BUSY, and what is more exactly so
        return error.code().and_then(|code| code.parse::<u32>().ok()).is_some_and(|code| code & 0xff == 5);
    }
    #[cfg(feature = "postgres")]
    if let Some(error) = error.try_downcast_ref::<sqlx::postgres::PgDatabaseError>() {
        // a serialization failure, a deadlock, a lock that was not to be had
        return matches!(error.code(), "40001" | "40P01" | "55P03");
    }
    #[cfg(feature = "mysql")]
    if let Some(error) = error.try_downcast_ref::<sqlx::mysql::MySqlDatabaseError>() {
        // ... and a lock that was not to be had in time
        return matches!(error.number(), super::deadlock::DEADLOCK | 1205);
    }
    let _ = error;
    false
}
