use cbv::prelude::*;

#[derive(Form)]
struct SignUp(String);

fn main() {}
