//! Enums that a column holds as text: Django's `TextChoices`.

use std::str::FromStr as _;

use axum::Router;
use cbv::{NoSuchChoice, list_view, prelude::*};
use cbv_tests::{db::TestDb, on_every_database, web::get};

/// Where an article stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choices)]
enum Status {
    Draft,
    InReview,
    #[choice(value = "live", label = "On the site")]
    Published,
}

#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "articles", ordering(id))]
struct Article {
    id: i64,
    status: Status,
    earlier: Option<Status>,
}

#[test]
fn names_make_values_and_labels_that_are_not_written() {
    let entries: Vec<_> = Status::ALL.iter().map(|status| (status.value(), status.label())).collect();
    assert_eq!(entries, [("draft", "Draft"), ("in_review", "In Review"), ("live", "On the site")]);
    assert_eq!(format!("{:>10}", Status::InReview), " in_review");
}

#[test]
fn a_choice_is_read_from_what_is_stored_alone() {
    assert_eq!(Status::from_str("live"), Ok(Status::Published));
    let error: NoSuchChoice = "Published".parse::<Status>().unwrap_err();
    assert_eq!(error.to_string(), "`Published` is none of draft, in_review, live");
}

on_every_database! {
    #[test]
    async fn a_column_holds_a_choice_as_text(db: &TestDb) {
        db.execute("CREATE TABLE articles (id BIGINT PRIMARY KEY, status VARCHAR(20) NOT NULL, earlier VARCHAR(20))").await;
        let article = |id, status, earlier| Article { id, status, earlier };
        let articles = [article(1, Status::Draft, None), article(2, Status::Published, Some(Status::InReview))];
        let db = db.db();
        Article::objects().bulk_create(db, &articles).await.unwrap();
        assert_eq!(Article::objects().all(db).await.unwrap(), articles);
        let live = Article::objects().filter(Article::STATUS.eq(Status::Published));
        assert_eq!(live.all(db).await.unwrap(), articles[1..]);
        let router = Router::new().route("/", list_view!(model = Article, template_name = "articles.html"));
        assert_eq!(get(&router, db, "/").await.text, "draft Draft none;live On the site In Review;");
    }

    #[test]
    async fn a_text_that_is_no_choice_is_an_error_and_no_panic(db: &TestDb) {
        db.execute("CREATE TABLE articles (id BIGINT PRIMARY KEY, status VARCHAR(20) NOT NULL, earlier VARCHAR(20))").await;
        db.execute("INSERT INTO articles VALUES (1, 'deleted', NULL)").await;
        let error = Article::objects().all(db.db()).await.unwrap_err().to_string();
        assert!(error.contains("`deleted` is none of draft, in_review, live"), "{error}");
    }
}
