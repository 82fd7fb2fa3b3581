//! Relations: conditions on related rows, joined rows two levels deep, rows read by queries of their own, smaller shapes.

use cbv::{Decimal, Expression, Model, QuerySet, not};
use cbv_tests::{
    db::TestDb,
    fixture,
    models::{Author, Book, Publisher},
    on_every_database,
};

/// A book with its publisher and its authors.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "book", ordering(id), reverse(reviews = Review::BOOK), reverse_one(cover = Cover::BOOK))]
struct Work {
    id: i64,
    title: String,
    #[model(foreign_key = Publisher)]
    publisher_id: i64,
    #[model(select_related)]
    publisher: House,
    #[model(prefetch_related(through = "book_author", from = "book_id"))]
    authors: Vec<Author>,
}

/// A publisher with its books.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(of = Publisher)]
struct House {
    id: i64,
    name: String,
}

/// A publisher and the two latest of its books.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "publisher", ordering(id))]
struct Shelf {
    id: i64,
    name: String,
    #[model(prefetch_related(reverse = Work::PUBLISHER_OF_SHELF, queryset = Title::objects().order_by([Title::ID.desc()]).limit(1)))]
    latest: Vec<Title>,
}

impl Work {
    const PUBLISHER_OF_SHELF: cbv::ToOne<Self, Shelf> = cbv::ToOne::foreign_key(Self::PUBLISHER_ID);
}

/// A book's name.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(of = Work)]
struct Title {
    id: i64,
    title: String,
}

/// What somebody says of a book, and what another says of that.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(ordering(id), reverse(answers = Review::TO))]
struct Review {
    id: i64,
    #[model(foreign_key = Work)]
    book_id: i64,
    #[model(foreign_key = Review, related = to)]
    answer_to: Option<i64>,
    stars: i32,
    text: Option<String>,
}

/// A review with its book, that book's publisher, and the review it answers.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(of = Review)]
struct WholeReview {
    id: i64,
    #[model(select_related)]
    book: Work,
    #[model(select_related = to)]
    answered: Option<ReviewText>,
}

#[derive(Debug, Clone, PartialEq, Model)]
#[model(of = Review)]
struct ReviewText {
    id: i64,
    text: Option<String>,
}

/// A book's picture: each book has one at most.
#[derive(Debug, Clone, PartialEq, Model)]
struct Cover {
    id: i64,
    #[model(foreign_key = Work)]
    book_id: i64,
    path: String,
}

/// A book with its cover.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(of = Work, ordering(-id))]
struct Covered {
    id: i64,
    #[model(select_related)]
    cover: Option<CoverPath>,
}

#[derive(Debug, Clone, PartialEq, Model)]
#[model(of = Cover)]
struct CoverPath {
    id: i64,
    path: String,
}

/// A book with what is counted of its reviews.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(of = Work, ordering(-reviews, id))]
struct Counted {
    id: i64,
    #[model(annotation = Work::REVIEWS.count())]
    reviews: i64,
    #[model(annotation = Work::REVIEWS.filter(Review::STARS.ge(4)).count())]
    good: i64,
    #[model(annotation = Work::REVIEWS.sum(Review::STARS))]
    stars: Option<i64>,
    #[model(annotation = Work::REVIEWS.sum(Review::STARS * 2))]
    doubled: Option<i64>,
    #[model(annotation = Work::REVIEWS.filter(Review::ID.gt(0)).aggregate(Review::STARS.count_distinct()))]
    different: i64,
    #[model(annotation = Work::REVIEWS.avg(Review::STARS))]
    mean: Option<f64>,
    #[model(annotation = Work::REVIEWS.filter(Review::TEXT.is_null(false)).max(Review::TEXT))]
    last_word: Option<String>,
    #[model(annotation = Work::AUTHORS.filter(Author::LAST_NAME.eq("Lem")).exists())]
    by_lem: bool,
    #[model(annotation = Work::ID * 10 + 1)]
    number: i64,
    #[model(select_related)]
    publisher: CountedHouse,
}

