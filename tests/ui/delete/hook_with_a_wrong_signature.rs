use cbv::prelude::*;
use cbv_tests::forms::Note;

#[derive(DeleteView)]
#[view(model = Note, template_name = "contact_form.html", success_url = "/")]
struct NoteDelete;

impl DeleteHooks for NoteDelete {
    async fn perform_delete(&self, _: &Note) -> Result<()> {
        Ok(())
    }
}

fn main() {}
