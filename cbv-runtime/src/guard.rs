//! Who may see a view: guards are fields, so they run before any hook of the view. Called by axum while it takes a view's
//! fields; who the user is comes from an extractor of the application. Logging in and out does not belong here.

use std::{borrow::Cow, fmt, marker::PhantomData, ops::Deref};

use axum::{
    extract::{FromRequestParts, OriginalUri},
    response::IntoResponse,
};
use http::{HeaderName, HeaderValue, StatusCode, Uri, request::Parts};

use crate::{Error, Result, request::origin, respond, route::prefix, view::Format};

/// The user behind a request, also an anonymous one.
///
/// ```
/// use std::borrow::Cow;
///
/// #[derive(Clone)]
/// struct Member { key: Option<i64>, staff: bool }
///
/// impl cbv::guard::User for Member {
///     fn id(&self) -> Option<Cow<'_, str>> {
///         self.key.map(|key| key.to_string().into())
///     }
///
///     fn is_staff(&self) -> bool {
///         self.staff
///     }
/// }
/// ```
///
/// Django: `AbstractUser` and `AnonymousUser`
/// (<https://docs.djangoproject.com/en/5.2/ref/contrib/auth/>).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a user",
    label = "a guard asks it who is there",
    note = "write `impl cbv::guard::User for {Self} {{ fn id(&self) -> Option<Cow<'_, str>> {{ .. }} }}`"
)]
pub trait User: Send + Sync {
    /// What the user's key is, as text, `None` for an anonymous one.
    fn id(&self) -> Option<Cow<'_, str>>;

    /// Whether somebody has logged in.
    fn is_authenticated(&self) -> bool {
        self.id().is_some()
    }

    /// Whether the user belongs to the staff.
    fn is_staff(&self) -> bool {
        false
    }

    /// Whether the user may do what `permission` names, such as `books.change_book`.
    fn has_perm(&self, _permission: &str) -> bool {
        false
    }
}

/// Where anonymous users are sent: attach it to a router, or to one view, with `.layer(axum::Extension(Login { .. }))`.
///
/// Django: `LOGIN_URL` and `redirect_field_name`.
#[derive(Debug, Clone)]
pub struct Login {
    /// The path of the page that logs in, as the client asks for it, or its whole address on another site.
    pub url: Cow<'static, str>,
    /// The query parameter that says where to go afterwards; an empty one says nothing.
    pub redirect_field_name: Cow<'static, str>,
}

impl Default for Login {
    fn default() -> Self {
        Self { url: "/accounts/login/".into(), redirect_field_name: "next".into() }
    }
}

/// A rule that a guard asks. Django: `UserPassesTestMixin.test_func`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no test of the user `{U}`",
    label = "does not say who may pass",
    note = "write `impl cbv::guard::Test<{U}> for {Self} {{ fn test(user: &{U}) -> bool {{ .. }} }}`"
)]
pub trait Test<U>: Send + Sync + 'static {
    /// Whether the user may go on.
    fn test(user: &U) -> bool;
}

/// A field that lets a request through when the user `U` passes the test `T`; `D` answers the others. It dereferences to the
/// user: `{{ login.name }}` in a template.
///
/// Guards are taken in the order of the fields, all must let the request through, and nothing of the view runs before.
/// Written first, they keep fields behind them, such as an [`Object`](crate::object::Object), from being looked up.
///
/// ```
/// # use cbv::prelude::*;
/// # #[derive(Model, serde::Serialize)] pub struct Book { pub id: i64 }
/// # #[derive(Clone)] pub struct Member;
/// # impl cbv::guard::User for Member { fn id(&self) -> Option<std::borrow::Cow<'_, str>> { None } }
/// # impl<S: Sync> axum::extract::FromRequestParts<S> for Member {
/// #     type Rejection = std::convert::Infallible;
/// #     async fn from_request_parts(_: &mut axum::http::request::Parts, _: &S) -> Result<Self, Self::Rejection> { Ok(Member) }
/// # }
/// use cbv::guard::{Has, LoginRequired, Permission, UserPasses};
///
/// pub struct SellBooks;
///
/// impl Permission for SellBooks {
///     const NAME: &'static str = "books.sell_book";
/// }
///
/// #[derive(ListView)]
/// #[view(model = Book, formats(json))]
/// pub struct Stock {
///     login: LoginRequired<Member>,
///     seller: UserPasses<Member, Has<SellBooks>>,
/// }
/// ```
///
/// Django: `UserPassesTestMixin`
/// (<https://docs.djangoproject.com/en/5.2/topics/auth/default/#django.contrib.auth.mixins.UserPassesTestMixin>).
pub struct UserPasses<U, T, D = RedirectToLogin> {
    user: U,
    test: PhantomData<fn() -> (T, D)>,
}

