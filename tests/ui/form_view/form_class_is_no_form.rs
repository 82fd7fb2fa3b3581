use cbv::prelude::*;

struct Contacts;

#[derive(FormView)]
#[view(form_class = Contacts, template_name = "contact_form.html", success_url = "/")]
struct Contact;

fn main() {}
