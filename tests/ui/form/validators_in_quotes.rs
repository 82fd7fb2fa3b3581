use cbv::prelude::*;

#[derive(Form)]
struct SignUp {
    #[field(validators("no_digits"))]
    name: String,
}

fn main() {}
