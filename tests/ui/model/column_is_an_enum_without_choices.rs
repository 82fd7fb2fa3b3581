use cbv::prelude::*;

enum Status {
    Draft,
}

#[derive(Model)]
struct Book {
    id: i64,
    status: Status,
}

fn main() {}
