use cbv::prelude::*;

#[derive(Form)]
struct SignUp {
    #[field(widget = textfield)]
    name: String,
}

fn main() {}
