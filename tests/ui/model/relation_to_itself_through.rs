use cbv::prelude::*;

#[derive(Debug, Model)]
#[model(many_to_many(friends(model = Person, through = "friendship")))]
struct Person {
    id: i64,
}

fn main() {}
