//! How a view becomes part of a router: the verbs it answers, `OPTIONS`, 405, and the state it needs. Called by `as_view` of
//! every view; what happens inside a request is the view's `run`.

mod allow;
mod handle;
pub(crate) mod located;
mod mount;
mod state;
mod verb;

pub use allow::MethodRouterExt;
pub use located::Located;
pub use mount::VerbRouter;
pub(crate) use mount::{Flow, mount};
pub use state::{RouterState, ViewField};
pub use verb::Verb;
