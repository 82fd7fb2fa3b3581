use cbv::prelude::*;

#[derive(Clone, Choices)]
enum Status {}

fn main() {}
