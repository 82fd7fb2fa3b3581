//! The form that adds a post. Called by `views`, measured by `cargo xtask bench --only create`.

use cbv::prelude::*;
use chrono::{DateTime, Utc};

/// Where a post stands.
#[derive(Debug, Clone, Copy, Choices)]
pub(crate) enum Status {
    Draft,
    Published,
}

/// A post as it is stored: without what other pages join to it.
#[derive(Debug, Clone, Model)]
#[model(table = "post", url = "/posts/{pk}/")]
pub(crate) struct NewPost {
    pub(crate) id: i64,
    pub(crate) slug: String,
    pub(crate) title: String,
    pub(crate) body: String,
    pub(crate) status: Status,
    pub(crate) views: i64,
    #[model(column = "author_id")]
    pub(crate) author: i64,
    #[model(column = "category_id")]
    pub(crate) category: i64,
    pub(crate) created_at: DateTime<Utc>,
}

/// A post as it is entered.
#[derive(Debug, Clone, Form)]
#[form(model = NewPost)]
pub(crate) struct PostForm {
    #[field(max_length = 200)]
    title: String,
    #[field(slug)]
    slug: String,
    #[field(widget = textarea)]
    body: String,
    status: Status,
    author: i64,
    category: i64,
}

/// Adds a post.
#[derive(CreateView)]
#[view(model = NewPost, form_class = PostForm, set(views = 0, created_at = Utc::now()), path = "/posts/new/",
       template_name = "post_form.html")]
pub(crate) struct PostCreate;
