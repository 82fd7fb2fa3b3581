use cbv::prelude::*;

#[derive(Clone, Choices)]
struct Status;

fn main() {}
