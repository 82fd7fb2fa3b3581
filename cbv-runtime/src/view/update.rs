//! Update views: a form that changes a row, which the URL names. `#[derive(UpdateView)]` implements [`UpdateView`]; overrides go to
//! [`UpdateHooks`]; `run` is the way of a request.

use std::{future::Future, marker::PhantomData, pin::pin};

use axum::{body::Body, extract::FromRequestParts, response::Response, routing::MethodRouter};
use http::StatusCode;

pub use super::single::Settings;
use super::{
    Context, Editing, FormMixin, Mixins as _, SingleObject, TemplateResponse, View,
    edit::{self, Answer},
    hooks::{ask, common_defaults, hooks, mounted, never, nothing, seen},
    response::{template, wants_data},
    single, stale,
};
use crate::{
    Result,
    context::ContextData,
    form::{Bound, Form, FormData, FormKwargs, Initial, Invalid, ModelForm, Valid},
    model::{Model as _, Writable},
    query::{Assignment, QuerySet, Version},
    request::Request,
    route::{Flow, RouterState, mount, mount_with},
};

/// A page with a form that changes a row of a model. Derived; the functions are the defaults that [`UpdateHooks`] calls, Django's `super()`.
///
/// Django: <https://docs.djangoproject.com/en/5.2/ref/class-based-views/generic-editing/#updateview>.
pub trait UpdateView:
    SingleObject<Model: Writable>
    + FormMixin<Form: ModelForm<Model = <Self as SingleObject>::Model>>
    + TemplateResponse
    + View<Data = Editing<<Self as SingleObject>::Model, <Self as FormMixin>::Form>>
{
    /// The attribute `success_url`, with the row's columns in its placeholders; the derive takes the row's own page without
    /// one.
    ///
    /// # Errors
    /// [`crate::Error::ImproperlyConfigured`] without either.
    fn success_url(_view: &Self, _req: &Request, _object: &Self::Model) -> Result<String> {
        edit::no_success_url(Self::NAME)
    }

    /// The attribute `success_message`, with the row's columns as they are stored then in its placeholders.
    fn success_message(_view: &Self, _object: &Self::Model) -> Option<String> {
        None
    }

    /// The attribute `set`: columns that are stored beside the form's fields.
    fn set(_view: &Self, _req: &Request) -> Vec<Assignment<Self::Model>> {
        Vec::new()
    }

    /// The attribute `version`: the name of the column that tells one version of the row from the next.
    const VERSION: Option<&'static str> = None;

    /// The version of the row as the form carries it; empty without the attribute.
    fn version_text(_object: &Self::Model) -> String {
        String::new()
    }

    /// The version that a form has carried; `None` when the text is none.
    fn version(_text: &str) -> Option<Version<Self::Model>> {
        None
    }

    common_defaults!();

    /// The default of [`UpdateHooks::get_queryset`]: the attributes `queryset` or `model`, through the mixins.
    fn get_queryset(
        view: &Self,
        req: &Request,
    ) -> impl Future<Output = Result<QuerySet<Self::Model>>> + Send {
        single::queryset::<Self>(view, req)
    }

    /// The default of [`UpdateHooks::get_object`]: the row of `queryset` with the URL's key or slug, through the mixins.
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

    /// The default of [`UpdateHooks::get_initial`]: the attribute.
    fn get_initial(
        view: &Self,
        _req: &Request,
        _object: &Self::Model,
    ) -> impl Future<Output = Result<Initial<Self::Form>>> + Send {
        std::future::ready(Ok(Self::initial(view)))
    }

    /// The default of [`UpdateHooks::get_form_kwargs`]: what is there.
    fn get_form_kwargs(
        _view: &Self,
        _req: &Request,
        _object: &Self::Model,
        kwargs: FormKwargs<Self::Form>,
    ) -> impl Future<Output = Result<FormKwargs<Self::Form>>> + Send {
        std::future::ready(Ok(kwargs))
    }

    /// The default of [`UpdateHooks::get_form`]: the form of these parts.
    fn get_form(
        _view: &Self,
        _req: &Request,
        _object: &Self::Model,
        kwargs: FormKwargs<Self::Form>,
    ) -> impl Future<Output = Result<Bound<Self::Form>>> + Send {
        std::future::ready(Ok(Bound::new(kwargs)))
    }

    /// The default of [`UpdateHooks::form_valid`]: `perform_update`, then on to the success URL.
    fn form_valid(
        view: &Self,
        req: &Request,
        object: &Self::Model,
        form: Valid<Self::Form>,
    ) -> impl Future<Output = Result<Response>> + Send {
        async move {
            let Some(steps) = req.steps::<Steps<Self>>() else { return edit::unknown(Self::NAME) };
            let object = (steps.save)(view, req, object, form).await?;
            let url = (steps.success_url)(view, req, &object).await?;
            edit::tell(req, (steps.message)(view, req, &object).await?).await?;
            edit::succeeded(req, &url, Some(object.pk().to_string()), StatusCode::OK)
        }
    }

    /// The default of [`UpdateHooks::form_invalid`]: the page with the form once more, its errors and what was typed, with 422.
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

    /// The default of [`UpdateHooks::perform_update`]: stores the form's fields and what was set beside them, through the
    /// mixins, then the many-to-many relations. The answer is the row as it is then.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when the row is gone; [`Invalid::stale`] when the view has versions and the row another one.
    fn perform_update(
        view: &Self,
        req: &Request,
        object: &Self::Model,
        form: Valid<Self::Form>,
    ) -> impl Future<Output = Result<Self::Model>> + Send {
        async move {
            let changes = form.store(Some(object), Self::set(view, req), req).await?;
            let changes = Self::mixins(view).changes(changes, req).await?;
            let (rows, changes) = (QuerySet::<Self::Model>::new(), changes.into_assignments());
            let row = if let Some(name) = Self::VERSION {
                let sent = form.data().get(name).and_then(Self::version).ok_or_else(Invalid::stale)?;
                let row = rows.update_versioned(req.db(), object.pk(), sent, changes).await?;
                Some(row.ok_or_else(Invalid::stale)?)
            } else {
                rows.update_one(req.db(), object.pk(), changes).await?
            };
            let object = row.ok_or_else(|| single::none_found(Self::Model::VERBOSE_NAME))?;
            form.save_links(&object, req.db()).await?;
            Ok(object)
        }
    }

    /// The default of [`UpdateHooks::get_success_url`]: the attribute `success_url`, else the row's own page.
    fn get_success_url(
        view: &Self,
        req: &Request,
        object: &Self::Model,
    ) -> impl Future<Output = Result<String>> + Send {
        std::future::ready(edit::success_url(req, || Self::success_url(view, req, object)))
    }

    /// The default of [`UpdateHooks::get_success_message`]: the attribute `success_message`.
    fn get_success_message(
        view: &Self,
        _req: &Request,
        object: &Self::Model,
    ) -> impl Future<Output = Result<Option<String>>> + Send {
        std::future::ready(Ok(Self::success_message(view, object)))
    }

    /// The default of [`UpdateHooks::get_template_names`]: the template of `template_name`, or the one that the route sets.
    fn get_template_names(
        _view: &Self,
        req: &Request,
        _editing: &Editing<Self::Model, Self::Form>,
    ) -> impl Future<Output = Result<Self::Template>> + Send {
        std::future::ready(Ok(template::<Self>(req)))
    }

    /// The default of [`UpdateHooks::get_data`]: the form's fields and errors, for a view with `formats(json)`.
    fn get_data(
        view: &Self,
        req: &Request,
        context: &Context<'_, Self>,
    ) -> impl Future<Output = Result<serde_json::Value>> + Send {
        std::future::ready(Self::data(view, req, context))
    }

    /// The default of [`UpdateHooks::render_to_response`]: the rendered template, through the mixins.
    fn render_to_response(
        view: &Self,
        req: &Request,
        context: Context<'_, Self>,
    ) -> impl Future<Output = Result<Response>> + Send {
        async move { Self::mixins(view).response(context.render(view, req)?, req).await }
    }
}

