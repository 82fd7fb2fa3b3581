use cbv::{form::Valid, prelude::*};
use cbv_tests::forms::Note;

#[derive(CreateView)]
#[view(modle = Note, fields(title), template_name = "contact_form.html", path = "/new/", initial(title = "New"))]
struct NoteCreate;

impl CreateHooks for NoteCreate {
    async fn perform_create(&self, req: &Request, form: Valid<NoteCreateForm>) -> Result<Note> {
        let _: &String = &form.title;
        CreateView::perform_create(self, req, form).await
    }
}

fn app() -> axum::Router<Db> {
    let _: String = NoteCreate::url();
    NoteCreate::router().route("/n/", NoteCreate::as_view())
}

fn main() {}
