use cbv::prelude::*;

#[derive(DeleteView)]
#[view(model = Noet, template_name = "contact_form.html", success_url = "/")]
struct NoteDelete;

fn main() {}
