use cbv::prelude::*;

#[derive(Form)]
enum ContactForm {
    Short,
}

#[derive(FormView)]
#[view(form_class = ContactForm, template_name = "contact_form.html", success_url = "/")]
struct Contact;

fn app() -> axum::Router<Db> {
    axum::Router::new().route("/", Contact::as_view())
}

fn main() {}
