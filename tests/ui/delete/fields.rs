use cbv::prelude::*;
use cbv_tests::forms::Note;

#[derive(DeleteView)]
#[view(model = Note, fields(title), template_name = "contact_form.html", success_url = "/")]
struct NoteDelete;

fn main() {}
