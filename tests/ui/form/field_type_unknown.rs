use cbv::prelude::*;

#[derive(Form)]
struct TimerForm {
    rest: Durration,
}

fn main() {}
