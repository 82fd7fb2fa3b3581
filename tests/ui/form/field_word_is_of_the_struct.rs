use cbv::prelude::*;

#[derive(Form)]
struct SignUp {
    #[form(label = "Name")]
    name: String,
}

fn main() {}
