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
    async fn form_valid(&self, req: &Request, form: cbv::form::Valid<NoteForm>) -> Result<axum::response::Response> {
        let _ = (req, form);
        Err(Error::not_found("none"))
    }
}

fn main() {}
