use cbv::prelude::*;

#[derive(Form)]
struct NoteForm {
    #[field(queryset = cbv_tests::forms::Topic::NAME)]
    topic: i64,
}

fn main() {}
