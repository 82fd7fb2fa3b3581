//! Create views: a form from which a new row is made. `#[derive(CreateView)]` implements [`CreateView`]; overrides go to
//! [`CreateHooks`]; `run` is the way of a request.

use std::{future::Future, marker::PhantomData, pin::pin};

use axum::{body::Body, extract::FromRequestParts, response::Response, routing::MethodRouter};
use http::StatusCode;

pub use super::with::TemplateSettings as Settings;
use super::{
    Context, FormMixin, Mixins, TemplateResponse, View,
    edit::{self, Answer},
    hooks::{ask, common_defaults, hooks, mounted, never, nothing, seen},
    refused,
    response::{template, wants_data},
};
use crate::{
    Result,
    context::ContextData,
    form::{Bound, Form, FormData, FormKwargs, Initial, ModelForm, Valid},
    model::{Model as _, Writable},
    query::{Assignment, QuerySet},
    request::Request,
    route::{Flow, RouterState, mount, mount_with},
};

/// A page with a form that makes a row of a model. Derived; the functions are the defaults that [`CreateHooks`] calls, Django's `super()`.
///
/// Django: <https://docs.djangoproject.com/en/5.2/ref/class-based-views/generic-editing/#createview>.
pub trait CreateView:
    FormMixin<Form: ModelForm<Model = <Self as CreateView>::Model>>
    + TemplateResponse
    + View<Data = Bound<<Self as FormMixin>::Form>>
{
    /// Whose row is made.
    type Model: Writable;
    /// The view's mixins, `()` without.
    type Mixins<'a>: Mixins<Self::Model>
    where
        Self: 'a;

    /// The fields of the view that are mixins.
    fn mixins(view: &Self) -> Self::Mixins<'_>;

    /// The attribute `success_url`, with the new row's columns in its placeholders; the derive takes the row's own page without
    /// one.
    ///
    /// # Errors
    /// [`crate::Error::ImproperlyConfigured`] without either.
    fn success_url(_view: &Self, _req: &Request, _object: &Self::Model) -> Result<String> {
        edit::no_success_url(Self::NAME)
    }

    /// The attribute `success_message`, with the new row's columns in its placeholders.
    fn success_message(_view: &Self, _object: &Self::Model) -> Option<String> {
        None
    }

    /// The attribute `set`: columns that are stored beside the form's fields.
    fn set(_view: &Self, _req: &Request) -> Vec<Assignment<Self::Model>> {
        Vec::new()
    }

    common_defaults!();

    /// The default of [`CreateHooks::get_initial`]: the attribute.
    fn get_initial(view: &Self, _req: &Request) -> impl Future<Output = Result<Initial<Self::Form>>> + Send {
        std::future::ready(Ok(Self::initial(view)))
    }

    /// The default of [`CreateHooks::get_form_kwargs`]: what is there.
    fn get_form_kwargs(
        _view: &Self,
        _req: &Request,
        kwargs: FormKwargs<Self::Form>,
    ) -> impl Future<Output = Result<FormKwargs<Self::Form>>> + Send {
        std::future::ready(Ok(kwargs))
    }

    /// The default of [`CreateHooks::get_form`]: the form of these parts.
    fn get_form(
        _view: &Self,
        _req: &Request,
        kwargs: FormKwargs<Self::Form>,
    ) -> impl Future<Output = Result<Bound<Self::Form>>> + Send {
        std::future::ready(Ok(Bound::new(kwargs)))
    }

    /// The default of [`CreateHooks::form_valid`]: `perform_create`, then on to the success URL.
    fn form_valid(
        view: &Self,
        req: &Request,
        form: Valid<Self::Form>,
    ) -> impl Future<Output = Result<Response>> + Send {
        async move {
            let Some(steps) = req.steps::<Steps<Self>>() else { return edit::unknown(Self::NAME) };
            let object = (steps.save)(view, req, form).await?;
            let url = (steps.success_url)(view, req, &object).await?;
            edit::tell(req, (steps.message)(view, req, &object).await?).await?;
            edit::succeeded(req, &url, Some(object.pk().to_string()), StatusCode::CREATED)
        }
    }

    /// The default of [`CreateHooks::form_invalid`]: the page with the form once more, its errors and what was typed, with 422.
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

    /// The default of [`CreateHooks::perform_create`]: stores the form's fields and what was set beside them, through the
    /// mixins, then the many-to-many relations.
    fn perform_create(
        view: &Self,
        req: &Request,
        form: Valid<Self::Form>,
    ) -> impl Future<Output = Result<Self::Model>> + Send {
        async move {
            let changes = form.store(None, Self::set(view, req), req).await?;
            let changes = Self::mixins(view).changes(changes, req).await?;
            let object = QuerySet::new().create(req.db(), changes.into_assignments()).await?;
            form.save_links(&object, req.db()).await?;
            Ok(object)
        }
    }

    /// The default of [`CreateHooks::get_success_url`]: the attribute `success_url`, else the new row's own page.
    fn get_success_url(
        view: &Self,
        req: &Request,
        object: &Self::Model,
    ) -> impl Future<Output = Result<String>> + Send {
        std::future::ready(edit::success_url(req, || Self::success_url(view, req, object)))
    }

    /// The default of [`CreateHooks::get_success_message`]: the attribute `success_message`.
    fn get_success_message(
        view: &Self,
        _req: &Request,
        object: &Self::Model,
    ) -> impl Future<Output = Result<Option<String>>> + Send {
        std::future::ready(Ok(Self::success_message(view, object)))
    }

    /// The default of [`CreateHooks::get_template_names`]: the template of `template_name`, or the one that the route sets.
    fn get_template_names(
        _view: &Self,
        req: &Request,
        _form: &Bound<Self::Form>,
    ) -> impl Future<Output = Result<Self::Template>> + Send {
        std::future::ready(Ok(template::<Self>(req)))
    }

    /// The default of [`CreateHooks::get_data`]: the form's fields and errors, for a view with `formats(json)`.
    fn get_data(
        view: &Self,
        req: &Request,
        context: &Context<'_, Self>,
    ) -> impl Future<Output = Result<serde_json::Value>> + Send {
        std::future::ready(Self::data(view, req, context))
    }

    /// The default of [`CreateHooks::render_to_response`]: the rendered template, through the mixins.
    fn render_to_response(
        view: &Self,
        req: &Request,
        context: Context<'_, Self>,
    ) -> impl Future<Output = Result<Response>> + Send {
        async move { Self::mixins(view).response(context.render(view, req)?, req).await }
    }
}

