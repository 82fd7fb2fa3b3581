use cbv::prelude::*;

#[derive(Form)]
struct SignUp {
    name: String,
    Name: String,
}

fn main() {}
