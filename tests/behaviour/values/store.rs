//! Each type stored, read back, compared and sorted; and what is refused before it is sent.

use std::fmt::Debug;

use cbv::{
    Decimal, Uuid,
    chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc},
};
use cbv_runtime::{
    Error,
    db::Dialect,
    model::Model as _,
    query::Comparable,
    value::{DateTimeForm, Field, UuidForm, Value},
};
use cbv_tests::{db::TestDb, on_every_database};

use super::{Cell, Form, Plain};

/// `numeric(8, 2)`: a number on SQLite.
struct Money;

impl Form for Money {
    const DIGITS: Option<(u8, u8)> = Some((8, 2));
}

/// `numeric(18, 6)`: a scaled integer on SQLite.
struct Scaled;

impl Form for Scaled {
    const DIGITS: Option<(u8, u8)> = Some((18, 6));
}

/// `numeric(20, 2)`: too much for SQLite.
struct Huge;

impl Form for Huge {
    const DIGITS: Option<(u8, u8)> = Some((20, 2));
}

struct Rfc3339;

impl Form for Rfc3339 {
    const DATETIME: DateTimeForm = DateTimeForm::Rfc3339;
}

struct Hex;

impl Form for Hex {
    const UUID: UuidForm = UuidForm::Hex;
}

struct Bytes;

impl Form for Bytes {
    const UUID: UuidForm = UuidForm::Bytes;
}

async fn create(db: &TestDb, column: &str) {
    db.execute("DROP TABLE IF EXISTS cell").await;
    db.execute(&format!("CREATE TABLE cell (id BIGINT NOT NULL PRIMARY KEY, v {column} NULL)")).await;
}

/// Stores the values, which are given smallest first, and NULL; finds each by what it is, and counts those before it.
async fn stored<T, F: Form>(db: &TestDb, column: &str, values: &[T])
where
    T: Field<Value = T> + Value<Repr: Comparable> + Clone + PartialEq + Debug,
{
    create(db, column).await;
    // a handle of its own for each table: connections remember the types of tables that are gone
    let fresh = cbv_runtime::db::Db::connect(db.url()).await.unwrap();
    let all = Cell::<Option<T>, F>::objects;
    let v = Cell::<Option<T>, F>::V;
    all().insert(&fresh, &Cell::new(1_000, None)).await.unwrap();
    // the last one first: the order is not that of writing
    for (index, value) in values.iter().enumerate().rev() {
        all().insert(&fresh, &Cell::new(index as i64 + 1, Some(value.clone()))).await.unwrap();
    }
    let rows = all().order_by([v.asc()]).all(&fresh).await.unwrap();
    let read: Vec<Option<T>> = rows.into_iter().map(|cell| cell.v).collect();
    let expected: Vec<Option<T>> = values.iter().cloned().map(Some).chain([None]).collect();
    assert_eq!(read, expected, "{column}");
    for (before, value) in (0..).zip(values) {
        let found = all().filter(v.eq(value.clone())).get(&fresh).await.unwrap();
        assert_eq!(found.v.as_ref(), Some(value), "{column}");
        assert_eq!(
            all().filter(v.lt(value.clone())).count(&fresh).await.unwrap(),
            before,
            "{column} {value:?}"
        );
    }
    assert_eq!(all().update(&fresh, [v.set(values[0].clone())]).await.unwrap(), values.len() as u64 + 1);
    assert_eq!(all().filter(v.eq(values[0].clone())).count(&fresh).await.unwrap(), values.len() as u64 + 1);
    fresh.close().await;
}

fn decimals(texts: &[&str]) -> Vec<Decimal> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

fn instants() -> Vec<NaiveDateTime> {
    let first: NaiveDateTime = "0001-01-01T00:00:00".parse().unwrap();
    let whole: NaiveDateTime = "2026-01-01T00:00:00".parse().unwrap();
    let last: NaiveDateTime = "9999-12-31T23:59:59.999999".parse().unwrap();
    let near = [0, 1, 500_000, 999_999, 1_000_000].map(|micros| whole + TimeDelta::microseconds(micros));
    [first, "1961-06-01T12:00:00".parse().unwrap()].into_iter().chain(near).chain([last]).collect()
}

