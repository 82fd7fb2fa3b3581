use cbv::prelude::*;

#[derive(Debug, Clone, Model)]
struct Poster {
    id: i64,
    image: i64,
}

#[derive(Form)]
#[form(model = Poster)]
struct PosterForm {
    #[field(upload_to = "posters")]
    image: cbv::form::FileChange,
}

fn main() {}
