use cbv::prelude::*;

#[derive(Form)]
struct SignUp {
    #[field(extra)]
    name: String,
}

fn main() {}
