use cbv::prelude::*;

#[derive(ListView)]
#[view(paginate_by = 20)]
struct BookList;

fn main() {}
