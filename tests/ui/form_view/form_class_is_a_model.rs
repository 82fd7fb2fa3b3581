use cbv::prelude::*;
use cbv_tests::forms::Note;

#[derive(FormView)]
#[view(form_class = Note, template_name = "contact_form.html", success_url = "/")]
struct Contact;

fn main() {}
