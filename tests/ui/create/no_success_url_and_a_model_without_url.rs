use cbv::prelude::*;
use cbv_tests::forms::Topic;

#[derive(Form)]
#[form(model = Topic)]
struct TopicForm {
    name: String,
}

#[derive(CreateView)]
#[view(model = Topic, form_class = TopicForm, template_name = "contact_form.html")]
struct TopicCreate;

fn main() {}
