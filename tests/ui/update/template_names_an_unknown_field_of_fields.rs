use cbv::prelude::*;
use cbv_tests::forms::Note;

#[derive(UpdateView)]
#[view(model = Note, fields(title), template_name = "form_titel.html")]
struct NoteUpdate;

fn main() {}
