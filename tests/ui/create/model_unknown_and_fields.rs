use cbv::prelude::*;

#[derive(CreateView)]
#[view(model = Noet, fields(title), template_name = "contact_form.html", success_url = "/")]
struct NoteCreate;

fn main() {}
