//! Each lookup's text on each database.

use chrono::NaiveDate;

use super::{Book, DIALECTS};
use crate::{
    Error, all, any,
    db::Dialect,
    model::{Column, Model},
    query::{Condition, Statement, not},
    value::Sql,
};

fn statement(condition: Condition<Book>, dialect: Dialect) -> Statement {
    Book::objects().order_by([]).filter(condition).select(dialect).unwrap()
}

/// What stands behind WHERE, with the quotes of the database taken away.
fn text(condition: Condition<Book>, dialect: Dialect) -> String {
    let sql = statement(condition, dialect).sql.replace(['"', '`'], "");
    sql.split_once(" WHERE ").expect("a condition").1.to_owned()
}

#[track_caller]
fn assert_texts(condition: Condition<Book>, sqlite: &str, postgres: &str, mysql: &str) {
    for (dialect, wanted) in DIALECTS.into_iter().zip([sqlite, postgres, mysql]) {
        assert_eq!(text(condition.clone(), dialect), wanted, "{dialect:?}");
    }
}

fn values(condition: Condition<Book>, dialect: Dialect) -> Vec<Sql> {
    statement(condition, dialect).values
}

fn texts<const N: usize>(values: [&str; N]) -> Vec<Sql> {
    values.map(Sql::from).to_vec()
}

#[test]
fn numbers_are_compared_as_they_are() {
    assert_texts(Book::ID.eq(5), "t.id = ?", "t.id = $1", "t.id = ?");
    assert_texts(Book::ID.ne(5), "t.id <> ?", "t.id <> $1", "t.id <> ?");
    assert_texts(Book::ID.le(5), "t.id <= ?", "t.id <= $1", "t.id <= ?");
    assert_texts(
        Book::PAGES.range(1, 5),
        "t.pages BETWEEN ? AND ?",
        "t.pages BETWEEN $1 AND $2",
        "t.pages BETWEEN ? AND ?",
    );
}

#[test]
fn text_is_equal_by_its_bytes() {
    let exact = "(t.title = ? COLLATE utf8mb4_bin AND CAST(CONVERT(t.title USING utf8mb4) AS BINARY) = ?)";
    assert_texts(Book::TITLE.eq("a"), "t.title = ?", "t.title = $1", exact);
    assert_eq!(values(Book::TITLE.eq("a"), Dialect::MySql), texts(["a", "a"]));
    let different = "CAST(CONVERT(t.title USING utf8mb4) AS BINARY) <> ?";
    assert_texts(Book::TITLE.ne("a"), "t.title <> ?", "t.title <> $1", different);
}

#[test]
fn not_equal_includes_null_where_there_may_be_one() {
    let sqlite = "(t.pages <> ? OR t.pages IS NULL)";
    assert_texts(Book::PAGES.ne(5), sqlite, "(t.pages <> $1 OR t.pages IS NULL)", sqlite);
    assert_texts(not(Book::PAGES.eq(5)), sqlite, "(t.pages <> $1 OR t.pages IS NULL)", sqlite);
    assert_texts(not(Book::PAGES.ne(5)), "t.pages = ?", "t.pages = $1", "t.pages = ?");
}

#[test]
fn not_is_the_opposite_also_of_null() {
    let sqlite = "NOT COALESCE((t.pages < ?), 1 = 0)";
    assert_texts(not(Book::PAGES.lt(5)), sqlite, "NOT COALESCE((t.pages < $1), 1 = 0)", sqlite);
    assert_texts(not(Book::ID.lt(5)), "NOT (t.id < ?)", "NOT (t.id < $1)", "NOT (t.id < ?)");
    assert_texts(Book::PAGES.is_null(true), "t.pages IS NULL", "t.pages IS NULL", "t.pages IS NULL");
    assert_texts(
        Book::PAGES.is_null(false),
        "t.pages IS NOT NULL",
        "t.pages IS NOT NULL",
        "t.pages IS NOT NULL",
    );
    assert_eq!(text(!!Book::ID.lt(5), Dialect::Sqlite), "t.id < ?");
}

#[test]
fn lists_are_filled_up_to_a_power_of_two() {
    let four = "t.id IN (?, ?, ?, ?)";
    assert_texts(Book::ID.is_in([7, 8, 9]), four, "t.id IN ($1, $2, $3, $4)", four);
    assert_eq!(values(Book::ID.is_in([7, 8, 9]), Dialect::Sqlite), [7, 8, 9, 9].map(Sql::Int));
    assert_texts(Book::ID.is_in([7]), "t.id IN (?)", "t.id IN ($1)", "t.id IN (?)");
    assert_texts(Book::ID.is_in([0_i64; 0]), "1 = 0", "1 = 0", "1 = 0");
    let mysql = "(t.title IN (? COLLATE utf8mb4_bin, ? COLLATE utf8mb4_bin) \
                 AND CAST(CONVERT(t.title USING utf8mb4) AS BINARY) IN (?, ?))";
    assert_texts(Book::TITLE.is_in(["a", "b"]), "t.title IN (?, ?)", "t.title IN ($1, $2)", mysql);
}

