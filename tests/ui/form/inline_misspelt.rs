use cbv::{form::FormSet, prelude::*};
use cbv_tests::forms::{Note, Topic};

#[derive(Form)]
#[form(model = Note)]
struct NoteForm {
    title: String,
}

#[derive(Form)]
#[form(model = Topic)]
struct TopicForm {
    #[field(inline = Note::TOPIK)]
    notes: FormSet<NoteForm>,
}

fn main() {}
