use cbv::prelude::*;

#[derive(Form)]
struct SignUp {
    #[field(min_length = 10, max_length = 2)]
    name: String,
}

fn main() {}
