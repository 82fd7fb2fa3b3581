use axum::response::Response;
use cbv::prelude::*;

#[derive(View)]
#[view(path = "/interest/", http_method_names(get, psot))]
struct Interest {
    method: http::Method,
}

impl cbv::Post for Interest {
    async fn post(&self, _: &Request, _: axum::body::Body) -> Result<Response> {
        Ok(Response::default())
    }
}

fn app() -> axum::Router<Db> {
    let _: String = Interest::url();
    Interest::router().route("/i/", Interest::as_view())
}

fn main() {}
