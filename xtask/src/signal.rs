//! Ctrl-C and termination: turns them into a flag that every waiting loop looks at, and ends the
//! commands that run, so that the owners of databases and folders clean up as they are dropped.
//!
//! Called by `main` once, by `process` for every command it starts. Databases are not registered
//! here: they end when their owner is dropped.

use std::io;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process_group};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

static INTERRUPTED: AtomicBool = AtomicBool::new(false);
static GROUPS: Mutex<Vec<Pid>> = Mutex::new(Vec::new());

/// How often a waiting loop looks whether it is done.
pub(crate) const TICK: Duration = Duration::from_millis(50);

/// Starts to listen for Ctrl-C, SIGTERM and SIGHUP. The first one ends the registered commands; the
/// program then unwinds in order, because each of its loops asks [`interrupted`].
pub(crate) fn listen() -> io::Result<()> {
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP])?;
    std::thread::spawn(move || {
        for _ in signals.forever() {
            INTERRUPTED.store(true, Ordering::SeqCst);
            for group in groups().iter() {
                // A group that has just ended is no fault.
                let _ = kill_process_group(*group, Signal::KILL);
            }
        }
    });
    Ok(())
}

/// Whether a signal has asked the program to end.
pub(crate) fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}

/// Waits until a signal asks the program to end, or `done` says so.
pub(crate) fn wait_until(mut done: impl FnMut() -> bool) {
    while !interrupted() && !done() {
        std::thread::sleep(TICK);
    }
}

/// Has the process group of a command ended when a signal arrives.
pub(crate) fn register(group: Pid) {
    groups().push(group);
}

/// Forgets a group whose command has ended: its number may be given to another program.
pub(crate) fn forget(group: Pid) {
    groups().retain(|known| *known != group);
}

fn groups() -> std::sync::MutexGuard<'static, Vec<Pid>> {
    GROUPS.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
