use cbv::prelude::*;

#[derive(Form)]
struct SignUp {
    #[field(min_value = 1.5)]
    age: i32,
}

fn main() {}
