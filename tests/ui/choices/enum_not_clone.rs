use cbv::prelude::*;

#[derive(Choices)]
enum Status {
    Draft,
}

fn main() {}
