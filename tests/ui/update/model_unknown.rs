use cbv::prelude::*;
use cbv_tests::forms::Note;

#[derive(Form)]
#[form(model = Note)]
struct NoteForm {
    title: String,
}

#[derive(UpdateView)]
#[view(model = Noet, form_class = NoteForm, template_name = "contact_form.html")]
struct NoteUpdate;

fn main() {}
