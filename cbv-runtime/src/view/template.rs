//! Template views: a page made of a template alone. `#[derive(TemplateView)]` implements [`TemplateView`]; `run` at the foot
//! is the way of a request.

use std::marker::PhantomData;

use axum::{body::Body, extract::FromRequestParts, response::Response, routing::MethodRouter};

use super::View;
use crate::{
    Result,
    context::ContextData,
    request::Request,
    respond,
    route::{Flow, RouterState, Verb, mount},
};

/// A page made of a template. Derived.
///
/// Django: <https://docs.djangoproject.com/en/5.2/ref/class-based-views/base/#templateview>.
pub trait TemplateView: View<Data = ()> {
    /// The author's extra context, `()` without.
    type Extra: ContextData<Self>;

    /// The response's content type.
    const CONTENT_TYPE: &'static str = "text/html; charset=utf-8";

    /// Renders the view's template.
    ///
    /// # Errors
    /// [`crate::Error::Template`].
    fn render(view: &Self, req: &Request, extra: Self::Extra) -> Result<String>;
}

/// The method router of a template view. Derived views have `as_view()` instead.
pub fn as_view<V, S>() -> MethodRouter<S>
where
    V: TemplateView + FromRequestParts<S>,
    S: RouterState,
{
    mount::<Template<V>, S>(&[Verb::Get])
}

struct Template<V>(PhantomData<fn() -> V>);

impl<V: TemplateView> Flow for Template<V> {
    type View = V;

    async fn run(view: V, req: Request, _: Body) -> Result<Response> {
        let extra = V::Extra::get_context_data(&view, &req, &()).await?;
        req.db().release();
        let body = V::render(&view, &req, extra)?;
        Ok(respond::page(V::CONTENT_TYPE, body))
    }
}
