use cbv_tests::forms::Topic;
use cbv::prelude::*;
use cbv_tests::forms::Note;

#[derive(Form)]
#[form(model = Note)]
struct NoteForm {
    title: String,
}

#[derive(CreateView)]
#[view(model = Topic, form_class = NoteForm, template_name = "contact_form.html", success_url = "/")]
struct TopicCreate;

fn main() {}
