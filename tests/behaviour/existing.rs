//! Databases that were there before: tables in schemas, names that are SQL's own words, views.

use cbv::{Dialect, Model, Writable, count};
use cbv_tests::{db::TestDb, fixture, models::Book, on_every_database};

#[derive(Debug, Clone, PartialEq, Default, Model)]
#[model(table = "order", ordering(group, -select), many_to_many(tables(model = Table, through = "where", from = "from", to = "join")))]
struct Order {
    #[model(primary_key, column = "primary")]
    key: i64,
    group: String,
    select: i32,
    #[model(column = "Total \"net\" `sum`")]
    total: Option<i32>,
    #[model(column = "table", foreign_key = Table)]
    table_id: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "table")]
struct Table {
    #[model(column = "index")]
    id: i64,
    r#type: String,
}

#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "order")]
struct OrderAtTable {
    #[model(primary_key, column = "primary")]
    key: i64,
    #[model(column = "table", foreign_key = Table)]
    table_id: Option<i64>,
    #[model(select_related = table_id)]
    table: Option<Table>,
    #[model(prefetch_related(through = "where", from = "from", to = "join"))]
    tables: Vec<Table>,
}

#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "blog.post", ordering(id), many_to_many(tags(model = Tag, through = "blog.post_tag")))]
struct Post {
    id: i64,
    title: String,
    views: i64,
    #[model(foreign_key = Author)]
    author_id: i64,
    #[model(select_related)]
    author: Author,
}

#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "blog.author")]
struct Author {
    id: i64,
    name: String,
}

#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "blog.tag")]
struct Tag {
    id: i64,
    name: String,
}

#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "information_schema.schemata", read_only)]
struct Schema {
    #[model(primary_key)]
    schema_name: String,
}

/// A view: how many books each publisher has.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "publisher_size", read_only, ordering(-books, name))]
struct PublisherSize {
    #[model(primary_key)]
    publisher_id: i64,
    name: String,
    books: i64,
}

async fn orders(db: &TestDb) {
    for table in [
        "CREATE TABLE 'table' ('index' {key}, 'type' VARCHAR(20) NOT NULL)",
        "CREATE TABLE 'order' ('primary' {key}, 'group' VARCHAR(20) NOT NULL, 'select' INTEGER NOT NULL, \
         'Total !net! ?sum?' INTEGER NULL, 'table' BIGINT NULL)",
        "CREATE TABLE 'where' ('from' BIGINT NOT NULL, 'join' BIGINT NOT NULL, UNIQUE ('from', 'join'))",
    ] {
        let names = match db.dialect() {
            Dialect::MySql => table.replace('\'', "`").replace('?', "``").replace('!', "\""),
            _ => table.replace('\'', "\"").replace('?', "`").replace('!', "\"\""),
        };
        db.execute(&names).await;
    }
}

