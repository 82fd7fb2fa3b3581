use cbv::prelude::*;

#[derive(Form)]
struct ContactForm {
    name: String,
}

#[derive(FormView)]
#[view(form_class = ContactForm, template_name = "contact_form.html", success_url = "/")]
struct Contact;

impl FormHooks for Contact {
    async fn get_succes_url(&self, _: &Request, _: &cbv::form::Valid<ContactForm>) -> Result<String> {
        Ok("/".into())
    }
}

fn main() {}
