use cbv::prelude::*;

#[derive(Form)]
struct SignUp {
    #[field(max_length = 10)]
    age: i32,
}

fn main() {}
