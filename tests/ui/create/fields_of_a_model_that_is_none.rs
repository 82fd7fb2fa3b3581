use cbv::prelude::*;

struct Notes;

#[derive(CreateView)]
#[view(model = Notes, fields(title), template_name = "contact_form.html", success_url = "/")]
struct NoteCreate;

fn main() {}
