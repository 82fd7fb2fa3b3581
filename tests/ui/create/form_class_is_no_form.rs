use cbv::prelude::*;
use cbv_tests::forms::Note;

struct NoteForm;

#[derive(CreateView)]
#[view(model = Note, form_class = NoteForm, template_name = "contact_form.html")]
struct NoteCreate;

fn main() {}
