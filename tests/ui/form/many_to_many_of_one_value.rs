use cbv::prelude::*;
use cbv_tests::forms::Note;

#[derive(Form)]
#[form(model = Note)]
struct NoteForm {
    #[field(many_to_many = Note::TAGS)]
    tags: i64,
}

fn main() {}
