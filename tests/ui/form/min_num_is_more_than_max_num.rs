use cbv::{form::FormSet, prelude::*};

#[derive(Form)]
struct GuestForm {
    name: String,
}

#[derive(Form)]
struct PartyForm {
    #[field(formset, min_num = 3, max_num = 2)]
    guests: FormSet<GuestForm>,
}

fn main() {}
