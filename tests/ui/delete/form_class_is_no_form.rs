use cbv::prelude::*;
use cbv_tests::forms::Note;

struct NoteForm;

#[derive(DeleteView)]
#[view(model = Note, template_name = "contact_form.html", success_url = "/", form_class = NoteForm)]
struct NoteDelete;

fn main() {}
