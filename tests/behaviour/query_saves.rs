//! One object at a time: `get_or_create`, `update_or_create`, `save` and its like.

use cbv::{Conn, Db, Dialect, Error, Executor, Model, QuerySet, Result, Writable};
use cbv_tests::{db::TestDb, on_every_database};

use crate::query_note::{Note, create, create_tagged, note};

#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "label", ordering(id))]
struct Label {
    id: i64,
    slug: String,
    title: String,
    uses: i32,
}

async fn labels(db: &TestDb) {
    db.execute(
        "CREATE TABLE label (id {key}, slug VARCHAR(50) NOT NULL UNIQUE, title VARCHAR(50) NOT NULL, \
         uses INTEGER NOT NULL DEFAULT 0)",
    )
    .await;
}

fn label(slug: &str) -> Label {
    Label { id: 0, slug: slug.into(), title: slug.to_uppercase(), uses: 1 }
}

async fn get_or_create(db: impl Executor, slug: &'static str) -> Result<(Label, bool)> {
    Label::objects().get_or_create(db, Label::SLUG.eq(slug), || label(slug)).await
}

async fn count_up(db: impl Executor, slug: &'static str) -> Result<(Label, bool)> {
    let raised = [Label::USES.set(Label::USES + 1)];
    Label::objects().update_or_create(db, Label::SLUG.eq(slug), raised, || label(slug)).await
}

