use cbv::prelude::*;
use cbv_tests::forms::Note;

#[derive(Form)]
#[form(model = Note)]
struct NoteForm {
    title: String,
}

#[derive(UpdateView)]
#[view(model = Note, form_class = NoteForm, template_name = "contact_form.html")]
struct NoteUpdate;

impl UpdateHooks for NoteUpdate {
    fn get_success_url(&self, _: &Request, _: &Note) -> Result<String> {
        Ok("/".into())
    }
}

fn main() {}