hooks! {
    /// What a form view's author may override. The default of each is the function of the same name in [`CreateView`].
    #[diagnostic::on_unimplemented(
        message = "the generic view `{Self}` does not say whether it has hooks",
        label = "no `CreateHooks`",
        note = "write `impl<..> CreateHooks for {Self} {{}}` with the overrides, or with none"
    )]
    pub trait CreateHooks: CreateView, CreateFlow {
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

        /// The form is valid: stores it, and goes on. Columns that are not in the form are set before:
        /// `form.set(Post::AUTHOR_ID.set(user.id))`. It runs in a unit of work: nothing is stored when it ends with an error, and
        /// with [`Invalid`](crate::form::Invalid) the form is shown again.
        ///
        /// Django: `ModelFormMixin.form_valid`.
        async fn form_valid(&self, req: &Request, form: Valid<Self::Form>) -> Result<Response>;

        /// The form is not valid: shows it again.
        ///
        /// Django: `FormMixin.form_invalid`.
        async fn form_invalid(&self, req: &Request, form: Bound<Self::Form>) -> Result<Response>;

        /// Stores the form: what is done around it has the new row.
        ///
        /// Django: `form.save()` in `ModelFormMixin.form_valid`; the name is that of Django REST framework.
        async fn perform_create(&self, req: &Request, form: Valid<Self::Form>) -> Result<Self::Model>;

        /// Where to go on to.
        ///
        /// Django: `ModelFormMixin.get_success_url`.
        async fn get_success_url(&self, req: &Request, object: &Self::Model) -> Result<String>;

        /// What the next page says, once all is committed; `None` says nothing.
        ///
        /// Django: `SuccessMessageMixin.get_success_message`.
        async fn get_success_message(&self, req: &Request, object: &Self::Model) -> Result<Option<String>>;

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

mounted!(CreateView, CreateHooks, CreateFlow, create_view, Create, edit::VERBS, nothing, never);

/// The hooks that the defaults of other hooks call.
#[allow(clippy::type_complexity)] // as plain as functions can be
struct Steps<V: CreateView> {
    save: for<'a> fn(&'a V, &'a Request, Valid<V::Form>) -> Answer<'a, V::Model>,
    success_url: for<'a> fn(&'a V, &'a Request, &'a V::Model) -> Answer<'a, String>,
    message: for<'a> fn(&'a V, &'a Request, &'a V::Model) -> Answer<'a, Option<String>>,
    show: for<'a> fn(&'a V, &'a Request, Bound<V::Form>) -> Answer<'a, Response>,
}

impl<V: CreateView> Steps<V> {
    const fn of<H: 'static>() -> Self
    where
        V: CreateFlow<H>,
    {
        Self {
            save: |view, req, form| Box::pin(async move { ask!(view.perform_create(req, form)) }),
            success_url: |view, req, object| Box::pin(async move { ask!(view.get_success_url(req, object)) }),
            message: |view, req, object| Box::pin(async move { ask!(view.get_success_message(req, object)) }),
            show: |view, req, form| Box::pin(show::<V, H>(view, req, form)),
        }
    }
}

async fn run<V: CreateFlow<H>, H: 'static>(view: &mut V, req: &mut Request, body: Body) -> Result<Response> {
    req.set_steps(const { &Steps::<V>::of::<H>() });
    ask!(view.setup(req))?;
    let rest = pin!(Some(answer::<V, H>(view, req, body)));
    ask!(view.dispatch(req, rest))
}

/// Whether nothing but one statement runs between the check and the answer.
const fn alone<V: CreateFlow<H>, H>() -> bool {
    V::DEFAULTS && V::ALONE && !V::Form::LINKS
}

async fn answer<V: CreateFlow<H>, H>(view: &V, req: &Request, body: Body) -> Result<Response> {
    let data = edit::sent::<V>(req, body).await?;
    let mut form = make::<V, H>(view, req, data).await?;
    if !form.is_bound() {
        return show::<V, H>(view, req, form).await;
    }
    if let Some(valid) = form.validate(req).await? {
        let stored = {
            let storing = pin!(async { ask!(view.form_valid(req, valid)) });
            edit::unit(req, const { alone::<V, H>() }, storing).await
        };
        match stored {
            Err(error) => refused::row(&mut form, error, req).await?,
            done => return done,
        }
    }
    ask!(view.form_invalid(req, form))
}

async fn make<V: CreateFlow<H>, H>(
    view: &V,
    req: &Request,
    data: Option<FormData>,
) -> Result<Bound<V::Form>> {
    let kwargs = edit::kwargs::<V>(req, ask!(view.get_initial(req))?, data);
    let kwargs = ask!(view.get_form_kwargs(req, kwargs))?;
    ask!(view.get_form(req, kwargs))
}

async fn show<V: CreateFlow<H>, H>(view: &V, req: &Request, mut form: Bound<V::Form>) -> Result<Response> {
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
