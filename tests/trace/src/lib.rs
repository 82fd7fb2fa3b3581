//! SQLite's trace as Rust sees it: every statement that a connection runs, told by SQLite itself. Called by the fixture of
//! `cbv-tests` that counts statements. A package of its own, because the trace is a C function's: it is the only `unsafe` of
//! the repository, and no user of cbv ever builds it.

use std::{
    ffi::{CStr, c_int, c_uint, c_void},
    sync::{Arc, Mutex, PoisonError},
};

use libsqlite3_sys::{SQLITE_TRACE_STMT, sqlite3_trace_v2};
use sqlx::SqliteConnection;

/// The statements that were run, in order.
#[derive(Debug, Clone, Default)]
pub struct Trace(Arc<Mutex<Vec<String>>>);

impl Trace {
    /// Writes down what `conn` runs from now on, as long as it is open.
    ///
    /// # Errors
    /// When the connection is gone.
    pub async fn attach(&self, conn: &mut SqliteConnection) -> sqlx::Result<()> {
        let mut handle = conn.lock_handle().await?;
        // Never given back: SQLite does not say when the connection is closed, and tests are short.
        let trace = Box::into_raw(Box::new(self.clone()));
        // SAFETY: the handle is locked, so that no other thread uses the connection; `trace` is a `Trace`, as `statement`
        // expects, and lives for ever.
        unsafe {
            sqlite3_trace_v2(
                handle.as_raw_handle().as_ptr(),
                SQLITE_TRACE_STMT,
                Some(statement),
                trace.cast(),
            );
        }
        Ok(())
    }

    /// What was run since it was last asked.
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Called by SQLite when a statement begins to run.
unsafe extern "C" fn statement(_: c_uint, trace: *mut c_void, _: *mut c_void, text: *mut c_void) -> c_int {
    // SAFETY: it is what `attach` handed over, and nobody else changes it.
    let trace = unsafe { &*trace.cast::<Trace>() };
    // SAFETY: for this event SQLite hands over the statement's text, which ends with NUL and outlives this call.
    let text = unsafe { CStr::from_ptr(text.cast()) }.to_string_lossy();
    // a comment is what a trigger runs inside of a statement
    if !text.starts_with("--") {
        trace.0.lock().unwrap_or_else(PoisonError::into_inner).push(text.into_owned());
    }
    0
}
