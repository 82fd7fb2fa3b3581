//! Settings that are given where a view is mounted instead of in its attribute. Made by the builders of `view/with.rs`, carried
//! by the view's endpoints to each request, read by the defaults of the hooks. A view without any carries nothing.

use std::{any::Any, borrow::Cow, fmt, sync::Arc};

/// What was set where a view is mounted; empty for `as_view()`.
#[doc(hidden)]
#[derive(Clone, Default)]
pub struct Settings(Option<Arc<Set>>);

/// What was set. The types are those of the view's kind, which alone makes and reads them.
#[derive(Default)]
pub(crate) struct Set {
    /// The settings of the kind.
    pub(crate) kind: Option<Box<dyn Any + Send + Sync>>,
    /// Which of the view's templates.
    pub(crate) template: Option<Box<dyn Any + Send + Sync>>,
    pub(crate) content_type: Option<&'static str>,
    /// Of a view with a form.
    pub(crate) success_url: Option<Cow<'static, str>>,
    pub(crate) prefix: Option<&'static str>,
}

impl Settings {
    /// Nothing is carried when nothing was set.
    pub(crate) fn new(set: Option<Set>) -> Self {
        Self(set.map(Arc::new))
    }

    /// The settings of the kind.
    pub(crate) fn kind<T: Any>(&self) -> Option<&T> {
        self.0.as_deref()?.kind.as_deref()?.downcast_ref()
    }

    /// Which of the view's templates.
    pub(crate) fn template<T: Any>(&self) -> Option<&T> {
        self.0.as_deref()?.template.as_deref()?.downcast_ref()
    }

    pub(crate) fn content_type(&self) -> Option<&'static str> {
        self.0.as_deref()?.content_type
    }

    pub(crate) fn success_url(&self) -> Option<&str> {
        self.0.as_deref()?.success_url.as_deref()
    }

    pub(crate) fn prefix(&self) -> Option<&'static str> {
        self.0.as_deref()?.prefix
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Settings" } else { "no settings" })
    }
}
