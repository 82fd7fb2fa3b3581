use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(path = "/books/", extra_context = Sidebar)]
struct BookList {
    method: http::Method,
}

struct Sidebar {
    count: usize,
}

impl ContextData<BookList> for Sidebar {
    async fn get_context_data(_: &BookList, _: &Request, page: &Page<Book>) -> Result<Self> {
        Ok(Sidebar { count: page.object_list.iter().filter(|book| book.id > 3).count() })
    }
}

impl ListHooks for BookList {
    async fn get_queryset(&self, req: &Request) -> Result<QuerySet<Book>> {
        let books = ListView::get_queryset(self, req).await?;
        Ok(books.filter(Book::TITLE.contains(self.method.as_str())))
    }
}

fn app() -> axum::Router<Db> {
    let _: String = BookList::url();
    BookList::router().route("/b/", BookList::as_view())
}

fn main() {}
