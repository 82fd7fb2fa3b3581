use axum::response::{IntoResponse as _, Response};
use cbv::{Get, prelude::*};

#[derive(View)]
#[view(path = "/")]
struct Visit {
    #[view(mixin)]
    method: http::Method,
}

impl Get for Visit {
    async fn get(&self, _: &Request) -> Result<Response> {
        Ok(self.method.to_string().into_response())
    }
}

fn main() {}
