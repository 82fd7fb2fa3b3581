use cbv::prelude::*;
use cbv_tests::forms::Note;

#[derive(CreateView)]
#[view(model = Note, fields(title, bdoy), template_name = "contact_form.html")]
struct NoteCreate;

fn main() {}
