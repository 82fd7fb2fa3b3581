use cbv::prelude::*;

#[derive(Model)]
pub struct Note {
    pub id: i64,
    pub body: serde_json::Value,
}

#[derive(ListView)]
#[view(model = Note, template_name = "about.html", filter_fields(body))]
pub struct Notes;

fn main() {}
