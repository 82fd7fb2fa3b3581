use cbv::prelude::*;

#[derive(Form)]
struct SignUp {
    #[field(attrs(placeholder = NAME))]
    name: String,
}

fn main() {}
