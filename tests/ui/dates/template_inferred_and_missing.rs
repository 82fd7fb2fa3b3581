use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(YearArchiveView)]
#[view(model = Book, date_field = publication_date)]
struct Archive;

fn main() {}
