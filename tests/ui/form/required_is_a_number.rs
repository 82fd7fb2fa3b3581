use cbv::prelude::*;

#[derive(Form)]
struct SignUp {
    #[field(required = 1)]
    name: String,
}

fn main() {}
