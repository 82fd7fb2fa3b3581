use cbv::prelude::*;
use cbv_tests::forms::Note;

#[derive(Form)]
#[form(model = Note)]
struct NoteForm {
    title: String,
}

#[derive(CreateView)]
#[view(model = Note, form_class = NoteForm, template_name = "contact_form.html")]
struct NoteCreate;

impl CreateHooks for NoteCreate {
    async fn preform_create(&self, _: &Request, _: cbv::form::Valid<NoteForm>) -> Result<Note> {
        Err(Error::not_found("none"))
    }
}

fn main() {}
