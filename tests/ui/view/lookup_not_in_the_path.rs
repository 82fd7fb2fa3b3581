use cbv::{Object, prelude::*};
use cbv_tests::models::{Book, Publisher};

#[derive(ListView)]
#[view(model = Book, path = "/publishers/{publisher}/")]
struct PublisherBooks {
    #[view(lookup(publihser = name))]
    publisher: Object<Publisher>,
}

fn main() {}
