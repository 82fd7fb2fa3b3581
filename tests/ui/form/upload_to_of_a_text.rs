use cbv::prelude::*;

#[derive(Debug, Clone, Model)]
struct Poster {
    id: i64,
    image: String,
}

#[derive(Form)]
#[form(model = Poster)]
struct PosterForm {
    #[field(upload_to = "posters")]
    image: String,
}

fn main() {}
