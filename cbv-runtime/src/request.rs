//! The head of a request as hooks and templates see it. Made by `route` for each request; holds the request's one database
//! handle. It has no body, so that hooks on several threads can share it.

use std::{
    any::Any,
    borrow::{Borrow, Cow},
    fmt,
    future::Future as _,
    pin::pin,
    task::{self, Poll, Waker},
};

use axum::extract::{FromRequestParts as _, OriginalUri, RawPathParams, rejection::RawPathParamsRejection};
use chrono::{DateTime, NaiveDate, Utc};
use http::{Extensions, HeaderMap, Method, Uri, header::HOST, request::Parts, uri::Authority};

use crate::{
    Error, Result,
    dates::{Clock, Zone},
    db::Conn,
    route::{Settings, prefix},
    url::Url,
    view::Format,
};

/// Where the application is reached from outside, `https://books.example`: attached to its router by
/// `.layer(axum::Extension(Origin("https://books.example".into())))`, it is what [`Request::build_absolute_uri`] begins with.
///
/// Django: `SECURE_PROXY_SSL_HEADER`, `USE_X_FORWARDED_HOST` and `ALLOWED_HOSTS`, which say how far a client is believed.
#[derive(Debug, Clone)]
pub struct Origin(pub Cow<'static, str>);

/// The head of a request: method, URL, headers, extensions, the URL's arguments, and the database.
///
/// Django: `HttpRequest` with the view's `kwargs`
/// (<https://docs.djangoproject.com/en/5.2/ref/request-response/#httprequest-objects>).
pub struct Request {
    parts: Parts,
    kwargs: Option<RawPathParams>,
    db: Conn,
    format: Format,
    settings: Settings,
    clock: Clock,
    steps: Option<&'static (dyn Any + Send + Sync)>,
}

/// Scheme and host that a request came to: what [`Origin`] says, else what the client does.
pub(crate) fn origin(parts: &Parts) -> Result<String> {
    if let Some(Origin(origin)) = parts.extensions.get() {
        return Ok(origin.clone().into_owned());
    }
    let uri = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |original| &original.0);
    let said = || parts.headers.get(HOST).and_then(|host| host.to_str().ok());
    let host = uri.authority().map(Authority::as_str).or_else(said);
    let host = host.filter(|host| !host.contains('@') && host.parse::<Authority>().is_ok());
    let host = host.ok_or_else(|| Error::BadRequest("the request names no host".into()))?;
    Ok(format!("{}://{host}", uri.scheme_str().unwrap_or("http")))
}

impl Request {
    pub(crate) fn new(mut parts: Parts, db: Conn, format: Format, settings: Settings) -> Result<Self> {
        let kwargs = kwargs(&mut parts)?;
        Ok(Self { parts, kwargs, db, format, settings, clock: Clock::default(), steps: None })
    }

    /// The head, for the view's fields to be taken from it.
    pub(crate) fn parts_mut(&mut self) -> &mut Parts {
        &mut self.parts
    }

    /// The format of the answer.
    pub fn format(&self) -> Format {
        self.format
    }

    /// The request's database handle: one connection, taken at the first query and shared by all hooks.
    pub fn db(&self) -> &Conn {
        &self.db
    }

    /// GET, POST and so on.
    pub fn method(&self) -> &Method {
        &self.parts.method
    }

    /// The URL as the router saw it.
    pub fn uri(&self) -> &Uri {
        &self.parts.uri
    }

    /// The path as the client sent it, also where the router is nested under a prefix. Django's `request.path`.
    pub fn path(&self) -> &str {
        let original = self.parts.extensions.get::<OriginalUri>();
        original.map_or_else(|| self.parts.uri.path(), |original| original.0.path())
    }

    /// What stands in front of this application's own paths: `/shop` when its router is nested there, else empty.
    ///
    /// Django: `request.META["SCRIPT_NAME"]`.
    pub fn prefix(&self) -> &str {
        prefix::of(&self.parts.extensions, &self.parts.uri)
    }

    /// A path of this application as an address, behind the [`prefix`](Self::prefix) it is nested under:
    /// `{{ request.url("/static/style.css") }}` in a template. A view's own address is `BookList::url()`.
    pub fn url(&self, path: &str) -> String {
        Url::new().text(path).finish()
    }

    /// Keeps the hooks of the view that answers, for those hooks whose defaults call others.
    pub(crate) fn set_steps<T: Any + Send + Sync>(&mut self, steps: &'static T) {
        self.steps = Some(steps);
    }

