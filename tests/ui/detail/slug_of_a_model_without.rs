use cbv::prelude::*;
use cbv_tests::models::Publisher;

#[derive(DetailView)]
#[view(model = Publisher, path = "/publishers/{slug}/")]
struct PublisherDetail;

fn main() {}
