use cbv::prelude::*;

#[derive(Form)]
#[form(model = Noet)]
struct NoteForm {
    title: String,
}

fn main() {}
