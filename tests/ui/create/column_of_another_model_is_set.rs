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
    async fn form_valid(&self, req: &Request, mut form: cbv::form::Valid<NoteForm>) -> Result<axum::response::Response> {
        form.set(cbv_tests::forms::Topic::NAME.set("x"));
        CreateView::form_valid(self, req, form).await
    }
}

fn main() {}
