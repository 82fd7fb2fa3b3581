use cbv::prelude::*;

#[derive(Form)]
struct SignUp {
    #[field(clean = free_age)]
    name: String,
}

async fn free_age(age: i64, _: &cbv::form::Cleaning<'_>) -> Result<i64, cbv::form::CleanError> {
    Ok(age)
}

fn main() {}
