use cbv::prelude::*;

#[derive(Form)]
#[form(model = "Note")]
struct NoteForm {
    title: String,
}

fn main() {}
