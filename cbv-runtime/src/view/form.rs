//! Form views: a form that is shown, checked, and handed to `form_valid`. `#[derive(FormView)]` implements [`FormView`];
//! overrides go to [`FormHooks`]; `run` is the way of a request.

use std::{future::Future, marker::PhantomData, pin::pin};

use axum::{body::Body, extract::FromRequestParts, response::Response, routing::MethodRouter};
use http::StatusCode;

pub use super::with::TemplateSettings as Settings;
use super::{
    Context, FormMixin, Mixins, TemplateResponse, View,
    edit::{self, Answer},
    hooks::{ask, common_defaults, hooks, mounted, never, nothing, seen},
    response::{template, wants_data},
};
use crate::{
    Result,
    context::ContextData,
    form::{Bound, FormData, FormKwargs, Initial, Valid},
    request::Request,
    route::{Flow, RouterState, mount, mount_with},
};

/// A page with a form. Derived; the functions are the defaults that [`FormHooks`] calls, Django's `super()`.
///
/// Django: <https://docs.djangoproject.com/en/5.2/ref/class-based-views/generic-editing/#formview>.
pub trait FormView: FormMixin + TemplateResponse + View<Data = Bound<<Self as FormMixin>::Form>> {
    /// The view's mixins, `()` without.
    type Mixins<'a>: Mixins<()>
    where
        Self: 'a;

    /// The fields of the view that are mixins.
    fn mixins(view: &Self) -> Self::Mixins<'_>;

    /// The attribute `success_url`.
    ///
    /// # Errors
    /// [`crate::Error::ImproperlyConfigured`] without one.
    fn success_url(_view: &Self, _req: &Request) -> Result<String> {
        edit::no_success_url(Self::NAME)
    }

    /// The attribute `success_message`, with the form's fields in its placeholders.
    fn success_message(_view: &Self, _form: &Self::Form) -> Option<String> {
        None
    }

    common_defaults!();

    /// The default of [`FormHooks::get_initial`]: the attribute.
    fn get_initial(view: &Self, _req: &Request) -> impl Future<Output = Result<Initial<Self::Form>>> + Send {
        std::future::ready(Ok(Self::initial(view)))
    }

    /// The default of [`FormHooks::get_form_kwargs`]: what is there.
    fn get_form_kwargs(
        _view: &Self,
        _req: &Request,
        kwargs: FormKwargs<Self::Form>,
    ) -> impl Future<Output = Result<FormKwargs<Self::Form>>> + Send {
        std::future::ready(Ok(kwargs))
    }

    /// The default of [`FormHooks::get_form`]: the form of these parts.
    fn get_form(
        _view: &Self,
        _req: &Request,
        kwargs: FormKwargs<Self::Form>,
    ) -> impl Future<Output = Result<Bound<Self::Form>>> + Send {
        std::future::ready(Ok(Bound::new(kwargs)))
    }

    /// The default of [`FormHooks::form_valid`]: on to the success URL.
    fn form_valid(
        view: &Self,
        req: &Request,
        form: Valid<Self::Form>,
    ) -> impl Future<Output = Result<Response>> + Send {
        async move {
            let Some(steps) = req.steps::<Steps<Self>>() else { return edit::unknown(Self::NAME) };
            let url = (steps.success_url)(view, req, &form).await?;
            edit::tell(req, (steps.message)(view, req, &form).await?).await?;
            edit::succeeded(req, &url, None, StatusCode::OK)
        }
    }

    /// The default of [`FormHooks::form_invalid`]: the page with the form once more, its errors and what was typed, with 422.
    fn form_invalid(
        view: &Self,
        req: &Request,
        form: Bound<Self::Form>,
    ) -> impl Future<Output = Result<Response>> + Send {
        async move {
            let Some(steps) = req.steps::<Steps<Self>>() else { return edit::unknown(Self::NAME) };
            (steps.show)(view, req, form).await
        }
    }

    /// The default of [`FormHooks::get_success_url`]: the attribute `success_url`.
    fn get_success_url(
        view: &Self,
        req: &Request,
        _form: &Valid<Self::Form>,
    ) -> impl Future<Output = Result<String>> + Send {
        std::future::ready(edit::success_url(req, || Self::success_url(view, req)))
    }

    /// The default of [`FormHooks::get_success_message`]: the attribute `success_message`.
    fn get_success_message(
        view: &Self,
        _req: &Request,
        form: &Valid<Self::Form>,
    ) -> impl Future<Output = Result<Option<String>>> + Send {
        std::future::ready(Ok(Self::success_message(view, form)))
    }

    /// The default of [`FormHooks::get_template_names`]: the template of `template_name`, or the one that the route sets.
    fn get_template_names(
        _view: &Self,
        req: &Request,
        _form: &Bound<Self::Form>,
    ) -> impl Future<Output = Result<Self::Template>> + Send {
        std::future::ready(Ok(template::<Self>(req)))
    }

    /// The default of [`FormHooks::get_data`]: the form's fields and errors, for a view with `formats(json)`.
    fn get_data(
        view: &Self,
        req: &Request,
        context: &Context<'_, Self>,
    ) -> impl Future<Output = Result<serde_json::Value>> + Send {
        std::future::ready(Self::data(view, req, context))
    }

    /// The default of [`FormHooks::render_to_response`]: the rendered template, through the mixins.
    fn render_to_response(
        view: &Self,
        req: &Request,
        context: Context<'_, Self>,
    ) -> impl Future<Output = Result<Response>> + Send {
        async move { Self::mixins(view).response(context.render(view, req)?, req).await }
    }
}