/// A field that lets logged-in users through. Django: `LoginRequiredMixin`.
pub type LoginRequired<U, D = RedirectToLogin> = UserPasses<U, IsAuthenticated, D>;

/// A field that lets users with the permission `P` through. Django: `PermissionRequiredMixin`.
pub type PermissionRequired<U, P, D = RedirectToLogin> = UserPasses<U, Has<P>, D>;

/// A field that lets the staff through. Django: `staff_member_required`.
pub type StaffRequired<U, D = RedirectToLogin> = UserPasses<U, IsStaff, D>;

/// A field that lets those through who have not logged in: of log-in pages and the like. The others go to the site's front page.
///
/// Django: `AnonymousRequiredMixin` of django-braces.
pub type AnonymousRequired<U, D = RedirectHome> = UserPasses<U, IsAnonymous, D>;

/// Nobody has logged in.
#[derive(Debug)]
pub enum IsAnonymous {}

impl<U: User> Test<U> for IsAnonymous {
    fn test(user: &U) -> bool {
        !user.is_authenticated()
    }
}

/// Somebody has logged in.
#[derive(Debug)]
pub enum IsAuthenticated {}

impl<U: User> Test<U> for IsAuthenticated {
    fn test(user: &U) -> bool {
        user.is_authenticated()
    }
}

/// The user belongs to the staff.
#[derive(Debug)]
pub enum IsStaff {}

impl<U: User> Test<U> for IsStaff {
    fn test(user: &U) -> bool {
        user.is_staff()
    }
}

/// The user has the permission that `P` names.
#[derive(Debug)]
pub struct Has<P>(PhantomData<fn() -> P>);

/// A permission as a type, so that a misspelt one does not compile.
pub trait Permission: 'static {
    /// Its name, as [`User::has_perm`] knows it.
    const NAME: &'static str;
}

impl<U: User, P: Permission> Test<U> for Has<P> {
    fn test(user: &U) -> bool {
        user.has_perm(P::NAME)
    }
}

/// What a guard answers those with whom it does not let through.
///
/// Django: `AccessMixin.handle_no_permission`.
pub trait HandleNoPermission: 'static {
    /// The answer. `user` is who did not pass.
    fn handle_no_permission(user: &impl User, parts: &Parts) -> Error;
}

/// Sends anonymous users to the [`Login`] page, and answers all others with 403.
///
/// Where nobody would see that page, the answer is 403 too: for who wants JSON, and for a part of a page that htmx asks for.
/// htmx is told by `HX-Redirect` to bring the whole window to the login page, and from there back to where it was.
#[derive(Debug)]
pub enum RedirectToLogin {}

impl HandleNoPermission for RedirectToLogin {
    fn handle_no_permission(user: &impl User, parts: &Parts) -> Error {
        let refused = Error::PermissionDenied("the user may not see this view".into());
        if user.is_authenticated() || wants_json(parts) {
            return refused;
        }
        if !says(parts, "hx-request") {
            let login = login(parts, &wanted(parts));
            return respond::redirect(&login, StatusCode::FOUND).map_or_else(|fault| fault, Error::from);
        }
        let back = if says(parts, "hx-boosted") { wanted(parts) } else { current_page(parts) };
        let mut response = refused.into_response();
        if let Ok(address) = HeaderValue::try_from(login(parts, &back)) {
            response.headers_mut().insert(HeaderName::from_static("hx-redirect"), address);
        }
        Error::from(response)
    }
}

