use cbv::prelude::*;
use cbv_tests::blog::Post;

#[derive(DayArchiveView)]
#[view(model = Post, date_field = excerpt, template_name = "about.html")]
struct Archive;

fn main() {}
