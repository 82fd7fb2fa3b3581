use cbv::prelude::*;

#[derive(Form)]
struct SignUp {
    name: String,
}

impl cbv::form::Clean for SignUp {
    async fn clean(&mut self, _: &cbv::form::Cleaning<'_>) -> Result<()> {
        Ok(())
    }
}

fn main() {}
