//! What the views that take a form have in common: the body, the hooks that other hooks call, what a refused form becomes, and
//! the answer to a form that was stored. Called by `form.rs`, `create.rs`, `update.rs` and `delete.rs`.

use std::{future::Future, pin::Pin};

use axum::{
    body::Body,
    response::{IntoResponse as _, Response},
};
use http::{HeaderValue, Method, StatusCode, header::LOCATION};

use super::{Format, View, response::wants_data};
use crate::{
    Error, Result,
    form::{self, Bound, FieldMeta, Form, FormData, FormKwargs, Initial, Limits, ModelForm, Widget},
    request::Request,
    respond,
    route::Verb,
    storage::Media,
    url::Url,
};

/// A view with a form: the attributes that form, create, update and delete views share. Derived with them.
///
/// Django: <https://docs.djangoproject.com/en/5.2/ref/class-based-views/mixins-editing/#formmixin>.
pub trait FormMixin: View {
    /// The form.
    type Form: Form;

    /// Whether storing the form cannot fail once its row is written: no mixin, and a success URL that is always there. Without
    /// hooks, one statement is then the whole unit of work, and needs no transaction around it.
    #[doc(hidden)]
    const ALONE: bool = false;
    /// What stands before the names of the form's fields, with a hyphen; empty leaves it to the form.
    const PREFIX: &'static str = "";

    /// Whether there is a `success_message`: then it is asked before anything is stored whether somebody keeps messages.
    const TELLS: bool = false;

    /// The attribute `initial`.
    fn initial(_view: &Self) -> Initial<Self::Form> {
        Initial::new()
    }
}

/// What a form is made of, on this route.
pub(super) fn kwargs<V: FormMixin>(
    req: &Request,
    initial: Initial<V::Form>,
    data: Option<FormData>,
) -> FormKwargs<V::Form> {
    let mut kwargs = FormKwargs::new(initial, req.settings().prefix().unwrap_or(V::PREFIX), data);
    if const { has_stored_files(V::Form::FIELDS) }
        && let Some(media) = req.extensions().get::<Media>()
    {
        kwargs.extensions.insert(media.clone()); // the addresses of the files that are there
    }
    kwargs
}

const fn has_stored_files(fields: &[FieldMeta]) -> bool {
    let mut rest = fields;
    while let [first, others @ ..] = rest {
        if matches!(first.widget, Widget::ClearableFile) {
            return true;
        }
        rest = others;
    }
    false
}

/// Completes a form that was sent with what its row has, where that counts.
pub(super) async fn hold<F: ModelForm>(form: &mut Bound<F>, object: &F::Model, req: &Request) -> Result<()> {
    if form.needs_initial() {
        let mut initial = F::of_object(object);
        initial.extend(F::of_links(object, req.db()).await?);
        form.begin_with(initial);
    }
    Ok(())
}

/// The success URL that the route sets, else the attribute's.
pub(super) fn success_url(req: &Request, attribute: impl FnOnce() -> Result<String>) -> Result<String> {
    match req.settings().success_url() {
        Some(url) => Ok(Url::new().text(url).finish()),
        None => attribute(),
    }
}

/// The verbs of a view that shows and takes a form.
pub(super) const VERBS: &[Verb] = &[Verb::Get, Verb::Post, Verb::Put];

/// The verbs of a view that deletes.
pub(super) const DELETE_VERBS: &[Verb] = &[Verb::Get, Verb::Post, Verb::Put, Verb::Delete];

/// An object and its form: what an update view and a delete view show.
#[derive(Debug)]
pub struct Editing<M, F: Form> {
    /// The object as it is stored; what was typed is in the form alone.
    pub object: M,
    /// The form.
    pub form: Bound<F>,
}

