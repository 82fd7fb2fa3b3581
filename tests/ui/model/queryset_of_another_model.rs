use cbv::prelude::*;
use cbv_tests::models::Publisher;

#[derive(Model)]
#[model(queryset = Publisher::objects())]
struct Book {
    id: i64,
}

fn main() {}
