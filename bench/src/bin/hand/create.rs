//! The hand-written form that adds a post: what it reads, checks and stores. Called by the handlers in `sqlite` and `postgres`.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse as _, Redirect, Response},
};
use serde::Deserialize;

use crate::pages::PageError;

/// Stores a post.
pub(crate) const INSERT: &str = "\
    INSERT INTO post (slug, title, body, status, views, author_id, category_id, created_at) \
    VALUES ($1, $2, $3, $4, 0, $5, $6, $7) RETURNING id";

/// A post as it is entered.
#[derive(Deserialize, Default)]
pub(crate) struct PostForm {
    pub(crate) title: String,
    pub(crate) slug: String,
    pub(crate) body: String,
    pub(crate) status: String,
    pub(crate) author: i64,
    pub(crate) category: i64,
}

/// The form, and what is wrong with it.
#[derive(Template)]
#[template(path = "hand/form.html")]
pub(crate) struct FormPage {
    pub(crate) form: PostForm,
    pub(crate) errors: Vec<&'static str>,
}

impl PostForm {
    /// What is wrong with it.
    pub(crate) fn errors(&self) -> Vec<&'static str> {
        let mut errors = Vec::new();
        if self.title.trim().is_empty() || self.title.chars().count() > 200 {
            errors.push("The title has 1 to 200 characters.");
        }
        let fits = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
        if self.slug.is_empty() || !self.slug.chars().all(fits) {
            errors.push("The slug has letters, digits, hyphens and underscores.");
        }
        if self.body.trim().is_empty() {
            errors.push("The body is empty.");
        }
        if !matches!(self.status.as_str(), "draft" | "published") {
            errors.push("The status is draft or published.");
        }
        errors
    }
}

/// The empty form.
pub(crate) async fn empty() -> Result<Html<String>, PageError> {
    Ok(Html(FormPage { form: PostForm::default(), errors: Vec::new() }.render()?))
}

/// What is answered to a form: on to the new post, or the form with what is wrong.
pub(crate) fn answer(
    form: PostForm,
    mut errors: Vec<&'static str>,
    stored: Option<sqlx::Result<i64>>,
) -> Result<Response, PageError> {
    match stored {
        Some(Ok(id)) => return Ok(Redirect::to(&format!("/posts/{id}/")).into_response()),
        Some(Err(sqlx::Error::Database(error))) if error.is_unique_violation() => {
            errors.push("There is a post with this slug.");
        }
        Some(Err(sqlx::Error::Database(error))) if error.is_foreign_key_violation() => {
            errors.push("There is no such author or category.");
        }
        Some(Err(error)) => return Err(error.into()),
        None => {}
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(FormPage { form, errors }.render()?)).into_response())
}
