use cbv::prelude::*;

#[derive(Form)]
struct SignUp {
    #[field(email)]
    age: i64,
}

fn main() {}
