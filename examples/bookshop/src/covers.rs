//! The covers of books: pictures that are uploaded with a book's form. Called by `edit`, which stores them with their book, and
//! by `main`, which serves them.
//!
//! It teaches: what is stored through `Media` follows the unit of work that the row is written in. A cover is gone again when its
//! book is not stored, and an old one is deleted only when the book has the new one for good.

use std::path::Path;

use axum::{
    Extension, Router,
    http::{HeaderValue, header},
};
use cbv::{
    form::{FileRules, UploadedFile},
    prelude::*,
    storage::Media,
};
use tower::ServiceBuilder;
use tower_http::{services::ServeDir, set_header::SetResponseHeaderLayer};

/// What a cover must be: a picture of at most 1 MB, by its bytes and not by its name.
pub(crate) const COVER: FileRules = FileRules::new().images().max_size(1024 * 1024);

/// Where browsers find what is in the folder.
const URL: &str = "/media/";

/// Serves the pictures in `folder`, for an app whose views store them there. They come from strangers, so nothing in them is run.
pub(crate) fn around(app: Router<Db>, folder: &Path) -> Router<Db> {
    let nosniff = SetResponseHeaderLayer::overriding(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    let sandbox = SetResponseHeaderLayer::overriding(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("sandbox"),
    );
    let pictures = ServiceBuilder::new().layer(nosniff).layer(sandbox).service(ServeDir::new(folder));
    app.nest_service("/media", pictures).layer(Extension(Media::folder(folder, URL)))
}

/// Stores a cover that was sent, and answers its name.
pub(crate) async fn store(
    media: &Media,
    req: &Request,
    cover: Option<UploadedFile>,
) -> Result<Option<String>> {
    match cover {
        Some(cover) => media.store(req.db(), "covers", &cover).await.map(Some),
        None => Ok(None),
    }
}

/// Deletes a cover that no book has any more, once that is certain.
pub(crate) async fn delete(media: &Media, req: &Request, cover: Option<&str>) -> Result<()> {
    match cover {
        Some(cover) => media.delete(req.db(), cover).await,
        None => Ok(()),
    }
}
