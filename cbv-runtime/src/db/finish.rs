//! Statements that run to their end even when nobody waits for them any more. Called by `exec` and `transaction`.

use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

/// A future that, dropped in the middle, goes on by itself.
///
/// A request is dropped when its client goes away, at any await. A driver that is dropped between a question and its answer
/// leaves the connection in a state that nobody knows: MySQL's answers go to the wrong questions, a `BEGIN` is open that no
/// one will commit. So each exchange with a database is finished, and what it gives is dropped.
pub(super) struct Finish<T: Send + 'static> {
    work: Option<Pin<Box<dyn Future<Output = T> + Send>>>,
    started: bool,
}

impl<T: Send + 'static> Finish<T> {
    pub(super) fn new(work: impl Future<Output = T> + Send + 'static) -> Self {
        Self { work: Some(Box::pin(work)), started: false }
    }
}

impl<T: Send + 'static> Future for Finish<T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        self.started = true;
        let Some(work) = &mut self.work else {
            return Poll::Pending; // polled after its end, which no caller does
        };
        let polled = work.as_mut().poll(context);
        if polled.is_ready() {
            self.work = None;
        }
        polled
    }
}

impl<T: Send + 'static> Drop for Finish<T> {
    fn drop(&mut self) {
        if let Some(work) = self.work.take()
            && self.started
            && let Ok(runtime) = tokio::runtime::Handle::try_current()
        {
            // boxed, so that tokio's tasks are not compiled for each type of answer
            let rest: Pin<Box<dyn Future<Output = ()> + Send>> = Box::pin(async move { drop(work.await) });
            runtime.spawn(rest);
        }
    }
}
