//! The smallest and the fullest uses of the derives of forms, for `inputs`.

use super::inputs::Input;
use crate::expand::{edit, form};

pub(super) const MINIMAL: [Input; 5] = [
    Input { kind: "form", derive: form::derive, text: FORM },
    Input { kind: "form_view", derive: edit::form, text: FORM_VIEW },
    Input { kind: "create", derive: edit::create, text: CREATE },
    Input { kind: "update", derive: edit::update, text: UPDATE },
    Input { kind: "delete", derive: edit::delete, text: DELETE },
];

pub(super) const FULL: [Input; 5] = [
    Input { kind: "form", derive: form::derive, text: FULL_FORM },
    Input { kind: "form_view", derive: edit::form, text: FULL_FORM_VIEW },
    Input { kind: "create", derive: edit::create, text: FULL_CREATE },
    Input { kind: "update", derive: edit::update, text: FULL_UPDATE },
    Input { kind: "delete", derive: edit::delete, text: FULL_DELETE },
];

const FORM: &str = "\
#[derive(Form)]
struct ContactForm {
    name: String,
    message: String,
}
";

const FORM_VIEW: &str = "\
#[derive(FormView)]
#[view(form_class = ContactForm, template_name = \"contact.html\", success_url = \"/thanks/\")]
struct Contact;
";

const CREATE: &str = "\
#[derive(CreateView)]
#[view(model = Book, form_class = BookForm)]
struct BookCreate;
";

const UPDATE: &str = "\
#[derive(UpdateView)]
#[view(model = Book, form_class = BookForm)]
struct BookUpdate;
";

const DELETE: &str = "\
#[derive(DeleteView)]
#[view(model = Book, success_url = \"/books/\")]
struct BookDelete;
";

const FULL_FORM: &str = r#"#[derive(Debug, Clone, Form)]
#[form(model = Book, prefix = "book", crate = shop::cbv)]
pub struct BookForm {
    #[field(label = "Name", help_text = "As on the cover.", widget = text, attrs(placeholder = "Salt", autofocus),
            min_length = 2, max_length = 100, strip = false)]
    pub title: String,
    #[field(required = false, initial = "new", clean = free_slug, validators(is_short), slug)]
    pub slug: String,
    #[field(email, error_messages(required = "Who?", invalid = "Where?"))]
    pub editor: String,
    #[field(url)]
    pub website: Option<String>,
    #[field(min_value = 0, max_value = MOST, default = 1)]
    pub price: i32,
    #[field(max_digits = 5, decimal_places = 2, step_size = 0.05, disabled)]
    pub discount: Decimal,
    #[field(upload_to = "covers")]
    pub jacket: FileChange,
    #[field(queryset = Publisher::objects(), label_from = in_city)]
    pub publisher_id: i64,
    #[field(many_to_many = Book::AUTHORS)]
    pub authors: Vec<i64>,
    #[field(extra, files = FileRules::new())]
    pub cover: UploadedFile,
    #[field(inline = Page::BOOK, extra = 2, min_num = 1, max_num = 9, can_delete = false)]
    pub pages: FormSet<PageForm>,
    #[field(formset, label = "Words")]
    pub keywords: FormSet<WordForm>,
    #[field(extra, default)]
    pub notify: bool,
}
"#;

const FULL_FORM_VIEW: &str = r#"#[derive(FormView)]
#[view(
    form_class = ContactForm,
    initial(name = "Ada"),
    prefix = "contact",
    success_url = Thanks,
    success_message = "Saved.",
    template_name = "contact.html",
    templates(compact = "compact.html"),
    fragments(form),
    formats(html, json),
    content_type = "text/html; charset=utf-8",
    extra_context = Counts,
    site = Site,
    path = "/contact/",
    http_method_names(get, post, head, options),
    layer(from_fn(log)),
    csrf_exempt,
    crate = shop::cbv
)]
pub(crate) struct Contact {
    user: LoginRequired<Visitor>,
    #[view(mixin)]
    cached: Cached,
}
"#;

const FULL_CREATE: &str = r#"#[derive(CreateView)]
#[view(
    model = Book,
    form_class = BookForm,
    initial(title = "New"),
    set(author_id = view.user.id),
    prefix = "book",
    success_url = "/books/{slug}/",
    success_message = "Saved.",
    template_name = "shop/book.html",
    templates(compact = "compact.html"),
    fragments(form),
    formats(html, json),
    content_type = "text/html; charset=utf-8",
    extra_context(title = "A new book"),
    site = Site,
    path = "/books/new/",
    http_method_names(get, post),
    layer(from_fn(log)),
    csrf_exempt,
    crate = shop::cbv
)]
pub(crate) struct BookCreate {
    user: LoginRequired<Visitor>,
    #[view(mixin)]
    owned: Owned,
}
"#;

const FULL_UPDATE: &str = r#"#[derive(UpdateView)]
#[view(
    model = Book,
    queryset = Book::objects().filter(Book::PRICE.gt(0)),
    pk_url_kwarg = "id",
    slug_url_kwarg = "isbn",
    slug_field = isbn,
    query_pk_and_slug,
    context_object_name = "item",
    form_class = BookForm,
    initial(title = "New"),
    set(updated_at = Utc::now()),
    version = edition,
    prefix = "book",
    success_url = "/books/{isbn}/",
    success_message = "Saved.",
    template_name_suffix = "_change",
    app_label = "shop",
    templates(compact = "compact.html"),
    fragments(form),
    formats(html, json),
    content_type = "text/html; charset=utf-8",
    extra_context(title = "A book"),
    site = Site,
    path = "/books/{id}/{isbn}/edit/",
    http_method_names(get, post),
    layer(from_fn(log)),
    csrf_exempt,
    crate = shop::cbv
)]
pub(crate) struct BookUpdate {
    user: LoginRequired<Visitor>,
    #[view(mixin)]
    owned: Owned,
}
"#;

const FULL_DELETE: &str = r#"#[derive(DeleteView)]
#[view(
    model = Book,
    queryset = Book::objects().filter(Book::PRICE.gt(0)),
    pk_url_kwarg = "id",
    slug_url_kwarg = "isbn",
    slug_field = isbn,
    query_pk_and_slug,
    context_object_name = "item",
    form_class = Sure,
    initial(why = "sold out"),
    prefix = "sure",
    success_url = BookList,
    success_message = "Saved.",
    template_name_suffix = "_gone",
    app_label = "shop",
    templates(compact = "compact.html"),
    fragments(form),
    formats(html, json),
    content_type = "text/html; charset=utf-8",
    extra_context(title = "A book"),
    site = Site,
    path = "/books/{id}/{isbn}/delete/",
    http_method_names(get, post, delete),
    layer(from_fn(log)),
    csrf_exempt,
    crate = shop::cbv
)]
pub(crate) struct BookDelete {
    user: LoginRequired<Visitor>,
    #[view(mixin)]
    owned: Owned,
}
"#;
