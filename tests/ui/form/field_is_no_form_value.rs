use cbv::prelude::*;

#[derive(Form)]
struct TimerForm {
    title: String,
    rest: std::time::Duration,
}

fn main() {}
