use cbv::prelude::*;

#[derive(Form)]
struct SignUp {
    #[field(validators(even))]
    name: String,
}

fn even(number: &i64) -> Result<(), &'static str> {
    if number % 2 == 0 { Ok(()) } else { Err("This is odd.") }
}

fn main() {}
