use cbv::Uuid;
use cbv::prelude::*;

#[derive(Model)]
struct Book {
    #[model(uuid = binary)]
    id: Uuid,
}

fn main() {}
