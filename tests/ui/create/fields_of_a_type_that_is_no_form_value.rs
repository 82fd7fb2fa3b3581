use cbv::prelude::*;

#[derive(Debug, Clone, Model)]
struct Timer {
    id: i64,
    at: serde_json::Value,
}

#[derive(CreateView)]
#[view(model = Timer, fields(at), template_name = "contact_form.html", success_url = "/")]
struct NoteCreate;

fn main() {}
