use cbv::prelude::*;

#[derive(Clone, Choices)]
enum Status<const N: usize> {
    Draft,
}

fn main() {}
