use cbv::prelude::*;

#[derive(Form)]
struct ContactForm {
    name: String,
}

#[derive(FormView)]
#[view(form_class = ContactForm, template_name = "contact_form.html", success_url = "/")]
struct Contact;

impl FormHooks for Contact {
    async fn form_valid(&self, req: &Request, form: ContactForm) -> Result<axum::response::Response> {
        let _ = (req, form);
        Err(Error::not_found("none"))
    }
}

fn main() {}
