use cbv::{form::FormSet, prelude::*};

#[derive(Form)]
struct GuestForm {
    name: String,
}

#[derive(Form)]
struct PartyForm {
    #[field(formset, max_length = 3)]
    guests: FormSet<GuestForm>,
}

fn main() {}
