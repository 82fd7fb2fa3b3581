use cbv::prelude::*;
use cbv_tests::forms::Note;

#[derive(DeleteView)]
#[view(model = Note, template_name = "date_list.html", success_url = "/")]
struct NoteDelete;

fn main() {}
