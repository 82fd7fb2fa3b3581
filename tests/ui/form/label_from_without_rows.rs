use cbv::prelude::*;

#[derive(Form)]
struct SignUp {
    #[field(label_from = shout)]
    name: String,
}

fn main() {}
