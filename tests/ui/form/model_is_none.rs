use cbv::prelude::*;

#[derive(Debug, Clone)]
struct Note;

#[derive(Form)]
#[form(model = Note)]
struct NoteForm {
    #[field(extra)]
    title: String,
}

fn main() {}
