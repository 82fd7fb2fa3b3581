use cbv::{form::FormSet, prelude::*};
use cbv_tests::forms::Note;

#[derive(Form)]
#[form(model = Note)]
struct NoteForm {
    title: String,
}

#[derive(Form)]
struct TopicForm {
    #[field(inline = Note::TOPIC)]
    notes: FormSet<NoteForm>,
}

fn main() {}
