use cbv::prelude::*;

#[derive(Model)]
#[model(tabel = "books", url = "/books/{slgu}/", ordering(slgu))]
struct Book {
    id: i64,
    #[model(slgu)]
    slug: String,
}

#[derive(ListView)]
#[view(model = Book, path = "/books/", template_name = "about.html")]
struct BookList;

async fn books(db: &Db) -> Result<Vec<String>> {
    let books = Book::objects().filter(Book::SLUG.contains("a")).order_by([Book::ID.asc()]);
    Ok(books.all(db).await?.iter().map(Book::absolute_url).collect())
}

fn main() {}
