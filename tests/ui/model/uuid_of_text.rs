use cbv::prelude::*;

#[derive(Model)]
struct Book {
    #[model(uuid = hex)]
    id: String,
}

fn main() {}
