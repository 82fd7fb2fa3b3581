use cbv::prelude::*;

#[derive(Form)]
struct SignUp {
    #[field(clean = free_name)]
    name: String,
}

async fn free_name(name: String) -> Result<String> {
    Ok(name)
}

fn main() {}
