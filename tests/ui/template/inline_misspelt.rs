use cbv::prelude::*;

fn router() -> axum::Router<Db> {
    axum::Router::new().route("/", cbv::template_view!(template_nmae = "about.html"))
}

fn main() {}
