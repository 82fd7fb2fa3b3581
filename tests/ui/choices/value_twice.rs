use cbv::prelude::*;

#[derive(Clone, Choices)]
enum Status {
    Draft,
    #[choice(value = "draft")]
    Sketch,
}

fn main() {}
