use cbv::prelude::*;

#[derive(Form)]
#[form(perfix = "contact")]
struct ContactForm {
    name: String,
}

fn main() {}
