//! Whole statements: SELECT with its order and limits, INSERT, UPDATE, DELETE.

use super::{Book, DIALECTS};
use crate::{
    Error, Result,
    db::Dialect,
    model::Model,
    query::{
        QuerySet, Statement,
        insert::{bulk_statements, insert_statement},
        sql::most_values,
    },
    value::Sql,
};

const SELECT: &str = r#"SELECT "t"."id", "t"."title", "t"."pages" FROM "book" AS "t""#;

fn sqlite(rows: QuerySet<Book>) -> String {
    rows.select(Dialect::Sqlite).unwrap().sql
}

/// What stands behind the skeleton, with the quotes of the database taken away.
fn tails(rows: QuerySet<Book>) -> [String; 3] {
    let skeleton = SELECT.replace('"', "");
    DIALECTS.map(|dialect| {
        let sql = rows.clone().select(dialect).unwrap().sql.replace(['"', '`'], "");
        sql.strip_prefix(&skeleton).expect("the skeleton").to_owned()
    })
}

fn refused<T: std::fmt::Debug>(result: Result<T>) -> String {
    match result {
        Err(Error::ImproperlyConfigured(reason)) => reason.into_owned(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn names_are_quoted() {
    assert_eq!(sqlite(Book::objects()), format!(r#"{SELECT} ORDER BY "t"."title""#));
    let mysql = Book::objects().order_by([]).select(Dialect::MySql).unwrap().sql;
    assert_eq!(mysql, SELECT.replace('"', "`"));
    let mut out = Statement::read(Dialect::Sqlite, "");
    out.column("t", r#"a"b"#);
    assert_eq!(out.sql(), r#""t"."a""b""#);
}

#[test]
fn nulls_are_ordered_last_and_named_only_where_there_may_be_some() {
    let [pages, title] = [Book::PAGES.asc(), Book::TITLE.desc()];
    assert_eq!(tails(Book::objects().order_by([title])), [" ORDER BY t.title DESC"; 3]);
    assert_eq!(
        tails(Book::objects().order_by([pages])),
        [" ORDER BY t.pages NULLS LAST", " ORDER BY t.pages", " ORDER BY t.pages IS NULL, t.pages"]
    );
    assert_eq!(
        tails(Book::objects().order_by([Book::PAGES.desc()])),
        [" ORDER BY t.pages DESC", " ORDER BY t.pages DESC NULLS LAST", " ORDER BY t.pages DESC"]
    );
    assert_eq!(
        tails(Book::objects().order_by([pages.nulls_first()])),
        [" ORDER BY t.pages", " ORDER BY t.pages NULLS FIRST", " ORDER BY t.pages"]
    );
    // the opposite of NULLs last in descending order
    assert_eq!(
        tails(Book::objects().order_by([pages]).reverse()),
        [
            " ORDER BY t.pages DESC NULLS FIRST",
            " ORDER BY t.pages DESC",
            " ORDER BY t.pages IS NOT NULL, t.pages DESC"
        ]
    );
}

#[test]
fn the_key_goes_the_way_of_the_last_term() {
    let key = |rows: QuerySet<Book>| tails(rows.keyed())[0].clone();
    assert_eq!(key(Book::objects()), " ORDER BY t.title, t.id");
    assert_eq!(key(Book::objects().order_by([Book::TITLE.desc()])), " ORDER BY t.title DESC, t.id DESC");
    assert_eq!(key(Book::objects().order_by([])), " ORDER BY t.id");
    assert_eq!(key(Book::objects().order_by([]).reverse()), " ORDER BY t.id DESC");
    assert_eq!(key(Book::objects().reverse()), " ORDER BY t.title DESC, t.id DESC");
    let by_key = [Book::ID.desc(), Book::TITLE.asc()];
    assert_eq!(key(Book::objects().order_by(by_key)), " ORDER BY t.id DESC, t.title");
}

#[test]
fn a_limit_is_text_and_an_offset_is_bound() {
    let rows = || Book::objects().order_by([]);
    assert_eq!(tails(rows().limit(20)), [" LIMIT 20"; 3]);
    assert_eq!(
        tails(rows().limit(20).offset(0)),
        [" LIMIT 20 OFFSET ?", " LIMIT 20 OFFSET $1", " LIMIT 20 OFFSET ?"]
    );
    let all = " LIMIT 9223372036854775807 OFFSET ?";
    assert_eq!(tails(rows().offset(3)), [all, " OFFSET $1", all]);
    let absurd = rows().limit(u64::MAX).offset(u64::MAX).select(Dialect::Sqlite).unwrap();
    assert!(absurd.sql.ends_with(all));
    assert_eq!(absurd.values, [Sql::Int(i64::MAX)]);
}

#[test]
fn a_slice_of_a_slice_stays_inside() {
    let bounds = |rows: QuerySet<Book>| (rows.rows.offset, rows.rows.limit);
    let sliced = || Book::objects().offset(10).limit(5);
    assert_eq!(bounds(sliced().slice(0, 2)), (Some(10), Some(2)));
    assert_eq!(bounds(sliced().slice(4, 20)), (Some(14), Some(1)));
    assert_eq!(bounds(sliced().slice(6, 20)), (Some(16), Some(0)));
    assert_eq!(bounds(Book::objects().slice(0, 1)), (None, Some(1)));
}

#[test]
fn counting_joins_and_orders_nothing() {
    let count = |rows: QuerySet<Book>| rows.select_count(Dialect::Sqlite).unwrap().sql;
    assert_eq!(count(Book::objects()), r#"SELECT COUNT(*) FROM "book" AS "t""#);
    let sliced = r#"SELECT COUNT(*) FROM (SELECT 1 AS one FROM "book" AS "t" LIMIT 5) AS s"#;
    assert_eq!(count(Book::objects().limit(5)), sliced);
    let exists = Book::objects().limit(0).select_exists(Dialect::Sqlite).unwrap().sql;
    assert_eq!(exists, r#"SELECT 1 FROM "book" AS "t" LIMIT 0"#);
}

#[test]
fn limits_come_last() {
    let sliced = || Book::objects().limit(5);
    for rows in [
        sliced().filter(Book::ID.eq(1)),
        sliced().exclude(Book::ID.eq(1)),
        sliced().order_by([]),
        sliced().reverse(),
        sliced().none(),
    ] {
        assert!(refused(rows.clone().select(Dialect::Sqlite)).contains("limit or an offset was"));
        refused(rows.clone().select_count(Dialect::Sqlite));
        refused(rows.select_exists(Dialect::Sqlite));
    }
}

#[test]
fn changing_changes_all_or_is_refused() {
    let update = |rows: QuerySet<Book>| rows.update_statement(Dialect::Postgres, [Book::PAGES.set(5)]);
    let sql = update(Book::objects().filter(Book::ID.eq(1))).unwrap().sql;
    assert_eq!(sql, r#"UPDATE "book" AS "t" SET "pages" = $1 WHERE "t"."id" = $2"#);
    let delete = |dialect| Book::objects().delete_statement(dialect).unwrap().sql;
    assert_eq!(delete(Dialect::Sqlite), r#"DELETE FROM "book" AS "t""#);
    assert_eq!(delete(Dialect::MySql), "DELETE `t` FROM `book` AS `t`");
    assert!(refused(update(Book::objects().limit(1))).contains("`update` of a queryset with a limit"));
    assert!(refused(update(Book::objects().offset(1))).contains("`update` of"));
    assert!(refused(Book::objects().limit(1).delete_statement(Dialect::Sqlite)).contains("`delete` of"));
    assert!(refused(update(Book::objects().limit(1).filter(Book::ID.eq(1)))).contains("was filtered"));
    assert!(
        refused(Book::objects().update_statement::<Book>(Dialect::Sqlite, [])).contains("nothing to set")
    );
}

fn book(id: i64) -> Book {
    Book { id, title: "Dune".into(), pages: None }
}

#[test]
fn a_row_without_a_key_is_inserted_without_one() {
    let insert = |dialect, id| insert_statement(dialect, &book(id)).unwrap().sql;
    let unset = r#"INSERT INTO "book" ("title", "pages") VALUES (?, ?) RETURNING "id""#;
    assert_eq!(insert(Dialect::Sqlite, 0), unset);
    assert_eq!(insert(Dialect::MySql, 0), "INSERT INTO `book` (`title`, `pages`) VALUES (?, ?)");
    assert_eq!(
        insert(Dialect::Postgres, 7),
        r#"INSERT INTO "book" ("id", "title", "pages") VALUES ($1, $2, $3)"#
    );
}

#[test]
fn many_rows_are_inserted_in_few_statements() {
    let rows: Vec<_> = (0..2_500).map(|index| book(if index < 3 { index + 1 } else { 0 })).collect();
    for dialect in DIALECTS {
        let statements = bulk_statements(dialect, &rows).unwrap();
        let bound: Vec<_> = statements.iter().map(|statement| statement.values.len()).collect();
        assert_eq!(bound, [9, 2_000, 2_000, 994], "{dialect:?}");
        assert!(bound.iter().all(|bound| *bound <= most_values(dialect)));
        assert!(statements.iter().all(|statement| statement.writes && !statement.remembered));
    }
    assert!(bulk_statements::<Book>(Dialect::Sqlite, &[]).unwrap().is_empty());
    let two = bulk_statements(Dialect::Postgres, &[book(0), book(0)]).unwrap();
    assert_eq!(two[0].sql, r#"INSERT INTO "book" ("title", "pages") VALUES ($1, $2), ($3, $4)"#);
}
