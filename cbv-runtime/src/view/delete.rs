//! Delete views: a page that asks, and the deletion of the row that the URL names. `#[derive(DeleteView)]` implements [`DeleteView`]; overrides go to
//! [`DeleteHooks`]; `run` is the way of a request.

use std::{future::Future, marker::PhantomData, pin::pin};

use axum::{body::Body, extract::FromRequestParts, response::Response, routing::MethodRouter};
use http::StatusCode;

pub use super::single::Settings;
use super::{
    Context, Editing, FormMixin, Mixins as _, SingleObject, TemplateResponse, View,
    edit::{self, Answer},
    hooks::{ask, common_defaults, hooks, mounted, never, nothing, seen},
    refused,
    response::{template, wants_data},
    single,
};
use crate::{
    Result,
    context::ContextData,
    form::{Bound, Form, FormData, FormKwargs, Initial, Valid},
    model::{Model as _, Writable},
    query::QuerySet,
    request::Request,
    route::{Flow, RouterState, mount, mount_with},
};

/// A page that asks whether a row is to be deleted, and deletes it. Derived; the functions are the defaults that [`DeleteHooks`] calls, Django's `super()`.
///
/// Django: <https://docs.djangoproject.com/en/5.2/ref/class-based-views/generic-editing/#deleteview>.
pub trait DeleteView:
    SingleObject<Model: Writable>
    + FormMixin
    + TemplateResponse
    + View<Data = Editing<<Self as SingleObject>::Model, <Self as FormMixin>::Form>>
{
    /// The attribute `success_url`, with the row's columns in its placeholders.
    ///
    /// # Errors
    /// [`crate::Error::ImproperlyConfigured`] without one.
    fn success_url(_view: &Self, _req: &Request, _object: &Self::Model) -> Result<String> {
        edit::no_success_url(Self::NAME)
    }

    /// The attribute `success_message`, with the row's columns in its placeholders.
    fn success_message(_view: &Self, _object: &Self::Model) -> Option<String> {
        None
    }

    common_defaults!();

    /// The default of [`DeleteHooks::get_queryset`]: the attributes `queryset` or `model`, through the mixins.
    fn get_queryset(
        view: &Self,
        req: &Request,
    ) -> impl Future<Output = Result<QuerySet<Self::Model>>> + Send {
        single::queryset::<Self>(view, req)
    }

    /// The default of [`DeleteHooks::get_object`]: the row of `queryset` with the URL's key or slug, through the mixins.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when there is none.
    fn get_object(
        view: &Self,
        req: &Request,
        queryset: QuerySet<Self::Model>,
    ) -> impl Future<Output = Result<Self::Model>> + Send {
        single::object::<Self>(view, req, queryset)
    }

    /// The default of [`DeleteHooks::get_initial`]: the attribute.
    fn get_initial(
        view: &Self,
        _req: &Request,
        _object: &Self::Model,
    ) -> impl Future<Output = Result<Initial<Self::Form>>> + Send {
        std::future::ready(Ok(Self::initial(view)))
    }

    /// The default of [`DeleteHooks::get_form_kwargs`]: what is there.
    fn get_form_kwargs(
        _view: &Self,
        _req: &Request,
        _object: &Self::Model,
        kwargs: FormKwargs<Self::Form>,
    ) -> impl Future<Output = Result<FormKwargs<Self::Form>>> + Send {
        std::future::ready(Ok(kwargs))
    }

    /// The default of [`DeleteHooks::get_form`]: the form of these parts.
    fn get_form(
        _view: &Self,
        _req: &Request,
        _object: &Self::Model,
        kwargs: FormKwargs<Self::Form>,
    ) -> impl Future<Output = Result<Bound<Self::Form>>> + Send {
        std::future::ready(Ok(Bound::new(kwargs)))
    }

    /// The default of [`DeleteHooks::form_valid`]: `get_success_url` and `get_success_message`, while the row is there;
    /// `perform_delete`; then on.
    fn form_valid(
        view: &Self,
        req: &Request,
        object: &Self::Model,
        _form: Valid<Self::Form>,
    ) -> impl Future<Output = Result<Response>> + Send {
        async move {
            let Some(steps) = req.steps::<Steps<Self>>() else { return edit::unknown(Self::NAME) };
            let url = (steps.success_url)(view, req, object).await?;
            let message = (steps.message)(view, req, object).await?;
            (steps.delete)(view, req, object).await?;
            edit::tell(req, message).await?;
            edit::succeeded(req, &url, Some(object.pk().to_string()), StatusCode::OK)
        }
    }

    /// The default of [`DeleteHooks::form_invalid`]: the page with the form once more, its errors and what was typed, with 422.
    fn form_invalid(
        view: &Self,
        req: &Request,
        editing: Editing<Self::Model, Self::Form>,
    ) -> impl Future<Output = Result<Response>> + Send {
        async move {
            let Some(steps) = req.steps::<Steps<Self>>() else { return edit::unknown(Self::NAME) };
            (steps.show)(view, req, editing).await
        }
    }

    /// The default of [`DeleteHooks::perform_delete`]: deletes the row.
    fn perform_delete(
        _view: &Self,
        req: &Request,
        object: &Self::Model,
    ) -> impl Future<Output = Result<()>> + Send {
        let key = object.pk();
        async move {
            QuerySet::<Self::Model>::new().filter(Self::Model::PK.eq(key)).delete(req.db()).await?;
            Ok(())
        }
    }

    /// The default of [`DeleteHooks::get_success_url`]: the attribute `success_url`.
    fn get_success_url(
        view: &Self,
        req: &Request,
        object: &Self::Model,
    ) -> impl Future<Output = Result<String>> + Send {
        std::future::ready(edit::success_url(req, || Self::success_url(view, req, object)))
    }

    /// The default of [`DeleteHooks::get_success_message`]: the attribute `success_message`.
    fn get_success_message(
        view: &Self,
        _req: &Request,
        object: &Self::Model,
    ) -> impl Future<Output = Result<Option<String>>> + Send {
        std::future::ready(Ok(Self::success_message(view, object)))
    }

    /// The default of [`DeleteHooks::get_template_names`]: the template of `template_name`, or the one that the route sets.
    fn get_template_names(
        _view: &Self,
        req: &Request,
        _editing: &Editing<Self::Model, Self::Form>,
    ) -> impl Future<Output = Result<Self::Template>> + Send {
        std::future::ready(Ok(template::<Self>(req)))
    }

    /// The default of [`DeleteHooks::get_data`]: the form's fields and errors, for a view with `formats(json)`.
    fn get_data(
        view: &Self,
        req: &Request,
        context: &Context<'_, Self>,
    ) -> impl Future<Output = Result<serde_json::Value>> + Send {
        std::future::ready(Self::data(view, req, context))
    }

    /// The default of [`DeleteHooks::render_to_response`]: the rendered template, through the mixins.
    fn render_to_response(
        view: &Self,
        req: &Request,
        context: Context<'_, Self>,
    ) -> impl Future<Output = Result<Response>> + Send {
        async move { Self::mixins(view).response(context.render(view, req)?, req).await }
    }
}

