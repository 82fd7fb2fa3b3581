//! What a view with a template answers with: its context, its templates, the rendered page. Shared by list, detail and
//! template views.

use axum::response::Response;

use super::View;
use crate::{Result, context::ContextData, request::Request, respond};

/// A view that answers with a rendered template.
///
/// Django: `TemplateResponseMixin` and `ContextMixin`
/// (<https://docs.djangoproject.com/en/5.2/ref/class-based-views/mixins-simple/>).
pub trait TemplateResponse: View {
    /// The author's extra context, `()` without.
    type Extra: ContextData<Self>;
    /// Which of its templates a view shows: [`OneTemplate`] where there is one.
    type Template: TemplateName;

    /// The response's content type.
    const CONTENT_TYPE: &'static str = respond::HTML;

    /// Renders one of the view's templates.
    ///
    /// # Errors
    /// [`crate::Error::Template`].
    fn render(view: &Self, req: &Request, context: &Context<'_, Self>) -> Result<String>;
}

/// Which of a view's templates is shown.
pub trait TemplateName: Copy + Default + Send + Sync + 'static {}

/// The choice of a view that has one template.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OneTemplate;

impl TemplateName for OneTemplate {}

/// What a template is rendered from: the data, the extra context, the chosen template. `render_to_response` gets one.
#[derive(Debug)]
pub struct Context<'a, V: TemplateResponse> {
    /// What the view shows: the page of a list, the object of a detail.
    pub data: &'a V::Data,
    /// The author's extra context.
    pub extra: V::Extra,
    /// The template that `get_template_names` chose.
    pub template: V::Template,
}

impl<V: TemplateResponse> Context<'_, V> {
    /// Renders the template and makes a response of it. The request's database connection is given back first.
    ///
    /// # Errors
    /// [`crate::Error::Template`]; [`crate::Error::ImproperlyConfigured`] when no header can hold the content type.
    pub fn render(&self, view: &V, req: &Request) -> Result<Response> {
        req.db().release();
        respond::page(V::CONTENT_TYPE, V::render(view, req, self)?)
    }
}
