use cbv::prelude::*;

#[derive(Form)]
struct PosterForm {
    #[field(upload_to = "posters")]
    image: cbv::form::FileChange,
}

fn main() {}
