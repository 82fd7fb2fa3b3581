use cbv::prelude::*;

#[derive(Form)]
struct SignUp {
    #[field(default)]
    state: cbv_tests::forms::State,
}

fn main() {}
