//! The same views without any derive of cbv: every implementation is written out, with what the facade offers to all.

mod base;
mod detail;
mod items;
mod list;
mod models;
mod redirect;
mod template;

use axum::Router;
use cbv::Db;

/// This side's sources, for the test that looks whether it keeps to its word.
pub(crate) const SOURCES: [&str; 8] = [
    include_str!("mod.rs"),
    include_str!("base.rs"),
    include_str!("detail.rs"),
    include_str!("items.rs"),
    include_str!("list.rs"),
    include_str!("models.rs"),
    include_str!("redirect.rs"),
    include_str!("template.rs"),
];

/// All of them at their paths.
pub(crate) fn router() -> Router<Db> {
    Router::new()
        .route("/books/", cbv::list::as_view::<list::BookList, Db>())
        .route("/books/{slug}/", cbv::detail::as_view::<detail::BookDetail, Db>())
        .route("/publishers/{pk}/", cbv::detail::as_view::<detail::PublisherDetail, Db>())
        .route("/about/{topic}/", cbv::template::as_view::<template::About, Db>())
        .route("/old-books/{slug}/", cbv::redirect::as_view::<redirect::OldBook, Db>())
        .route("/names/", cbv::items::as_view::<items::Names, Db>())
        .route("/all-names/", cbv::items::with::<items::Names, Db>().paginate_by(0).as_view())
        .route("/gone/", cbv::redirect::as_view::<redirect::Gone, Db>())
        .route("/rename/{pk}/", cbv::base::verbs::<base::Rename, Db>().get().post().as_view())
}
