//! Detail views: one row of a model, found by the URL's key or slug. `#[derive(DetailView)]` implements [`DetailView`];
//! overrides go to [`DetailHooks`]; `run` is the way of a request.

use std::{future::Future, marker::PhantomData, pin::pin};

use axum::{body::Body, extract::FromRequestParts, response::Response, routing::MethodRouter};
use tracing::Instrument as _;

pub use super::single::Settings;
use super::{
    Context, Mixins as _, SingleObject, TemplateResponse, View,
    hooks::{ask, common_defaults, hooks, mounted, seen},
    plain::{choose, shown, step},
    response::{template, wants_data},
    single::{self, Names, unfound, wanted},
};
use crate::{
    Result,
    context::ContextData,
    db::{Executor as _, Row},
    model::{Load as _, Model, needed, refuse_endless},
    query::{QuerySet, Statement, only},
    request::Request,
    route::{Answering, Flow, RouterState, Verb, mount, mount_with},
};

/// A page that shows one row of a model. Derived; the functions are the defaults that [`DetailHooks`] calls, Django's
/// `super()`.
///
/// Django: <https://docs.djangoproject.com/en/5.2/ref/class-based-views/generic-display/#detailview>.
pub trait DetailView: SingleObject + TemplateResponse + View<Data = <Self as SingleObject>::Model> {
    common_defaults!();

    /// The default of [`DetailHooks::get_queryset`]: the attributes `queryset` or `model`, through the mixins.
    fn get_queryset(
        view: &Self,
        req: &Request,
    ) -> impl Future<Output = Result<QuerySet<Self::Model>>> + Send {
        single::queryset::<Self>(view, req)
    }

    /// The default of [`DetailHooks::get_object`]: the row of `queryset` with the URL's key or slug, through the mixins.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none, [`Error::MultipleObjectsReturned`] when a slug has several,
    /// [`Error::ImproperlyConfigured`] when the URL has neither.
    fn get_object(
        view: &Self,
        req: &Request,
        queryset: QuerySet<Self::Model>,
    ) -> impl Future<Output = Result<Self::Model>> + Send {
        single::object::<Self>(view, req, queryset)
    }

    /// The default of [`DetailHooks::get_template_names`]: the template of `template_name`, or the one that the
    /// route sets.
    fn get_template_names(
        _view: &Self,
        req: &Request,
        _object: &Self::Model,
    ) -> impl Future<Output = Result<Self::Template>> + Send {
        std::future::ready(Ok(template::<Self>(req)))
    }

    /// The default of [`DetailHooks::get_data`]: the view's own data, for a view with `formats(json)`.
    fn get_data(
        view: &Self,
        req: &Request,
        context: &Context<'_, Self>,
    ) -> impl Future<Output = Result<serde_json::Value>> + Send {
        std::future::ready(Self::data(view, req, context))
    }

    /// The default of [`DetailHooks::render_to_response`]: the rendered template, through the mixins.
    fn render_to_response(
        view: &Self,
        req: &Request,
        context: Context<'_, Self>,
    ) -> impl Future<Output = Result<Response>> + Send {
        async move { Self::mixins(view).response(context.render(view, req)?, req).await }
    }
}

hooks! {
    /// What a detail view's author may override. The default of each is the function of the same name in [`DetailView`].
    #[diagnostic::on_unimplemented(
        message = "the generic view `{Self}` does not say whether it has hooks",
        label = "no `DetailHooks`",
        note = "write `impl<..> DetailHooks for {Self} {{}}` with the overrides, or with none"
    )]
    pub trait DetailHooks: DetailView, DetailFlow {
        /// Among which rows the object is looked for.
        ///
        /// Django: `SingleObjectMixin.get_queryset`.
        async fn get_queryset(&self, req: &Request) -> Result<QuerySet<Self::Model>>;

        /// The object that is shown; `queryset` is what `get_queryset` returned.
        ///
        /// Django: `SingleObjectMixin.get_object`.
        async fn get_object(&self, req: &Request, queryset: QuerySet<Self::Model>) -> Result<Self::Model>;

        /// Which of the view's templates is shown.
        ///
        /// Django: `TemplateResponseMixin.get_template_names`.
        async fn get_template_names(&self, req: &Request, object: &Self::Model) -> Result<Self::Template>;

        /// What JSON is made of, when that is asked for.
        ///
        /// Django: the `get_data` of the documentation's `JSONResponseMixin`.
        async fn get_data(&self, req: &Request, context: &Context<'_, Self>) -> Result<serde_json::Value>;

        /// Makes the response: headers are added to the default's, or another one is made of the context.
        ///
        /// Django: `TemplateResponseMixin.render_to_response`.
        async fn render_to_response(&self, req: &Request, context: Context<'_, Self>) -> Result<Response>;
    }
}

mounted!(DetailView, DetailHooks, DetailFlow, detail_view, Detail, &[Verb::Get], finite, plain);

/// Refuses rows that would load themselves without end.
fn finite<V: DetailView>() {
    refuse_endless::<V::Model>();
}

async fn run<V: DetailFlow<H>, H>(view: &mut V, req: &mut Request, _: Body) -> Result<Response> {
    ask!(view.setup(req))?;
    let rest = pin!(Some(get::<V, H>(view, req)));
    ask!(view.dispatch(req, rest))
}

async fn get<V: DetailFlow<H>, H>(view: &V, req: &Request) -> Result<Response> {
    let queryset = ask!(view.get_queryset(req))?;
    let object = ask!(view.get_object(req, queryset))?;
    let extra = seen!(V::NAME, "get_context_data", V::Extra::get_context_data(view, req, &object))?;
    let template = ask!(view.get_template_names(req, &object))?;
    let mut context = Context::new(req, &object, extra, template);
    if wants_data(req) {
        context.json = Some(ask!(view.get_data(req, &context))?);
    }
    ask!(view.render_to_response(req, context))
}

/// The way of a plain view.
const fn plain<V: DetailView>() -> Option<fn(Request) -> Answering> {
    if V::PLAIN.is_some() && !needed::<V::Model>() {
        return Some(|req| Box::pin(run_plain(const { Steps::of::<V>() }, req)));
    }
    None
}

/// What the plain way needs of a view, without its type.
#[derive(Clone, Copy)]
struct Steps {
    view: &'static str,
    object: &'static str,
    verbose: &'static str,
    select: fn(&Request) -> Result<Statement>,
    show: fn(&Request, &Row) -> Result<Response>,
}

impl Steps {
    const fn of<V: DetailView>() -> Self {
        Self {
            view: V::NAME,
            object: V::Model::OBJECT_NAME,
            verbose: V::Model::VERBOSE_NAME,
            select: |req| {
                wanted::<V>(req, V::queryset(), &Names::of::<V>(None))?.select_one(req.db().dialect())
            },
            show: |req, row| shown::<V>(req, &V::Model::load(row, 0)?),
        }
    }
}

async fn run_plain(steps: Steps, req: Request) -> Result<Response> {
    drop(step!(steps.view, "setup").entered());
    get_plain(steps, &req).instrument(step!(steps.view, "dispatch")).await
}

async fn get_plain(steps: Steps, req: &Request) -> Result<Response> {
    drop(step!(steps.view, "get_queryset").entered());
    let object = async {
        let rows = req.db().fetch((steps.select)(req)?).await?;
        only(rows, steps.object).map_err(|error| unfound(error, steps.verbose))
    };
    let row = object.instrument(step!(steps.view, "get_object")).await?;
    choose(steps.view);
    step!(steps.view, "render_to_response").in_scope(|| (steps.show)(req, &row))
}