on_every_database! {
    #[test]
    async fn a_row_is_read_or_inserted(db: &TestDb) {
        labels(db).await;
        let (rust, created) = get_or_create(db.db(), "rust").await.unwrap();
        assert_eq!((&*rust.title, rust.id, created), ("RUST", 1, true));
        let unasked = || -> Label { panic!("there is one") };
        let again = Label::objects().get_or_create(db.db(), Label::SLUG.eq("rust"), unasked).await.unwrap();
        assert_eq!(again, (rust, false));
        get_or_create(db.db(), "axum").await.unwrap();
        let several = Label::objects().get_or_create(db.db(), Label::USES.eq(1), unasked).await;
        assert!(matches!(several, Err(Error::MultipleObjectsReturned { .. })), "{several:?}");
        // taken by a row that does not fit the condition: the error is the database's
        let taken = Label::objects().get_or_create(db.db(), Label::TITLE.eq("x"), || label("rust")).await;
        assert!(matches!(taken, Err(Error::Database(_))), "{taken:?}");
        assert_eq!(Label::objects().count(db.db()).await.unwrap(), 2);
    }

    #[test]
    async fn of_many_at_once_one_inserts_the_row(db: &TestDb) {
        labels(db).await;
        let mut visitors = tokio::task::JoinSet::new();
        for _ in 0..12 {
            let db = db.db().clone();
            visitors.spawn(async move { get_or_create(&db, "rust").await.unwrap() });
        }
        let rows = visitors.join_all().await;
        assert_eq!(rows.iter().filter(|(_, created)| *created).count(), 1);
        assert!(rows.iter().all(|(row, _)| row.id == rows[0].0.id));
    }

    #[test]
    async fn of_many_at_once_all_change_the_row(db: &TestDb) {
        labels(db).await;
        let mut visitors = tokio::task::JoinSet::new();
        for _ in 0..12 {
            let db = db.db().clone();
            visitors.spawn(async move { count_up(&db, "rust").await.unwrap() });
        }
        let rows = visitors.join_all().await;
        assert_eq!(rows.iter().filter(|(_, created)| *created).count(), 1);
        let uses = Label::objects().get(db.db()).await.unwrap().uses;
        assert_eq!(uses, 12);
    }

    #[test]
    async fn a_row_is_changed_or_inserted(db: &TestDb) {
        labels(db).await;
        assert_eq!(count_up(db.db(), "rust").await.unwrap().0.uses, 1);
        let (raised, created) = count_up(db.db(), "rust").await.unwrap();
        assert_eq!((raised.uses, created), (2, false));
        // also what the condition asks for may be changed
        let renamed = [Label::SLUG.set("crab")];
        let (crab, _) = Label::objects().update_or_create(db.db(), Label::SLUG.eq("rust"), renamed, || label("no")).await.unwrap();
        assert_eq!((&*crab.slug, crab.id), ("crab", raised.id));
        // as part of a transaction that is given up
        let conn = Conn::new(db.db().clone());
        let given_up: Result<()> = conn.atomic(async {
            assert_eq!(count_up(&conn, "crab").await?.0.uses, 3);
            assert!(count_up(&conn, "new").await?.1);
            Err(Error::not_found("changed my mind"))
        }).await;
        assert!(given_up.is_err());
        assert_eq!(Label::objects().all(db.db()).await.unwrap(), [crab]);
    }

    /// MariaDB shows a transaction the table as it was when it began.
    #[test]
    async fn a_row_that_another_has_inserted_meanwhile_is_read_in_the_transaction(db: &TestDb) {
        labels(db).await;
        let conn = Conn::new(db.db().clone());
        let found = conn.atomic(async {
            if db.dialect() != Dialect::Sqlite { // where nobody else could insert one
                assert_eq!(Label::objects().count(&conn).await?, 0);
            }
            let other = if db.dialect() == Dialect::Sqlite { conn.clone() } else { Conn::new(db.db().clone()) };
            Label::objects().insert(&other, &label("rust")).await?;
            Label::objects().get_or_create(&conn, Label::SLUG.eq("rust"), || label("rust")).await
        }).await.unwrap();
        assert_eq!((&*found.0.slug, found.1), ("rust", false));
    }

    /// PostgreSQL gives a transaction up at the first fault, up to a savepoint.
    #[test]
    async fn a_transaction_goes_on_after_a_row_was_found_to_be_taken(db: &TestDb) {
        labels(db).await;
        let conn = Conn::new(db.db().clone());
        conn.atomic(async {
            get_or_create(&conn, "rust").await?;
            let taken = Label::objects().get_or_create(&conn, Label::TITLE.eq("x"), || label("rust")).await;
            assert!(matches!(taken, Err(Error::Database(_))), "{taken:?}");
            get_or_create(&conn, "axum").await
        }).await.unwrap();
        assert_eq!(Label::objects().count(db.db()).await.unwrap(), 2);
    }

    #[test]
    async fn an_object_is_saved(db: &TestDb) {
        create_tagged(db, &[Some("a"), Some("b")]).await;
        let mut object = Note::objects().filter(Note::TAG.eq("a")).get(db.db()).await.unwrap();
        object.title = "changed".into();
        object.grade = Some(3);
        assert_eq!(object.save(db.db()).await.unwrap(), 1);
        assert_eq!(Note::objects().all(db.db()).await.unwrap(), [object.clone(), Note { id: 2, ..note("b", Some("b")) }]);
        assert_eq!(object.save(db.db()).await.unwrap(), 1); // the same once more
        assert_eq!(note("c", None).save(db.db()).await.unwrap(), 3); // a key of 0: a new row
        let with_key = Note { id: 40, ..note("d", None) };
        assert_eq!(with_key.save(db.db()).await.unwrap(), 40);
        assert!(with_key.delete(db.db()).await.unwrap());
        assert!(!with_key.delete(db.db()).await.unwrap());
        assert_eq!(Note::objects().count(db.db()).await.unwrap(), 3);
    }

    #[test]
    async fn some_columns_of_an_object_are_saved(db: &TestDb) {
        create(db).await;
        let mut object = Note { id: 1, ..note("a", Some("a")) };
        object.save(db.db()).await.unwrap();
        Note::objects().update(db.db(), [Note::DONE.set(true)]).await.unwrap();
        object.title = "b".into();
        object.tag = None;
        object.grade = Some(9);
        object.save_fields(db.db(), Note::TITLE).await.unwrap();
        object.save_fields(db.db(), (Note::TAG, Note::TITLE)).await.unwrap();
        object.save_fields(db.db(), [Note::TITLE; 0]).await.unwrap();
        let row = Note::objects().get(db.db()).await.unwrap();
        assert_eq!(row, Note { grade: None, done: true, ..object.clone() });
        let key = object.save_fields(db.db(), (Note::ID, Note::TITLE)).await;
        assert!(matches!(key, Err(Error::ImproperlyConfigured(_))), "{key:?}");
        object.delete(db.db()).await.unwrap();
        let gone = object.save_fields(db.db(), Note::TITLE).await;
        assert!(matches!(gone, Err(Error::NotFound(_))), "{gone:?}");
    }

    #[test]
    async fn an_object_is_saved_in_the_transaction(db: &TestDb) {
        create_tagged(db, &[Some("a")]).await;
        let conn = Conn::new(db.db().clone());
        let given_up: Result<()> = conn.atomic(async {
            let mut object = Note::objects().select_for_update().get(&conn).await?;
            object.title = "lost".into();
            object.save(&conn).await?;
            note("new", None).save(&conn).await?;
            Err(Error::not_found("changed my mind"))
        }).await;
        assert!(given_up.is_err());
        assert_eq!(Note::objects().get(db.db()).await.unwrap().title, "a");
    }

    #[test]
    async fn a_locked_row_waits_for_the_transaction(db: &TestDb) {
        create_tagged(db, &[Some("a")]).await;
        let raise = |db: Db| async move {
            let conn = Conn::new(db);
            conn.atomic(async {
                let mut object = Note::objects().select_for_update().get(&conn).await?;
                object.grade = Some(object.grade.unwrap_or_default() + 1);
                tokio::task::yield_now().await;
                object.save(&conn).await
            }).await.unwrap();
        };
        let mut visitors = tokio::task::JoinSet::new();
        for _ in 0..8 {
            visitors.spawn(raise(db.db().clone()));
        }
        visitors.join_all().await;
        assert_eq!(QuerySet::<Note>::new().get(db.db()).await.unwrap().grade, Some(8));
    }
}
