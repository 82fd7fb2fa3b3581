use cbv::prelude::*;
use cbv_tests::forms::Note;

#[derive(DeleteView)]
#[view(model = Note, template_name = "contact_form.html", success_url = "/", lookup = slgu)]
struct NoteDelete;

fn main() {}
