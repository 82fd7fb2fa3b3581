use cbv::prelude::*;
use cbv_tests::models::Book;

struct Sidebar;

#[derive(ListView)]
#[view(model = Book, extra_context = Sidebar)]
struct BookList;

impl ContextData<BookList> for Sidebar {
    async fn get_context_data(_: &BookList, _: &Request, _: &Book) -> Result<Self> {
        Ok(Sidebar)
    }
}

fn main() {}
