//! The kinds of views, one file each: the trait that a derive implements, its hooks, and `run`, which is the whole way of a
//! request. What all kinds share stands here.

pub mod list;

use std::marker::PhantomData;

use crate::route::Verb;

/// What every view is. The derives implement it.
///
/// Django: <https://docs.djangoproject.com/en/5.2/ref/class-based-views/base/#view>.
pub trait View: Sized + Send + Sync + 'static {
    /// What the view shows: `Page<M>` for a list, `M` for a detail, `()` for a template.
    type Data: Send + Sync;
    /// The view's name, for logs and messages.
    const NAME: &'static str;
    /// The verbs it may answer. Django's `http_method_names`.
    const HTTP_METHOD_NAMES: &'static [Verb] = Verb::ALL;
}

/// Finds out whether a view has hooks: `as_view` on it picks the impl with hooks where there is one.
#[derive(Debug)]
pub struct Probe<V>(PhantomData<fn() -> V>);

impl<V> Probe<V> {
    /// Asks about `V`.
    #[allow(clippy::new_without_default)] // only generated code makes one
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

/// The hooks of a view whose author wrote some.
#[derive(Debug)]
pub enum Overridden {}

/// The hooks of a view without any: the defaults.
#[derive(Debug)]
pub enum Defaults {}
