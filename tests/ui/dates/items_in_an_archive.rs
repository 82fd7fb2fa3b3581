use cbv::prelude::*;

#[derive(ArchiveIndexView)]
#[view(items = Book, date_field = publication_date, template_name = "about.html")]
struct Archive;

fn main() {}
