use cbv::prelude::*;

#[derive(Form)]
#[form(prefix = "")]
struct SignUp {
    name: String,
}

fn main() {}
