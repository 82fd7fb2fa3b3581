use cbv::prelude::*;

#[derive(Form)]
struct SignUp {
    #[field(error_messages(requird = "Who are you?"))]
    name: String,
}

fn main() {}
