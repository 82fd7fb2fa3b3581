use cbv::prelude::*;

#[derive(FormView)]
#[view(template_name = "contact_form.html", success_url = "/")]
struct Contact;

fn main() {}
