use cbv::prelude::*;

#[derive(ListView)]
#[view(model = Boko, filter_fields(publisher.name), search_fields(publisher.name))]
struct BookList;

fn main() {}
