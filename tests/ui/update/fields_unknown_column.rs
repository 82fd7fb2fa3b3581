use cbv::prelude::*;
use cbv_tests::forms::Note;

#[derive(UpdateView)]
#[view(model = Note, fields(title, bdoy), template_name = "contact_form.html")]
struct NoteUpdate;

fn main() {}
