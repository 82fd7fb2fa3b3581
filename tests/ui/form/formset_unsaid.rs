use cbv::{form::FormSet, prelude::*};

#[derive(Form)]
struct GuestForm {
    name: String,
}

#[derive(Form)]
struct PartyForm {
    guests: FormSet<GuestForm>,
}

fn main() {}
