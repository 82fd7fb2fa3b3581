use cbv::prelude::*;

#[derive(Form)]
struct SignUp {
    #[field(default = "ten")]
    age: i64,
}

fn main() {}
