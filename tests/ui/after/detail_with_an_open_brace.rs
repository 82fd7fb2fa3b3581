use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(DetailView)]
#[view(model = Book, path = "/books/{slug/")]
struct BookDetail;

impl DetailHooks for BookDetail {
    async fn get_object(&self, req: &Request, books: QuerySet<Book>) -> Result<Book> {
        DetailView::get_object(self, req, books).await
    }
}

fn app() -> axum::Router<Db> {
    let _: String = BookDetail::url("emma");
    BookDetail::router().route("/b/", BookDetail::as_view())
}

fn main() {}
