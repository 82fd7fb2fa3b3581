use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book)]
struct BookList<T: Send + Sync + 'static> {
    part: axum::extract::Extension<std::marker::PhantomData<T>>,
}

fn router() -> axum::Router<Db> {
    axum::Router::new().route("/", BookList::<u8>::as_view())
}

fn main() {}
