use cbv::prelude::*;

#[derive(Form)]
struct ContactForm {
    name: String,
}

#[derive(FormView)]
#[view(form_class = ContactForm, template_name = "contact_form.html", path = "/{lang}/contact/", success_url = "/{lnag}/")]
struct Contact;

fn main() {}
