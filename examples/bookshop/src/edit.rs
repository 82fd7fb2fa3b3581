//! The pages that write: books are added, changed and deleted, readers say what they think of them, and the shop is written
//! to. Called by `main`, which mounts `router`.
//!
//! It teaches: a form is a struct. Each field says how it is entered and what is right, all that is wrong is shown at once
//! with what was typed, and what is stored is the value that was checked. Storing, hooks included, is one unit of work.

use axum::{Extension, Router, response::Response};
use cbv::{
    Decimal, Object,
    chrono::{NaiveDate, Utc},
    form::{Clean, Cleaning, Errors, UploadedFile, Valid},
    prelude::*,
    storage::Media,
};

use crate::{
    covers::{self, COVER},
    models::{Book, Review},
    views::{BookList, Home},
};

/// The pages of this file but for the reviews, which stand on a book's own page.
pub(crate) fn router() -> Router<Db> {
    Router::new()
        .merge(BookCreate::router())
        .merge(BookUpdate::router())
        .merge(BookDelete::router())
        .merge(Contact::router())
        .merge(Thanks::router())
}

/// A book as it is entered. The publisher and the authors are chosen among the rows of the database.
#[derive(Debug, Clone, Form)]
#[form(model = Book)]
pub(crate) struct BookForm {
    #[field(max_length = 200)]
    title: String,
    #[field(
        slug,
        max_length = 200,
        help_text = "The last part of the book's address: letters, digits and hyphens."
    )]
    slug: String,
    publisher_id: i64,
    publication_date: NaiveDate,
    #[field(min_value = 0, attrs(step = "0.01"))]
    price: Decimal,
    #[field(many_to_many = Book::AUTHORS, required = true)]
    authors: Vec<i64>,
    #[field(extra, files = COVER, help_text = "A picture of at most 1 MB. Without one, a book keeps the cover it has.")]
    cover: Option<UploadedFile>,
}

impl Clean for BookForm {
    async fn clean(&mut self, _: &Cleaning<'_>, errors: &mut Errors<Self>) -> Result<()> {
        if matches!(self.slug.as_str(), "new" | "publisher") {
            errors.add_error(Self::SLUG, "The shop needs this address itself.");
        }
        Ok(())
    }
}

/// Adds a book, and shows it.
#[derive(CreateView)]
#[view(
    model = Book,
    form_class = BookForm,
    path = "/books/new/",
    success_message = "The book “{title}” was added."
)]
pub(crate) struct BookCreate {
    media: Extension<Media>,
}

impl CreateHooks for BookCreate {
    async fn perform_create(&self, req: &Request, mut form: Valid<BookForm>) -> Result<Book> {
        let cover = covers::store(&self.media, req, form.cover.take()).await?;
        form.set(Book::COVER.set(cover));
        CreateView::perform_create(self, req, form).await
    }
}

/// Changes a book. The form begins with what is stored; it is refused when somebody else has changed the book meanwhile.
#[derive(UpdateView)]
#[view(
    model = Book,
    form_class = BookForm,
    path = "/books/{slug}/edit/",
    version = version,
    success_message = "The book “{title}” was changed."
)]
pub(crate) struct BookUpdate {
    media: Extension<Media>,
}

impl UpdateHooks for BookUpdate {
    async fn perform_update(&self, req: &Request, book: &Book, mut form: Valid<BookForm>) -> Result<Book> {
        if let Some(cover) = covers::store(&self.media, req, form.cover.take()).await? {
            form.set(Book::COVER.set(Some(cover)));
            covers::delete(&self.media, req, book.cover.as_deref()).await?;
        }
        UpdateView::perform_update(self, req, book, form).await
    }
}

/// Asks, and deletes a book.
#[derive(DeleteView)]
#[view(
    model = Book,
    path = "/books/{slug}/delete/",
    success_url = BookList,
    success_message = "The book “{title}” was deleted."
)]
pub(crate) struct BookDelete {
    media: Extension<Media>,
}

impl DeleteHooks for BookDelete {
    async fn perform_delete(&self, req: &Request, book: &Book) -> Result<()> {
        covers::delete(&self.media, req, book.cover.as_deref()).await?;
        DeleteView::perform_delete(self, req, book).await
    }
}

/// What a reader writes below a book.
#[derive(Debug, Clone, Form)]
pub(crate) struct ReviewForm {
    #[field(label = "Your name", max_length = 60)]
    name: String,
    #[field(label = "Your opinion", max_length = 1000, widget = textarea, attrs(rows = 4))]
    text: String,
}

/// Takes what a reader writes, at the address of the book's page, which is shown again with what is wrong.
#[derive(FormView)]
#[view(
    form_class = ReviewForm,
    path = "/books/{slug}/",
    template_name = "book_detail.html",
    success_url = "/books/{slug}/",
    success_message = "Thank you, {name}.",
    http_method_names(post),
    extra_context = Reviews
)]
pub(crate) struct BookReview {
    book: Object<Book>,
}

/// What readers said before.
pub(crate) struct Reviews {
    reviews: Vec<Review>,
}

impl ContextData<BookReview> for Reviews {
    async fn get_context_data(
        view: &BookReview,
        req: &Request,
        _: &cbv::form::Bound<ReviewForm>,
    ) -> Result<Self> {
        Ok(Self { reviews: Review::of(&view.book, req).await? })
    }
}

impl FormHooks for BookReview {
    async fn form_valid(&self, req: &Request, form: Valid<ReviewForm>) -> Result<Response> {
        let review = [
            Review::BOOK_ID.set(self.book.id),
            Review::NAME.set(form.name.as_str()),
            Review::TEXT.set(form.text.as_str()),
            Review::CREATED_AT.set(Utc::now()),
        ];
        Review::objects().create_key(req.db(), review).await?;
        FormView::form_valid(self, req, form).await
    }
}

impl Review {
    /// The reviews of a book.
    pub(crate) async fn of(book: &Book, req: &Request) -> Result<Vec<Self>> {
        Self::objects().filter(Self::BOOK_ID.eq(book.id)).all(req.db()).await
    }
}

/// A letter to the shop: a form that is no row of a table.
#[derive(Debug, Clone, Form)]
pub(crate) struct ContactForm {
    #[field(max_length = 60, attrs(autocomplete = "name"))]
    name: String,
    #[field(label = "E-mail", email, attrs(autocomplete = "email"))]
    email: String,
    #[field(widget = textarea, max_length = 2000)]
    message: String,
    #[field(label = "Send me the catalogue")]
    catalogue: bool,
}

/// The form to write to the shop, and what is done with it.
#[derive(FormView)]
#[view(form_class = ContactForm, path = "/contact/", template_name = "contact.html", success_url = Thanks)]
pub(crate) struct Contact;

impl FormHooks for Contact {
    async fn form_valid(&self, req: &Request, form: Valid<ContactForm>) -> Result<Response> {
        // A real shop would send mail; this one tells its log.
        let (letters, catalogue) = (form.message.chars().count(), form.catalogue);
        tracing::info!(from = %form.name, letters, catalogue, "somebody has written");
        FormView::form_valid(self, req, form).await
    }
}

/// Where those go who have written.
#[derive(TemplateView)]
#[view(path = "/contact/thanks/", template_name = "thanks.html")]
pub(crate) struct Thanks;
