use cbv::prelude::*;
use cbv_tests::forms::Note;

#[derive(Form)]
#[form(model = Note)]
struct NoteForm {
    title: String,
}

#[derive(UpdateView)]
#[view(model = Note, form_class = NoteForm, template_name = "contact_form.html", slug_field = slgu)]
struct NoteUpdate;

fn main() {}
