use cbv::prelude::*;
use cbv_tests::models::Author;

#[derive(ListView)]
#[view(model = Author)]
struct AuthorList;

fn main() {}
