//! What one page leaves for the next to say: “The book was added.” Called by `main`, which lays it around the pages.
//!
//! It teaches: a message waits in the visitor's session, a row that is made with the first message. Whoever only looks has none,
//! gets no cookie, and costs no query. The views say what they did by `success_message` (`edit`), a plain handler has `Messages`
//! (`visitor`), and `templates/base.html` shows them.

use std::time::Duration;

use axum::Router;
use cbv::{
    Db,
    messages::MessagesManagerLayer,
    sessions::{DbStore, ExpiredDeletion as _, SessionManagerLayer},
};
use tokio::time::sleep;

/// The pages, with sessions and messages.
pub(crate) fn around(pages: Router<Db>, db: &Db) -> Router<Db> {
    // This shop speaks plain http. Leave `with_secure` out where https stands in front of yours.
    let sessions = SessionManagerLayer::new(DbStore::new(db.clone())).with_secure(false);
    pages.layer(MessagesManagerLayer).layer(sessions)
}

/// Deletes the sessions that are over, now and every hour. It never ends.
pub(crate) async fn tidy(db: Db) {
    let sessions = DbStore::new(db);
    loop {
        if let Err(error) = sessions.delete_expired().await {
            tracing::warn!("sessions that are over stay: {error}");
        }
        sleep(Duration::from_secs(60 * 60)).await;
    }
}
