use cbv::prelude::*;
use cbv_tests::forms::Note;

#[derive(CreateView)]
#[view(model = Note, fields(title), template_name = "form_titel.html")]
struct NoteCreate;

fn main() {}