#[test]
fn long_lists_are_not_remembered_and_end_at_the_limit() {
    let list = |length: i64| Book::objects().filter(Book::ID.is_in(0..length));
    for dialect in DIALECTS {
        assert!(list(1024).select(dialect).unwrap().remembered);
        let long = list(1025).select(dialect).unwrap();
        assert_eq!((long.remembered, long.values.len()), (false, 1025));
        let most = if dialect == Dialect::Sqlite { 32_766 } else { 65_535 };
        assert!(list(most).select(dialect).is_ok());
        assert!(matches!(list(most + 1).select(dialect), Err(Error::BadRequest(_))), "{dialect:?}");
    }
}

#[test]
fn text_is_searched_letter_for_letter() {
    let mysql = "t.title LIKE ? COLLATE utf8mb4_bin ESCAPE '!'";
    assert_texts(Book::TITLE.contains("5%"), "instr(t.title, ?) > 0", "t.title LIKE $1 ESCAPE '!'", mysql);
    assert_eq!(values(Book::TITLE.contains("5%"), Dialect::Postgres), texts(["%5!%%"]));
    assert_eq!(values(Book::TITLE.contains("5%"), Dialect::Sqlite), texts(["5%"]));
    assert_texts(
        Book::TITLE.startswith("5%"),
        "(t.title BETWEEN ? AND ? AND instr(t.title, ?) = 1)",
        "t.title LIKE $1 ESCAPE '!'",
        "(t.title LIKE ? ESCAPE '!' AND t.title LIKE ? COLLATE utf8mb4_bin ESCAPE '!')",
    );
    assert_texts(Book::TITLE.endswith("5%"), "substr(t.title, ?) = ?", "t.title LIKE $1 ESCAPE '!'", mysql);
    assert_eq!(values(Book::TITLE.endswith("ä%"), Dialect::Sqlite), [Sql::Int(-2), Sql::from("ä%")]);
    // a column of Latin-1 would refuse to be compared with this
    assert_eq!(text(Book::TITLE.startswith("ł"), Dialect::MySql), mysql);
}

#[test]
fn cases_are_folded_by_whoever_knows_them() {
    let mysql = "t.title REGEXP ? COLLATE utf8mb4_bin";
    assert_texts(Book::TITLE.icontains("Du"), "t.title LIKE ? ESCAPE '!'", "t.title ~ $1", mysql);
    assert_texts(Book::TITLE.icontains("Dü"), "t.title GLOB ?", "t.title ~ $1", mysql);
    assert_eq!(values(Book::TITLE.icontains("Dü"), Dialect::Sqlite), texts(["*[dD][üÜ]*"]));
    assert_eq!(values(Book::TITLE.istartswith("Dü"), Dialect::Postgres), texts(["^[dD][üÜ]"]));
    assert_eq!(values(Book::TITLE.iendswith("Dü"), Dialect::MySql), texts(["[dD][üÜ]\\z"]));
    assert_texts(Book::TITLE.iexact("Du"), "t.title LIKE ? ESCAPE '!'", "LOWER(t.title) = $1", mysql);
    assert_eq!(values(Book::TITLE.iexact("Du"), Dialect::Postgres), texts(["du"]));
}

#[test]
fn an_empty_text_is_in_every_text() {
    let not_null = "t.note IS NOT NULL";
    for condition in [Book::NOTE.contains(""), Book::NOTE.istartswith(""), Book::NOTE.endswith("")] {
        assert_texts(condition, not_null, not_null, not_null);
    }
    assert_eq!(text(Book::NOTE.iexact(""), Dialect::Sqlite), "t.note = ?");
}

#[test]
fn postgres_is_never_asked_for_nul() {
    let nul = |condition| text(condition, Dialect::Postgres);
    assert_eq!(nul(Book::NOTE.eq("a\0b")), "1 = 0");
    assert_eq!(nul(Book::NOTE.ne("a\0b")), "1 = 1");
    assert_eq!(nul(Book::NOTE.contains("\0")), "1 = 0");
    assert_eq!(nul(Book::NOTE.icontains("\0")), "1 = 0");
    assert_eq!(nul(Book::NOTE.is_in(["\0"])), "1 = 0");
    assert_eq!(nul(Book::NOTE.lt("a\0b")), "t.note <= $1");
    assert_eq!(nul(Book::NOTE.range("\0", "b")), "(t.note > $1 AND t.note <= $2)");
    assert_eq!(values(Book::NOTE.is_in(["\0", "a"]), Dialect::Postgres), texts(["a"]));
    assert_eq!(values(Book::NOTE.eq("a\0b"), Dialect::Sqlite), texts(["a\0b"]));
}

