use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, paginate_by = 20)]
struct BookList;

fn router() -> axum::Router<Db> {
    axum::Router::new().route("/", BookList::with().pagniate_by(5).as_view())
}

fn main() {}
