//! Template views: a page made of a template alone. `#[derive(TemplateView)]` implements [`TemplateView`]; overrides go to
//! [`TemplateHooks`]; `run` is the way of a request.

use std::{future::Future, marker::PhantomData, pin::pin};

use axum::{body::Body, extract::FromRequestParts, response::Response, routing::MethodRouter};

pub use super::with::TemplateSettings as Settings;
use super::{
    Context, Mixins, TemplateResponse, View,
    hooks::{ask, common_defaults, hooks, mounted, never, nothing, seen},
    response::{template, wants_data},
};
use crate::{
    Result,
    context::ContextData,
    request::Request,
    route::{Flow, RouterState, Verb, mount, mount_with},
};

/// A page made of a template. Derived; the functions are the defaults that [`TemplateHooks`] calls, Django's `super()`.
///
/// Django: <https://docs.djangoproject.com/en/5.2/ref/class-based-views/base/#templateview>.
pub trait TemplateView: TemplateResponse + View<Data = ()> {
    /// The view's mixins, `()` without.
    type Mixins<'a>: Mixins<()>
    where
        Self: 'a;

    /// The fields of the view that are mixins.
    fn mixins(view: &Self) -> Self::Mixins<'_>;

    common_defaults!();

    /// The default of [`TemplateHooks::get_template_names`]: the template of `template_name`, or the one that the
    /// route sets.
    fn get_template_names(
        _view: &Self,
        req: &Request,
    ) -> impl Future<Output = Result<Self::Template>> + Send {
        std::future::ready(Ok(template::<Self>(req)))
    }

    /// The default of [`TemplateHooks::get_data`]: the view's own data, for a view with `formats(json)`.
    fn get_data(
        view: &Self,
        req: &Request,
        context: &Context<'_, Self>,
    ) -> impl Future<Output = Result<serde_json::Value>> + Send {
        std::future::ready(Self::data(view, req, context))
    }

    /// The default of [`TemplateHooks::render_to_response`]: the rendered template, through the mixins.
    fn render_to_response(
        view: &Self,
        req: &Request,
        context: Context<'_, Self>,
    ) -> impl Future<Output = Result<Response>> + Send {
        async move { Self::mixins(view).response(context.render(view, req)?, req).await }
    }
}

hooks! {
    /// What a template view's author may override. The default of each is the function of the same name in
    /// [`TemplateView`].
    #[diagnostic::on_unimplemented(
        message = "the generic view `{Self}` does not say whether it has hooks",
        label = "no `TemplateHooks`",
        note = "write `impl<..> TemplateHooks for {Self} {{}}` with the overrides, or with none"
    )]
    pub trait TemplateHooks: TemplateView, TemplateFlow {
        /// Which of the view's templates is shown.
        ///
        /// Django: `TemplateResponseMixin.get_template_names`.
        async fn get_template_names(&self, req: &Request) -> Result<Self::Template>;

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

mounted!(TemplateView, TemplateHooks, TemplateFlow, template_view, Template, &[Verb::Get], nothing, never);

async fn run<V: TemplateFlow<H>, H>(view: &mut V, req: &mut Request, _: Body) -> Result<Response> {
    ask!(view.setup(req))?;
    let rest = pin!(Some(get::<V, H>(view, req)));
    ask!(view.dispatch(req, rest))
}

async fn get<V: TemplateFlow<H>, H>(view: &V, req: &Request) -> Result<Response> {
    let extra = seen!(V::NAME, "get_context_data", V::Extra::get_context_data(view, req, &()))?;
    let template = ask!(view.get_template_names(req))?;
    let mut context = Context::new(req, &(), extra, template);
    if wants_data(req) {
        context.json = Some(ask!(view.get_data(req, &context))?);
    }
    ask!(view.render_to_response(req, context))
}
