use cbv::prelude::*;
use cbv_tests::forms::Note;

#[derive(Form)]
#[form(model = Note)]
struct NoteForm {
    #[field(extra)]
    topic: cbv_tests::forms::Topic,
}

fn main() {}