#[test]
fn a_text_too_long_to_search_for_is_the_clients_fault() {
    for dialect in DIALECTS {
        let search =
            |letters| Book::objects().filter(Book::TITLE.icontains("ä".repeat(letters))).select(dialect);
        assert!(search(3_000).is_ok());
        assert!(matches!(search(3_001), Err(Error::BadRequest(_))));
        assert!(Book::objects().filter(Book::TITLE.contains("ä".repeat(30_000))).select(dialect).is_ok());
    }
}

#[test]
fn what_no_column_holds_is_not_bound() {
    const DAY: Column<Book, Option<NaiveDate>> = Column::new("day");
    let far = NaiveDate::MAX;
    for dialect in [Dialect::Sqlite, Dialect::MySql] {
        assert_eq!(text(DAY.lt(far), dialect), "t.day IS NOT NULL");
        assert_eq!(text(DAY.ge(far), dialect), "1 = 0");
        assert_eq!(text(DAY.eq(far), dialect), "1 = 0");
        assert_eq!(text(DAY.ne(far), dialect), "1 = 1");
        assert_eq!(text(DAY.gt(NaiveDate::MIN), dialect), "t.day IS NOT NULL");
        assert_eq!(
            text(DAY.range(NaiveDate::MIN, far), dialect),
            "(t.day IS NOT NULL AND t.day IS NOT NULL)"
        );
    }
    assert_eq!(text(DAY.lt(far), Dialect::Postgres), "t.day < $1");
    assert_eq!(text(DAY.lt(NaiveDate::MIN), Dialect::Postgres), "1 = 0");
    const PRICE: Column<Book, f64> = Column::new("price");
    for dialect in DIALECTS {
        assert_eq!(text(PRICE.eq(f64::NAN), dialect), "1 = 0");
        assert_eq!(text(PRICE.ge(f64::NAN), dialect), "1 = 0");
    }
    assert_eq!(text(PRICE.lt(f64::INFINITY), Dialect::MySql), "t.price IS NOT NULL");
    assert_eq!(text(PRICE.lt(f64::NEG_INFINITY), Dialect::MySql), "1 = 0");
}

#[test]
fn what_binds_closer_stays_together() {
    let [a, b, c] = [1, 2, 3].map(|id| Book::ID.eq(id));
    let rows = Book::objects().order_by([]).filter(a.clone() | b.clone()).filter(c.clone());
    let sql = rows.select(Dialect::Sqlite).unwrap().sql.replace('"', "");
    assert!(sql.ends_with(" WHERE ((t.id = ? OR t.id = ?) AND t.id = ?)"), "{sql}");
    assert_eq!(
        text(any![a.clone(), all![b.clone(), c.clone()]], Dialect::Sqlite),
        "(t.id = ? OR (t.id = ? AND t.id = ?))"
    );
    assert_eq!(text(!(a | b), Dialect::Sqlite), "NOT ((t.id = ? OR t.id = ?))");
    assert!(!statement(all![], Dialect::Sqlite).sql.contains("WHERE"), "what always holds is not asked");
    assert_eq!(text(!all![], Dialect::Sqlite), "NOT (1 = 1)");
    assert_eq!(text(any![], Dialect::Sqlite), "1 = 0");
    assert_eq!(text(any![c], Dialect::Sqlite), "t.id = ?");
}

#[test]
fn a_long_chain_is_one_level_and_written_in_groups() {
    let chain = (0..1000).map(|id| Book::ID.eq(id)).reduce(|all, one| all | one).unwrap();
    let text = text(chain, Dialect::Sqlite);
    let depth = |text: &str| {
        text.chars().fold((0_i32, 0), |(deep, most), letter| match letter {
            '(' => (deep + 1, most.max(deep + 1)),
            ')' => (deep - 1, most),
            _ => (deep, most),
        })
    };
    assert_eq!(depth(&text), (0, 5));
    assert_eq!(text.matches(" OR ").count(), 999);
}

#[test]
fn sql_of_ones_own_is_marked() {
    let own = Condition::sql("length({title}) > ? AND {note} ?? '{{' AND ? = 2", [1, 2]);
    assert_texts(
        own,
        "(length(t.title) > ? AND t.note ? '{' AND ? = 2)",
        "(length(t.title) > $1 AND t.note ? '{' AND $2 = 2)",
        "(length(t.title) > ? AND t.note ? '{' AND ? = 2)",
    );
    assert_eq!(
        text(not(Condition::sql("{note} > 1", [0_i64; 0])), Dialect::Sqlite),
        "NOT COALESCE(((t.note > 1)), 1 = 0)"
    );
    for wrong in
        [Condition::sql("? > ?", [1]), Condition::sql("?", [1, 2]), Condition::sql("{title > ?", [1])]
    {
        let refused = Book::objects().filter(wrong).select(Dialect::Sqlite);
        assert!(matches!(refused, Err(Error::ImproperlyConfigured(_))), "{refused:?}");
    }
}