hooks! {
    /// What a form view's author may override. The default of each is the function of the same name in [`DeleteView`].
    #[diagnostic::on_unimplemented(
        message = "the generic view `{Self}` does not say whether it has hooks",
        label = "no `DeleteHooks`",
        note = "write `impl<..> DeleteHooks for {Self} {{}}` with the overrides, or with none"
    )]
    pub trait DeleteHooks: DeleteView, DeleteFlow {
        /// Among which rows the object is looked for.
        ///
        /// Django: `SingleObjectMixin.get_queryset`.
        async fn get_queryset(&self, req: &Request) -> Result<QuerySet<Self::Model>>;

        /// The object that is deleted; `queryset` is what `get_queryset` returned.
        ///
        /// Django: `SingleObjectMixin.get_object`.
        async fn get_object(&self, req: &Request, queryset: QuerySet<Self::Model>) -> Result<Self::Model>;

        /// What the form shows before anything is typed.
        ///
        /// Django: `FormMixin.get_initial`.
        async fn get_initial(&self, req: &Request, object: &Self::Model) -> Result<Initial<Self::Form>>;

        /// What the form is made of: the initial values, the prefix, what was sent, and what `clean` needs besides.
        ///
        /// Django: `FormMixin.get_form_kwargs`.
        async fn get_form_kwargs(&self, req: &Request, object: &Self::Model, kwargs: FormKwargs<Self::Form>) -> Result<FormKwargs<Self::Form>>;

        /// Makes the form: sets the rows that its fields choose among, for one.
        ///
        /// Django: `FormMixin.get_form`.
        async fn get_form(&self, req: &Request, object: &Self::Model, kwargs: FormKwargs<Self::Form>) -> Result<Bound<Self::Form>>;

        /// The form is valid: deletes the row, and goes on. It runs in a unit of work: nothing is deleted when it ends with an
        /// error, and with [`Invalid`](crate::form::Invalid) the page is shown again. The verb DELETE takes the same way.
        ///
        /// Django: `DeleteView.form_valid`.
        async fn form_valid(&self, req: &Request, object: &Self::Model, form: Valid<Self::Form>) -> Result<Response>;

        /// The form is not valid: shows it again.
        ///
        /// Django: `FormMixin.form_invalid`.
        async fn form_invalid(&self, req: &Request, editing: Editing<Self::Model, Self::Form>) -> Result<Response>;

        /// Deletes the row, or marks it as deleted: for POST and DELETE alike.
        ///
        /// Django: `DeletionMixin.delete`, and `form_valid` since 4.0; the name is that of Django REST framework.
        async fn perform_delete(&self, req: &Request, object: &Self::Model) -> Result<()>;

        /// Where to go on to.
        ///
        /// Django: `DeletionMixin.get_success_url`.
        async fn get_success_url(&self, req: &Request, object: &Self::Model) -> Result<String>;

        /// What the next page says, once all is committed; `None` says nothing.
        ///
        /// Django: `SuccessMessageMixin.get_success_message`.
        async fn get_success_message(&self, req: &Request, object: &Self::Model) -> Result<Option<String>>;

        /// Which of the view's templates is shown.
        ///
        /// Django: `TemplateResponseMixin.get_template_names`.
        async fn get_template_names(&self, req: &Request, editing: &Editing<Self::Model, Self::Form>) -> Result<Self::Template>;

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

mounted!(DeleteView, DeleteHooks, DeleteFlow, delete_view, Delete, edit::DELETE_VERBS, nothing, never);

/// The hooks that the defaults of other hooks call.
#[allow(clippy::type_complexity)] // as plain as functions can be
struct Steps<V: DeleteView> {
    delete: for<'a> fn(&'a V, &'a Request, &'a V::Model) -> Answer<'a, ()>,
    success_url: for<'a> fn(&'a V, &'a Request, &'a V::Model) -> Answer<'a, String>,
    message: for<'a> fn(&'a V, &'a Request, &'a V::Model) -> Answer<'a, Option<String>>,
    show: for<'a> fn(&'a V, &'a Request, Editing<V::Model, V::Form>) -> Answer<'a, Response>,
}

