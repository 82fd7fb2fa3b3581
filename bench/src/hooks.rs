//! The pages of `views` once more, each with three overrides and two mixin fields that change nothing: what the way through
//! them costs. Run by `main`, measured by `cargo xtask bench --only hooks`.

use std::convert::Infallible;

use axum::{Router, extract::FromRequestParts, http::request::Parts, response::Response};
use cbv::prelude::*;

use crate::{
    models::{Post, PostCard},
    views,
};

/// Every page without hooks and with them. The addresses are of one length, so that they cost the same.
pub(crate) fn router() -> Router<Db> {
    Router::new()
        .route("/default/posts/", views::PostList::as_view())
        .route("/default/posts/{pk}/", views::PostDetail::as_view())
        .route("/changed/posts/", PostList::as_view())
        .route("/changed/posts/{pk}/", PostDetail::as_view())
}

/// A mixin that lets rows and objects through as they are.
pub(crate) struct Shown;

/// A mixin that lets responses through as they are.
pub(crate) struct Marked;

macro_rules! taken_from_nothing {
    ($($mixin:ident),*) => {$(
        impl<S: Sync> FromRequestParts<S> for $mixin {
            type Rejection = Infallible;

            async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self, Infallible> {
                Ok(Self)
            }
        }
    )*};
}

taken_from_nothing!(Shown, Marked);

impl<M: Model> Mixin<M> for Shown {
    async fn queryset(&self, queryset: QuerySet<M>, _: &Request) -> Result<QuerySet<M>> {
        Ok(queryset)
    }

    async fn object(&self, _: &mut M, _: &Request) -> Result<()> {
        Ok(())
    }
}

impl<M: Model> Mixin<M> for Marked {
    async fn response(&self, response: Response, _: &Request) -> Result<Response> {
        Ok(response)
    }
}

/// `views::PostList` with hooks.
#[derive(ListView)]
#[view(model = PostCard, paginate_by = 20, template_name = "post_list.html",
       context_object_name = "posts")]
pub(crate) struct PostList {
    #[view(mixin)]
    shown: Shown,
    #[view(mixin)]
    marked: Marked,
}

impl ListHooks for PostList {
    async fn dispatch(&self, req: &Request, next: Next<'_>) -> Result<Response> {
        ListView::dispatch(self, req, next).await
    }

    async fn get_queryset(&self, req: &Request) -> Result<QuerySet<PostCard>> {
        ListView::get_queryset(self, req).await
    }

    async fn render_to_response(&self, req: &Request, context: Context<'_, Self>) -> Result<Response> {
        ListView::render_to_response(self, req, context).await
    }
}

/// `views::PostDetail` with hooks.
#[derive(DetailView)]
#[view(model = Post, template_name = "post_detail.html")]
pub(crate) struct PostDetail {
    #[view(mixin)]
    shown: Shown,
    #[view(mixin)]
    marked: Marked,
}

impl DetailHooks for PostDetail {
    async fn dispatch(&self, req: &Request, next: Next<'_>) -> Result<Response> {
        DetailView::dispatch(self, req, next).await
    }

    async fn get_object(&self, req: &Request, queryset: QuerySet<Post>) -> Result<Post> {
        DetailView::get_object(self, req, queryset).await
    }

    async fn render_to_response(&self, req: &Request, context: Context<'_, Self>) -> Result<Response> {
        DetailView::render_to_response(self, req, context).await
    }
}
