use cbv::{form::Valid, prelude::*};
use cbv_tests::forms::Note;

#[derive(UpdateView)]
#[view(fields(title), template_name = "contact_form.html", path = "/{slug}/edit/", set(pages = 2), version = pages)]
struct NoteUpdate;

impl UpdateHooks for NoteUpdate {
    async fn perform_update(&self, req: &Request, note: &Note, form: Valid<NoteUpdateForm>) -> Result<Note> {
        UpdateView::perform_update(self, req, note, form).await
    }
}

fn app() -> axum::Router<Db> {
    let _: String = NoteUpdate::url("a");
    NoteUpdate::router().route("/n/", NoteUpdate::as_view())
}

fn main() {}