    /// The hooks of the view that answers; `None` when it is another one.
    pub(crate) fn steps<T: Any>(&self) -> Option<&'static T> {
        self.steps?.downcast_ref()
    }

    /// The head of the request, as axum has it.
    pub(crate) fn head(&self) -> &Parts {
        &self.parts
    }

    /// The address of the same page in another format: `{{ request.in_format("atom") }}` behind `rel="alternate"`. The query is
    /// kept.
    pub fn in_format(&self, format: &str) -> String {
        self.formatted(Some(format))
    }

    /// The address of the page in the format that its `Accept` header asks for.
    pub(crate) fn without_format(&self) -> String {
        self.formatted(None)
    }

    fn formatted(&self, format: Option<&str>) -> String {
        let pairs = form_urlencoded::parse(self.query_string().as_bytes()).filter(|(key, _)| key != "format");
        let format = format.map(|format| (Cow::Borrowed("format"), Cow::Borrowed(format)));
        let query =
            form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs.chain(format)).finish();
        if query.is_empty() { self.path().to_owned() } else { format!("{}?{query}", self.path()) }
    }

    /// What was set where the view is mounted.
    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The text behind the question mark, as it was sent; empty when there is none.
    pub fn query_string(&self) -> &str {
        self.parts.uri.query().unwrap_or_default()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    /// A header as text; `None` when it is missing, or when it is no text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers().get(name).and_then(|value| value.to_str().ok())
    }

    /// `location` as an address with scheme and host, for mails, feeds and other sites; relative to the request's own path.
    ///
    /// Scheme and host are those of the [`Origin`] that is attached to the router, else what the client said: its `Host`,
    /// by `http`. A client can say anything there.
    ///
    /// Django: [`HttpRequest.build_absolute_uri`](https://docs.djangoproject.com/en/5.2/ref/request-response/#django.http.HttpRequest.build_absolute_uri).
    ///
    /// # Errors
    /// [`Error::BadRequest`] when the request has no host, and when the addresses are none.
    pub fn build_absolute_uri(&self, location: &str) -> Result<String> {
        let bad = |_| Error::BadRequest("the request's host and this address make no URL".into());
        let base =
            url::Url::parse(&origin(&self.parts)?).and_then(|base| base.join(self.path())).map_err(bad)?;
        base.join(location).map(Into::into).map_err(bad)
    }

    /// The time zone whose days count: the one of [`time_zone`](crate::dates::time_zone), or UTC.
    ///
    /// Django: `timezone.get_current_timezone()`.
    pub fn time_zone(&self) -> Zone {
        self.zone().unwrap_or_default()
    }

    /// The time zone, where the application has one.
    pub(crate) fn zone(&self) -> Option<Zone> {
        self.extensions().get().copied()
    }

    /// Now. It is read once for each request: all hooks of a view see the same instant. A test sets it by
    /// [`test::at`](crate::test::at).
    ///
    /// Django: `timezone.now()`.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now(self.extensions())
    }

    /// The day of [`now`](Self::now) in the [`time_zone`](Self::time_zone) of the request.
    ///
    /// Django: `timezone.localdate()`.
    pub fn today(&self) -> NaiveDate {
        self.localdate(self.now())
    }

    /// The day of an instant in the [`time_zone`](Self::time_zone) of the request, for links to the archive of that day:
    /// `{{ EntryDay::url(request.localdate(entry.published)) }}` in a template, which passes a reference.
    ///
    /// Django: `timezone.localdate(value)`.
    pub fn localdate(&self, instant: impl Borrow<DateTime<Utc>>) -> NaiveDate {
        self.time_zone().day_of(*instant.borrow())
    }

    /// What middleware has attached to the request.
    pub fn extensions(&self) -> &Extensions {
        &self.parts.extensions
    }

    /// An argument of the URL by its name in the path: `slug` in `/books/{slug}/`. Django's `self.kwargs`.
    pub fn kwarg(&self, name: &str) -> Option<&str> {
        self.kwargs().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// All arguments of the URL, in the path's order.
    pub fn kwargs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.kwargs.iter().flatten()
    }

    /// A query parameter by name; of a repeated one the last, as Django's `request.GET[..]`.
    pub fn query(&self, name: &str) -> Option<Cow<'_, str>> {
        let pairs = form_urlencoded::parse(self.query_string().as_bytes());
        pairs.filter(|(key, _)| key == name).last().map(|(_, value)| value)
    }
}

/// The arguments of the URL; `None` where the view does not stand behind a router.
fn kwargs(parts: &mut Parts) -> Result<Option<RawPathParams>> {
    // It waits for nothing. Polled here, it leaves no room for itself and for the head in the futures of every view.
    let taken = pin!(RawPathParams::from_request_parts(parts, &()));
    match taken.poll(&mut task::Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(kwargs)) => Ok(Some(kwargs)),
        Poll::Ready(Err(RawPathParamsRejection::InvalidUtf8InPathParam(_))) => {
            Err(Error::BadRequest("the path is not UTF-8".into()))
        }
        Poll::Ready(Err(_)) | Poll::Pending => Ok(None),
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.parts.method, self.parts.uri)
    }
}
