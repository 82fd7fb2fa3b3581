use cbv::prelude::*;

#[derive(Form)]
struct Question {
    #[field(blank)]
    text: String,
}

fn main() {}
