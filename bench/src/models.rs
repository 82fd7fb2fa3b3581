//! The blog's rows. Called by `views`, and by the templates, which read the fields by name.

use cbv::Model;
use chrono::{DateTime, Utc};

/// Who wrote a post: as much of it as the pages show.
#[derive(Debug, Clone, Model)]
#[model(table = "author")]
pub(crate) struct Author {
    pub(crate) id: i64,
    pub(crate) name: String,
}

/// What a post is about: as much of it as the pages show.
#[derive(Debug, Clone, Model)]
#[model(table = "category")]
pub(crate) struct Category {
    pub(crate) id: i64,
    pub(crate) name: String,
}

/// A post with its author and its category.
#[derive(Debug, Clone, Model)]
#[model(table = "post", ordering(-created_at, -id))]
pub(crate) struct Post {
    pub(crate) id: i64,
    pub(crate) slug: String,
    pub(crate) title: String,
    pub(crate) body: String,
    pub(crate) status: String,
    pub(crate) views: i64,
    #[model(foreign_key = Author)]
    pub(crate) author_id: i64,
    #[model(foreign_key = Category)]
    pub(crate) category_id: i64,
    pub(crate) created_at: DateTime<Utc>,
    #[model(select_related)]
    pub(crate) author: Author,
    #[model(select_related)]
    pub(crate) category: Category,
}

/// A post as the list shows it: fewer columns of the same table, one join less.
#[derive(Debug, Clone, Model)]
#[model(table = "post", ordering(-created_at, -id))]
pub(crate) struct PostCard {
    pub(crate) id: i64,
    pub(crate) title: String,
    pub(crate) body: String,
    pub(crate) views: i64,
    #[model(foreign_key = Author)]
    pub(crate) author_id: i64,
    pub(crate) created_at: DateTime<Utc>,
    #[model(select_related)]
    pub(crate) author: Author,
}

impl PostCard {
    /// The beginning of the text: 160 characters at most.
    pub(crate) fn excerpt(&self) -> &str {
        match self.body.char_indices().nth(160) {
            Some((end, _)) => self.body.get(..end).unwrap_or(&self.body),
            None => &self.body,
        }
    }
}
