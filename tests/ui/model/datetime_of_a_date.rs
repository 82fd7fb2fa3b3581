use cbv::chrono::NaiveDate;
use cbv::prelude::*;

#[derive(Model)]
struct Book {
    id: i64,
    #[model(datetime = rfc3339)]
    published: NaiveDate,
}

fn main() {}
