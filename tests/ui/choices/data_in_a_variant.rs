use cbv::prelude::*;

#[derive(Clone, Choices)]
enum Status {
    Draft,
    Other(String),
}

fn main() {}
