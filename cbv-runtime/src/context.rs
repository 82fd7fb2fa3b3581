//! What a template sees beside a view's own fields: the author's extra context. Called by the views' `run`.

use std::{
    borrow::{Borrow, Cow},
    future::Future,
};

use axum::extract::MatchedPath;

use crate::{
    Result,
    page::{Cursors, HiddenInputs, Navigation, Page, PageLinks, QueryLinks},
    request::Request,
    view::View,
};

/// Extra context that is computed: a struct whose fields the template reads by name, filled for one view or, generically,
/// for all views of a kind. Named by `extra_context = Sidebar` in the view's attribute.
///
/// Django: `get_context_data`
/// (<https://docs.djangoproject.com/en/5.2/ref/class-based-views/mixins-simple/#django.views.generic.base.ContextMixin.get_context_data>).
#[diagnostic::on_unimplemented(
    message = "nothing fills `extra_context = {Self}` of `{V}`",
    label = "no `get_context_data` for this view",
    note = "write `impl ContextData<{V}> for {Self} {{ async fn get_context_data(view: &{V}, req: &Request, data: &<{V} as View>::Data) -> Result<Self> {{ .. }} }}`; the data is `&Page<Model>` for a list, `&Archive<Model>` for a date archive, `&Model` for a detail, `&()` for a template view"
)]
pub trait ContextData<V: View>: Sized + Send + Sync {
    /// Makes the context. `data` is what the view shows: `&Page<M>` for a list, `&Archive<M>` for a date archive, `&M` for a detail,
    /// `&()` for a template.
    ///
    /// # Errors
    /// Any; the view answers with it.
    fn get_context_data(view: &V, req: &Request, data: &V::Data)
    -> impl Future<Output = Result<Self>> + Send;
}

#[diagnostic::do_not_recommend]
impl<V: View> ContextData<V> for () {
    async fn get_context_data(_: &V, _: &Request, _: &V::Data) -> Result<()> {
        Ok(())
    }
}

/// The pages of a list as links that keep the request's other parameters. A list's template has one under the name
/// `pagination`: `{{ pagination }}` is the whole accessible navigation, `{{ pagination.href(2) }}` one address,
/// `{{ pagination.htmx() }}` the navigation for a list that swaps a fragment.
#[derive(Debug, Clone, Copy)]
pub struct Pagination<'a> {
    paginator: &'a crate::page::Paginator,
    number: u64,
    cursors: Option<&'a Cursors>,
    request: &'a Request,
    page_kwarg: &'static str,
    htmx: bool,
}

impl<'a> Pagination<'a> {
    /// The links of `page`; `page_kwarg` is the name of the page number in the query.
    pub fn new<T>(page: &'a Page<T>, request: &'a Request, page_kwarg: &'static str) -> Self {
        let (paginator, cursors) = (&page.paginator, page.cursors());
        Self { paginator, number: page.number, cursors, request, page_kwarg, htmx: false }
    }

    fn links(&self) -> PageLinks {
        page_links(self.request, self.page_kwarg)
    }

    fn navigation<'l>(&'l self, links: &'l PageLinks) -> Navigation<'l> {
        Navigation::new(self.number, *self.paginator, links).cursors(self.cursors).htmx(self.htmx)
    }

    /// The same navigation, whose links are for htmx too: [`Navigation::htmx`].
    #[must_use]
    pub fn htmx(&self) -> Self {
        Self { htmx: true, ..*self }
    }

    /// The address of the list with this value of a parameter, in place of those it has, and without the page: a link to
    /// another view of the same rows, `{{ pagination.with("kind", "new") }}`. An empty value drops the parameter.
    pub fn with(&self, name: &str, value: impl std::fmt::Display) -> String {
        query_links(self.request, self.page_kwarg).with(name, value)
    }

    /// Hidden inputs for all parameters but these and the page, for a form that holds these:
    /// `{{ pagination.hidden(["kind"]) }}`.
    pub fn hidden(&self, names: &[&str]) -> HiddenInputs {
        query_links(self.request, self.page_kwarg).hidden(names.iter().copied())
    }

    /// The address of the next page, by its number or its cursor; `None` on the last page.
    pub fn next_href(&self) -> Option<String> {
        match self.cursors {
            Some(cursors) => cursors.next.as_deref().map(|cursor| self.links().cursor(cursor)),
            None => (self.number < self.paginator.num_pages()).then(|| self.href(self.number + 1)),
        }
    }

    /// The address of the page before, by its number or its cursor; `None` on the first page.
    pub fn previous_href(&self) -> Option<String> {
        match self.cursors {
            Some(cursors) => cursors.previous.as_deref().map(|cursor| self.links().cursor(cursor)),
            None => (self.number > 1).then(|| self.href(self.number - 1)),
        }
    }

    /// The address of a page. The number may be a reference: askama makes one of what is not a literal.
    pub fn href(&self, number: impl Borrow<u64>) -> String {
        self.links().href(*number.borrow())
    }
}

/// The addresses of a list's pages: the number stands in the path where the request has it there, else in the query.
pub(crate) fn page_links(req: &Request, page_kwarg: &str) -> PageLinks {
    match around_number(req, page_kwarg) {
        Some((before, after)) => PageLinks::in_path(before, after, req.query_string(), page_kwarg),
        None => PageLinks::new(req.path(), req.query_string(), page_kwarg),
    }
}

/// The addresses of a list with other parameters; its page 1 where the number stands in the path.
pub(crate) fn query_links<'r>(req: &'r Request, page_kwarg: &'static str) -> QueryLinks<'r> {
    let path: Cow<'r, str> = match around_number(req, page_kwarg) {
        Some((before, after)) => format!("{before}1{after}").into(),
        None => req.path().into(),
    };
    QueryLinks::new(path, req.query_string(), page_kwarg)
}

/// What stands before and behind the page number, where it is an argument of the path.
fn around_number<'r>(req: &'r Request, kwarg: &str) -> Option<(&'r str, &'r str)> {
    let pattern = req.extensions().get::<MatchedPath>()?.as_str();
    let name = |part: &str| part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) == Some(kwarg);
    let slash = pattern.split('/').position(name)?.checked_sub(1)?;
    let path = req.path();
    let start = path.match_indices('/').nth(slash)?.0 + 1; // only ASCII is stepped over
    let (before, rest) = path.split_at_checked(start)?;
    Some((before, rest.find('/').map_or("", |end| rest.split_at(end).1)))
}

impl std::fmt::Display for Pagination<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.navigation(&self.links()).fmt(f)
    }
}

impl askama::filters::HtmlSafe for Pagination<'_> {}
