//! The kinds of views, one file each: the trait that a derive implements, its hooks, and `run`, which is the whole way of a
//! request. What all kinds share stands here and in `hooks`.

pub mod base;
mod canonical;
pub mod create;
pub mod dates;
pub mod delete;
pub mod detail;
mod edit;
pub mod form;
mod format;
mod hooks;
pub mod items;
pub mod list;
mod mixin;
pub(crate) mod multiple;
mod plain;
pub mod redirect;
mod refused;
mod response;
mod setup;
pub(crate) mod single;
mod stale;
pub mod template;
pub mod update;
mod with;

use std::{future::Future, marker::PhantomData};

use axum::response::Response;

pub use canonical::CanonicalUrl;
pub use edit::{Editing, FormMixin};
pub use format::Format;
pub use hooks::{Defaults, Next, Overridden};
pub use mixin::{Mixin, Mixins};
pub use multiple::MultipleObject;
pub use response::{Context, OneTemplate, TemplateName, TemplateResponse};
pub use setup::Setup;
pub use single::SingleObject;
pub use with::With;

use crate::{Result, request::Request, route::Verb};

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
    /// Whether requests that come from other sites may change data through it. Django's `csrf_exempt`.
    const CSRF_EXEMPT: bool = false;
    /// The formats it can answer in; the first is the one for clients that do not care.
    const FORMATS: &'static [Format] = &[Format::Html];

    hooks::common_defaults!();
}

/// Finds out whether a view has hooks: a method called on it picks the impl with hooks where there is one.
#[derive(Debug)]
pub struct Probe<V>(PhantomData<fn() -> V>);

impl<V> Probe<V> {
    /// Asks about `V`.
    #[allow(clippy::new_without_default)] // only generated code makes one
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}
