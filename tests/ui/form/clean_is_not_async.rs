use cbv::{form::{CleanError, Cleaning}, prelude::*};

#[derive(Form)]
struct SignUp {
    #[field(clean = free_name)]
    name: String,
}

fn free_name(name: String, _: &Cleaning<'_>) -> Result<String, CleanError> {
    Ok(name)
}

fn main() {}
