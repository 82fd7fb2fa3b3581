use cbv::prelude::*;

struct Point;

#[derive(Form)]
struct PlaceForm {
    point: Point,
}

fn main() {}
