use cbv::prelude::*;

fn router() -> axum::Router<Db> {
    axum::Router::new().route("/", cbv::template_view!())
}

fn main() {}
