//! Messages for the user that are shown once, on this page or the next: "Saved." Called by hooks and by the views that save, as
//! `req.messages()`, and by templates, which show them. Kept in the session by axum-messages, whose `MessagesManagerLayer` the
//! application lays around its router; here they wait for the commit of what they tell.

use std::{
    convert::Infallible,
    fmt,
    pin::pin,
    task::{Context, Poll, Waker},
};

use axum::extract::FromRequestParts;
pub use axum_messages::{Level, MessagesManagerLayer};
use http::request::Parts;

use crate::{Error, Result, db::Conn, request::Request, route::RouterState};

/// The messages of who asks. Made by [`Request::messages`]; an argument of plain handlers, too.
///
/// Adding one inside a unit of work waits for its commit: what is rolled back tells nobody. In a template it is what a loop goes
/// over, which takes the messages away, those of this request included:
///
/// ```text
/// {% for message in request.messages() %}
/// <p class="{{ message.level_tag() }}">{{ message }}</p>
/// {% endfor %}
/// ```
///
/// Without the layer a template sees none, and adding one is an error that says what to lay.
///
/// ```
/// # use cbv::prelude::*;
/// # async fn publish(req: &Request) -> Result<()> {
/// req.messages().success("The book is published.").await?;
/// # Ok(())
/// # }
/// ```
///
/// Django: <https://docs.djangoproject.com/en/5.2/ref/contrib/messages/>.
#[derive(Debug, Clone)]
pub struct Messages {
    kept: Option<axum_messages::Messages>,
    db: Conn,
}

macro_rules! levels {
    ($($name:ident $level:ident $doc:literal;)*) => {$(
        #[doc = $doc]
        ///
        /// # Errors
        /// [`Error::ImproperlyConfigured`] where nobody keeps messages.
        pub async fn $name(&self, text: impl Into<String> + Send) -> Result<()> {
            self.add(Level::$level, text).await
        }
    )*};
}

impl Messages {
    levels! {
        debug Debug "For whoever writes the application.";
        info Info "Says something.";
        success Success "Something was done.";
        warning Warning "Something is not as it should be.";
        error Error "Something was not done. It is sent at once, unit of work or not: what was rolled back is what it tells.";
    }

    /// Whether somebody keeps messages.
    pub(crate) fn check(&self) -> Result<()> {
        if self.kept.is_some() {
            return Ok(());
        }
        let text = "a message was added, and nobody keeps it: lay `cbv::messages::MessagesManagerLayer` and, around it, \
                    `cbv::sessions::SessionManagerLayer` around the router";
        Err(Error::ImproperlyConfigured(text.into()))
    }

    /// Adds a message. One that is no [`Level::Error`] waits for the commit when a unit of work is open.
    ///
    /// # Errors
    /// [`Error::ImproperlyConfigured`] where nobody keeps messages.
    pub async fn add(&self, level: Level, text: impl Into<String> + Send) -> Result<()> {
        self.check()?;
        let Some(kept) = self.kept.clone() else { return Ok(()) };
        let text = text.into();
        if level == Level::Error {
            kept.push(level, text, None);
            return Ok(());
        }
        self.db
            .on_commit(async move {
                kept.push(level, text, None);
                Ok(())
            })
            .await;
        Ok(())
    }
}

/// A message while it is shown; as text it is what was said.
#[derive(Debug, Clone)]
pub struct Message(axum_messages::Message);

impl Message {
    /// How grave it is.
    pub fn level(&self) -> Level {
        self.0.level
    }

    /// The same as a word of a class: `debug`, `info`, `success`, `warning`, `error`. Django's `level_tag`.
    pub fn level_tag(&self) -> &'static str {
        match self.0.level {
            Level::Debug => "debug",
            Level::Info => "info",
            Level::Success => "success",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl IntoIterator for Messages {
    type Item = Message;
    type IntoIter = Shown;

    fn into_iter(self) -> Shown {
        Shown { kept: self.kept, fresh: true }
    }
}

/// The messages while they are shown: each that is taken is not shown again.
#[derive(Debug)]
pub struct Shown {
    kept: Option<axum_messages::Messages>,
    /// Whether those that were added since the last showing are still to come.
    fresh: bool,
}

impl Iterator for Shown {
    type Item = Message;

    fn next(&mut self) -> Option<Message> {
        let kept = self.kept.as_mut()?;
        // First what an earlier showing has left: fetching more would throw it away.
        if let Some(message) = kept.next() {
            return Some(Message(message));
        }
        if !std::mem::take(&mut self.fresh) {
            return None;
        }
        *kept = fetched(kept.clone())?;
        kept.next().map(Message)
    }
}

/// Moves what was added to what is shown. axum-messages does it in its extractor and nowhere else; that one never waits.
fn fetched(kept: axum_messages::Messages) -> Option<axum_messages::Messages> {
    let (mut parts, ()) = http::Request::new(()).into_parts();
    parts.extensions.insert(kept);
    let extractor = pin!(axum_messages::Messages::from_request_parts(&mut parts, &()));
    match std::future::Future::poll(extractor, &mut Context::from_waker(Waker::noop())) {
        Poll::Ready(fetched) => fetched.ok(),
        Poll::Pending => None,
    }
}

impl Request {
    /// The messages for who asks: added by hooks, shown by templates.
    ///
    /// Django: `messages.success(request, ..)` and the template's `messages`.
    pub fn messages(&self) -> Messages {
        Messages { kept: self.extensions().get().cloned(), db: self.db().clone() }
    }
}

impl<S: RouterState> FromRequestParts<S> for Messages {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let db = Conn::from_request_parts(parts, state).await?;
        Ok(Self { kept: parts.extensions.get().cloned(), db })
    }
}
