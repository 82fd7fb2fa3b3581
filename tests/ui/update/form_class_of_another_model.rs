use cbv::prelude::*;
use cbv_tests::forms::{Note, Topic};

#[derive(Form)]
#[form(model = Note)]
struct NoteForm {
    title: String,
}

#[derive(UpdateView)]
#[view(model = Topic, form_class = NoteForm, template_name = "contact_form.html", success_url = "/")]
struct NoteUpdate;

fn main() {}
