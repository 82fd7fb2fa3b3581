//! Who may see a view: guards are fields, so they run before anything else of the view. Called by axum while it takes a
//! view's fields; who the user is comes from an extractor of the application.

use std::{borrow::Cow, fmt, marker::PhantomData, ops::Deref};

use axum::{
    extract::{FromRequestParts, OriginalUri},
    response::{IntoResponse, Redirect},
};
use http::request::Parts;

use crate::{Error, Result};

/// The user behind a request, also an anonymous one.
///
/// Django: `AbstractUser` and `AnonymousUser`
/// (<https://docs.djangoproject.com/en/5.2/ref/contrib/auth/>).
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

/// Where anonymous users are sent: attach it to the router with `axum::Extension` to change it.
///
/// Django: `LOGIN_URL` and `redirect_field_name`.
#[derive(Debug, Clone)]
pub struct Login {
    /// The path of the page that logs in.
    pub url: Cow<'static, str>,
    /// The query parameter that says where to go afterwards.
    pub redirect_field_name: Cow<'static, str>,
}

impl Default for Login {
    fn default() -> Self {
        Self { url: "/accounts/login/".into(), redirect_field_name: "next".into() }
    }
}

/// A rule that a guard asks.
pub trait Test<U>: Send + Sync + 'static {
    /// Whether the user may go on.
    fn test(user: &U) -> bool;
}

/// A field that lets a request through when the user `U` passes the test `T`. An anonymous user who does not is sent to the
/// log-in page, anybody else is answered with 403.
///
/// Django: `UserPassesTestMixin`.
pub struct UserPasses<U, T> {
    user: U,
    test: PhantomData<fn() -> T>,
}

/// A field that lets logged-in users through. Django: `LoginRequiredMixin`.
pub type LoginRequired<U> = UserPasses<U, IsAuthenticated>;

/// A field that lets users with the permission `P` through. Django: `PermissionRequiredMixin`.
pub type PermissionRequired<U, P> = UserPasses<U, Has<P>>;

/// A field that lets the staff through. Django: `staff_member_required`.
pub type StaffRequired<U> = UserPasses<U, IsStaff>;

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

/// A permission as a type: `struct ChangeBook; impl Permission for ChangeBook { const NAME: &'static str = ".."; }`.
pub trait Permission: 'static {
    /// Its name, as [`User::has_perm`] knows it.
    const NAME: &'static str;
}

impl<U: User, P: Permission> Test<U> for Has<P> {
    fn test(user: &U) -> bool {
        user.has_perm(P::NAME)
    }
}

impl<U, T> Deref for UserPasses<U, T> {
    type Target = U;

    fn deref(&self) -> &U {
        &self.user
    }
}

impl<U: fmt::Debug, T> fmt::Debug for UserPasses<U, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.user.fmt(f)
    }
}

impl<S, U, T> FromRequestParts<S> for UserPasses<U, T>
where
    S: Send + Sync,
    U: User + FromRequestParts<S>,
    T: Test<U>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let user = U::from_request_parts(parts, state)
            .await
            .map_err(|rejection| Error::from(rejection.into_response()))?;
        if T::test(&user) {
            Ok(Self { user, test: PhantomData })
        } else if user.is_authenticated() {
            Err(Error::PermissionDenied("the user may not see this view".into()))
        } else {
            Err(Error::from(to_login(parts).into_response()))
        }
    }
}

/// The log-in page, told where the request wanted to go.
fn to_login(parts: &Parts) -> Redirect {
    let login = parts.extensions.get::<Login>().cloned().unwrap_or_default();
    let original = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |original| &original.0);
    let wanted = original.path_and_query().map_or("/", |path| path.as_str());
    let mark = if login.url.contains('?') { '&' } else { '?' };
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair(&login.redirect_field_name, wanted)
        .finish();
    Redirect::to(&format!("{}{mark}{query}", login.url))
}
