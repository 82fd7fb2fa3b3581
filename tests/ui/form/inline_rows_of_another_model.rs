use cbv::{form::FormSet, prelude::*};
use cbv_tests::forms::{Note, Tag, Topic};

#[derive(Form)]
#[form(model = Tag)]
struct TagForm {
    name: String,
}

#[derive(Form)]
#[form(model = Topic)]
struct TopicForm {
    #[field(inline = Note::TOPIC)]
    notes: FormSet<TagForm>,
}

fn main() {}
