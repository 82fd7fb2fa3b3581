//! How a view becomes part of a router: the verbs it answers, `OPTIONS`, 405, and the state it needs. Called by `as_view` of
//! every view; what happens inside a request is the view's `run`.

mod allow;
mod handle;
pub(crate) mod located;
mod mount;
pub(crate) mod prefix;
mod report;
mod settings;
mod state;
mod verb;

pub use allow::MethodRouterExt;
pub use located::Located;
pub use mount::VerbRouter;
pub(crate) use mount::{Answering, Flow, mount, mount_with};
pub use prefix::{under, with_prefix};
pub(crate) use settings::Set;
pub use settings::Settings;
pub use state::{RouterState, ViewField};
pub use verb::Verb;
