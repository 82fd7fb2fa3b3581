use cbv::{form::FormSet, prelude::*};
use cbv_tests::forms::{Note, Tag};

#[derive(Form)]
#[form(model = Note)]
struct NoteForm {
    title: String,
}

#[derive(Form)]
#[form(model = Tag)]
struct TagForm {
    #[field(inline = Note::TOPIC)]
    notes: FormSet<NoteForm>,
}

fn main() {}
