mod books {
    use cbv::prelude::*;

    #[derive(Model)]
    struct Book {
        id: i64,
    }

    #[derive(ListView)]
    #[view(model = Book)]
    pub struct BookList;
}

fn main() {}
