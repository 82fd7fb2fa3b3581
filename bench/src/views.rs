//! The generated pages. Called by `main`.

use axum::Router;
use cbv::prelude::*;

use crate::models::{Post, PostCard};

/// Every page and its path.
pub(crate) fn router() -> Router<Db> {
    Router::new().merge(PostList::router()).merge(PostDetail::router())
}

/// Twenty posts a page, newest first.
#[derive(ListView)]
#[view(model = PostCard, path = "/posts/", paginate_by = 20, template_name = "post_list.html",
       context_object_name = "posts")]
pub(crate) struct PostList;

/// One post, found by its key.
#[derive(DetailView)]
#[view(model = Post, path = "/posts/{pk}/", template_name = "post_detail.html")]
pub(crate) struct PostDetail;
