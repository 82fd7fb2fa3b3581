//! Search and filters on the columns of related rows: by a foreign key, by a table between, by two relations in a row, on a
//! smaller shape of the table.

use axum::Router;
use cbv::prelude::*;
use cbv_tests::{db::TestDb, on_every_database, web::get};

#[derive(Debug, Clone, Model)]
#[model(ordering(id), reverse(articles = Article::SECTION))]
struct Section {
    id: i64,
    slug: String,
    name: String,
    #[model(foreign_key = Section)]
    parent_id: Option<i64>,
}

#[derive(Debug, Clone, Model)]
struct Label {
    id: i64,
    name: String,
}

#[derive(Debug, Clone, Model)]
#[model(ordering(id), many_to_many(labels(model = Label, through = "article_label")))]
struct Article {
    id: i64,
    title: String,
    status: String,
    #[model(foreign_key = Section)]
    section_id: Option<i64>,
}

/// A part of an article, without its section.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(of = Article)]
struct Headline {
    id: i64,
    title: String,
    #[model(annotation = Article::LABELS.count())]
    label_count: i64,
}

#[derive(ListView)]
#[view(
    model = Article,
    path = "/articles/",
    queryset = Article::objects().filter(Article::STATUS.eq("published")),
    template_name = "rows.txt",
    paginate_by = 10,
    search_fields(title, section.name, labels.name),
    filter_fields(section.slug as section, section.parent.slug, labels.id as label),
)]
struct Articles;

#[derive(ListView)]
#[view(model = Headline, path = "/headlines/", template_name = "rows.txt", paginate_by = 10,
       search_fields(title, labels.name(istartswith)), filter_fields(section.slug, label_count(gte) as labels), ordering_fields(title, label_count as labels))]
struct Headlines;

#[derive(ListView)]
#[view(model = Section, path = "/sections/", template_name = "rows.txt", search_fields(articles.labels.name))]
struct Sections;

async fn create(db: &TestDb) {
    db.execute(
        "CREATE TABLE section (id {key}, slug VARCHAR(20) NOT NULL, name VARCHAR(50) NOT NULL, parent_id BIGINT NULL);
         CREATE TABLE label (id {key}, name VARCHAR(50) NOT NULL);
         CREATE TABLE article (id {key}, title VARCHAR(50) NOT NULL, status VARCHAR(20) NOT NULL, section_id BIGINT NULL);
         CREATE TABLE article_label (article_id BIGINT NOT NULL, label_id BIGINT NOT NULL);
         INSERT INTO section (id, slug, name, parent_id) VALUES (1, 'code', 'Programming', NULL), (2, 'rust', 'Rüst', 1), (3, 'food', 'Food', NULL);
         INSERT INTO label (id, name) VALUES (1, 'async'), (2, 'Async traits'), (3, 'baking');
         INSERT INTO article (id, title, status, section_id) VALUES
             (1, 'Streams', 'published', 2), (2, 'Bread', 'published', 3), (3, 'Asynchronous bread', 'published', NULL),
             (4, 'Draft on async', 'draft', 2), (5, 'Pointers', 'published', 1);
         INSERT INTO article_label (article_id, label_id) VALUES (1, 1), (1, 2), (2, 3), (4, 1), (3, 3)",
    )
    .await;
}

async fn found(db: &TestDb, router: Router<Db>, uri: &str) -> String {
    let answer = get(&router, db.db(), uri).await;
    assert_eq!(answer.code(), 200, "{answer:?}");
    let ids = answer.text.lines().next().unwrap().trim().to_owned();
    let count = format!("{} in all", ids.split_whitespace().count());
    assert!(answer.text.contains(&count), "the count and the rows disagree: {}", answer.text);
    ids
}

on_every_database! {
    #[test]
    async fn s_18_a_search_looks_into_related_rows_and_finds_a_row_once(db: &TestDb) {
        create(db).await;
        let search = |words: &'static str| found(db, Articles::router(), words);
        // two labels of article 1 fit, and its draft neighbour is not shown
        assert_eq!(search("/articles/?q=async").await, "1 3");
        assert_eq!(search("/articles/?q=ASYNC+traits").await, "1");
        assert_eq!(search("/articles/?q=R%C3%9CST").await, "1");
        assert_eq!(search("/articles/?q=baking+food").await, "2");
        assert_eq!(search("/articles/?q=bread+baking").await, "2 3");
        let sections = |words: &'static str| found(db, Sections::router(), words);
        assert_eq!(sections("/sections/?q=async").await, "2");
        assert_eq!(sections("/sections/?q=baking").await, "3");
    }

    #[test]
    async fn s_19_filter_by_a_column_of_a_related_table(db: &TestDb) {
        create(db).await;
        let filter = |query: &'static str| found(db, Articles::router(), query);
        assert_eq!(filter("/articles/?section=rust").await, "1");
        assert_eq!(filter("/articles/?section=rust&section=food").await, "1 2");
        assert_eq!(filter("/articles/?section=none").await, "");
        assert_eq!(filter("/articles/?section=").await, "1 2 3 5");
        assert_eq!(filter("/articles/?section__parent__slug=code").await, "1");
        assert_eq!(filter("/articles/?label=1&label=2").await, "1");
        assert_eq!(filter("/articles/?label=3&q=bread&section=food").await, "2");
        assert_eq!(filter("/articles/?label=x").await, "1 2 3 5");
    }

    #[test]
    async fn a_smaller_shape_has_the_relations_of_its_model(db: &TestDb) {
        create(db).await;
        let headlines = |query: &'static str| found(db, Headlines::router(), query);
        assert_eq!(headlines("/headlines/?section__slug=rust&sort=-title").await, "1 4");
        assert_eq!(headlines("/headlines/?section__slug=rust&sort=title").await, "4 1");
        assert_eq!(headlines("/headlines/?labels=1&sort=-labels,title").await, "1 3 2 4", "by how many labels they have");
        assert_eq!(headlines("/headlines/?labels=2").await, "1");
        assert_eq!(headlines("/headlines/?q=traits").await, "", "the label begins with another word");
        assert_eq!(headlines("/headlines/?q=bak").await, "2 3");
    }
}
