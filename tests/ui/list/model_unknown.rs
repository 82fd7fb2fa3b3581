use cbv::prelude::*;

#[derive(ListView)]
#[view(model = Bok, template_name = "book_list.html")]
struct BookList;

fn main() {}