/// A publisher with the number of its books, which is counted where it is joined.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(of = Publisher)]
struct CountedHouse {
    id: i64,
    #[model(annotation = Expression::<Publisher, _>::sql("(SELECT COUNT(*) FROM book WHERE publisher_id = {id} AND id > ?)", [0]))]
    books: i64,
}

const SCHEMA: &str = "
CREATE TABLE review (
    id {key}, book_id BIGINT NOT NULL REFERENCES book (id), answer_to BIGINT NULL REFERENCES review (id),
    stars INTEGER NOT NULL, text VARCHAR(100) NULL
);
CREATE TABLE cover (id {key}, book_id BIGINT NOT NULL UNIQUE REFERENCES book (id), path VARCHAR(100) NOT NULL);
INSERT INTO review (id, book_id, answer_to, stars, text) VALUES
    (1, 1, NULL, 5, 'great'), (2, 1, 1, 1, 'no'), (3, 2, NULL, 3, NULL), (4, 2, 3, 5, 'better'), (5, 1, 1, 4, NULL);
INSERT INTO cover (id, book_id, path) VALUES (1, 2, 'solaris.png'), (2, 4, 'rust.png');
INSERT INTO book_author (book_id, author_id) VALUES (1, 2);
";

async fn create(db: &TestDb) {
    fixture::create(db).await;
    db.execute(SCHEMA).await;
}

async fn ids(db: &TestDb, rows: QuerySet<Work>) -> Vec<i64> {
    rows.all(db.db()).await.unwrap().into_iter().map(|work| work.id).collect()
}

