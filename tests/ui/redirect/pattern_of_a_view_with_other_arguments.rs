use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(DetailView)]
#[view(model = Book, path = "/books/{slug}/")]
struct BookDetail;

#[derive(RedirectView)]
#[view(path = "/old/{pk}/", pattern_name = BookDetail)]
struct Old;

fn main() {}
