//! Linking rows of a many-to-many relation.

use cbv::{Conn, Error, Model, Result};
use cbv_tests::{db::TestDb, on_every_database};

#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "paper", many_to_many(topics(model = Topic, through = "paper_topic")), reverse(pages = Sheet::PAPER))]
struct Paper {
    id: i64,
    title: String,
}

#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "topic", ordering(name), many_to_many(papers(model = Paper, through = "paper_topic")))]
struct Topic {
    #[model(primary_key)]
    name: String,
}

#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "sheet")]
struct Sheet {
    id: i64,
    #[model(foreign_key = Paper)]
    paper_id: i64,
}

async fn create(db: &TestDb) -> Paper {
    db.execute("CREATE TABLE paper (id {key}, title VARCHAR(50) NOT NULL)").await;
    db.execute("CREATE TABLE topic (name VARCHAR(50) PRIMARY KEY)").await;
    db.execute(
        "CREATE TABLE paper_topic (paper_id BIGINT NOT NULL, topic_id VARCHAR(50) NOT NULL, note VARCHAR(10) DEFAULT 'new', \
         PRIMARY KEY (paper_id, topic_id), FOREIGN KEY (paper_id) REFERENCES paper (id), \
         FOREIGN KEY (topic_id) REFERENCES topic (name))",
    )
    .await;
    let topics = ["axum", "rust", "sqlx"].map(|name| Topic { name: name.into() });
    Topic::objects().bulk_create(db.db(), &topics).await.unwrap();
    let papers = [Paper { id: 0, title: "one".into() }, Paper { id: 0, title: "two".into() }];
    Paper::objects().bulk_create(db.db(), &papers).await.unwrap();
    let other = Paper::objects().filter(Paper::TITLE.eq("two")).get(db.db()).await.unwrap();
    Paper::TOPICS.add(db.db(), &other, names(["rust"])).await.unwrap();
    Paper::objects().filter(Paper::TITLE.eq("one")).get(db.db()).await.unwrap()
}

fn names<const N: usize>(names: [&str; N]) -> [String; N] {
    names.map(str::to_owned)
}

async fn topics(db: &TestDb, paper: i64) -> Vec<String> {
    let topics = Topic::objects().filter(Topic::PAPERS.any(Paper::ID.eq(paper)));
    topics.values_list(Topic::NAME).all(db.db()).await.unwrap()
}

on_every_database! {
    #[test]
    async fn links_are_added_once(db: &TestDb) {
        let paper = create(db).await;
        Paper::TOPICS.add(db.db(), &paper, names(["rust", "axum", "rust"])).await.unwrap();
        db.execute("UPDATE paper_topic SET note = 'old'").await;
        Paper::TOPICS.add(db.db(), &paper, names(["rust", "sqlx"])).await.unwrap();
        Paper::TOPICS.add(db.db(), &paper, []).await.unwrap();
        assert_eq!(topics(db, paper.id).await, ["axum", "rust", "sqlx"]);
        assert_eq!(topics(db, 2).await, ["rust"]); // of others nothing is changed
        let missing = Paper::TOPICS.add(db.db(), &paper, names(["gone"])).await;
        assert!(matches!(missing, Err(Error::Database(_))), "{missing:?}");
    }

    #[test]
    async fn links_are_taken_away(db: &TestDb) {
        let paper = create(db).await;
        Paper::TOPICS.add(db.db(), &paper, names(["rust", "axum", "sqlx"])).await.unwrap();
        Paper::TOPICS.remove(db.db(), &paper, names(["rust", "gone"])).await.unwrap();
        assert_eq!(topics(db, paper.id).await, ["axum", "sqlx"]);
        Paper::TOPICS.remove(db.db(), &paper, []).await.unwrap();
        assert_eq!(topics(db, paper.id).await, ["axum", "sqlx"]);
        Paper::TOPICS.clear(db.db(), &paper).await.unwrap();
        assert_eq!(topics(db, paper.id).await, [""; 0]);
        assert_eq!(topics(db, 2).await, ["rust"]);
        assert_eq!(Topic::objects().count(db.db()).await.unwrap(), 3); // the rows stay
    }

    #[test]
    async fn links_are_set(db: &TestDb) {
        let paper = create(db).await;
        Paper::TOPICS.add(db.db(), &paper, names(["rust", "axum"])).await.unwrap();
        db.execute("UPDATE paper_topic SET note = 'old'").await;
        Paper::TOPICS.set(db.db(), &paper, names(["sqlx", "rust"])).await.unwrap();
        assert_eq!(topics(db, paper.id).await, ["rust", "sqlx"]);
        // what was right has stayed, not been made anew
        db.execute("DELETE FROM paper_topic WHERE note = 'old'").await;
        assert_eq!(topics(db, paper.id).await, ["sqlx"]);
        Paper::TOPICS.set(db.db(), &paper, []).await.unwrap();
        assert_eq!(topics(db, paper.id).await, [""; 0]);
    }

    #[test]
    async fn links_are_made_from_the_other_side(db: &TestDb) {
        let paper = create(db).await;
        let axum = Topic { name: "axum".into() };
        Topic::PAPERS.add(db.db(), &axum, [1, 2]).await.unwrap();
        assert_eq!((topics(db, paper.id).await, topics(db, 2).await), (vec!["axum".to_owned()], names(["axum", "rust"]).to_vec()));
    }

    #[test]
    async fn links_are_part_of_the_transaction(db: &TestDb) {
        let paper = create(db).await;
        Paper::TOPICS.add(db.db(), &paper, names(["axum"])).await.unwrap();
        let conn = Conn::new(db.db().clone());
        let given_up: Result<()> = conn.atomic(async {
            Paper::TOPICS.set(&conn, &paper, names(["rust"])).await?;
            Err(Error::not_found("changed my mind"))
        }).await;
        assert!(given_up.is_err());
        // also a link that fails in the middle changes nothing
        let missing = Paper::TOPICS.set(db.db(), &paper, names(["gone"])).await;
        assert!(missing.is_err());
        assert_eq!(topics(db, paper.id).await, ["axum"]);
    }

    #[test]
    async fn two_who_link_the_same_rows_at_once_link_them_once(db: &TestDb) {
        let paper = create(db).await;
        let mut visitors = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (db, paper) = (db.db().clone(), paper.clone());
            visitors.spawn(async move { Paper::TOPICS.add(&db, &paper, names(["axum", "rust"])).await.unwrap() });
        }
        visitors.join_all().await;
        assert_eq!(topics(db, paper.id).await, ["axum", "rust"]);
    }

    #[test]
    async fn rows_that_hold_the_key_themselves_are_not_linked(db: &TestDb) {
        let paper = create(db).await;
        let refused = Paper::PAGES.add(db.db(), &paper, [1]).await;
        assert!(matches!(refused, Err(Error::ImproperlyConfigured(_))), "{refused:?}");
    }
}
