use cbv::prelude::*;

#[derive(Model)]
struct Book<T> {
    id: T,
}

fn main() {}
