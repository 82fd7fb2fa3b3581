use cbv::prelude::*;

#[derive(Clone, Choices)]
enum Status {
    #[choice(value = 1)]
    Draft,
}

fn main() {}
