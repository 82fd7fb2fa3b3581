use cbv::prelude::*;

#[derive(Form)]
struct ContactForm {
    name: String,
}

#[derive(FormView)]
#[view(form_class = ContactForm, template_name = "object.html", success_url = "/")]
struct Contact;

fn main() {}
