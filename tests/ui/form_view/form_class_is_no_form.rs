use cbv::prelude::*;

struct ContactForm;

#[derive(FormView)]
#[view(form_class = ContactForm, formats(json), success_url = "/")]
struct Contact;

fn main() {}