impl<V: DeleteView> Steps<V> {
    const fn of<H: 'static>() -> Self
    where
        V: DeleteFlow<H>,
    {
        Self {
            delete: |view, req, object| Box::pin(async move { ask!(view.perform_delete(req, object)) }),
            success_url: |view, req, object| Box::pin(async move { ask!(view.get_success_url(req, object)) }),
            message: |view, req, object| Box::pin(async move { ask!(view.get_success_message(req, object)) }),
            show: |view, req, editing| Box::pin(show::<V, H>(view, req, editing)),
        }
    }
}

async fn run<V: DeleteFlow<H>, H: 'static>(view: &mut V, req: &mut Request, body: Body) -> Result<Response> {
    req.set_steps(const { &Steps::<V>::of::<H>() });
    ask!(view.setup(req))?;
    let rest = pin!(Some(answer::<V, H>(view, req, body)));
    ask!(view.dispatch(req, rest))
}

/// Whether nothing but one statement runs between the check and the answer.
const fn alone<V: DeleteFlow<H>, H>() -> bool {
    V::DEFAULTS && V::ALONE && !V::Form::LINKS
}

async fn answer<V: DeleteFlow<H>, H>(view: &V, req: &Request, body: Body) -> Result<Response> {
    let queryset = ask!(view.get_queryset(req))?;
    let object = ask!(view.get_object(req, queryset))?;
    let data = edit::sent::<V>(req, body).await?;
    let mut form = make::<V, H>(view, req, &object, data).await?;
    if !form.is_bound() {
        return show::<V, H>(view, req, Editing { object, form }).await;
    }
    if let Some(valid) = form.validate(req).await? {
        let stored = {
            let storing = pin!(async { ask!(view.form_valid(req, &object, valid)) });
            edit::unit(req, const { alone::<V, H>() }, storing).await
        };
        match stored {
            Err(error) => refused::deletion::<V::Model, _>(&mut form, error)?,
            done => return done,
        }
    }
    ask!(view.form_invalid(req, Editing { object, form }))
}

/// The form, with what was sent.
async fn make<V: DeleteFlow<H>, H>(
    view: &V,
    req: &Request,
    object: &V::Model,
    data: Option<FormData>,
) -> Result<Bound<V::Form>> {
    let initial = ask!(view.get_initial(req, object))?;
    let kwargs = ask!(view.get_form_kwargs(req, object, edit::kwargs::<V>(req, initial, data)))?;
    ask!(view.get_form(req, object, kwargs))
}

async fn show<V: DeleteFlow<H>, H>(
    view: &V,
    req: &Request,
    mut editing: Editing<V::Model, V::Form>,
) -> Result<Response> {
    editing.form.load(req.db()).await?;
    let extra = seen!(V::NAME, "get_context_data", V::Extra::get_context_data(view, req, &editing))?;
    let template = ask!(view.get_template_names(req, &editing))?;
    let mut context = Context::new(req, &editing, extra, template);
    context.status = editing.form.status();
    if wants_data(req) {
        context.json = Some(ask!(view.get_data(req, &context))?);
    }
    ask!(view.render_to_response(req, context))
}
