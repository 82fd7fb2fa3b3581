use cbv::prelude::*;
use cbv_tests::forms::State;

#[derive(Form)]
struct NoteForm {
    #[field(initial = "draft")]
    state: State,
}

fn main() {}
