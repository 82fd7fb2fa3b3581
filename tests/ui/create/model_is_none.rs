use cbv::prelude::*;
use cbv_tests::forms::Note;

struct Notes;

#[derive(Form)]
#[form(model = Note)]
struct NoteForm {
    title: String,
}

#[derive(CreateView)]
#[view(model = Notes, form_class = NoteForm, template_name = "contact_form.html", success_url = "/")]
struct NoteCreate;

fn main() {}
