//! The engine of the tables: makes a column of each type with one value, and reads it as every Rust type.

use cbv::chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use cbv::{Decimal, Uuid};
use cbv_runtime::{Error, db::Db, value::Field};
use cbv_tests::db::TestDb;

use super::Cell;

/// A column's type and a value in it, and what each kind of Rust type reads. A kind that is not said is refused with a
/// message that names the column and what is wanted.
pub(super) struct Case {
    column: &'static str,
    literal: &'static str,
    int: Option<i128>,
    float: Option<f64>,
    /// By the Rust type: what `{:?}` writes of the value, or a part of the message.
    said: Vec<(&'static str, Result<String, &'static str>)>,
}

pub(super) fn column(column: &'static str, literal: &'static str) -> Case {
    Case { column, literal, int: None, float: None, said: Vec::new() }
}

impl Case {
    /// All integer types: those that cannot hold it say so.
    pub(super) fn int(mut self, value: i128) -> Self {
        self.int = Some(value);
        self
    }

    pub(super) fn float(mut self, value: f64) -> Self {
        self.float = Some(value);
        self
    }

    pub(super) fn reads(mut self, name: &'static str, value: &str) -> Self {
        self.said.push((name, Ok(value.to_owned())));
        self
    }

    pub(super) fn text(self, value: &str) -> Self {
        let quoted = format!("{value:?}");
        self.reads("String", &quoted)
    }

    /// Both date-time types.
    pub(super) fn date_time(self, value: &str) -> Self {
        let utc = format!("{value}Z");
        self.reads("NaiveDateTime", value).reads("DateTime<Utc>", &utc)
    }

    /// An integer of 0 or 1 is a boolean; others say that they are none.
    pub(super) fn whole(self, value: i128) -> Self {
        let case = self.int(value).float(value as f64).reads("Decimal", &value.to_string());
        match value {
            0 => case.reads("bool", "false"),
            1 => case.reads("bool", "true"),
            _ => case.fails("bool", "is neither 0 nor 1"),
        }
    }

    /// These types give a message with this text in it.
    pub(super) fn fails(mut self, names: &'static str, message: &'static str) -> Self {
        self.said.extend(names.split(' ').map(|name| (name, Err(message))));
        self
    }

    fn expected(&self, name: &str) -> Result<String, String> {
        let fits = |fits: bool, value: String| {
            if fits { Ok(value) } else { Err(format!("{value} does not fit {name}")) }
        };
        if let Some((_, said)) = self.said.iter().find(|(said, _)| *said == name) {
            return said.clone().map_err(str::to_owned);
        }
        match (name, self.int, self.float) {
            ("i8", Some(int), _) => fits(i8::try_from(int).is_ok(), int.to_string()),
            ("i16", Some(int), _) => fits(i16::try_from(int).is_ok(), int.to_string()),
            ("i32", Some(int), _) => fits(i32::try_from(int).is_ok(), int.to_string()),
            ("i64", Some(int), _) => fits(i64::try_from(int).is_ok(), int.to_string()),
            ("u8", Some(int), _) => fits(u8::try_from(int).is_ok(), int.to_string()),
            ("u16", Some(int), _) => fits(u16::try_from(int).is_ok(), int.to_string()),
            ("u32", Some(int), _) => fits(u32::try_from(int).is_ok(), int.to_string()),
            ("u64", Some(int), _) => fits(u64::try_from(int).is_ok(), int.to_string()),
            ("f32", _, Some(float)) => {
                let narrow = float as f32;
                if narrow.is_finite() || !float.is_finite() {
                    Ok(format!("{narrow:?}"))
                } else {
                    Err("does not fit f32".to_owned())
                }
            }
            ("f64", _, Some(float)) => Ok(format!("{float:?}")),
            _ => Err(String::new()),
        }
    }

    async fn check(&self, db: &TestDb) -> Vec<String> {
        let (column, literal) = (self.column, self.literal);
        db.execute("DROP TABLE IF EXISTS cell").await;
        db.execute(&format!("CREATE TABLE cell (id INTEGER NOT NULL, v {column} NULL)")).await;
        db.execute(&format!("INSERT INTO cell VALUES (1, {literal}), (2, NULL)")).await;
        // connections remember the types of a table that is gone
        let fresh = Db::connect(db.url()).await.unwrap();
        let read = read_as_everything(&fresh).await;
        fresh.close().await;
        let mut wrong = Vec::new();
        for (name, found, null) in read {
            let right = match (&found, self.expected(name)) {
                (Ok(found), Ok(expected)) => *found == expected,
                (Err(found), Err(part)) if part.is_empty() => refused(found),
                (Err(found), Err(part)) => found.starts_with("column v: ") && found.contains(&part),
                _ => false,
            };
            if !right {
                wrong.push(format!("{column} {literal} as {name}: {found:?}, not {:?}", self.expected(name)));
            }
            if let Err(message) = null {
                wrong.push(format!("{column} NULL as {name}: {message}"));
            }
        }
        wrong
    }
}

/// A message that names the column and says that its type, or its text, is not what is wanted.
fn refused(message: &str) -> bool {
    message.starts_with("column v: ")
        && ["is wanted", "is not a", " at line "].iter().any(|part| message.contains(part))
}

/// Checks all cases, and says all that is wrong.
pub(super) async fn check(db: &TestDb, cases: Vec<Case>) {
    let mut wrong = Vec::new();
    for case in cases {
        wrong.extend(case.check(db).await);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

type Read = (&'static str, Result<String, String>, Result<(), String>);

macro_rules! types {
    ($($type:ty),* $(,)?) => {
        async fn read_as_everything(db: &Db) -> Vec<Read> {
            let mut read = Vec::new();
            $(read.push((stringify!($type), value::<$type>(db, 1).await, null::<$type>(db).await));)*
            read
        }
    };
}

types!(
    bool,
    i8,
    i16,
    i32,
    i64,
    u8,
    u16,
    u32,
    u64,
    f32,
    f64,
    Decimal,
    String,
    Vec<u8>,
    NaiveDate,
    NaiveTime,
    NaiveDateTime,
    DateTime<Utc>,
    Uuid,
    serde_json::Value,
);

async fn value<T: Field + Clone + std::fmt::Debug>(db: &Db, id: i64) -> Result<String, String> {
    match Cell::<T>::row(id).get(db).await {
        Ok(cell) => Ok(format!("{:?}", cell.v)),
        Err(error @ Error::Decode { .. }) => Err(error.to_string()),
        Err(error) => panic!("{error:?}"),
    }
}

/// NULL is `None`, whatever the column, and an error that says so for a type that is no `Option`.
async fn null<T: Field<Value = T> + cbv_runtime::value::Value + Clone + std::fmt::Debug>(
    db: &Db,
) -> Result<(), String> {
    let none = value::<Option<T>>(db, 2).await;
    let refused = value::<T>(db, 2).await;
    match (none.as_deref(), refused) {
        (Ok("None"), Err(message)) if message == "column v: NULL, and the field is no `Option`" => Ok(()),
        (none, refused) => Err(format!("{none:?}, {refused:?}")),
    }
}
