use cbv::prelude::*;

#[derive(Form)]
struct ContactForm {
    name: String,
}

#[derive(FormView)]
#[view(form_class = ContactForm, template_name = "contact_form.html", success_url = "/")]
struct Contact;

impl FormHooks for Contact {
    async fn get_initial(&self, _: &Request) -> Result<cbv::form::Initial<ContactForm>> {
        Ok(cbv::form::Initial::new().with(ContactForm::NMAE, "Ada"))
    }
}

fn main() {}
