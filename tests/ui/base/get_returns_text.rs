use cbv::prelude::*;

#[derive(View)]
struct Interest;

impl cbv::Get for Interest {
    async fn get(&self, _: &Request) -> Result<&'static str> {
        Ok("noted")
    }
}

fn main() {}