on_every_database! {
    #[test]
    async fn names_may_be_words_of_sql(db: &TestDb) {
        orders(db).await;
        let round = Table { id: 0, r#type: "round".into() };
        assert_eq!(Table::objects().insert(db.db(), &round).await.unwrap(), 1);
        let order = |group: &str, select| Order { group: group.into(), select, table_id: Some(1), ..Order::default() };
        Order::objects().bulk_create(db.db(), &[order("a", 1), order("b", 2), order("a", 3)]).await.unwrap();
        let raised = [Order::SELECT.set(Order::SELECT * 10), Order::TOTAL.set(Order::SELECT)];
        assert_eq!(Order::objects().filter(Order::GROUP.eq("a")).update(db.db(), raised).await.unwrap(), 2);
        let rows = Order::objects().filter(Order::SELECT.gt(1)).all(db.db()).await.unwrap();
        assert_eq!(rows.iter().map(|row| (row.select, row.total)).collect::<Vec<_>>(), [(30, Some(3)), (10, Some(1)), (2, None)]);
        let sizes = Order::objects().group_by(Order::GROUP).having(count().gt(1)).aggregate(db.db(), Order::TOTAL.sum()).await;
        assert_eq!(sizes.unwrap(), [("a".to_owned(), Some(4))]);
        let (second, _) = Order::objects().get_or_create(db.db(), Order::SELECT.eq(2), Order::default).await.unwrap();
        let next = Order::objects().get_next_by(db.db(), Order::SELECT, &second).await.unwrap();
        assert_eq!(next.map(|order| order.select), Some(10));
        second.save_fields(db.db(), (Order::GROUP, Order::TOTAL)).await.unwrap();
        Order::TABLES.add(db.db(), &second, [1]).await.unwrap();
        let at = OrderAtTable::objects().filter(OrderAtTable::TABLE.has(Table::TYPE.eq("round")));
        let at = at.filter(OrderAtTable::KEY.eq(second.key)).get(db.db()).await.unwrap();
        assert_eq!((at.table.map(|table| table.r#type), at.tables.len()), (Some("round".into()), 1));
        Order::TABLES.clear(db.db(), &second).await.unwrap();
        assert_eq!(Order::objects().filter(Order::TABLES.is_empty()).delete(db.db()).await.unwrap(), 3);
    }

    #[test]
    async fn a_table_may_stand_in_a_schema(db: &TestDb) {
        match db.dialect() {
            // a schema is a database there, and they have one name for all tests: what the server says of itself is read
            Dialect::MySql => {
                let here = Schema::objects().filter(Schema::SCHEMA_NAME.eq("information_schema"));
                assert_eq!(here.get(db.db()).await.unwrap().schema_name, "information_schema");
                return;
            }
            Dialect::Postgres => db.execute("CREATE SCHEMA blog").await,
            Dialect::Sqlite => return, // an attached file belongs to one connection; `main` below
        }
        for table in [
            "author (id {key}, name VARCHAR(20) NOT NULL)",
            "post (id {key}, title VARCHAR(20) NOT NULL, views BIGINT NOT NULL, author_id BIGINT NOT NULL)",
            "tag (id {key}, name VARCHAR(20) NOT NULL)",
            "post_tag (post_id BIGINT NOT NULL, tag_id BIGINT NOT NULL, PRIMARY KEY (post_id, tag_id))",
        ] {
            db.execute(&format!("CREATE TABLE blog.{table}")).await;
        }
        let ann = Author { id: 0, name: "ann".into() };
        let author = Author { id: Author::objects().insert(db.db(), &ann).await.unwrap(), ..ann };
        let post = Post { id: 0, title: "one".into(), views: 1, author_id: author.id, author };
        let post = Post { id: post.save(db.db()).await.unwrap(), ..post };
        assert_eq!(Post::objects().bulk_create(db.db(), std::slice::from_ref(&Post { id: 0, ..post.clone() })).await.unwrap(), 1);
        let first = Post::objects().filter(Post::ID.eq(post.id));
        first.clone().update(db.db(), [Post::VIEWS.set(Post::VIEWS + 1)]).await.unwrap();
        assert_eq!(first.get(db.db()).await.unwrap(), Post { views: 2, ..post.clone() });
        let tag = Tag::objects().insert(db.db(), &Tag { id: 0, name: "rust".into() }).await.unwrap();
        Post::TAGS.add(db.db(), &post, [tag]).await.unwrap();
        let tagged = Post::objects().filter(Post::TAGS.any(Tag::NAME.eq("rust")) & Post::AUTHOR.has(Author::NAME.eq("ann")));
        assert_eq!(tagged.clone().count(db.db()).await.unwrap(), 1);
        assert_eq!(tagged.delete(db.db()).await.unwrap(), 1);
        let report = cbv::check(db.db(), cbv::models![Post, Author, Tag]).await.err().map(|error| error.to_string()).unwrap_or_default();
        assert!(!report.contains("has no table"), "{report}");
    }

    #[test]
    async fn a_view_is_read(db: &TestDb) {
        fixture::create(db).await;
        db.execute(
            "CREATE VIEW publisher_size AS SELECT p.id AS publisher_id, p.name, COUNT(b.id) AS books \
             FROM publisher p LEFT JOIN book b ON b.publisher_id = p.id GROUP BY p.id, p.name",
        ).await;
        let sizes = PublisherSize::objects().all(db.db()).await.unwrap();
        let books = Book::objects().count(db.db()).await.unwrap();
        assert_eq!(sizes.iter().map(|size| size.books).sum::<i64>(), i64::try_from(books).unwrap());
        assert!(sizes.is_sorted_by(|one, other| one.books >= other.books), "{sizes:?}");
        let largest = sizes.first().unwrap();
        let found = PublisherSize::objects().filter(PublisherSize::PK.eq(largest.publisher_id)).get(db.db()).await.unwrap();
        assert_eq!(&found, largest);
        let all = PublisherSize::objects().aggregate(db.db(), PublisherSize::BOOKS.sum()).await.unwrap();
        assert_eq!(all, Some(i64::try_from(books).unwrap()));
    }
}

/// The whole of a statement in a schema, where no test can make one.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "main.jar", ordering(id))]
struct Jar {
    id: i64,
    label: String,
}

on_every_database! {
    #[test]
    async fn a_schema_is_written_in_every_statement(db: &TestDb) {
        if db.dialect() != Dialect::Sqlite {
            let text = Jar::objects().query(db.dialect()).unwrap();
            assert!(text.sql().contains(db.pick("", r#"FROM "main"."jar" AS "t""#, "FROM `main`.`jar` AS `t`")), "{}", text.sql());
            return;
        }
        db.execute("CREATE TABLE jar (id {key}, label VARCHAR(20) NOT NULL)").await;
        let jar = Jar { id: 0, label: "salt".into() };
        let (jar, _) = Jar::objects().get_or_create(db.db(), Jar::LABEL.eq("salt"), || jar).await.unwrap();
        let pepper = [Jar::LABEL.set("pepper")];
        assert_eq!(Jar::objects().filter(Jar::ID.eq(jar.id)).update(db.db(), pepper).await.unwrap(), 1);
        assert_eq!(Jar::objects().get(db.db()).await.unwrap().label, "pepper");
        assert!(jar.delete(db.db()).await.unwrap());
        let report = cbv::check(db.db(), cbv::models![Jar]).await.err().map(|error| error.to_string()).unwrap_or_default();
        assert!(!report.contains("has no table"), "{report}");
    }
}