hooks! {
    /// What a form view's author may override. The default of each is the function of the same name in [`FormView`].
    #[diagnostic::on_unimplemented(
        message = "the generic view `{Self}` does not say whether it has hooks",
        label = "no `FormHooks`",
        note = "write `impl<..> FormHooks for {Self} {{}}` with the overrides, or with none"
    )]
    pub trait FormHooks: FormView, FormFlow {
        /// What the form shows before anything is typed.
        ///
        /// Django: `FormMixin.get_initial`.
        async fn get_initial(&self, req: &Request) -> Result<Initial<Self::Form>>;

        /// What the form is made of: the initial values, the prefix, what was sent, and what `clean` needs besides.
        ///
        /// Django: `FormMixin.get_form_kwargs`.
        async fn get_form_kwargs(&self, req: &Request, kwargs: FormKwargs<Self::Form>) -> Result<FormKwargs<Self::Form>>;

        /// Makes the form: sets the rows that its fields choose among, for one.
        ///
        /// Django: `FormMixin.get_form`.
        async fn get_form(&self, req: &Request, kwargs: FormKwargs<Self::Form>) -> Result<Bound<Self::Form>>;

        /// The form is valid: does what it is for. It runs in a unit of work: nothing is stored when it ends with an error, and
        /// with [`Invalid`](crate::form::Invalid) the form is shown again.
        ///
        /// Django: `FormMixin.form_valid`.
        async fn form_valid(&self, req: &Request, form: Valid<Self::Form>) -> Result<Response>;

        /// The form is not valid: shows it again.
        ///
        /// Django: `FormMixin.form_invalid`.
        async fn form_invalid(&self, req: &Request, form: Bound<Self::Form>) -> Result<Response>;

        /// Where to go on to.
        ///
        /// Django: `FormMixin.get_success_url`.
        async fn get_success_url(&self, req: &Request, form: &Valid<Self::Form>) -> Result<String>;

        /// What the next page says, once all is committed; `None` says nothing.
        ///
        /// Django: `SuccessMessageMixin.get_success_message`.
        async fn get_success_message(&self, req: &Request, form: &Valid<Self::Form>) -> Result<Option<String>>;

        /// Which of the view's templates is shown.
        ///
        /// Django: `TemplateResponseMixin.get_template_names`.
        async fn get_template_names(&self, req: &Request, form: &Bound<Self::Form>) -> Result<Self::Template>;

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

mounted!(FormView, FormHooks, FormFlow, form_view, Mounted, edit::VERBS, nothing, never);

/// The hooks that the defaults of other hooks call.
#[allow(clippy::type_complexity)] // as plain as functions can be
struct Steps<V: FormView> {
    success_url: for<'a> fn(&'a V, &'a Request, &'a Valid<V::Form>) -> Answer<'a, String>,
    message: for<'a> fn(&'a V, &'a Request, &'a Valid<V::Form>) -> Answer<'a, Option<String>>,
    show: for<'a> fn(&'a V, &'a Request, Bound<V::Form>) -> Answer<'a, Response>,
}

impl<V: FormView> Steps<V> {
    const fn of<H: 'static>() -> Self
    where
        V: FormFlow<H>,
    {
        Self {
            success_url: |view, req, form| Box::pin(async move { ask!(view.get_success_url(req, form)) }),
            message: |view, req, form| Box::pin(async move { ask!(view.get_success_message(req, form)) }),
            show: |view, req, form| Box::pin(show::<V, H>(view, req, form)),
        }
    }
}

async fn run<V: FormFlow<H>, H: 'static>(view: &mut V, req: &mut Request, body: Body) -> Result<Response> {
    req.set_steps(const { &Steps::<V>::of::<H>() });
    ask!(view.setup(req))?;
    let rest = pin!(Some(answer::<V, H>(view, req, body)));
    ask!(view.dispatch(req, rest))
}

async fn answer<V: FormFlow<H>, H>(view: &V, req: &Request, body: Body) -> Result<Response> {
    let data = edit::sent::<V>(req, body).await?;
    let mut form = make::<V, H>(view, req, data).await?;
    if !form.is_bound() {
        return show::<V, H>(view, req, form).await;
    }
    if let Some(valid) = form.validate(req).await? {
        // without hooks there is nothing to store
        let storing = pin!(async { ask!(view.form_valid(req, valid)) });
        match edit::unit(req, V::DEFAULTS, storing).await {
            Err(error) => edit::refused(&mut form, error)?,
            done => return done,
        }
    }
    ask!(view.form_invalid(req, form))
}

async fn make<V: FormFlow<H>, H>(view: &V, req: &Request, data: Option<FormData>) -> Result<Bound<V::Form>> {
    let kwargs = edit::kwargs::<V>(req, ask!(view.get_initial(req))?, data);
    let kwargs = ask!(view.get_form_kwargs(req, kwargs))?;
    ask!(view.get_form(req, kwargs))
}

async fn show<V: FormFlow<H>, H>(view: &V, req: &Request, mut form: Bound<V::Form>) -> Result<Response> {
    form.load(req.db()).await?;
    let extra = seen!(V::NAME, "get_context_data", V::Extra::get_context_data(view, req, &form))?;
    let template = ask!(view.get_template_names(req, &form))?;
    let mut context = Context::new(req, &form, extra, template);
    context.status = form.status();
    if wants_data(req) {
        context.json = Some(ask!(view.get_data(req, &context))?);
    }
    ask!(view.render_to_response(req, context))
}
