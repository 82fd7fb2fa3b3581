use cbv::{form::FileRules, prelude::*};

#[derive(Form)]
struct BookForm {
    title: String,
    #[field(files = FileRules::new().images())]
    cover: String,
}

fn main() {}
