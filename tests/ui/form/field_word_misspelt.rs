use cbv::prelude::*;

#[derive(Form)]
struct ContactForm {
    #[field(max_lenght = 10)]
    name: String,
}

fn main() {}
