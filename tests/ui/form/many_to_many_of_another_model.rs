use cbv::prelude::*;
use cbv_tests::forms::{Note, Topic};

#[derive(Form)]
#[form(model = Topic)]
struct TopicForm {
    #[field(many_to_many = Note::TAGS)]
    tags: Vec<i64>,
}

fn main() {}
