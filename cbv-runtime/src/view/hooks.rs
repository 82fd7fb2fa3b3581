//! The shape of every kind's hooks: a trait with the overrides, whose defaults are the functions of the same name in the
//! kind's own trait, and the choice between the two while compiling. Used by each file of `view/`.

use std::{
    fmt,
    future::{Future, poll_fn},
    pin::Pin,
    task::{self, Poll},
};

use axum::response::Response;
use tracing::{Instrument as _, Span};

use super::{View, edit::Answer};
use crate::Result;

/// The rest of a request's way behind `dispatch`. It stays where the kind's `run` has put it: nothing is allocated for it.
pub struct Next<'a>(Pin<&'a mut (dyn Rest + 'a)>);

impl<'a> Next<'a> {
    pub(crate) fn new(rest: Pin<&'a mut (dyn Rest + 'a)>) -> Self {
        Self(rest)
    }

    /// Goes on: the other hooks run, in their order, and the response comes back.
    ///
    /// # Errors
    /// Those of the other hooks.
    pub fn run(mut self) -> impl Future<Output = Result<Response>> + Send {
        poll_fn(move |context| self.0.as_mut().go_on(context))
    }
}

impl Drop for Next<'_> {
    fn drop(&mut self) {
        self.0.as_mut().end();
    }
}

/// What [`Next`] runs.
#[doc(hidden)]
pub trait Rest: Send {
    fn go_on(self: Pin<&mut Self>, context: &mut task::Context<'_>) -> Poll<Result<Response>>;

    /// Drops what has not run, and with it what that holds of the database.
    fn end(self: Pin<&mut Self>);
}

/// The other hooks, while they wait for `dispatch` to go on; `None` once they are given up.
impl<F: Future<Output = Result<Response>> + Send> Rest for Option<F> {
    fn go_on(self: Pin<&mut Self>, context: &mut task::Context<'_>) -> Poll<Result<Response>> {
        self.as_pin_mut().map_or(Poll::Pending, |rest| rest.poll(context))
    }

    fn end(mut self: Pin<&mut Self>) {
        self.set(None);
    }
}

/// The way on of a view without a `dispatch` of its own.
pub(super) fn goes_on<'a>(
    mut rest: Pin<&'a mut (impl Rest + 'a)>,
) -> impl Future<Output = Result<Response>> + Send {
    poll_fn(move |context| rest.as_mut().go_on(context))
}

impl fmt::Debug for Next<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Next")
    }
}

/// The hooks of a view whose author wrote some.
#[derive(Debug)]
pub enum Overridden {}

/// The hooks of a view without any: the defaults.
#[derive(Debug)]
pub enum Defaults {}

/// The defaults that all kinds have, inside the kind's trait.
macro_rules! common_defaults {
    () => {
        /// The default of the hook `setup`: nothing.
        fn setup(_view: &mut Self, _req: &Request) -> impl Future<Output = Result<()>> + Send {
            std::future::ready(Ok(()))
        }

        /// The default of the hook `dispatch`: goes on.
        fn dispatch(
            _view: &Self,
            _req: &Request,
            next: crate::view::Next<'_>,
        ) -> impl Future<Output = Result<Response>> + Send {
            next.run()
        }
    };
}

/// Awaits a hook in a span of its own, named by the hook, with the view's name: what a subscriber sees is the order of a request.
///
/// Where nobody listens, nothing stands between the hook and whoever asks it: a future around it would copy what the hook
/// returns, and would be one more to poll.
macro_rules! seen {
    ($view:expr, $name:expr, $hook:expr) => {{
        if crate::view::hooks::unseen() {
            $hook.await
        } else {
            let span = crate::view::hooks::span!($view, $name);
            crate::view::hooks::inside(span, Box::pin($hook)).await
        }
    }};
}

/// Awaits a hook of a view, as `seen!`: `ask!(view.get_queryset(req))?`.
macro_rules! ask {
    ($view:ident.$hook:ident($($arg:expr),*)) => {
        crate::view::hooks::seen!(crate::view::hooks::name(&*$view), stringify!($hook), $view.$hook($($arg),*))
    };
}

macro_rules! span {
    ($view:expr, $name:expr) => {{
        // In a function, so that it is not compiled for each view anew.
        fn span(view: &'static str) -> tracing::Span {
            tracing::debug_span!(target: "cbv", $name, view)
        }
        span($view)
    }};
}

/// Whether nobody listens to DEBUG at all: the spans would then cost a request more than its routing.
#[inline]
pub(super) fn unseen() -> bool {
    tracing::level_filters::LevelFilter::current() < tracing::Level::DEBUG
}

/// A hook in its span. Boxed, so that it is compiled once for all hooks that return the same.
pub(super) fn inside<T>(span: Span, hook: Answer<'_, T>) -> impl Future<Output = Result<T>> + Send {
    hook.instrument(span)
}

