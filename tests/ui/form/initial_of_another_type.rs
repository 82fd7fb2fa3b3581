use cbv::prelude::*;

#[derive(Form)]
struct SignUp {
    #[field(initial = "eighteen")]
    age: i32,
}

fn main() {}
