use cbv::prelude::*;

#[derive(Form)]
struct SignUp {
    #[field(label = Name)]
    name: String,
}

fn main() {}
