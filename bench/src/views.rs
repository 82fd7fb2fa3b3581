//! The generated pages. Called by `main`.

use axum::Router;
use cbv::prelude::*;

use crate::models::PostCard;

/// Every page and its path.
pub(crate) fn router() -> Router<Db> {
    Router::new().merge(PostList::router())
}

/// Twenty posts a page, newest first.
#[derive(ListView)]
#[view(model = PostCard, path = "/posts/", paginate_by = 20, template_name = "post_list.html",
       context_object_name = "posts")]
pub(crate) struct PostList;
