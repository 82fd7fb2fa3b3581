use cbv::prelude::*;

#[derive(Model)]
#[model(url = "/books/{slug}/")]
struct Book {
    slug: String,
}

#[derive(DetailView)]
#[view(model = Book, path = "/books/{slug}/", template_name = "about.html")]
struct BookDetail;

async fn books(db: &Db) -> Result<Vec<String>> {
    let books = Book::objects().filter(Book::SLUG.contains("a")).order_by([Book::SLUG.asc()]);
    Ok(books.all(db).await?.iter().map(Book::absolute_url).collect())
}

fn main() {}
