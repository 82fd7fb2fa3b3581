use cbv::prelude::*;
use cbv_tests::forms::Note;

#[derive(DeleteView)]
#[view(model = Note, template_name = "contact_form.html", sucess_url = "/")]
struct NoteDelete;

fn main() {}
