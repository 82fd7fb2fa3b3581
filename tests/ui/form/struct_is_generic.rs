use cbv::prelude::*;

#[derive(Form)]
struct SignUp<T> {
    name: T,
}

fn main() {}
