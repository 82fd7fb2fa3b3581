//! The base view: a function for each verb. `#[derive(View)]` finds which of the small traits below its author implemented.

use std::{future::Future, marker::PhantomData};

use axum::{body::Body, extract::FromRequestParts, response::Response};

use super::{Probe, View};
use crate::{
    Result,
    request::Request,
    route::{Flow, RouterState, Verb, VerbRouter},
};

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

        struct $flow<V>(PhantomData<fn() -> V>);

        impl<V: $trait> Flow for $flow<V> {
            type View = V;

            async fn run(view: V, req: Request, _body: Body) -> Result<Response> {
                $(let $body = _body;)?
                view.$function(&req $(, $body)?).await
            }
        }

        /// Adds the verb when the view implements it.
        #[doc(hidden)]
        pub trait $with<V> {
            fn $function<S: RouterState>(&self, router: VerbRouter<V, S>) -> VerbRouter<V, S>
            where
                V: FromRequestParts<S>;
        }

        impl<V: $trait> $with<V> for Probe<V> {
            fn $function<S: RouterState>(&self, router: VerbRouter<V, S>) -> VerbRouter<V, S>
            where
                V: FromRequestParts<S>,
            {
                router.with::<$flow<V>>(Verb::$trait)
            }
        }

        /// Leaves the verb out when it does not.
        #[doc(hidden)]
        pub trait $without<V> {
            fn $function<S: RouterState>(&self, router: VerbRouter<V, S>) -> VerbRouter<V, S>;
        }

        impl<V: View> $without<V> for &Probe<V> {
            fn $function<S: RouterState>(&self, router: VerbRouter<V, S>) -> VerbRouter<V, S> {
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
