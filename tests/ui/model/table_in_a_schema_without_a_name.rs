use cbv::prelude::*;

#[derive(Model)]
#[model(table = "blog.")]
struct Post {
    id: i64,
}

fn main() {}
