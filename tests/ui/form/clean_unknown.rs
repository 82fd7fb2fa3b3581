use cbv::prelude::*;

#[derive(Form)]
struct SignUp {
    #[field(clean = fre_name)]
    name: String,
}

fn main() {}
