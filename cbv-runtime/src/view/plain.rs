//! The way of a request through plain views: no hooks, no fields, no extra context, no rows that load more rows. Nearly all
//! that such a view does is the same for all views, so that it is compiled once; what depends on the view stands in a few small
//! functions without futures, which each kind names in its `Steps`. The order is that of the kind's `run` and `get`.

use axum::response::Response;

use super::{
    Context, TemplateResponse,
    response::{template, wants_data},
};
use crate::{Result, request::Request};

/// A step of a request in a span named by its hook, with the view's name: as `seen!`, for what does not wait.
macro_rules! step {
    ($view:expr, $name:literal) => {{
        if crate::view::hooks::unseen() {
            tracing::Span::none()
        } else {
            tracing::debug_span!(target: "cbv", $name, view = $view)
        }
    }};
}

/// The view's page, or its data where they are asked for.
pub(super) fn shown<V: TemplateResponse>(req: &Request, data: &V::Data) -> Result<Response> {
    let (view, extra) = match V::PLAIN {
        Some(made) => made(),
        None => return crate::private::broken(), // a plain view is known by it
    };
    let mut context = Context::new(req, data, extra, template::<V>(req));
    if const { super::Format::has_json(V::FORMATS) } && wants_data(req) {
        context.json = Some(step!(V::NAME, "get_data").in_scope(|| V::data(&view, req, &context))?);
    }
    context.render(&view, req)
}

/// What stands between the data and the response of a plain view.
pub(super) fn choose(view: &'static str) {
    drop(step!(view, "get_context_data").entered());
    drop(step!(view, "get_template_names").entered());
}

pub(super) use step;
