use cbv::prelude::*;
use cbv_tests::forms::Note;

#[derive(Form)]
struct NoteForm {
    #[field(queryset = Note::objects())]
    note: i64,
}

fn main() {}
