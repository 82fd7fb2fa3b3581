//! Expressions' text on each database.

use rust_decimal::Decimal;

use super::{Book, DIALECTS};
use crate::{
    db::Dialect,
    model::{Column, Model},
    query::{Condition, Expression, not},
};

const WORDS: Column<Book, i64> = Column::new("words");
const COST: Column<Book, Decimal> = Column::new("cost");
const PRICE: Column<Book, Decimal> = Column::new("price");
const SMALL: Column<Book, u8> = Column::new("small");
const SHARE: Column<Book, Option<f64>> = Column::new("share");

fn text(condition: Condition<Book>, dialect: Dialect) -> String {
    let statement = Book::objects().order_by([]).filter(condition).query(dialect).unwrap();
    let sql = statement.sql.replace(['"', '`'], "");
    sql.split_once(" WHERE ").expect("a condition").1.to_owned()
}

#[track_caller]
fn assert_text(condition: Condition<Book>, wanted: &str) {
    assert_eq!(text(condition, Dialect::Sqlite), wanted);
}

#[test]
fn columns_are_computed_with_values_and_each_other() {
    assert_text(WORDS.gt(Book::ID * 2 + 1), "t.words > ((t.id * ?) + ?)");
    assert_text(WORDS.gt((Book::ID - WORDS) * -WORDS), "t.words > ((t.id - t.words) * (-t.words))");
    assert_eq!(text((PRICE - COST * 2).lt(Decimal::TWO), Dialect::MySql), "(t.price - (t.cost * ?)) < ?");
    assert_text((PRICE - COST).lt(Decimal::TWO), "CAST(CAST((t.price - t.cost) AS TEXT) AS REAL) < ?");
    assert_text((SMALL + 1).eq(SMALL), "(t.small + ?) = t.small");
    assert_text((SHARE * 2 - 0.5).ge(1.5), "((t.share * ?) - ?) >= ?");
    assert_text(Book::PAGES.coalesce(0).le(3), "COALESCE(t.pages, ?) <= ?");
    assert_text(
        WORDS.eq(Book::PAGES.coalesce(0).cast::<i64>()),
        "t.words = CAST(COALESCE(t.pages, ?) AS INTEGER)",
    );
    assert_text((Book::PAGES + 1).is_null(true), "(t.pages + ?) IS NULL");
    assert_text((WORDS + 1).is_in([1, 2]), "(t.words + ?) IN (?, ?)");
}

#[test]
fn integers_are_divided_without_a_fraction() {
    for (dialect, wanted) in
        DIALECTS.into_iter().zip(["t.id = (t.words / ?)", "t.id = (t.words / $1)", "t.id = (t.words DIV ?)"])
    {
        assert_eq!(text(Book::ID.eq(WORDS / 2), dialect), wanted);
    }
    assert_eq!(text(PRICE.eq(COST / 2), Dialect::MySql), "t.price = (t.cost / ?)");
}

#[test]
fn what_may_be_null_is_different_from_everything() {
    assert_text(Book::PAGES.eq(Book::PAGES + 1), "t.pages = (t.pages + ?)");
    assert_text(WORDS.ne(Book::ID), "t.words <> t.id");
    assert_text(not(WORDS.eq(Book::ID)), "t.words <> t.id");
    assert_text(
        Book::PAGES.ne(Book::PAGES + 1),
        "(t.pages <> (t.pages + ?) OR t.pages IS NULL OR (t.pages + ?) IS NULL)",
    );
    assert_text(not(Book::PAGES.lt(Book::PAGES + 1)), "NOT COALESCE((t.pages < (t.pages + ?)), 1 = 0)");
    assert_text(not(WORDS.lt(WORDS / 2)), "NOT (t.words < (t.words / ?))");
    assert_text(not(WORDS.lt(WORDS / Book::ID)), "NOT COALESCE((t.words < (t.words / t.id)), 1 = 0)");
}

#[test]
fn sql_of_ones_own_is_an_expression() {
    let letters: Expression<Book, i64> = Expression::sql("length({title}) + ?", [1]);
    assert_text(letters.clone().gt(40), "(length(t.title) + ?) > ?");
    assert_text(WORDS.gt(letters * 2), "t.words > ((length(t.title) + ?) * ?)");
    let upper: Expression<Book, String> = Expression::sql("upper({title})", [0; 0]);
    assert_text(upper.contains("DUNE"), "instr((upper(t.title)), ?) > 0");
}

#[test]
fn text_is_compared_letter_for_letter() {
    let bytes = |name| format!("CAST(CONVERT({name} USING utf8mb4) AS BINARY)");
    let wanted = format!("{} = {}", bytes("t.title"), bytes("COALESCE(t.note, ?)"));
    assert_eq!(text(Book::TITLE.eq(Book::NOTE.coalesce("")), Dialect::MySql), wanted);
    assert_text(Book::TITLE.eq(Book::NOTE), "t.title = t.note");
}

/// The first part of the condition is what an index on the column serves, on every database.
#[test]
fn a_neighbour_is_looked_up_by_its_column_and_then_its_key() {
    let book = Book { id: 7, title: "Dune".into(), pages: None };
    for (next, wanted) in [
        (true, "(t.title >= ? AND (t.title > ? OR t.id > ?)) ORDER BY t.title, t.id LIMIT 1"),
        (false, "(t.title <= ? AND (t.title < ? OR t.id < ?)) ORDER BY t.title DESC, t.id DESC LIMIT 1"),
    ] {
        let rows = Book::objects().neighbour(Book::TITLE, &book, next).unwrap().limit(1);
        let sql = rows.query(Dialect::Sqlite).unwrap().sql.replace('"', "");
        assert_eq!(sql.split_once(" WHERE ").expect("a condition").1, wanted);
    }
}
