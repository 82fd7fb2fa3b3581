use cbv::prelude::*;
use cbv_tests::forms::Note;

#[derive(CreateView)]
#[view(model = Note, fields(tags), template_name = "contact_form.html")]
struct NoteCreate;

fn main() {}