/// Sends everybody whom a guard does not let through to the front page of the application, below the prefix it is nested under.
#[derive(Debug)]
pub enum RedirectHome {}

impl HandleNoPermission for RedirectHome {
    fn handle_no_permission(_: &impl User, parts: &Parts) -> Error {
        let home = format!("{}/", prefix::of(&parts.extensions, &parts.uri));
        respond::redirect(&home, StatusCode::FOUND).map_or_else(|fault| fault, Error::from)
    }
}

/// Answers everybody whom a guard does not let through with 403. Django: `raise_exception = True`.
#[derive(Debug)]
pub enum RaiseException {}

impl HandleNoPermission for RaiseException {
    fn handle_no_permission(_: &impl User, _: &Parts) -> Error {
        Error::PermissionDenied("the user may not see this view".into())
    }
}

impl<U, T, D> Deref for UserPasses<U, T, D> {
    type Target = U;

    fn deref(&self) -> &U {
        &self.user
    }
}

impl<U: fmt::Debug, T, D> fmt::Debug for UserPasses<U, T, D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.user.fmt(f)
    }
}

impl<S, U, T, D> FromRequestParts<S> for UserPasses<U, T, D>
where
    S: Send + Sync,
    U: User + FromRequestParts<S>,
    T: Test<U>,
    D: HandleNoPermission,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let user = U::from_request_parts(parts, state)
            .await
            .map_err(|rejection| Error::from(rejection.into_response()))?;
        if T::test(&user) {
            return Ok(Self { user, test: PhantomData });
        }
        Err(D::handle_no_permission(&user, parts))
    }
}

/// Whether the client would rather have JSON than a page.
fn wants_json(parts: &Parts) -> bool {
    let formats = &[Format::Html, Format::Json];
    Format::of(formats, &parts.uri, &parts.headers).is_ok_and(|format| format == Format::Json)
}

fn says(parts: &Parts, header: &'static str) -> bool {
    parts.headers.get(header).is_some_and(|value| value == "true")
}

/// The address of the login page, told where to go afterwards: a path, or for a page on another site the whole address.
fn login(parts: &Parts, back: &str) -> String {
    let Login { url, redirect_field_name: name } =
        parts.extensions.get::<Login>().cloned().unwrap_or_default();
    if name.is_empty() {
        return url.into_owned();
    }
    let back = elsewhere(&url, parts).map_or_else(|| back.to_owned(), |own| format!("{own}{back}"));
    let back = form_urlencoded::Serializer::new(String::new()).append_pair(&name, &back).finish();
    let (address, fragment) = url.find('#').map_or((&*url, ""), |at| url.split_at(at));
    let (page, query) = address.split_once('?').unwrap_or((address, ""));
    let is_told =
        |pair: &&str| form_urlencoded::parse(pair.as_bytes()).next().is_some_and(|(key, _)| key == name);
    let kept = query.split('&').filter(|pair| !pair.is_empty() && !is_told(pair));
    let query = kept.chain([&*back]).collect::<Vec<_>>().join("&");
    format!("{page}?{query}{fragment}")
}

/// Scheme and host of this site, when the login page is on another one.
fn elsewhere(login: &str, parts: &Parts) -> Option<String> {
    let own = url::Url::parse(&origin(parts).ok()?).ok()?;
    let other = own.join(login).ok()?;
    (other.origin() != own.origin()).then(|| own.origin().ascii_serialization())
}

/// Where the request wanted to go.
fn wanted(parts: &Parts) -> String {
    let original = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |original| &original.0);
    own_path(original)
}

/// The page that htmx stands in; where the header is missing, the site's first.
fn current_page(parts: &Parts) -> String {
    let header = parts.headers.get("hx-current-url").and_then(|value| value.to_str().ok());
    header.and_then(|text| text.parse().ok()).map_or_else(|| "/".to_owned(), |uri: Uri| own_path(&uri))
}

/// Path and query, never a way to another host: browsers read `//host` and `/\host` as one.
fn own_path(uri: &Uri) -> String {
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    let outside = path.starts_with("//") || path.starts_with("/\\") || !path.starts_with('/');
    if outside { "/".to_owned() } else { path.to_owned() }
}
