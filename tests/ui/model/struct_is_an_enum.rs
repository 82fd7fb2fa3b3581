use cbv::prelude::*;

#[derive(Model)]
enum Book {}

fn main() {}
