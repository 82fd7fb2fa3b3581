use cbv::prelude::*;

#[derive(Form)]
struct SignUp {
    #[field(error_messages(requird = "Who are you?"))]
    name: String,
    #[field(error_messages(nonsense = "?"))]
    nick: String,
}

fn main() {}
