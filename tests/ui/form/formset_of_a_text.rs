use cbv::prelude::*;

#[derive(Form)]
struct PartyForm {
    #[field(formset)]
    guests: String,
}

fn main() {}
