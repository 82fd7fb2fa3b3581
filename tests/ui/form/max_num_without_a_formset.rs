use cbv::prelude::*;

#[derive(Form)]
struct PartyForm {
    place: String,
    #[field(max_num = 3)]
    guests: Vec<i32>,
}

fn main() {}
