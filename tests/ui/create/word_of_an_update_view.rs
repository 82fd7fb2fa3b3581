use cbv::prelude::*;
use cbv_tests::forms::Note;

#[derive(Form)]
#[form(model = Note)]
struct NoteForm {
    title: String,
}

#[derive(CreateView)]
#[view(model = Note, form_class = NoteForm, template_name = "contact_form.html", version = pages)]
struct NoteCreate;

fn main() {}
