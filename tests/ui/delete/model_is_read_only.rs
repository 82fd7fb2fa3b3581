use cbv::prelude::*;

#[derive(Debug, Clone, Model)]
#[model(read_only)]
struct Reading {
    id: i64,
    title: String,
}

#[derive(DeleteView)]
#[view(model = Reading, template_name = "contact_form.html", success_url = "/")]
struct NoteDelete;

fn main() {}
