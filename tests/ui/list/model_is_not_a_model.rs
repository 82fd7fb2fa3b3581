use cbv::prelude::*;

#[derive(ListView)]
#[view(model = String, template_name = "book_list.html")]
struct BookList;

fn main() {}
