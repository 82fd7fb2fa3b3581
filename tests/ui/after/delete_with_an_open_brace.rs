use cbv::prelude::*;
use cbv_tests::forms::Note;

#[derive(DeleteView)]
#[view(model = Note, template_name = "contact_form.html", path = "/{slug/delete/", success_url = "/")]
struct NoteDelete;

impl DeleteHooks for NoteDelete {
    async fn perform_delete(&self, req: &Request, note: &Note) -> Result<()> {
        DeleteView::perform_delete(self, req, note).await
    }
}

fn app() -> axum::Router<Db> {
    let _: String = NoteDelete::url("a");
    NoteDelete::router().route("/n/", NoteDelete::as_view())
}

fn main() {}
