use cbv::{form::FormSet, prelude::*};
use cbv_tests::forms::{Note, Topic};

#[derive(Form)]
struct NoteForm {
    title: String,
}

#[derive(Form)]
#[form(model = Topic)]
struct TopicForm {
    #[field(inline = Note::TOPIC)]
    notes: FormSet<NoteForm>,
}

fn main() {}
