use cbv::prelude::*;

#[derive(Model)]
struct Book {
    id: i64,
    reading_time: std::time::Duration,
}

fn main() {}