/// The name of a view.
pub(super) fn name<V: View>(_: &V) -> &'static str {
    V::NAME
}

/// Declares the hooks of a kind: the public trait with the overrides, and `$flow<H>`, through which `run` calls either the
/// overrides or the defaults. `setup` and `dispatch` are added to each. Hooks in a block `required` have no default; a kind that
/// has some is never run without its author's hooks.
macro_rules! hooks {
    (
        $(#[$meta:meta])*
        pub trait $hooks:ident: $view:ident, $flow:ident {
            required { $($required:tt)* }
            $($hook:tt)*
        }
    ) => {
        crate::view::hooks::hooks!(@traits [$(#[$meta])*] $hooks, $view, $flow { $($required)* } { $($hook)* });
    };
    (
        $(#[$meta:meta])*
        pub trait $hooks:ident: $view:ident, $flow:ident { $($hook:tt)* }
    ) => {
        crate::view::hooks::hooks!(@traits [$(#[$meta])*] $hooks, $view, $flow {} { $($hook)* });
        crate::view::hooks::hooks!(@defaults $view, $flow { $($hook)* });
    };
    (@traits [$(#[$meta:meta])*] $hooks:ident, $view:ident, $flow:ident {$(
        $(#[$required_doc:meta])*
        async fn $required:ident(&self, req: &Request $(, $required_arg:ident: $required_ty:ty)*) -> $required_out:ty;
    )*} {$(
        $(#[$doc:meta])*
        async fn $name:ident(&self, req: &Request $(, $arg:ident: $ty:ty)*) -> $out:ty;
    )*}) => {
        $(#[$meta])*
        pub trait $hooks: $view {
            $(
                $(#[$required_doc])*
                fn $required(&self, req: &Request $(, $required_arg: $required_ty)*) -> impl Future<Output = $required_out> + Send;
            )*

            /// Prepares the view before anything else runs: the only hook that may change it. It runs after the fields were
            /// taken, and before `dispatch`.
            ///
            /// Django: `View.setup`.
            fn setup(&mut self, req: &Request) -> impl Future<Output = Result<()>> + Send {
                <Self as $view>::setup(self, req)
            }

            /// Stands around all other hooks: runs before and after them, or answers without them.
            ///
            /// Django: `View.dispatch`.
            fn dispatch<'a>(
                &'a self,
                req: &'a Request,
                next: crate::view::Next<'a>,
            ) -> impl Future<Output = Result<Response>> + Send {
                <Self as $view>::dispatch(self, req, next)
            }

            $(
                $(#[$doc])*
                fn $name(&self, req: &Request $(, $arg: $ty)*) -> impl Future<Output = $out> + Send {
                    <Self as $view>::$name(self, req $(, $arg)*)
                }
            )*
        }

        /// Either the author's hooks or the defaults; chosen while compiling.
        #[doc(hidden)]
        pub trait $flow<H>: $view {
            /// Whether the author wrote no hooks.
            const DEFAULTS: bool;

            fn setup(&mut self, req: &Request) -> impl Future<Output = Result<()>> + Send;
            fn dispatch<'a>(
                &'a self,
                req: &'a Request,
                rest: std::pin::Pin<&'a mut (impl crate::view::hooks::Rest + 'a)>,
            ) -> impl Future<Output = Result<Response>> + Send;

            $(fn $required(&self, req: &Request $(, $required_arg: $required_ty)*) -> impl Future<Output = $required_out> + Send;)*
            $(fn $name(&self, req: &Request $(, $arg: $ty)*) -> impl Future<Output = $out> + Send;)*
        }

        impl<V: $hooks> $flow<crate::view::Overridden> for V {
            const DEFAULTS: bool = false;

            fn setup(&mut self, req: &Request) -> impl Future<Output = Result<()>> + Send {
                $hooks::setup(self, req)
            }

            fn dispatch<'a>(
                &'a self,
                req: &'a Request,
                rest: std::pin::Pin<&'a mut (impl crate::view::hooks::Rest + 'a)>,
            ) -> impl Future<Output = Result<Response>> + Send {
                $hooks::dispatch(self, req, crate::view::Next::new(rest))
            }

            $(fn $required(&self, req: &Request $(, $required_arg: $required_ty)*) -> impl Future<Output = $required_out> + Send {
                $hooks::$required(self, req $(, $required_arg)*)
            })*

            $(fn $name(&self, req: &Request $(, $arg: $ty)*) -> impl Future<Output = $out> + Send {
                $hooks::$name(self, req $(, $arg)*)
            })*
        }
    };
    (@defaults $view:ident, $flow:ident {$(
        $(#[$doc:meta])*
        async fn $name:ident(&self, req: &Request $(, $arg:ident: $ty:ty)*) -> $out:ty;
    )*}) => {
        impl<V: $view> $flow<crate::view::Defaults> for V {
            const DEFAULTS: bool = true;

            fn setup(&mut self, _: &Request) -> impl Future<Output = Result<()>> + Send {
                std::future::ready(Ok(()))
            }

            fn dispatch<'a>(
                &'a self,
                _: &'a Request,
                rest: std::pin::Pin<&'a mut (impl crate::view::hooks::Rest + 'a)>,
            ) -> impl Future<Output = Result<Response>> + Send {
                crate::view::hooks::goes_on(rest)
            }

            $(fn $name(&self, req: &Request $(, $arg: $ty)*) -> impl Future<Output = $out> + Send {
                <V as $view>::$name(self, req $(, $arg)*)
            })*
        }
    };
}

/// How a kind of view is mounted when its hooks, overridden or not, are written out as an `impl`: `as_view`, `with`, and the way
/// of a request.
macro_rules! written {
    ($hooks:ident, $flow:ident, $run:ident, $verbs:expr, $check:ident, $plain:ident) => {
        /// The method router of a view whose hooks, overridden or not, are written out as an `impl`. Derived views have
        /// `as_view()` of their own instead.
        pub fn as_view<V, S>() -> MethodRouter<S>
        where
            V: $hooks + FromRequestParts<S>,
            S: RouterState,
        {
            $check::<V>();
            mount::<$run<V, crate::view::Overridden>, S>($verbs)
        }

        /// The same with settings of this one route. Derived views have `with()` of their own instead.
        pub fn with<V, S>() -> crate::view::With<V, Settings<V>, S>
        where
            V: $hooks + FromRequestParts<S>,
            S: RouterState,
        {
            crate::view::With::new(|settings| {
                $check::<V>();
                mount_with::<$run<V, crate::view::Overridden>, S>($verbs, settings)
            })
        }

        /// One way of a request: the view `V` with the author's hooks or the defaults.
        struct $run<V, H>(PhantomData<fn() -> (V, H)>);

        impl<V: $flow<H>, H: 'static> Flow for $run<V, H> {
            type View = V;

            const PLAIN: Option<fn(Request) -> crate::route::Answering> =
                if V::DEFAULTS { $plain::<V>() } else { None };

            fn run(
                view: &mut V,
                req: &mut Request,
                body: Body,
            ) -> impl Future<Output = Result<Response>> + Send {
                run::<V, H>(view, req, body)
            }
        }
    };
}

/// The same for a kind whose views may have no hooks at all: the two impls of which probing picks one.
macro_rules! mounted {
    ($view:ident, $hooks:ident, $flow:ident, $function:ident, $run:ident, $verbs:expr, $check:ident, $plain:ident) => {
        crate::view::hooks::written!($hooks, $flow, $run, $verbs, $check, $plain);

        /// `as_view` and `with` of a view with hooks. They are apart: what nobody calls is not compiled.
        #[doc(hidden)]
        pub trait ViaHooks<V: $view> {
            fn as_view<S: RouterState>(&self) -> MethodRouter<S>
            where
                V: FromRequestParts<S>;

            fn $function<S: RouterState>(&self) -> crate::view::With<V, Settings<V>, S>
            where
                V: FromRequestParts<S>;
        }

        impl<V: $hooks> ViaHooks<V> for crate::view::Probe<V> {
            fn as_view<S: RouterState>(&self) -> MethodRouter<S>
            where
                V: FromRequestParts<S>,
            {
                as_view::<V, S>()
            }

            fn $function<S: RouterState>(&self) -> crate::view::With<V, Settings<V>, S>
            where
                V: FromRequestParts<S>,
            {
                with::<V, S>()
            }
        }

        /// The same of a view without.
        #[doc(hidden)]
        pub trait ViaDefaults<V: $view> {
            fn as_view<S: RouterState>(&self) -> MethodRouter<S>
            where
                V: FromRequestParts<S>;

            fn $function<S: RouterState>(&self) -> crate::view::With<V, Settings<V>, S>
            where
                V: FromRequestParts<S>;
        }

        impl<V: $view> ViaDefaults<V> for &crate::view::Probe<V> {
            fn as_view<S: RouterState>(&self) -> MethodRouter<S>
            where
                V: FromRequestParts<S>,
            {
                $check::<V>();
                mount::<$run<V, crate::view::Defaults>, S>($verbs)
            }

            fn $function<S: RouterState>(&self) -> crate::view::With<V, Settings<V>, S>
            where
                V: FromRequestParts<S>,
            {
                crate::view::With::new(|settings| {
                    $check::<V>();
                    mount_with::<$run<V, crate::view::Defaults>, S>($verbs, settings)
                })
            }
        }
    };
}

/// What is checked of a view without rows when it is mounted.
pub(super) fn nothing<V>() {}

/// The plain way of a kind that has none.
#[allow(clippy::extra_unused_type_parameters)] // called as those of the other kinds
pub(super) const fn never<V>() -> Option<fn(crate::request::Request) -> crate::route::Answering> {
    None
}

pub(super) use {ask, common_defaults, hooks, mounted, seen, span, written};
