//! Serves the shop until it is told to stop, and then stops soon. Called by `main`.
//!
//! It teaches: `with_graceful_shutdown` closes idle connections and lets running requests finish, but it would wait for ever
//! for one that was begun and never ended. A short grace period ends that.

use std::{io, time::Duration};

use axum::Router;
use tokio::{net::TcpListener, signal, time::sleep};

/// How long running requests may take after the signal.
const GRACE: Duration = Duration::from_secs(3);

/// Serves `app` until SIGTERM or Ctrl-C.
pub(crate) async fn serve(listener: TcpListener, app: Router) -> io::Result<()> {
    let grace_is_over = async {
        told_to_stop().await;
        sleep(GRACE).await;
    };
    tokio::select! {
        done = axum::serve(listener, app).with_graceful_shutdown(told_to_stop()) => done,
        () = grace_is_over => Ok(()),
    }
}

/// Ends when SIGTERM or Ctrl-C arrives. Where a signal cannot be listened for, it never ends on its account.
async fn told_to_stop() {
    let interrupted = async {
        if signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut signals) => drop(signals.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}
