use cbv::prelude::*;

#[derive(Form)]
#[form(prefix = 3)]
struct SignUp {
    name: String,
}

fn main() {}
