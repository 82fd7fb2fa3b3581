use cbv::prelude::*;

#[derive(Model)]
struct Book(i64);

fn main() {}
