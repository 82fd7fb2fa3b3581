use cbv::prelude::*;

#[derive(Form)]
struct SignUp {
    name: String,
    name: String,
}

fn main() {}
