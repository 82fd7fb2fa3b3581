use cbv::{Object, prelude::*};
use cbv_tests::models::{Book, Publisher};

#[derive(ListView)]
#[view(model = Book, path = "/publishers/{name}/")]
struct PublisherBooks {
    #[view(lookup(name, iexcat))]
    publisher: Object<Publisher>,
}

fn main() {}
