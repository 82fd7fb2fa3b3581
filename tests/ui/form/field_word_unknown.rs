use cbv::prelude::*;

#[derive(Form)]
struct SignUp {
    #[field(colour = "red")]
    name: String,
}

fn main() {}