/// What a hook that another hook calls answers: the default of `form_valid` calls `get_success_url`, overridden or not.
pub(super) type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// What was sent; `None` of a request that only asks for the page. A form without file fields takes no files, so that none is
/// written to a disk for nothing.
pub(super) fn sent<V: FormMixin>(
    req: &Request,
    body: Body,
) -> impl Future<Output = Result<Option<FormData>>> + Send {
    read(req, body, Takes { tells: V::TELLS, formats: V::FORMATS, files: form::takes_files::<V::Form>() })
}

/// What a view takes, without its type.
struct Takes {
    tells: bool,
    formats: &'static [Format],
    files: bool,
}

async fn read(req: &Request, body: Body, takes: Takes) -> Result<Option<FormData>> {
    if matches!(*req.method(), Method::GET | Method::HEAD) {
        return Ok(None);
    }
    if takes.tells {
        can_tell(req)?;
    }
    let limits = req.extensions().get::<Limits>().cloned().unwrap_or_default();
    let limits = limits.json(Format::has_json(takes.formats));
    let limits = if takes.files { limits } else { limits.files(0) };
    FormData::read(req.head(), body, &limits).await.map(Some)
}

/// A view was called in a way in which no hooks are known: by its default alone, without a request of its own.
pub(super) fn unknown<T>(view: &str) -> Result<T> {
    let reason = format!("the default was called with the request of another view than {view}");
    Err(Error::ImproperlyConfigured(reason.into()))
}

/// There is no address to go on to.
pub(super) fn no_success_url<T>(view: &str) -> Result<T> {
    let reason = format!("No URL to redirect to: give {view} a `success_url`, or override `get_success_url`");
    Err(Error::ImproperlyConfigured(reason.into()))
}

/// What a hook refused becomes errors of the form; what else went wrong stays an error.
pub(super) fn refused<F: Form>(form: &mut Bound<F>, error: Error) -> Result<()> {
    match error {
        Error::Invalid(invalid) => form.refuse(invalid),
        error => return Err(error),
    }
    Ok(())
}

/// Runs what stores a form as one unit of work. `alone` is what needs no transaction: one statement at most.
///
/// It takes any future without its type, so that transactions are not compiled for each view.
pub(super) async fn unit(
    req: &Request,
    alone: bool,
    storing: Pin<&mut (dyn Future<Output = Result<Response>> + Send)>,
) -> Result<Response> {
    if alone { storing.await } else { req.db().atomic(storing).await }
}

/// Leaves a message for the next page, once what is under way is committed.
pub(super) async fn tell(req: &Request, text: Option<String>) -> Result<()> {
    match text.filter(|text| !text.is_empty()) {
        None => Ok(()),
        #[cfg(feature = "messages")]
        Some(text) => req.messages().success(text).await,
        #[cfg(not(feature = "messages"))]
        Some(_) => {
            let _ = req;
            Err(Error::ImproperlyConfigured(
                "`get_success_message` needs the feature `messages` of cbv".into(),
            ))
        }
    }
}

/// A row that is made by one statement has no transaction that would take it back when its message is nobody's.
fn can_tell(req: &Request) -> Result<()> {
    #[cfg(feature = "messages")]
    req.messages().check()?;
    let _ = req; // without the feature, the word is refused while compiling
    Ok(())
}

/// The answer to a form that was taken: on to the next page, or its address as data.
pub(super) fn succeeded(
    req: &Request,
    url: &str,
    pk: Option<String>,
    status: StatusCode,
) -> Result<Response> {
    if !wants_data(req) {
        return respond::redirect(url, StatusCode::SEE_OTHER);
    }
    let data = match pk {
        Some(pk) => serde_json::json!({ "pk": pk, "url": url }),
        None => serde_json::json!({ "url": url }),
    };
    let mut response = (status, axum::Json(data)).into_response();
    if status == StatusCode::CREATED
        && let Ok(location) = HeaderValue::try_from(url)
    {
        response.headers_mut().insert(LOCATION, location);
    }
    Ok(response)
}
