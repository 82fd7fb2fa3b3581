//! The generated pages. Called by `main`.

use axum::Router;
use cbv::prelude::*;

use crate::{
    create::PostCreate,
    models::{Post, PostCard},
};

/// Every page and its path.
pub(crate) fn router() -> Router<Db> {
    Router::new()
        .merge(PostList::router())
        .merge(PostDetail::router())
        .merge(PostMonth::router())
        .merge(PostDay::router())
        .merge(PostCreate::router())
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

/// The posts of a month, with its days and the months beside it.
#[derive(MonthArchiveView)]
#[view(model = PostCard, date_field = created_at, ordering(-created_at, -id), path = "/archive/{year}/{month}/",
       month_format = "%m", paginate_by = 20, template_name = "post_month.html", context_object_name = "posts")]
pub(crate) struct PostMonth;

/// The posts of a day, with the days and the months beside it.
#[derive(DayArchiveView)]
#[view(model = PostCard, date_field = created_at, ordering(-created_at, -id), path = "/archive/{year}/{month}/{day}/",
       month_format = "%m", paginate_by = 20, template_name = "post_day.html", context_object_name = "posts")]
pub(crate) struct PostDay;
