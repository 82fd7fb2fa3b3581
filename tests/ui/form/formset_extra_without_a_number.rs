use cbv::{form::FormSet, prelude::*};

#[derive(Form)]
struct GuestForm {
    name: String,
}

#[derive(Form)]
struct PartyForm {
    #[field(formset, extra)]
    guests: FormSet<GuestForm>,
}

fn main() {}
