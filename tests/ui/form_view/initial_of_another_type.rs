use cbv::prelude::*;

#[derive(Form)]
struct ContactForm {
    state: cbv_tests::forms::State,
}

#[derive(FormView)]
#[view(form_class = ContactForm, template_name = "contact_form.html", success_url = "/", initial(state = "draft"))]
struct Contact;

fn main() {}
