//! Models compared with the live database at start-up: what is right is not mentioned, and each sort of mistake is told.

use cbv::{Choices, Decimal, Model, Uuid, check, chrono, models};
use cbv_tests::{
    db::TestDb,
    fixture,
    models::{Author, Book, Publisher},
    on_every_database,
};

/// The model `Thing`, written in its own braces, for `check`.
macro_rules! thing {
    ($model:item) => {{
        $model
        models![Thing]
    }};
}

/// What `check` says of a model and a table.
async fn told<const N: usize>(db: &TestDb, table: &str, models: [cbv::ModelInfo; N]) -> Vec<String> {
    db.execute(table).await;
    match check(db.db(), models).await {
        Ok(()) => Vec::new(),
        Err(error) => error.problems().iter().map(ToString::to_string).collect(),
    }
}

#[derive(Debug, Clone, Choices)]
enum Status {
    Draft,
    InReview,
}

on_every_database! {
    #[test]
    async fn what_fits_is_not_mentioned(db: &TestDb) {
        fixture::create(db).await;
        db.execute(
            "CREATE INDEX by_name ON publisher (name); CREATE INDEX by_date ON book (publication_date);
             CREATE INDEX by_publisher ON book (publisher_id)",
        )
        .await;
        check(db.db(), models![Book, Publisher, Author]).await.unwrap_or_else(|error| panic!("{error}"));
    }

    #[test]
    async fn every_type_fits_the_column_that_the_cure_names(db: &TestDb) {
        let every = || thing!(#[derive(Model)] struct Thing {
            id: i64, a: bool, b: i16, c: i32, d: i64, e: f32, f: f64, #[model(decimal(8, 2))] g: Decimal, h: String, i: Vec<u8>,
            j: chrono::NaiveDate, k: chrono::NaiveTime, l: chrono::NaiveDateTime, m: chrono::DateTime<chrono::Utc>, n: Uuid,
            #[model(uuid = hex)] o: Uuid, #[model(uuid = bytes)] p: Uuid, q: Status, r: serde_json::Value, s: u8, t: u16, u: u32,
            v: u64, w: Option<String>, x: i8,
        });
        db.execute("CREATE TABLE thing (id {key})").await;
        let missing = check(db.db(), every()).await.unwrap_err();
        assert_eq!(missing.problems().len(), 24, "{missing}");
        db.execute("DROP TABLE thing").await;
        let columns = missing.problems().iter().map(|problem| {
            let text = problem.to_string();
            text.split_once("ADD COLUMN ").map(|(_, column)| column.to_owned()).unwrap_or_else(|| panic!("{text}"))
        });
        let columns: Vec<String> = columns.collect();
        let table = format!("CREATE TABLE thing (id {{key}}, {})", columns.join(", "));
        assert_eq!(told(db, &table, every()).await, Vec::<String>::new(), "{table}");
    }

    #[test]
    async fn a_missing_table_is_told_with_the_one_that_was_meant(db: &TestDb) {
        let models = thing!(#[derive(Model)] struct Thing { id: i64 });
        let told = told(db, "CREATE TABLE shop_things (id {key}); CREATE TABLE other (id {key})", models.clone()).await;
        assert_eq!(told, ["Thing: the database has no table `thing`. Run the migrations, or name the table: \
            `table = \"..\"`"]);
        db.execute("CREATE TABLE things (id {key})").await;
        let error = check(db.db(), models).await.unwrap_err();
        assert_eq!(error.to_string(), "1 fault between the models and the database:\n- Thing: the database has no table `thing`. \
            Write `table = \"things\"`, if that is the one, or run the migrations");
    }

    #[test]
    async fn a_missing_column_is_told_with_the_one_that_was_meant(db: &TestDb) {
        let models = thing!(#[derive(Model)] struct Thing { id: i64, first_name: String, age: Option<i64> });
        let told = told(db, "CREATE TABLE thing (id {key}, firstname VARCHAR(20) NOT NULL)", models).await;
        let add = db.pick(
            "ALTER TABLE \"thing\" ADD COLUMN \"age\" INTEGER",
            "ALTER TABLE \"thing\" ADD COLUMN \"age\" BIGINT",
            "ALTER TABLE `thing` ADD COLUMN `age` BIGINT",
        );
        assert_eq!(told, [
            "Thing.first_name: the table `thing` has no column `first_name`. Write `#[model(column = \"firstname\")]`, if that \
             is the one".to_owned(),
            format!("Thing.age: the table `thing` has no column `age`. Add it: {add}"),
        ]);
    }

    #[test]
    async fn a_column_of_another_type_is_told_with_both_cures(db: &TestDb) {
        let models = thing!(#[derive(Model)] struct Thing {
            id: i64, title: String, pages: Option<i32>, day: chrono::NaiveDate, at: chrono::DateTime<chrono::Utc>, key: Uuid,
            raw: Vec<u8>, data: serde_json::Value, on: bool, cost: Decimal,
        });
        let table = "CREATE TABLE thing (id {key}, title INTEGER NOT NULL, pages VARCHAR(9), day INTEGER NOT NULL, at INTEGER NOT NULL,
            key_ INTEGER NOT NULL, raw VARCHAR(9) NOT NULL, data {bytes} NOT NULL, on_ {text} NOT NULL, cost {bytes} NOT NULL)";
        let quote = db.pick('"', '"', '`');
        let table = table.replace("key_", &format!("{quote}key{quote}")).replace("on_", &format!("{quote}on{quote}"));
        let told = told(db, &table, models).await;
        let fields: Vec<&str> = told.iter().map(|line| line.split(':').next().unwrap()).collect();
        assert_eq!(fields, ["Thing.title", "Thing.pages", "Thing.day", "Thing.at", "Thing.key", "Thing.raw", "Thing.data", "Thing.on", "Thing.cost"]);
        assert_eq!(told[0], format!(
            "Thing.title: the column `title` is {}, and `String` is text. Make the column {}, or the field `i64`",
            db.pick("INTEGER", "integer", "int(11)"), db.pick("TEXT", "TEXT", "VARCHAR(255)"),
        ));
        assert_eq!(told[1], format!(
            "Thing.pages: the column `pages` is {}, and `Option<i32>` is an integer. Make the column INTEGER, or the field \
             `Option<String>`", db.pick("VARCHAR(9)", "character varying(9)", "varchar(9)"),
        ));
    }

    #[test]
    async fn null_is_told_both_ways(db: &TestDb) {
        let models = thing!(#[derive(Model)] struct Thing { id: i64, name: String, nick: Option<String>, fits: Option<i64> });
        let told = told(db, "CREATE TABLE thing (id {key}, name VARCHAR(9), nick VARCHAR(9) NOT NULL, fits BIGINT)", models).await;
        assert_eq!(told, [
            "Thing.name: the column `name` may be NULL, and `String` cannot be missing. Make the field `Option<String>`, or the \
             column NOT NULL",
            "Thing.nick: the column `nick` is NOT NULL, and `None` cannot be saved in it. Make the field `String`, or let the \
             column be NULL",
        ]);
    }

    #[test]
    async fn a_column_with_larger_numbers_is_told(db: &TestDb) {
        let models = thing!(#[derive(Model)] struct Thing { id: i64, count: i32, small: u8, fits: i64, votes: u32 });
        let table = "CREATE TABLE thing (id {key}, count BIGINT NOT NULL, small BIGINT NOT NULL, fits INTEGER NOT NULL, votes BIGINT NOT NULL)";
        let told = told(db, table, models).await;
        let wide = |field: &str, native: &str, end: i64, column: &str| {
            let declared = db.pick("", "bigint", "bigint(20)");
            format!("Thing.{field}: the column `{field}` is {declared}, and it may hold 9223372036854775807, and `{native}` ends at \
                {end}. Make the field `i64`, or the column {column}")
        };
        let (tiny, votes) = (db.pick("", "SMALLINT", "TINYINT UNSIGNED"), db.pick("", "", "INTEGER UNSIGNED"));
        let (count, small) = (wide("count", "i32", 2_147_483_647, "INTEGER"), wide("small", "u8", 255, tiny));
        // SQLite's integers are of any size; PostgreSQL keeps u32 in BIGINT
        let expected = db.pick(vec![], vec![count.clone(), small.clone()], vec![count, small, wide("votes", "u32", 4_294_967_295, votes)]);
        assert_eq!(told, expected);
    }

    #[test]
    async fn decimals_choices_and_uuids_need_room(db: &TestDb) {
        let models = thing!(#[derive(Model)] struct Thing {
            id: i64, #[model(decimal(8, 2))] price: Decimal, #[model(decimal(20, 2))] huge: Decimal, cost: Decimal, status: Status, key: Uuid,
        });
        let table = "CREATE TABLE thing (id {key}, price NUMERIC(6, 2) NOT NULL, huge NUMERIC(20, 2) NOT NULL,
            cost NUMERIC(9, 3) NOT NULL, status VARCHAR(5) NOT NULL, key_ VARCHAR(32) NOT NULL)";
        let quote = db.pick('"', '"', '`');
        let told = told(db, &table.replace("key_", &format!("{quote}key{quote}")), models).await;
        let numeric = db.pick("", "numeric", "decimal");
        let comma = |six: &str| if numeric.is_empty() { String::new() } else { format!("{numeric}({six})") };
        let key = db.pick("VARCHAR(32)", "character varying(32)", "varchar(32)");
        let servers = vec![
            format!("Thing.price: the column `price` is {}, and `decimal(8, 2)` saves more digits than it has room for. Make the \
                column NUMERIC(8, 2), or write `decimal(6, 2)` at the field", comma("6,2")),
            format!("Thing.cost: the column `cost` is {}, and the field does not say how many digits it has, so that more are rounded \
                without a word. Write `#[model(decimal(9, 3))]` at the field", comma("9,3")),
            format!("Thing.status: the column `status` is {}, and `in_review` of `Status` has 9 characters. Make the column \
                VARCHAR(9)", db.pick("", "character varying(5)", "varchar(5)")),
            format!("Thing.key: the column `key` is {key}, and a UUID is written with 36 characters. {}", db.pick("", "Make the column UUID",
                "Write `#[model(uuid = hex)]` at the field, which leaves the hyphens out")),
        ];
        let sqlite = vec![
            "Thing.huge: the column `huge` is NUMERIC(20, 2), and SQLite holds decimals of 18 digits at most. Say fewer digits in \
             `decimal(..)`, or keep the number as text, in a `String`".to_owned(),
            format!("Thing.key: the column `key` is {key}, and a UUID is written with 36 characters. Write `#[model(uuid = hex)]` at \
                the field, which leaves the hyphens out"),
        ];
        assert_eq!(told, db.pick(sqlite, servers.clone(), servers));
    }

    #[test]
    async fn an_enum_of_the_database_has_every_choice(db: &TestDb) {
        let models = thing!(#[derive(Model)] struct Thing { id: i64, status: Status });
        let table = db.pick(
            "CREATE TABLE thing (id {key}, status STRING NOT NULL)",
            "CREATE TYPE state AS ENUM ('draft', 'published'); CREATE TABLE thing (id {key}, status state NOT NULL)",
            "CREATE TABLE thing (id {key}, status ENUM('draft', 'published') NOT NULL)",
        );
        let expected = db.pick(
            // numbers that are written as text come back as numbers
            "Thing.status: the column `status` is STRING, and `Status` is text. Make the column VARCHAR(9)",
            "Thing.status: the column `status` is state, and `Status` has `in_review`, too. ALTER TYPE .. ADD VALUE 'in_review'",
            "Thing.status: the column `status` is enum('draft','published'), and `Status` has `in_review`, too. Add it to the column's ENUM",
        );
        assert_eq!(told(db, table, models).await, [expected]);
    }

    #[test]
    async fn a_key_of_several_columns_and_a_key_that_is_none_are_told(db: &TestDb) {
        let models = thing!(#[derive(Model)] struct Thing { id: i64, part: i64 });
        let several = told(db, "CREATE TABLE thing (id BIGINT NOT NULL, part BIGINT NOT NULL, PRIMARY KEY (id, part))", models.clone()).await;
        assert_eq!(several, ["Thing.id: the primary key of `thing` is (id, part), and `id` is the model's primary key. Give the table a \
            key of one column: cbv finds a row by one value"]);
        db.execute("DROP TABLE thing").await;
        let none = told(db, "CREATE TABLE thing (id BIGINT NOT NULL, part BIGINT NOT NULL PRIMARY KEY)", models.clone()).await;
        assert_eq!(none, ["Thing.id: nothing makes `id` unique in `thing`, and `id` is the model's primary key. Make it the table's \
            PRIMARY KEY, or mark the field that is `#[model(primary_key)]`"]);
        db.execute("DROP TABLE thing").await;
        let unique = told(db, "CREATE TABLE thing (id BIGINT NOT NULL UNIQUE, part BIGINT NOT NULL)", models).await;
        assert_eq!(unique, Vec::<String>::new());
    }

    #[test]
    async fn a_missing_index_is_advice_that_the_log_may_have(db: &TestDb) {
        let models = thing!(#[derive(Model)] #[model(ordering(-day, name))] struct Thing { id: i64, name: String, day: chrono::NaiveDate });
        let table = "CREATE TABLE thing (id {key}, name VARCHAR(20) NOT NULL, day DATE NOT NULL)";
        let told = told(db, table, models.clone()).await;
        let quote = db.pick("\"", "\"", "`");
        let create = "CREATE INDEX 'thing_day_name' ON 'thing' ('day' DESC, 'name')".replace('\'', quote);
        assert_eq!(told, [format!("Thing: no index has the default order of `Thing` (day, name), and each page of a long table is sorted \
            anew. {create}")]);
        let error = check(db.db(), models.clone()).await.unwrap_err();
        assert!(error.to_string().starts_with("what works could be better:\n- Thing: no index"), "{error}");
        assert!(error.problems()[0].is_advice());
        error.log_advice().unwrap();
        // one that goes the other way from the first column on is none
        db.execute("CREATE INDEX wrong ON thing (day, name)").await;
        assert_eq!(check(db.db(), models.clone()).await.unwrap_err().problems().len(), 1);
        db.execute(&create).await;
        check(db.db(), models).await.unwrap();
    }

    #[test]
    async fn an_index_is_read_from_both_ends(db: &TestDb) {
        let models = thing!(#[derive(Model)] #[model(ordering(-day, -id))] struct Thing { id: i64, day: chrono::NaiveDate });
        let table = "CREATE TABLE thing (id {key}, day DATE NOT NULL); CREATE INDEX up ON thing (day, id)";
        assert_eq!(told(db, table, models).await, Vec::<String>::new());
        // no plain index has NULLs at the end that cbv puts them at: none is asked for, on some databases
        let models = thing!(#[derive(Model)] #[model(table = "late", ordering(-day))] struct Thing { id: i64, day: Option<chrono::NaiveDate> });
        let late = told(db, "CREATE TABLE late (id {key}, day DATE)", models).await;
        assert_eq!(late.len(), db.pick(1, 0, 1), "{late:?}");
    }

    #[test]
    async fn foreign_keys_are_there_lead_to_their_model_and_have_an_index(db: &TestDb) {
        fixture::create(db).await;
        let models = || thing!(#[derive(Model)] struct Thing {
            id: i64, #[model(foreign_key = Author)] author_id: i64, #[model(foreign_key = Author)] editor_id: Option<i64>,
        });
        let table = "CREATE TABLE thing (id {key}, author_id BIGINT NOT NULL, editor_id BIGINT,
            FOREIGN KEY (editor_id) REFERENCES publisher (id))";
        let told = told(db, table, models()).await;
        let quote = db.pick("\"", "\"", "`");
        let index = |column: &str| format!("CREATE INDEX 'thing_{column}' ON 'thing' ('{column}')").replace('\'', quote);
        let add = "ALTER TABLE 'thing' ADD FOREIGN KEY ('author_id') REFERENCES 'author' ('id')".replace('\'', quote);
        let add = db.pick("Write `REFERENCES \"author\" (\"id\")` where the table is made", add.as_str(), add.as_str()).to_owned();
        let mut expected = vec![
            format!("Thing.author_id: no index begins with `author_id`, and finding the rows of one `Author` reads the whole table. {}", index("author_id")),
            format!("Thing.author_id: the column `author_id` is no foreign key, and it may hold a key that no `Author` has. {add}"),
            format!("Thing.editor_id: no index begins with `editor_id`, and finding the rows of one `Author` reads the whole table. {}", index("editor_id")),
            "Thing.editor_id: the column `editor_id` is a foreign key to `publisher`, and the field's leads to `Author`, whose table is \
             `author`. Name the other model, or change the table".to_owned(),
        ];
        if db.pick(false, false, true) {
            expected.remove(2); // InnoDB makes the index of a foreign key
        }
        assert_eq!(told, expected);
    }

    #[test]
    async fn models_that_a_relation_leads_to_are_compared_too(db: &TestDb) {
        fixture::create(db).await;
        db.execute(db.pick("ALTER TABLE publisher RENAME COLUMN city TO town", "ALTER TABLE publisher RENAME COLUMN city TO town",
            "ALTER TABLE publisher CHANGE city town VARCHAR(100) NOT NULL")).await;
        let error = check(db.db(), models![Book]).await.unwrap_err();
        let faults: Vec<(&str, Option<&str>)> =
            error.problems().iter().filter(|one| !one.is_advice()).map(|one| (one.model(), one.field())).collect();
        assert_eq!(faults, [("Publisher", Some("city"))], "{error}");
        let left = error.log_advice().unwrap_err();
        assert_eq!(left.problems().len(), 1);
    }

    #[test]
    async fn a_view_is_compared_by_its_columns_alone(db: &TestDb) {
        fixture::create(db).await;
        db.execute("CREATE VIEW thing AS SELECT id, title, UPPER(title) AS loud FROM book").await;
        let models = thing!(#[derive(Model)] #[model(ordering(title))] struct Thing { id: i64, title: String, loud: String });
        check(db.db(), models).await.unwrap_or_else(|error| panic!("{error}"));
        let models = thing!(#[derive(Model)] struct Thing { id: i64, titel: String, title: Vec<u8> });
        let error = check(db.db(), models).await.unwrap_err();
        assert_eq!(error.problems().len(), 2, "{error}");
        assert!(error.to_string().contains("Thing.titel: the view `thing` has no column `titel`. Add it to the view, or leave the field out"), "{error}");
    }

    #[test]
    async fn reserved_words_and_other_names_are_found(db: &TestDb) {
        let quote = db.pick("\"", "\"", "`");
        let table = "CREATE TABLE 'order' (id {key}, 'Group' VARCHAR(9) NOT NULL)".replace('\'', quote);
        let models = thing!(#[derive(Model)] #[model(table = "order", ordering(group))] struct Thing { id: i64, #[model(column = "Group")] group: String });
        let told = told(db, &table, models).await;
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].starts_with("Thing.group: no index has the default order of `Thing` (Group)"), "{told:?}");
        db.execute(told[0].split_once("anew. ").unwrap().1).await;
    }

    #[test]
    async fn the_table_of_a_many_to_many_relation_is_compared_too(db: &TestDb) {
        fixture::create(db).await;
        let models = || thing!(#[derive(Model)] #[model(table = "publisher", many_to_many(authors(model = Author, through = "writes", from = "house_id")))]
            struct Thing { id: i64 });
        let missing = check(db.db(), models()).await.unwrap_err();
        assert_eq!(missing.problems()[0].to_string(), "Thing.authors: the database has no table `writes`. Run the migrations, or \
            name the table: `through = \"..\"`");
        let table = "CREATE TABLE writes (id {key}, author_id VARCHAR(20) NOT NULL, house BIGINT)";
        let told = told(db, table, models()).await;
        let quote = db.pick("\"", "\"", "`");
        let add = format!("ALTER TABLE 'writes' ADD COLUMN 'house_id' {} NOT NULL", db.pick("INTEGER", "BIGINT", "BIGINT")).replace('\'', quote);
        let references = db.pick(
            "Write `REFERENCES 'author' ('id')` where the table is made",
            "ALTER TABLE 'writes' ADD FOREIGN KEY ('author_id') REFERENCES 'author' ('id')",
            "ALTER TABLE 'writes' ADD FOREIGN KEY ('author_id') REFERENCES 'author' ('id')",
        ).replace('\'', quote);
        assert_eq!(told, [
            format!("Thing.authors: the table `writes` has no column `house_id`. Add it: {add}"),
            format!("Thing.authors: the column `writes.author_id` is {}, and `i64` is an integer. Make the column {}, or the field \
                `String`", db.pick("VARCHAR(20)", "character varying(20)", "varchar(20)"), db.pick("INTEGER", "BIGINT", "BIGINT")),
            format!("Thing.authors: the column `writes.author_id` is no foreign key, and it may hold a key that no `Author` has. {references}"),
        ]);
    }

    #[test]
    async fn a_joined_row_without_a_word_about_its_key_is_a_foreign_key(db: &TestDb) {
        fixture::create(db).await;
        let models = thing!(#[derive(Model)] struct Thing { id: i64, author_id: i64, #[model(select_related)] author: Author });
        let told = told(db, "CREATE TABLE thing (id {key}, author_id BIGINT NOT NULL)", models).await;
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[1].contains("`author_id` is no foreign key"), "{told:?}");
    }

    #[test]
    async fn a_table_in_a_schema_is_looked_for_there(db: &TestDb) {
        let sqlite = thing!(#[derive(Model)] #[model(table = "main.thing", ordering(name))] struct Thing { id: i64, name: String });
        let postgres = thing!(#[derive(Model)] #[model(table = "shop.thing", ordering(name))] struct Thing { id: i64, name: String });
        // a database is a schema there, and only its own can be written into a test
        let mysql = thing!(#[derive(Model)] #[model(table = "information_schema.SCHEMATA")] struct Thing {
            #[model(primary_key, column = "SCHEMA_NAME")] name: String, #[model(column = "NOWHERE")] other: String,
        });
        let table = db.pick("CREATE TABLE thing (id {key}, name TEXT NOT NULL)",
            "CREATE TABLE thing (wrong TEXT); CREATE SCHEMA shop; CREATE TABLE shop.thing (id {key}, name TEXT NOT NULL)", "SELECT 1");
        let told = told(db, table, db.pick(sqlite, postgres, mysql)).await;
        let expected = db.pick("CREATE INDEX \"main\".\"thing_name\" ON \"thing\" (\"name\")",
            "CREATE INDEX \"thing_name\" ON \"shop\".\"thing\" (\"name\")", "Thing.other: the view `information_schema.SCHEMATA` has no column \
            `NOWHERE`. Add it to the view, or leave the field out");
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].ends_with(expected), "{told:?}");
        db.execute(db.pick(expected, expected, "SELECT 1")).await;
    }
}
