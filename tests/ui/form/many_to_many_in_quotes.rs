use cbv::prelude::*;
use cbv_tests::forms::Note;

#[derive(Form)]
#[form(model = Note)]
struct NoteForm {
    #[field(many_to_many = "tags")]
    tags: Vec<i64>,
}

fn main() {}
