use cbv::prelude::*;

#[derive(Form)]
struct SignUp {
    name: String,
}

impl cbv::form::Clean for SignUp {
    async fn claen(&mut self, _: &cbv::form::Cleaning<'_>, _: &mut cbv::form::Errors<Self>) -> Result<()> {
        Ok(())
    }
}

fn main() {}
