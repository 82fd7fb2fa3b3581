use cbv::prelude::*;
use cbv_tests::forms::Note;

struct NoteForm;

#[derive(UpdateView)]
#[view(model = Note, form_class = NoteForm, template_name = "contact_form.html")]
struct NoteUpdate;

fn main() {}
