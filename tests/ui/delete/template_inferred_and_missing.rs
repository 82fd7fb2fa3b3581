use cbv::prelude::*;
use cbv_tests::forms::Note;

#[derive(DeleteView)]
#[view(model = Note, success_url = "/notes/")]
struct NoteDelete;

fn main() {}