hooks! {
    /// What a form view's author may override. The default of each is the function of the same name in [`UpdateView`].
    #[diagnostic::on_unimplemented(
        message = "the generic view `{Self}` does not say whether it has hooks",
        label = "no `UpdateHooks`",
        note = "write `impl<..> UpdateHooks for {Self} {{}}` with the overrides, or with none"
    )]
    pub trait UpdateHooks: UpdateView, UpdateFlow {
        /// Among which rows the object is looked for.
        ///
        /// Django: `SingleObjectMixin.get_queryset`.
        async fn get_queryset(&self, req: &Request) -> Result<QuerySet<Self::Model>>;

        /// The object that is changed; `queryset` is what `get_queryset` returned.
        ///
        /// Django: `SingleObjectMixin.get_object`.
        async fn get_object(&self, req: &Request, queryset: QuerySet<Self::Model>) -> Result<Self::Model>;

        /// What the form shows instead of the object's own values.
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

        /// The form is valid: stores it, and goes on. Columns that are not in the form are set before:
        /// `form.set(Post::AUTHOR_ID.set(user.id))`. It runs in a unit of work: nothing is stored when it ends with an error, and
        /// with [`Invalid`](crate::form::Invalid) the form is shown again.
        ///
        /// Django: `ModelFormMixin.form_valid`.
        async fn form_valid(&self, req: &Request, object: &Self::Model, form: Valid<Self::Form>) -> Result<Response>;

        /// The form is not valid: shows it again.
        ///
        /// Django: `FormMixin.form_invalid`.
        async fn form_invalid(&self, req: &Request, editing: Editing<Self::Model, Self::Form>) -> Result<Response>;

        /// Stores the form; returns the row as it is then. `object` is the row as it was.
        ///
        /// Django: `form.save()` in `ModelFormMixin.form_valid`; the name is that of Django REST framework.
        async fn perform_update(&self, req: &Request, object: &Self::Model, form: Valid<Self::Form>) -> Result<Self::Model>;

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

mounted!(UpdateView, UpdateHooks, UpdateFlow, update_view, Update, edit::VERBS, nothing, never);

/// The hooks that the defaults of other hooks call.
#[allow(clippy::type_complexity)] // as plain as functions can be
struct Steps<V: UpdateView> {
    save: for<'a> fn(&'a V, &'a Request, &'a V::Model, Valid<V::Form>) -> Answer<'a, V::Model>,
    success_url: for<'a> fn(&'a V, &'a Request, &'a V::Model) -> Answer<'a, String>,
    message: for<'a> fn(&'a V, &'a Request, &'a V::Model) -> Answer<'a, Option<String>>,
    show: for<'a> fn(&'a V, &'a Request, Editing<V::Model, V::Form>) -> Answer<'a, Response>,
}

