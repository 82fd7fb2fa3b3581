use cbv::{form::{Clean, Cleaning, Errors, Valid}, prelude::*};
use cbv_tests::forms::Note;

#[derive(Form)]
#[form(model = Note)]
struct NoteForm {
    #[field(lable = "Title", max_length = 10)]
    title: String,
}

impl Clean for NoteForm {
    async fn clean(&mut self, _: &Cleaning<'_>, errors: &mut Errors<Self>) -> Result<()> {
        errors.add_error(Self::TITLE, "taken");
        Ok(())
    }
}

#[derive(CreateView)]
#[view(model = Note, form_class = NoteForm, template_name = "contact_form.html", initial(title = "New"))]
struct NoteCreate;

impl CreateHooks for NoteCreate {
    async fn perform_create(&self, req: &Request, form: Valid<NoteForm>) -> Result<Note> {
        let _: &String = &form.title;
        CreateView::perform_create(self, req, form).await
    }
}

fn main() {}
