use cbv::prelude::*;

use cbv_tests::forms::{Tag, Topic};

#[derive(Form)]
struct NoteForm {
    #[field(queryset = Topic::objects(), label_from = |tag: &Tag| tag.name.clone())]
    topic: i64,
}

fn main() {}
