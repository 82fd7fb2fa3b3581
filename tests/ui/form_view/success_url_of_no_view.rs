use cbv::prelude::*;

#[derive(Form)]
struct ContactForm {
    name: String,
}

#[derive(FormView)]
#[view(form_class = ContactForm, template_name = "contact_form.html", success_url = Thanks)]
struct Contact;

fn main() {}
