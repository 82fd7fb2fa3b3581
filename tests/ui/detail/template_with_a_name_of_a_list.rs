use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(DetailView)]
#[view(model = Book, template_name = "name_of_a_list.html")]
struct BookDetail;

fn main() {}
