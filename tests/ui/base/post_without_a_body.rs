use axum::response::Response;
use cbv::prelude::*;

#[derive(View)]
struct Interest;

impl cbv::Post for Interest {
    async fn post(&self, _: &Request) -> Result<Response> {
        Ok(Response::default())
    }
}

fn main() {}
