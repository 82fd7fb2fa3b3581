use cbv::chrono::NaiveDateTime;
use cbv::prelude::*;

#[derive(Model)]
struct Book {
    id: i64,
    #[model(datetime = rcf3339)]
    published: NaiveDateTime,
}

fn main() {}
