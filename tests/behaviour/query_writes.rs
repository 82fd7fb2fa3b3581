//! Inserting, changing and deleting rows.

use cbv::{Conn, Error, Model, Uuid};
use cbv_tests::{db::TestDb, fixture, models::Publisher, on_every_database};

use crate::query_note::{Note, create, create_tagged, ids, note};

#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "country")]
struct Country {
    #[model(primary_key)]
    code: String,
    name: String,
}

#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "token")]
struct Token {
    id: Uuid,
    text: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "ticket")]
struct Ticket {
    id: i32,
}

on_every_database! {
    #[test]
    async fn the_database_gives_the_key(db: &TestDb) {
        create(db).await;
        let first = Note::objects().insert(db.db(), &note("a", None)).await.unwrap();
        let second = Note::objects().insert(db.db(), &note("b", Some("ä'\"\\"))).await.unwrap();
        assert_eq!((first, second), (1, 2));
        let read = Note::objects().filter(Note::ID.eq(second)).get(db.db()).await.unwrap();
        assert_eq!(read, Note { id: 2, ..note("b", Some("ä'\"\\")) });
        let mine = Note { id: 40, ..note("c", None) };
        assert_eq!(Note::objects().insert(db.db(), &mine).await.unwrap(), 40);
    }

    #[test]
    async fn a_row_of_its_key_alone_is_inserted(db: &TestDb) {
        db.execute(db.pick(
            "CREATE TABLE ticket (id INTEGER PRIMARY KEY)",
            "CREATE TABLE ticket (id SERIAL PRIMARY KEY)",
            "CREATE TABLE ticket (id INT AUTO_INCREMENT PRIMARY KEY)",
        )).await;
        let ticket = Ticket { id: 0 };
        assert_eq!(Ticket::objects().insert(db.db(), &ticket).await.unwrap(), 1);
        assert_eq!(Ticket::objects().bulk_create(db.db(), &[ticket.clone(), ticket]).await.unwrap(), 2);
        assert_eq!(Ticket::objects().count(db.db()).await.unwrap(), 3);
    }

    #[test]
    async fn keys_may_be_texts_and_uuids(db: &TestDb) {
        db.execute("CREATE TABLE country (code VARCHAR(20) PRIMARY KEY, name VARCHAR(50) NOT NULL)").await;
        let denmark = Country { code: "dk".into(), name: "Denmark".into() };
        assert_eq!(Country::objects().insert(db.db(), &denmark).await.unwrap(), "dk");
        assert_eq!(Country::objects().filter(Country::PK.eq("dk")).get(db.db()).await.unwrap(), denmark);
        assert!(!Country::objects().filter(Country::PK.eq("DK")).exists(db.db()).await.unwrap());
        db.execute("CREATE TABLE token (id {uuid} PRIMARY KEY, text {text} NULL)").await;
        let token = Token { id: Uuid::from_u128(0xfeed << 100), text: None };
        assert_eq!(Token::objects().insert(db.db(), &token).await.unwrap(), token.id);
        assert_eq!(Token::objects().filter(Token::ID.is_in([token.id])).get(db.db()).await.unwrap(), token);
        assert_eq!(Token::objects().exclude(Token::ID.eq(token.id)).count(db.db()).await.unwrap(), 0);
    }

    #[test]
    async fn many_rows_are_inserted_all_or_none(db: &TestDb) {
        create(db).await;
        let mut rows: Vec<_> = (0..2_500).map(|number| Note { grade: Some(number), ..Note::default() }).collect();
        rows[3].id = 5_000;
        assert_eq!(Note::objects().bulk_create(db.db(), &rows).await.unwrap(), 2_500);
        assert_eq!(Note::objects().filter(Note::ID.eq(5_000)).get(db.db()).await.unwrap().grade, Some(3));
        assert_eq!(Note::objects().bulk_create(db.db(), &[]).await.unwrap(), 0);
        // the last row of the second statement has a key that is there
        let mut again: Vec<_> = (0..1_500).map(|number| Note { id: 10_000 + number, ..Note::default() }).collect();
        again[1_499].id = 5_000;
        let conn = Conn::new(db.db().clone());
        let refused = conn.atomic(async { Ok(Note::objects().bulk_create(&conn, &again).await) }).await.unwrap();
        assert!(matches!(refused, Err(Error::Database(_))), "{refused:?}");
        assert_eq!(Note::objects().count(db.db()).await.unwrap(), 2_500);
    }

    #[test]
    async fn rows_are_changed_and_counted(db: &TestDb) {
        create_tagged(db, &[Some("a"), Some("b"), Some("A"), None]).await;
        let rows = || Note::objects().filter(Note::TAG.eq("a"));
        let changes = || [Note::GRADE.set(7), Note::TITLE.set("new"), Note::TAG.set(None::<String>)];
        assert_eq!(rows().update(db.db(), changes()).await.unwrap(), 1);
        assert_eq!(rows().update(db.db(), changes()).await.unwrap(), 0);
        let changed = Note::objects().filter(Note::GRADE.eq(7)).get(db.db()).await.unwrap();
        assert_eq!((changed.id, &*changed.title, changed.tag), (1, "new", None));
        // also rows that had the value
        assert_eq!(Note::objects().update(db.db(), [Note::GRADE.set(Some(7))]).await.unwrap(), 4);
        assert_eq!(Note::objects().update(db.db(), [Note::GRADE.set(7)]).await.unwrap(), 4);
        assert_eq!(Note::objects().exclude(Note::TAG.eq("b")).update(db.db(), [Note::DONE.set(true)]).await.unwrap(), 3);
        assert_eq!(ids(db, Note::objects().filter(Note::DONE.eq(true))).await, [1, 3, 4]);
    }

    #[test]
    async fn rows_are_deleted_and_counted(db: &TestDb) {
        create_tagged(db, &[Some("a"), Some("b"), Some("A"), None]).await;
        assert_eq!(Note::objects().filter(Note::TAG.iexact("A")).delete(db.db()).await.unwrap(), 2);
        assert_eq!(ids(db, Note::objects()).await, [2, 4]);
        assert_eq!(Note::objects().delete(db.db()).await.unwrap(), 2);
        assert!(!Note::objects().exists(db.db()).await.unwrap());
    }

    #[test]
    async fn rows_that_others_refer_to_are_not_deleted(db: &TestDb) {
        fixture::create(db).await;
        let refused = Publisher::objects().delete(db.db()).await;
        assert!(matches!(refused, Err(Error::Database(_))), "{refused:?}");
        assert_eq!(Publisher::objects().count(db.db()).await.unwrap(), 3);
    }
}
