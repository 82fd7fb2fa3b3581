use cbv::prelude::*;

#[derive(View)]
struct Interest;

impl cbv::Get for Interest {
    async fn get(&self) -> Result<String> {
        Ok(String::new())
    }
}

fn main() {}
