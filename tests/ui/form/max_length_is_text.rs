use cbv::prelude::*;

#[derive(Form)]
struct SignUp {
    #[field(max_length = "ten")]
    name: String,
}

fn main() {}