impl<V: UpdateView> Steps<V> {
    const fn of<H: 'static>() -> Self
    where
        V: UpdateFlow<H>,
    {
        Self {
            save: |view, req, row, form| Box::pin(async move { ask!(view.perform_update(req, row, form)) }),
            success_url: |view, req, object| Box::pin(async move { ask!(view.get_success_url(req, object)) }),
            message: |view, req, object| Box::pin(async move { ask!(view.get_success_message(req, object)) }),
            show: |view, req, editing| Box::pin(show::<V, H>(view, req, editing)),
        }
    }
}

async fn run<V: UpdateFlow<H>, H: 'static>(view: &mut V, req: &mut Request, body: Body) -> Result<Response> {
    req.set_steps(const { &Steps::<V>::of::<H>() });
    ask!(view.setup(req))?;
    let rest = pin!(Some(answer::<V, H>(view, req, body)));
    ask!(view.dispatch(req, rest))
}

/// Whether nothing but one statement runs between the check and the answer.
const fn alone<V: UpdateFlow<H>, H>() -> bool {
    V::DEFAULTS && V::ALONE && !V::Form::LINKS
}

async fn answer<V: UpdateFlow<H>, H>(view: &V, req: &Request, body: Body) -> Result<Response> {
    let queryset = ask!(view.get_queryset(req))?;
    let mut object = ask!(view.get_object(req, queryset))?;
    let data = edit::sent::<V>(req, body).await?;
    let mut form = make::<V, H>(view, req, &object, data).await?;
    stale::carry::<V>(&mut form, &object);
    if !form.is_bound() {
        return show::<V, H>(view, req, Editing { object, form }).await;
    }
    if let Some(valid) = form.validate(req).await? {
        match store::<V, H>(view, req, &object, valid).await {
            Err(error) => object = stale::refused::<V>(&mut form, object, error, req).await?,
            done => return done,
        }
    }
    ask!(view.form_invalid(req, Editing { object, form }))
}

/// Stores the form in a unit of work, unless the row is another by now.
async fn store<V: UpdateFlow<H>, H>(
    view: &V,
    req: &Request,
    object: &V::Model,
    valid: Valid<V::Form>,
) -> Result<Response> {
    stale::check::<V>(valid.data(), object)?;
    let storing = pin!(async { ask!(view.form_valid(req, object, valid)) });
    edit::unit(req, const { alone::<V, H>() }, storing).await
}

/// The form with the object's values, or with what was sent.
async fn make<V: UpdateFlow<H>, H>(
    view: &V,
    req: &Request,
    object: &V::Model,
    data: Option<FormData>,
) -> Result<Bound<V::Form>> {
    let mut initial = Initial::new();
    if data.is_none() {
        initial = V::Form::of_object(object);
        initial.extend(V::Form::of_links(object, req.db()).await?);
    }
    initial.extend(V::Form::of_rows(object, req.db()).await?);
    initial.extend(ask!(view.get_initial(req, object))?);
    let kwargs = ask!(view.get_form_kwargs(req, object, edit::kwargs::<V>(req, initial, data)))?;
    let mut form = ask!(view.get_form(req, object, kwargs))?;
    edit::hold(&mut form, object, req).await?;
    Ok(form)
}

async fn show<V: UpdateFlow<H>, H>(
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