on_every_database! {
    #[test]
    async fn numbers_are_stored(db: &TestDb) {
        stored::<bool, Plain>(db, "{bool}", &[false, true]).await;
        stored::<i8, Plain>(db, "SMALLINT", &[i8::MIN, -1, 0, i8::MAX]).await;
        stored::<i16, Plain>(db, "SMALLINT", &[i16::MIN, 0, i16::MAX]).await;
        stored::<i32, Plain>(db, "INTEGER", &[i32::MIN, 0, i32::MAX]).await;
        stored::<i64, Plain>(db, "BIGINT", &[i64::MIN, -1, 0, 1, i64::MAX]).await;
        stored::<u8, Plain>(db, "SMALLINT", &[0, u8::MAX]).await;
        stored::<u16, Plain>(db, "INTEGER", &[0, u16::MAX]).await;
        stored::<u32, Plain>(db, "BIGINT", &[0, u32::MAX]).await;
        stored::<u64, Plain>(db, "BIGINT", &[0, i64::MAX as u64]).await;
        stored::<f32, Plain>(db, "REAL", &[-1.5, 0.1, 1e30]).await;
        stored::<f64, Plain>(db, "{float}", &[-1e300, -0.5, 0.0, 0.1, 1e300]).await;
    }

    #[test]
    async fn decimals_are_stored_exactly_and_compared_as_numbers(db: &TestDb) {
        let money = decimals(&["-999999.99", "-0.01", "0.00", "0.01", "9.90", "9.99", "10.00", "100.00", "999999.99"]);
        stored::<Decimal, Money>(db, "DECIMAL(8, 2)", &money).await;
        let column = db.pick("BIGINT", "NUMERIC(18, 6)", "DECIMAL(18, 6)");
        let scaled = decimals(&["-999999999999.999999", "0.000001", "9.000000", "10.000000", "999999999999.999999"]);
        stored::<Decimal, Scaled>(db, column, &scaled).await;
        let plain = decimals(&["1.5", "2"]);
        create(db, "DECIMAL(8, 2)").await;
        Cell::<Decimal>::objects().insert(db.db(), &Cell::new(1, plain[0])).await.unwrap();
        assert_eq!(Cell::<Decimal>::row(1).get(db.db()).await.unwrap().v, plain[0]);
    }

    #[test]
    async fn texts_and_bytes_are_stored(db: &TestDb) {
        stored::<String, Plain>(db, "{text}", &["".to_owned(), "a".into(), "b\"'\\%_".into(), "ß".into()]).await;
        stored::<Vec<u8>, Plain>(db, db.pick("BLOB", "BYTEA", "VARBINARY(20)"), &[vec![], vec![0], vec![0, 255], vec![1]]).await;
        let (one, two) = (Uuid::from_u128(0x67e5_5044), Uuid::from_u128(u128::MAX));
        stored::<Uuid, Plain>(db, "{uuid}", &[one, two]).await;
        stored::<Uuid, Hex>(db, db.pick("CHAR(32)", "UUID", "CHAR(32)"), &[one, two]).await;
        stored::<Uuid, Bytes>(db, db.pick("BLOB", "UUID", "BINARY(16)"), &[one, two]).await;
    }

    #[test]
    async fn json_is_stored(db: &TestDb) {
        for column in ["{json}", "{text}", db.pick("JSON", "JSON", "JSON")] {
            create(db, column).await;
            let fresh = cbv_runtime::db::Db::connect(db.url()).await.unwrap();
            for (id, text) in (1..).zip([r#"{"a": [1, 2.5, null, "ß\"\\"]}"#, "true", "\"\"", "null", "-1e100"]) {
                let value: serde_json::Value = serde_json::from_str(text).unwrap();
                Cell::<serde_json::Value>::objects().insert(&fresh, &Cell::new(id, value.clone())).await.unwrap();
                assert_eq!(Cell::<serde_json::Value>::row(id).get(&fresh).await.unwrap().v, value, "{column}");
            }
            fresh.close().await;
        }
    }

    #[test]
    async fn dates_and_times_are_stored_and_sort(db: &TestDb) {
        let dates: Vec<NaiveDate> = instants().iter().map(NaiveDateTime::date).collect();
        let dates: Vec<NaiveDate> = [dates[0], dates[1], dates[2], dates[7]].into();
        stored::<NaiveDate, Plain>(db, "DATE", &dates).await;
        let times = ["00:00:00", "09:59:59.999999", "10:00:00", "10:00:00.5", "23:59:59.999999"];
        let times: Vec<NaiveTime> = times.map(|text| text.parse().unwrap()).into();
        stored::<NaiveTime, Plain>(db, db.pick("TEXT", "TIME", "TIME(6)"), &times).await;
        let naive = instants();
        let utc: Vec<DateTime<Utc>> = naive.iter().map(NaiveDateTime::and_utc).collect();
        stored::<NaiveDateTime, Plain>(db, "{datetime}", &naive).await;
        stored::<NaiveDateTime, Rfc3339>(db, "{datetime}", &naive).await;
        stored::<DateTime<Utc>, Plain>(db, "{datetime}", &utc).await;
        stored::<DateTime<Utc>, Rfc3339>(db, "{datetime}", &utc).await;
        // MariaDB's TIMESTAMP begins with 1970 and ends with 2038
        let (naive, utc) = (&naive[2..7], &utc[2..7]);
        stored::<DateTime<Utc>, Plain>(db, "{instant}", utc).await;
        stored::<NaiveDateTime, Plain>(db, "{instant}", naive).await;
    }

    #[test]
    async fn nanoseconds_are_cut_to_what_databases_keep(db: &TestDb) {
        create(db, "{datetime}").await;
        let exact: NaiveDateTime = "1961-06-01T00:00:00.123456789".parse().unwrap();
        Cell::<NaiveDateTime>::objects().insert(db.db(), &Cell::new(1, exact)).await.unwrap();
        let read = Cell::<NaiveDateTime>::row(1).get(db.db()).await.unwrap().v;
        assert_eq!(read.to_string(), "1961-06-01 00:00:00.123456");
        let same = Cell::<NaiveDateTime>::objects().filter(Cell::<NaiveDateTime>::V.eq(exact));
        assert_eq!(same.count(db.db()).await.unwrap(), 1);
    }
}

/// The value is refused with a message that holds `reason`, nothing is stored, and the connection goes on working.
async fn refused<T: Field + Clone + Debug, F: Form>(db: &TestDb, column: &str, value: T, reason: &str) {
    create(db, column).await;
    let shown = format!("{value:?}");
    match Cell::<T, F>::objects().insert(db.db(), &Cell::new(1, value)).await {
        Err(Error::Encode { reason: found, .. }) => assert!(found.contains(reason), "{shown}: {found}"),
        other => panic!("{shown}: {other:?}"),
    }
    assert_eq!(Cell::<i64>::objects().count(db.db()).await.unwrap(), 0);
}

on_every_database! {
    #[test]
    async fn what_a_column_cannot_hold_is_refused_before_it_is_sent(db: &TestDb) {
        let decimal = |text: &str| text.parse::<Decimal>().unwrap();
        refused::<_, Money>(db, "DECIMAL(8, 2)", decimal("0.001"), "does not fit 8 digits, 2 of them decimals").await;
        refused::<_, Money>(db, "DECIMAL(8, 2)", decimal("1000000"), "does not fit").await;
        refused::<_, Plain>(db, "BIGINT", u64::MAX, "is larger than").await;
        let leap = NaiveTime::from_hms_nano_opt(23, 59, 59, 1_500_000_000).unwrap();
        refused::<_, Plain>(db, "TIME", leap, "leap second").await;
        let leap = NaiveDate::from_ymd_opt(2016, 12, 31).unwrap().and_time(leap);
        refused::<_, Plain>(db, "{datetime}", leap, "leap second").await;
        refused::<_, Plain>(db, "{datetime}", leap.and_utc(), "leap second").await;
    }

    #[test]
    async fn what_a_database_cannot_hold_is_an_error_and_no_panic(db: &TestDb) {
        if db.dialect() != Dialect::Postgres {
            refused::<_, Plain>(db, "{float}", f64::NAN, "NaN").await;
            refused::<_, Plain>(db, "DATE", NaiveDate::MAX, "outside the years").await;
            refused::<_, Plain>(db, "{datetime}", NaiveDateTime::MIN, "outside the years").await;
            refused::<_, Rfc3339>(db, "{datetime}", DateTime::<Utc>::MAX_UTC, "outside the years").await;
        }
        match db.dialect() {
            Dialect::Sqlite => {
                refused::<_, Huge>(db, "TEXT", Decimal::ONE, "18 digits at most").await;
                refused::<_, Plain>(db, "NUMERIC", Decimal::MAX, "15").await;
                refused::<_, Plain>(db, "NUMERIC", "0.1234567890123456".parse::<Decimal>().unwrap(), "15").await;
                stored::<f64, Plain>(db, "{float}", &[f64::NEG_INFINITY, f64::INFINITY]).await;
            }
            Dialect::Postgres => {
                refused::<_, Plain>(db, "TEXT", "a\0b".to_owned(), "NUL").await;
                create(db, "DATE").await;
                let early = Cell::<NaiveDate>::objects().insert(db.db(), &Cell::new(1, NaiveDate::MIN)).await;
                assert!(matches!(early, Err(Error::Database(_))), "{early:?}");
                create(db, "JSONB").await;
                let nul = serde_json::json!("a\0b");
                let nul = Cell::<serde_json::Value>::objects().insert(db.db(), &Cell::new(1, nul)).await;
                assert!(matches!(nul, Err(Error::Database(_))), "{nul:?}");
                stored::<f64, Plain>(db, "{float}", &[f64::NEG_INFINITY, f64::INFINITY]).await;
            }
            Dialect::MySql => {
                refused::<_, Plain>(db, "DOUBLE", f64::INFINITY, "inf").await;
                refused::<_, Plain>(db, "DOUBLE", f32::NEG_INFINITY, "inf").await;
                create(db, "DATE").await;
                db.execute("SET SESSION sql_mode = ''; INSERT INTO cell VALUES (1, '0000-00-00'), (2, '2026-00-00')").await;
                assert_eq!(Cell::<Option<NaiveDate>>::row(1).get(db.db()).await.unwrap().v, None);
                let none = Cell::<NaiveDate>::row(2).get(db.db()).await.map(|cell| cell.v);
                assert!(none.unwrap_err().to_string().contains("no such date"));
            }
        }
    }

    /// As Django writes them: a text that SQLite makes a number of. Ours is the same number.
    #[test]
    async fn decimals_that_others_wrote_are_found_again(db: &TestDb) {
        create(db, "DECIMAL(15, 5)").await;
        struct Wide;
        impl Form for Wide {
            const DIGITS: Option<(u8, u8)> = Some((15, 5));
        }
        let mut number = 88_172_645_463_325_252_u64;
        let mut values = Vec::new();
        for _ in 0..500 {
            // xorshift: numbers of all lengths, the same in each run
            number ^= number << 13;
            number ^= number >> 7;
            number ^= number << 17;
            values.push(Decimal::new((number % 10_u64.pow(15)) as i64 >> (number % 50), 5));
        }
        let rows: Vec<String> = (1..).zip(&values).map(|(id, value): (i64, _)| format!("({id}, '{value}')")).collect();
        db.execute(&format!("INSERT INTO cell VALUES {}", rows.join(", "))).await;
        let read = Cell::<Decimal, Wide>::objects().order_by([Cell::ID.asc()]).all(db.db()).await.unwrap();
        assert_eq!(read.into_iter().map(|cell| cell.v).collect::<Vec<_>>(), values);
        for value in values {
            let same = Cell::<Decimal, Wide>::objects().filter(Cell::<Decimal, Wide>::V.eq(value));
            assert!(same.exists(db.db()).await.unwrap(), "{value}");
        }
    }
}
