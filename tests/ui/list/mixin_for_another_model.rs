use cbv::prelude::*;
use cbv_tests::models::{Author, Book};

struct Cheap;

impl cbv::Mixin<Author> for Cheap {}

#[derive(ListView)]
#[view(model = Book)]
struct BookList {
    #[view(mixin)]
    cheap: Cheap,
}

fn main() {}
