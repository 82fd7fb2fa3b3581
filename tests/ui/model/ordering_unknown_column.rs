use cbv::prelude::*;

#[derive(Model)]
#[model(ordering(-titel))]
struct Book {
    id: i64,
    title: String,
}

fn main() {}
