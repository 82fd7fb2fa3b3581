use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book)]
struct BookList;

#[derive(RedirectView)]
#[view(pattern_name = BookList)]
struct Old;

fn main() {}
