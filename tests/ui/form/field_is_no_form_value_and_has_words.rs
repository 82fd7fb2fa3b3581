use cbv::prelude::*;

#[derive(Form)]
struct TimerForm {
    #[field(label = "Rest", required = false, initial = std::time::Duration::ZERO, default)]
    rest: std::time::Duration,
}

fn main() {}
