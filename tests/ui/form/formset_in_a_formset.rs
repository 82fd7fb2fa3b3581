use cbv::{form::FormSet, prelude::*};

#[derive(Form)]
struct GuestForm {
    name: String,
}

#[derive(Form)]
struct TableForm {
    #[field(formset)]
    guests: FormSet<GuestForm>,
}

#[derive(Form)]
struct PartyForm {
    #[field(formset)]
    tables: FormSet<TableForm>,
}

fn main() {}
