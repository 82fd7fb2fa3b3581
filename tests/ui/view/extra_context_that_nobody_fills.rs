use cbv::prelude::*;
use cbv_tests::models::Book;

struct Sidebar;

#[derive(ListView)]
#[view(model = Book, extra_context = Sidebar)]
struct BookList;

fn main() {}
