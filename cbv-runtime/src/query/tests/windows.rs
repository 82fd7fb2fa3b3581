//! The statement of a page: its keys first, from either end, with what it carries.

use super::{Book, DIALECTS};
use crate::{
    db::Dialect,
    model::Model,
    page::Paging,
    query::{
        QuerySet,
        window::{Carry, Window},
    },
    value::Sql,
};

fn page(rows: QuerySet<Book>, dialect: Dialect, window: Window, carry: Carry) -> (String, Vec<Sql>) {
    let list = rows.into_list(Paging::new(std::num::NonZeroU32::MIN));
    let statement = list.rows.select_window(&list.table, dialect, window, carry).unwrap();
    (statement.sql.replace(['"', '`'], ""), statement.values)
}

const FOURTH: Window = Window { offset: 6, limit: 2, from_end: false };

#[test]
fn keys_are_found_before_rows_are_read() {
    let keys = "FROM (SELECT t.id FROM book AS t ORDER BY t.title, t.id LIMIT 2";
    let rows = ") AS p INNER JOIN book AS t ON t.id = p.id ORDER BY t.title, t.id";
    for (dialect, offset) in DIALECTS.into_iter().zip(["?", "(SELECT $1::bigint)", "?"]) {
        let (sql, values) = page(Book::objects(), dialect, FOURTH, Carry::Nothing);
        assert_eq!(sql, format!("SELECT t.id, t.title, t.pages {keys} OFFSET {offset}{rows}"));
        assert_eq!(values, [Sql::Int(6)]);
    }
}

#[test]
fn the_offset_is_in_postgresqls_plan_where_conditions_are() {
    let rows = Book::objects().filter(Book::PAGES.gt(3));
    let (sql, _) = page(rows, Dialect::Postgres, FOURTH, Carry::Nothing);
    assert!(sql.contains("WHERE t.pages > $1 ORDER BY t.title, t.id LIMIT 2 OFFSET $2)"), "{sql}");
}

#[test]
fn a_page_from_the_end_is_shown_in_its_order() {
    let window = Window { offset: 1, limit: 2, from_end: true };
    let (sql, _) = page(Book::objects(), Dialect::Sqlite, window, Carry::Nothing);
    assert!(sql.contains("ORDER BY t.title DESC, t.id DESC LIMIT 2 OFFSET ?) AS p"), "{sql}");
    assert!(sql.ends_with("ON t.id = p.id ORDER BY t.title, t.id"), "{sql}");
}

#[test]
fn the_first_page_of_one_table_is_read_at_once() {
    let window = Window { offset: 0, ..FOURTH };
    let (sql, values) = page(Book::objects(), Dialect::Sqlite, window, Carry::Nothing);
    assert_eq!(sql, "SELECT t.id, t.title, t.pages FROM book AS t ORDER BY t.title, t.id LIMIT 2");
    assert_eq!(values, []);
    let (sql, _) = page(Book::objects().offset(3), Dialect::Sqlite, window, Carry::Nothing);
    assert!(sql.contains("LIMIT 2 OFFSET ?"), "{sql}");
}

#[test]
fn what_is_carried_stands_behind_the_columns() {
    let rows = || Book::objects().filter(Book::PAGES.gt(3));
    let (sql, values) = page(rows(), Dialect::Sqlite, FOURTH, Carry::Count { state: false });
    assert!(
        sql.starts_with(
            "SELECT t.id, t.title, t.pages, (SELECT COUNT(*) FROM book AS t WHERE t.pages > ?) FROM"
        ),
        "{sql}"
    );
    assert_eq!(values, [Sql::Int(3), Sql::Int(3), Sql::Int(6)]);
    let (sql, _) = page(rows(), Dialect::Postgres, FOURTH, Carry::Count { state: true });
    assert!(
        sql.contains("(SELECT COUNT(*) FROM book AS t WHERE t.pages > $1), CASE WHEN pg_is_in_recovery() OR"),
        "{sql}"
    );
    let (sql, _) = page(rows(), Dialect::Postgres, FOURTH, Carry::State);
    assert!(!sql.contains("COUNT(*)") && sql.contains("'book'::regclass::oid"), "{sql}");
}
