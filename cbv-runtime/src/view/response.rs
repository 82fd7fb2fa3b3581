//! What a view with a template answers with: its context, its templates, the rendered page or the data. Shared by list,
//! detail and template views.

use axum::response::{IntoResponse as _, Response};
use http::{
    HeaderName, HeaderValue, StatusCode,
    header::{LAST_MODIFIED, VARY},
};

use super::{Format, View};
use crate::{
    Error, Result,
    context::ContextData,
    dates::Zone,
    feed::{ATOM, Document},
    request::Request,
    respond,
};

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
    /// The blocks of the template that can be answered alone. The first is what htmx gets when it asks for none by name.
    const FRAGMENTS: &'static [&'static str] = &[];
    /// How a view without fields and without computed context is made, with that context, which is `()`. The derives say it;
    /// such views are answered in a way that costs less to compile.
    #[doc(hidden)]
    #[allow(clippy::type_complexity)] // as plain as a function can be
    const PLAIN: Option<fn() -> (Self, Self::Extra)> = None;

    /// Renders one of the view's templates, or the fragment of it that the context names.
    ///
    /// # Errors
    /// [`Error::Template`].
    fn render(view: &Self, req: &Request, context: &Context<'_, Self>) -> Result<String>;

    /// What the view shows as data, for JSON.
    ///
    /// # Errors
    /// [`Error::ImproperlyConfigured`] for a view without `formats(json)`.
    fn data(_view: &Self, _req: &Request, _context: &Context<'_, Self>) -> Result<serde_json::Value> {
        Err(Error::ImproperlyConfigured(
            format!("{} has no data: add `formats(html, json)`", Self::NAME).into(),
        ))
    }

    /// The rows of the view as a feed, an Atom document.
    ///
    /// # Errors
    /// [`Error::ImproperlyConfigured`] for a view without `formats(atom)`; [`Error::Template`].
    fn feed(_view: &Self, _req: &Request, _context: &Context<'_, Self>) -> Result<Document> {
        Err(Error::ImproperlyConfigured(
            format!("{} has no feed: add `formats(html, atom)`", Self::NAME).into(),
        ))
    }
}

/// Which of a view's templates is shown.
pub trait TemplateName: Copy + Default + Send + Sync + 'static {
    /// The template of that name, as the view's `templates(..)` has it; `default` is the one of `template_name`.
    fn named(name: &str) -> Option<Self>;
}

/// The choice of a view that has one template.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OneTemplate;

impl TemplateName for OneTemplate {
    fn named(name: &str) -> Option<Self> {
        (name == "default").then_some(Self)
    }
}

/// What a response is made of: the data, the extra context, the chosen template. `render_to_response` gets one.
#[derive(Debug)]
#[non_exhaustive]
pub struct Context<'a, V: TemplateResponse> {
    /// What the view shows: the page of a list, the object of a detail.
    pub data: &'a V::Data,
    /// The author's extra context.
    pub extra: V::Extra,
    /// The template that `get_template_names` chose.
    pub template: V::Template,
    /// The block that is answered alone; `None` for the whole page.
    pub fragment: Option<&'static str>,
    /// The status of the answer: 200, and 422 for a form that is not valid.
    pub status: StatusCode,
    /// What `get_data` made, when JSON is asked for.
    pub json: Option<serde_json::Value>,
}

impl<'a, V: TemplateResponse> Context<'a, V> {
    pub(crate) fn new(req: &Request, data: &'a V::Data, extra: V::Extra, template: V::Template) -> Self {
        Self {
            data,
            extra,
            template,
            fragment: fragment(V::FRAGMENTS, req),
            status: StatusCode::OK,
            json: None,
        }
    }

    /// Makes a response: the rendered template, or the data as JSON where that is asked for. The request's database
    /// connection is given back first.
    ///
    /// # Errors
    /// [`Error::Template`]; [`Error::ImproperlyConfigured`] when no header can hold the content type.
    pub fn render(&self, view: &V, req: &Request) -> Result<Response> {
        req.db().release();
        let body = match &self.json {
            Some(json) => Body::Data(json),
            None if req.format() == Format::Atom => Body::Feed(V::feed(view, req, self)?),
            None => Body::Page(Zone::showing(req.zone(), || V::render(view, req, self))?),
        };
        let mut response = respond(req, body, V::CONTENT_TYPE, V::FORMATS, V::FRAGMENTS)?;
        *response.status_mut() = self.status;
        Ok(response)
    }
}

/// What a response holds.
enum Body<'a> {
    Data(&'a serde_json::Value),
    Feed(Document),
    Page(String),
}

/// The response, whatever the view.
fn respond(
    req: &Request,
    body: Body<'_>,
    content_type: &'static str,
    formats: &'static [Format],
    fragments: &[&str],
) -> Result<Response> {
    let mut response = match body {
        Body::Data(json) => axum::Json(json).into_response(),
        Body::Feed(atom) => {
            let changed = atom.last_modified(req.now());
            let mut response = respond::page(ATOM, atom.text)?;
            response.headers_mut().extend(changed.map(|changed| (LAST_MODIFIED, changed)));
            response
        }
        Body::Page(html) => respond::page(req.settings().content_type().unwrap_or(content_type), html)?,
    };
    Format::vary(formats, &mut response);
    if !fragments.is_empty() {
        response.headers_mut().append(VARY, HeaderValue::from_static(HTMX_VARIES));
    }
    Ok(response)
}

/// The template that was chosen where the view is mounted, else the one of `template_name`.
pub(super) fn template<V: TemplateResponse>(req: &Request) -> V::Template {
    req.settings().template().copied().unwrap_or_default()
}

/// Whether data are asked for instead of a page.
pub(super) fn wants_data(req: &Request) -> bool {
    req.format() == Format::Json
}

const HTMX_VARIES: &str = "hx-request, hx-target, hx-boosted, hx-history-restore-request";

/// The block that is asked for: by `?fragment=`, or by htmx, which names the element that it will replace. A boosted link and
/// a page that htmx restores from its history are whole pages.
///
/// <https://htmx.org/reference/#request_headers>
fn fragment(fragments: &'static [&'static str], req: &Request) -> Option<&'static str> {
    let first = *fragments.first()?;
    let named = |name: &str| fragments.iter().copied().find(|fragment| *fragment == name);
    if let Some(name) = req.query("fragment") {
        return named(&name);
    }
    let says = |name: HeaderName| req.headers().get(name).is_some_and(|value| value == "true");
    let htmx = says(HeaderName::from_static("hx-request"));
    let whole = says(HeaderName::from_static("hx-boosted"))
        || says(HeaderName::from_static("hx-history-restore-request"));
    if !htmx || whole {
        return None;
    }
    let target = req.headers().get("hx-target").and_then(|value| value.to_str().ok());
    Some(target.and_then(named).unwrap_or(first))
}