on_every_database! {
    #[test]
    async fn a_condition_on_a_related_row_finds_each_row_once(db: &TestDb) {
        create(db).await;
        let all = Work::objects;
        assert_eq!(ids(db, all().filter(Work::PUBLISHER.has(Publisher::NAME.eq("Apress")))).await, [1, 5]);
        assert_eq!(ids(db, all().exclude(Work::PUBLISHER.has(Publisher::NAME.eq("Apress")))).await, [2, 3, 4]);
        // Book 1 has two authors that fit, and is there once.
        let both = Author::LAST_NAME.is_in(["Le Guin", "Lem"]);
        assert_eq!(ids(db, all().filter(Work::AUTHORS.any(both.clone()))).await, [1, 2, 5]);
        assert_eq!(all().filter(Work::AUTHORS.any(both.clone())).count(db.db()).await.unwrap(), 3);
        assert_eq!(ids(db, all().filter(Work::AUTHORS.all(Author::LAST_NAME.eq("Lem")))).await, [2]);
        assert_eq!(ids(db, all().filter(Work::REVIEWS.is_empty())).await, [3, 4, 5]);
        assert_eq!(ids(db, all().filter(Work::REVIEWS.exists() & Work::AUTHORS.exists())).await, [1, 2]);
        assert_eq!(ids(db, all().filter(Work::COVER.exists())).await, [2, 4]);
        assert_eq!(ids(db, all().filter(not(Work::COVER.has(Cover::PATH.contains("rust"))))).await, [1, 2, 3, 5]);
    }

    #[test]
    async fn conditions_on_relations_nest_and_a_table_may_meet_itself(db: &TestDb) {
        create(db).await;
        let answered_by_five = Review::ANSWERS.any(Review::STARS.eq(5));
        let rows = Review::objects().filter(answered_by_five.clone()).all(db.db()).await.unwrap();
        assert_eq!(rows.iter().map(|review| review.id).collect::<Vec<_>>(), [3]);
        let deep = Review::TO.has(Review::BOOK.has(Work::PUBLISHER.has(Publisher::NAME.startswith("Zwei"))));
        let rows = Review::objects().filter(deep).all(db.db()).await.unwrap();
        assert_eq!(rows.iter().map(|review| review.id).collect::<Vec<_>>(), [4]);
        let books = Work::objects().filter(Work::REVIEWS.any(answered_by_five & Review::TEXT.is_null(true)));
        assert_eq!(ids(db, books).await, [2]);
        let both = Work::REVIEWS.any(Review::STARS.eq(1)) | Work::PUBLISHER.has(Publisher::NAME.eq("O'Reilly"));
        assert_eq!(ids(db, Work::objects().filter(both)).await, [1, 3, 4]);
    }

    #[test]
    async fn rows_are_joined_two_levels_deep(db: &TestDb) {
        create(db).await;
        let review = WholeReview::objects().filter(Review::ID.eq(4)).get(db.db()).await.unwrap();
        assert_eq!((review.book.title.as_str(), review.book.publisher.name.as_str()), ("Solaris", "Zweitausendeins"));
        assert_eq!(review.answered, Some(ReviewText { id: 3, text: None }));
        assert_eq!(review.book.authors.iter().map(|author| author.id).collect::<Vec<_>>(), [2]);
        let first = WholeReview::objects().first(db.db()).await.unwrap().unwrap();
        assert_eq!((first.id, first.answered), (1, None));
    }

    #[test]
    async fn related_rows_are_read_by_one_query_for_all(db: &TestDb) {
        create(db).await;
        let works = Work::objects().all(db.db()).await.unwrap();
        let authors: Vec<Vec<i64>> =
            works.iter().map(|work| work.authors.iter().map(|author| author.id).collect()).collect();
        assert_eq!(authors, [vec![1, 2], vec![2], vec![3], vec![3], vec![1]]);
        let none = Work::objects().none().all(db.db()).await.unwrap();
        assert!(none.is_empty());
        // Several reviews of one book: each has the book with its authors.
        let reviews = WholeReview::objects().filter(Review::BOOK_ID.eq(1)).all(db.db()).await.unwrap();
        assert_eq!(reviews.len(), 3);
        assert!(reviews.iter().all(|review| review.book.authors.len() == 2));
    }

    #[test]
    async fn a_limit_of_related_rows_is_that_of_each_row(db: &TestDb) {
        create(db).await;
        let shelves = Shelf::objects().all(db.db()).await.unwrap();
        let latest: Vec<Vec<i64>> =
            shelves.iter().map(|shelf| shelf.latest.iter().map(|title| title.id).collect()).collect();
        assert_eq!(latest, [vec![5], vec![4], vec![2]]);
    }

    #[test]
    async fn the_other_side_of_a_one_to_one_relation_may_be_missing(db: &TestDb) {
        create(db).await;
        let rows = Covered::objects().all(db.db()).await.unwrap();
        let covers: Vec<_> = rows.iter().map(|row| (row.id, row.cover.as_ref().map(|cover| cover.path.as_str()))).collect();
        assert_eq!(covers, [(5, None), (4, Some("rust.png")), (3, None), (2, Some("solaris.png")), (1, None)]);
    }

    #[test]
    async fn a_smaller_shape_takes_what_is_asked_of_its_model(db: &TestDb) {
        create(db).await;
        assert_eq!(House::TABLE, "publisher");
        let houses = House::objects().all(db.db()).await.unwrap();
        let names: Vec<&str> = houses.iter().map(|house| house.name.as_str()).collect();
        assert_eq!(names, ["Zweitausendeins", "O'Reilly", "Apress"], "in the model's order");
        let titles = Title::objects().filter(Work::AUTHORS.any(Author::ID.eq(3))).order_by([Work::TITLE.asc()]);
        assert_eq!(titles.count(db.db()).await.unwrap(), 2);
        let cheap = Book::objects().filter(Book::PRICE.lt(Decimal::from(10)));
        assert_eq!(cheap.count(db.db()).await.unwrap(), 1);
        let same = Work::objects().filter(Work::ID.gt(3)).of::<Title>().all(db.db()).await.unwrap();
        assert_eq!(same.iter().map(|title| title.id).collect::<Vec<_>>(), [4, 5]);
    }

    #[test]
    async fn annotations_are_computed_for_each_row(db: &TestDb) {
        create(db).await;
        let rows = Counted::objects().all(db.db()).await.unwrap();
        let counts: Vec<_> = rows.iter().map(|row| (row.id, row.reviews, row.good, row.stars)).collect();
        assert_eq!(
            counts,
            [(1, 3, 2, Some(10)), (2, 2, 1, Some(8)), (3, 0, 0, None), (4, 0, 0, None), (5, 0, 0, None)]
        );
        assert_eq!(rows.iter().map(|row| row.by_lem).collect::<Vec<_>>(), [true, true, false, false, false]);
        assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [11, 21, 31, 41, 51]);
        assert_eq!(rows.iter().map(|row| row.doubled).collect::<Vec<_>>(), [Some(20), Some(16), None, None, None]);
        assert_eq!(rows.iter().map(|row| row.different).collect::<Vec<_>>(), [3, 2, 0, 0, 0]);
        assert_eq!((rows[0].mean, rows[2].mean), (Some(10.0 / 3.0), None));
        assert_eq!((rows[0].last_word.as_deref(), rows[1].last_word.as_deref()), (Some("no"), Some("better")));
        assert_eq!(rows.iter().map(|row| row.publisher.books).collect::<Vec<_>>(), [2, 1, 2, 2, 2]);
    }

    #[test]
    async fn rows_are_filtered_and_ordered_by_annotations(db: &TestDb) {
        create(db).await;
        let some = Counted::objects().filter(Counted::REVIEWS.gt(0)).order_by([Counted::GOOD.asc()]);
        assert_eq!(some.clone().count(db.db()).await.unwrap(), 2);
        let some = some.all(db.db()).await.unwrap();
        assert_eq!(some.iter().map(|row| row.id).collect::<Vec<_>>(), [2, 1]);
        let unrated = Counted::objects().filter(Counted::STARS.is_null(true) & Counted::BY_LEM.eq(false));
        assert_eq!(unrated.count(db.db()).await.unwrap(), 3);
        let page = Counted::objects().paginate(db.db(), std::num::NonZeroU32::MIN, "2").await.unwrap();
        assert_eq!((page.paginator.count(), page.object_list[0].id), (5, 2));
        let by_sum = Counted::objects().order_by([Counted::STARS.desc(), Counted::ID.desc()]);
        let by_sum = by_sum.all(db.db()).await.unwrap();
        assert_eq!(by_sum.iter().map(|row| row.id).collect::<Vec<_>>(), [1, 2, 5, 4, 3], "NULLs last");
    }

    #[test]
    async fn a_shape_that_loads_itself_is_refused_with_its_path(db: &TestDb) {
        create(db).await;
        let refused = Writer::objects().all(db.db()).await.unwrap_err().to_string();
        assert!(refused.contains("`Writer.works`, `Written.writers`, and again `Writer`"), "{refused}");
        let mounted = std::panic::catch_unwind(WriterList::as_view::<cbv::Db>).unwrap_err();
        let words = mounted.downcast_ref::<String>().expect("words");
        assert!(words.contains("Let `Written.writers` be of a smaller shape, `#[model(of = Writer)]`"), "{words}");
    }
}

/// An author with their works, each with its authors, and so on.
#[derive(Debug, Clone, PartialEq, Model, serde::Serialize)]
#[model(table = "author")]
struct Writer {
    id: i64,
    #[model(prefetch_related(through = "book_author", from = "author_id", to = "book_id"))]
    works: Vec<Written>,
}

#[derive(Debug, Clone, PartialEq, Model, serde::Serialize)]
#[model(table = "book")]
struct Written {
    id: i64,
    #[model(prefetch_related(through = "book_author", from = "book_id", to = "author_id"))]
    writers: Vec<Writer>,
}

#[derive(cbv::ListView)]
#[view(model = Writer, formats(json))]
struct WriterList;
