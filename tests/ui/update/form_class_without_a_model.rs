use cbv::prelude::*;
use cbv_tests::forms::Note;

#[derive(Form)]
struct ContactForm {
    name: String,
}

#[derive(UpdateView)]
#[view(model = Note, form_class = ContactForm, template_name = "contact_form.html")]
struct NoteUpdate;

fn main() {}
