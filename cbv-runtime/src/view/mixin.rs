//! Reusable transforms: a field marked `#[view(mixin)]` changes what flows through a view. The derive names a view's mixins
//! as nested pairs, `(&first, (&second, &third))`; the chain through them is here.

use std::future::Future;

use axum::response::Response;

use crate::{Result, form::Changes, model::Model, query::QuerySet, request::Request};

/// A reusable part of views that show `M`: it narrows the rows, changes the object, or adds to the response. A view has it
/// as a field, `#[view(mixin)]`; several act in the order of the fields. Views without a model have `Mixin<()>`.
///
/// Django: mixin classes, without an order of resolution to learn.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no mixin for views of `{M}`",
    label = "marked `mixin`",
    note = "write `impl cbv::Mixin<{M}> for {Self} {{ .. }}`, or generically `impl<M: Model> cbv::Mixin<M> for {Self} {{ .. }}`"
)]
pub trait Mixin<M>: Send + Sync {
    /// Narrows or orders the rows, as part of `get_queryset`.
    fn queryset(
        &self,
        queryset: QuerySet<M>,
        _req: &Request,
    ) -> impl Future<Output = Result<QuerySet<M>>> + Send
    where
        M: Model,
    {
        std::future::ready(Ok(queryset))
    }

    /// Looks at the object or changes it, as part of `get_object`; an error denies it.
    fn object(&self, _object: &mut M, _req: &Request) -> impl Future<Output = Result<()>> + Send
    where
        M: Send,
    {
        std::future::ready(Ok(()))
    }

    /// Adds to what is stored, as part of `perform_create` and `perform_update`: `changes.set(Post::AUTHOR_ID.set(id))`.
    fn changes(&self, changes: Changes<M>, _req: &Request) -> impl Future<Output = Result<Changes<M>>> + Send
    where
        M: Model,
    {
        std::future::ready(Ok(changes))
    }

    /// Adds to the response, as part of `render_to_response`.
    fn response(&self, response: Response, _req: &Request) -> impl Future<Output = Result<Response>> + Send {
        std::future::ready(Ok(response))
    }
}

/// The mixins of a view, in order. Implemented for `()`, for a reference to a mixin, and for pairs of such a reference and the
/// rest.
#[diagnostic::on_unimplemented(
    message = "a field marked `mixin` is no mixin for views of `{M}`",
    label = "marked `mixin`",
    note = "write `impl cbv::Mixin<{M}> for` its type, or generically `impl<M: Model> cbv::Mixin<M> for` it"
)]
pub trait Mixins<M>: Send + Sync {
    /// All `queryset`s in turn.
    fn queryset(
        &self,
        queryset: QuerySet<M>,
        req: &Request,
    ) -> impl Future<Output = Result<QuerySet<M>>> + Send
    where
        M: Model;

    /// All `object`s in turn.
    fn object(&self, object: &mut M, req: &Request) -> impl Future<Output = Result<()>> + Send
    where
        M: Send;

    /// All `changes` in turn.
    fn changes(&self, changes: Changes<M>, req: &Request) -> impl Future<Output = Result<Changes<M>>> + Send
    where
        M: Model;

    /// All `response`s in turn.
    fn response(&self, response: Response, req: &Request) -> impl Future<Output = Result<Response>> + Send;
}

impl<M> Mixins<M> for () {
    fn queryset(&self, queryset: QuerySet<M>, _: &Request) -> impl Future<Output = Result<QuerySet<M>>> + Send
    where
        M: Model,
    {
        std::future::ready(Ok(queryset))
    }

    fn object(&self, _: &mut M, _: &Request) -> impl Future<Output = Result<()>> + Send
    where
        M: Send,
    {
        std::future::ready(Ok(()))
    }

    fn changes(&self, changes: Changes<M>, _: &Request) -> impl Future<Output = Result<Changes<M>>> + Send
    where
        M: Model,
    {
        std::future::ready(Ok(changes))
    }

    fn response(&self, response: Response, _: &Request) -> impl Future<Output = Result<Response>> + Send {
        std::future::ready(Ok(response))
    }
}

impl<M, A: Mixin<M>> Mixins<M> for &A {
    fn queryset(
        &self,
        queryset: QuerySet<M>,
        req: &Request,
    ) -> impl Future<Output = Result<QuerySet<M>>> + Send
    where
        M: Model,
    {
        (**self).queryset(queryset, req)
    }

    fn object(&self, object: &mut M, req: &Request) -> impl Future<Output = Result<()>> + Send
    where
        M: Send,
    {
        (**self).object(object, req)
    }

    fn changes(&self, changes: Changes<M>, req: &Request) -> impl Future<Output = Result<Changes<M>>> + Send
    where
        M: Model,
    {
        (**self).changes(changes, req)
    }

    fn response(&self, response: Response, req: &Request) -> impl Future<Output = Result<Response>> + Send {
        (**self).response(response, req)
    }
}

impl<M, A: Mixin<M>, B: Mixins<M>> Mixins<M> for (&A, B) {
    async fn queryset(&self, queryset: QuerySet<M>, req: &Request) -> Result<QuerySet<M>>
    where
        M: Model,
    {
        let queryset = self.0.queryset(queryset, req).await?;
        self.1.queryset(queryset, req).await
    }

    async fn object(&self, object: &mut M, req: &Request) -> Result<()>
    where
        M: Send,
    {
        self.0.object(object, req).await?;
        self.1.object(object, req).await
    }

    async fn changes(&self, changes: Changes<M>, req: &Request) -> Result<Changes<M>>
    where
        M: Model,
    {
        let changes = self.0.changes(changes, req).await?;
        self.1.changes(changes, req).await
    }

    async fn response(&self, response: Response, req: &Request) -> Result<Response> {
        let response = self.0.response(response, req).await?;
        self.1.response(response, req).await
    }
}
