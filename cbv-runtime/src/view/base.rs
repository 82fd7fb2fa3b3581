//! The base view: a function for each verb. `#[derive(View)]` finds which of the small traits below its author implemented.

use std::{fmt, future::Future, marker::PhantomData, pin::pin};

use axum::{body::Body, extract::FromRequestParts, response::Response, routing::MethodRouter};

use super::{
    Defaults, Overridden, Probe, View,
    hooks::{ask, hooks},
};
use crate::{
    Result,
    request::Request,
    route::{Flow, RouterState, Verb, VerbRouter},
};

hooks! {
    /// What the author of a base view may override around its verbs. The default of each is the function of the same name
    /// in [`View`].
    #[diagnostic::on_unimplemented(
        message = "the generic view `{Self}` does not say whether it has hooks",
        label = "no `ViewHooks`",
        note = "write `impl<..> ViewHooks for {Self} {{}}` with the overrides, or with none"
    )]
    pub trait ViewHooks: View, ViewFlow {}
}

/// Begins the method router of a base view that is written by hand: one method for each verb it answers, and `as_view()` at
/// the end. Derived views find out by themselves which verbs they answer.
///
/// ```
/// use axum::{Router, extract::FromRequestParts, response::{IntoResponse as _, Response}};
/// use cbv::{Get, base, prelude::*};
///
/// struct Hello;
///
/// impl View for Hello {
///     type Data = ();
///     const NAME: &'static str = "Hello";
/// }
///
/// impl<S: Sync> FromRequestParts<S> for Hello {
///     type Rejection = Error;
///
///     async fn from_request_parts(_: &mut axum::http::request::Parts, _: &S) -> Result<Self> {
///         Ok(Self)
///     }
/// }
///
/// impl ViewHooks for Hello {}
///
/// impl Get for Hello {
///     async fn get(&self, _: &Request) -> Result<Response> {
///         Ok("hello".into_response())
///     }
/// }
///
/// let app: Router<Db> = Router::new().route("/", base::verbs::<Hello, Db>().get().as_view());
/// ```
///
/// Django: <https://docs.djangoproject.com/en/5.2/ref/class-based-views/base/#view>.
pub fn verbs<V: ViewHooks, S: RouterState>() -> Verbs<V, S> {
    Verbs(VerbRouter::new())
}

/// A base view while the verbs it answers are named; those that its `HTTP_METHOD_NAMES` lacks are left out. Made by [`verbs`].
#[must_use = "a view is mounted by `as_view()`"]
pub struct Verbs<V, S>(VerbRouter<V, S, Overridden>);

impl<V, S> fmt::Debug for Verbs<V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<V: View, S: RouterState> Verbs<V, S> {
    /// The view as a method router, for any path: `OPTIONS` and 405 are added.
    pub fn as_view(self) -> MethodRouter<S> {
        self.0.finish()
    }
}

/// The method router of a view with hooks, while its verbs are added.
#[doc(hidden)]
pub trait ViaHooks<V> {
    fn verbs<S: RouterState>(&self) -> VerbRouter<V, S, Overridden>;
}

impl<V: ViewHooks> ViaHooks<V> for Probe<V> {
    fn verbs<S: RouterState>(&self) -> VerbRouter<V, S, Overridden> {
        VerbRouter::new()
    }
}

/// The method router of a view without.
#[doc(hidden)]
pub trait ViaDefaults<V> {
    fn verbs<S: RouterState>(&self) -> VerbRouter<V, S, Defaults>;
}

impl<V: View> ViaDefaults<V> for &Probe<V> {
    fn verbs<S: RouterState>(&self) -> VerbRouter<V, S, Defaults> {
        VerbRouter::new()
    }
}

macro_rules! verbs {
    ($($(#[$doc:meta])* $trait:ident $function:ident($($body:ident)?) $with:ident $without:ident $flow:ident;)*) => {$(
        $(#[$doc])*
        ///
        /// # Errors
        /// Any; the view answers with it.
        #[diagnostic::on_unimplemented(
            message = "the view `{Self}` does not answer this verb",
            label = "listed, and not implemented",
            note = "a generic view lists its verbs in `http_method_names` and implements a trait for each: `impl Get for V {{ .. }}`"
        )]
        pub trait $trait: View {
            /// Answers the request.
            fn $function(&self, req: &Request $(, $body: Body)?) -> impl Future<Output = Result<Response>> + Send;
        }

        struct $flow<V, H>(PhantomData<fn() -> (V, H)>);

        impl<V: $trait + ViewFlow<H>, H: 'static> Flow for $flow<V, H> {
            type View = V;

            async fn run(view: &mut V, req: &mut Request, _body: Body) -> Result<Response> {
                $(let $body = _body;)?
                ask!(view.setup(req))?;
                let rest = pin!(Some(view.$function(req $(, $body)?)));
                ask!(view.dispatch(req, rest))
            }
        }

        impl<V, S> Verbs<V, S>
        where
            V: $trait + ViewHooks + FromRequestParts<S>,
            S: RouterState,
        {
            #[doc = concat!("The view answers ", stringify!($function), ", by [`", stringify!($trait), "`].")]
            pub fn $function(self) -> Self {
                Self(self.0.with::<$flow<V, Overridden>>(Verb::$trait))
            }
        }

        /// Adds the verb when the view implements it.
        #[doc(hidden)]
        pub trait $with<V> {
            fn $function<S: RouterState, H: 'static>(&self, router: VerbRouter<V, S, H>) -> VerbRouter<V, S, H>
            where
                V: FromRequestParts<S> + ViewFlow<H>;
        }

        impl<V: $trait> $with<V> for Probe<V> {
            fn $function<S: RouterState, H: 'static>(&self, router: VerbRouter<V, S, H>) -> VerbRouter<V, S, H>
            where
                V: FromRequestParts<S> + ViewFlow<H>,
            {
                router.with::<$flow<V, H>>(Verb::$trait)
            }
        }

        /// Leaves the verb out when it does not.
        #[doc(hidden)]
        pub trait $without<V> {
            fn $function<S: RouterState, H: 'static>(&self, router: VerbRouter<V, S, H>) -> VerbRouter<V, S, H>;
        }

        impl<V: View> $without<V> for &Probe<V> {
            fn $function<S: RouterState, H: 'static>(&self, router: VerbRouter<V, S, H>) -> VerbRouter<V, S, H> {
                router
            }
        }
    )*};
}

verbs! {
    /// Answers GET, and HEAD where [`Head`] is not implemented.
    Get get() WithGet WithoutGet GetFlow;
    /// Answers POST.
    Post post(body) WithPost WithoutPost PostFlow;
    /// Answers PUT.
    Put put(body) WithPut WithoutPut PutFlow;
    /// Answers PATCH.
    Patch patch(body) WithPatch WithoutPatch PatchFlow;
    /// Answers DELETE.
    Delete delete(body) WithDelete WithoutDelete DeleteFlow;
    /// Answers HEAD instead of [`Get`].
    Head head() WithHead WithoutHead HeadFlow;
    /// Answers OPTIONS instead of the list of verbs.
    Options options() WithOptions WithoutOptions OptionsFlow;
    /// Answers TRACE.
    Trace trace() WithTrace WithoutTrace TraceFlow;
}
