use cbv::prelude::*;

#[derive(Clone, Choices)]
enum Status {
    #[choice(lable = "A draft")]
    Draft,
}

fn main() {}
