//! What SQLite and MariaDB say of a violation, read from their messages: they have no fields of their own for it. Called by
//! `Violation::of`. Names are taken by their quotes, which stand in messages of every language.

use super::{Violation, ViolationKind as Kind};

/// By SQLite's extended code. Its messages are English, and part of what it promises.
#[cfg(feature = "sqlite")]
pub(super) fn sqlite(error: &sqlx::sqlite::SqliteError) -> Option<Violation> {
    use sqlx::error::DatabaseError as _;

    let code = error.code().and_then(|code| code.parse::<u32>().ok())?;
    sqlite_message(code, error.message())
}

#[cfg(feature = "sqlite")]
fn sqlite_message(code: u32, message: &str) -> Option<Violation> {
    let about = message.split_once("failed: ").map(|(_, about)| about);
    let kind = match code {
        1555 | 2067 | 2579 => Kind::Unique,
        787 => Kind::ForeignKey,
        1811 if message.starts_with("FOREIGN KEY") => Kind::Referenced, // ON DELETE RESTRICT
        1299 => Kind::NotNull,
        275 | 1811 => Kind::Check,
        18 => Kind::TooLong,
        20 | 3091 => Kind::Invalid,
        _ => return None,
    };
    let mut violation = Violation::new(kind);
    match (kind, about) {
        // an index on expressions: `index 'book_title'`
        (Kind::Unique, Some(about)) if about.starts_with("index '") => {
            violation.constraint = between(about, '\'').last().map(str::to_owned);
        }
        (Kind::Unique | Kind::NotNull, Some(about)) => {
            for (table, column) in about.split(", ").filter_map(|name| name.rsplit_once('.')) {
                violation.table = Some(table.to_owned());
                violation.columns.push(column.to_owned());
            }
        }
        // the name of the rule, or its text where it has none
        (Kind::Check, Some(about)) => violation.constraint = Some(about.to_owned()),
        // of a STRICT table: `cannot store TEXT value in INTEGER column ware.stock`
        (Kind::Invalid, _) => {
            if let Some((table, column)) =
                message.rsplit_once(' ').and_then(|(_, name)| name.rsplit_once('.'))
            {
                violation.table = Some(table.to_owned());
                violation.columns.push(column.to_owned());
            }
        }
        _ => {}
    }
    Some(violation)
}

/// By MariaDB's number of the error.
#[cfg(feature = "mysql")]
pub(super) fn mysql(number: u16, message: &str) -> Option<Violation> {
    let kind = match number {
        1062 | 1169 | 1586 => Kind::Unique,
        1216 | 1452 => Kind::ForeignKey,
        1217 | 1451 => Kind::Referenced,
        1048 | 1364 => Kind::NotNull,
        3819 | 4025 | 1644 => Kind::Check,
        1118 | 1406 => Kind::TooLong,
        1264 | 1690 => Kind::OutOfRange,
        1265 | 1292 | 1366 | 3140 => Kind::Invalid,
        _ => return None,
    };
    let mut violation = Violation::new(kind);
    let quoted = || between(message, '\'').map(str::to_owned);
    match number {
        // Duplicate entry 'it's' for key 'slug'; MySQL writes 'book.slug'
        1062 | 1586 => {
            let key = message.rsplit('\'').nth(1).unwrap_or_default();
            let (table, key) = key.split_once('.').map_or((None, key), |(table, key)| (Some(table), key));
            violation.table = table.map(str::to_owned);
            violation.constraint = Some(key.to_owned());
        }
        // (`shop`.`book`, CONSTRAINT `book_ibfk_1` FOREIGN KEY (`publisher_id`) REFERENCES ..)
        1451 | 1452 => {
            let (table, rest) = message.split_once("CONSTRAINT `").unwrap_or((message, ""));
            violation.table = between(table, '`').last().map(str::to_owned);
            violation.constraint = rest.split_once('`').map(|(name, _)| name.to_owned());
            let columns = rest
                .split_once("FOREIGN KEY (")
                .and_then(|(_, rest)| rest.split_once(')'))
                .map_or("", |(columns, _)| columns);
            violation.columns = between(columns, '`').map(str::to_owned).collect();
        }
        // Column 'title' cannot be null; Data too long for column 'title' at row 1
        1048 | 1364 | 1406 | 1264 | 1265 => violation.columns = quoted().take(1).collect(),
        // Incorrect string value: '..' for column `shop`.`book`.`title` at row 1; MySQL writes 'title'
        1292 | 1366 => {
            let column = between(message, '`').last().or_else(|| message.rsplit('\'').nth(1));
            violation.columns = column.map(str::to_owned).into_iter().collect();
        }
        // CONSTRAINT `price_is_positive` failed for `shop`.`book`
        4025 => {
            violation.constraint = between(message, '`').next().map(str::to_owned);
            violation.table = between(message, '`').last().map(str::to_owned);
        }
        // Check constraint 'price_is_positive' is violated.
        3819 => violation.constraint = quoted().next(),
        _ => {}
    }
    // MariaDB's JSON columns, and rules that stand at a column: `book.price`
    if number == 4025
        && let Some((table, column)) = violation.constraint.as_deref().and_then(|name| name.split_once('.'))
        && violation.table.as_deref() == Some(table)
    {
        violation.columns = vec![column.to_owned()];
    }
    Some(violation)
}

/// What stands between each two of the marks.
fn between(text: &str, mark: char) -> impl Iterator<Item = &str> {
    // behind the last mark nothing is quoted, also where one is missing
    let inside = text.rfind(mark).and_then(|end| text.get(..end)).unwrap_or_default();
    inside.split(mark).skip(1).step_by(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(violation: Option<Violation>) -> (Kind, String, String, String) {
        let Violation { kind, constraint, table, columns } = violation.unwrap();
        (kind, constraint.unwrap_or_default(), table.unwrap_or_default(), columns.join(" "))
    }

    fn of(kind: Kind, constraint: &str, table: &str, columns: &str) -> (Kind, String, String, String) {
        (kind, constraint.into(), table.into(), columns.into())
    }

    #[cfg(feature = "mysql")]
    #[test]
    fn mariadb_and_mysql_quote_what_they_mean() {
        let says = |number, message| told(mysql(number, message));
        assert_eq!(says(1062, "Duplicate entry 'it's 'so' for key 'slug'"), of(Kind::Unique, "slug", "", ""));
        assert_eq!(
            says(1062, "Doppelter Eintrag 'a' für Schlüssel 'PRIMARY'"),
            of(Kind::Unique, "PRIMARY", "", "")
        );
        assert_eq!(
            says(1062, "Duplicate entry 'a' for key 'book.slug'"),
            of(Kind::Unique, "slug", "book", "")
        );
        let fails = "a foreign key constraint fails (`shop`.`book`, CONSTRAINT `house` FOREIGN KEY (`a_id`, `b_id`) \
                     REFERENCES `publisher` (`a`, `b`) ON DELETE CASCADE)";
        assert_eq!(says(1452, fails), of(Kind::ForeignKey, "house", "book", "a_id b_id"));
        assert_eq!(says(1451, fails), of(Kind::Referenced, "house", "book", "a_id b_id"));
        assert_eq!(says(1452, "cut off (`shop`.`bo"), of(Kind::ForeignKey, "", "shop", ""));
        assert_eq!(says(1048, "Column 'title' cannot be null"), of(Kind::NotNull, "", "", "title"));
        assert_eq!(
            says(1364, "Field 'title' doesn't have a default value"),
            of(Kind::NotNull, "", "", "title")
        );
        assert_eq!(
            says(1406, "Data too long for column 'title' at row 1"),
            of(Kind::TooLong, "", "", "title")
        );
        let letters = "Incorrect string value: '\\xF0\\x9F' for column `shop`.`book`.`title` at row 1";
        assert_eq!(says(1366, letters), of(Kind::Invalid, "", "", "title"));
        assert_eq!(
            says(1366, "Incorrect string value: 'x' for column 'title' at row 1"),
            of(Kind::Invalid, "", "", "title")
        );
        assert_eq!(
            says(4025, "CONSTRAINT `fair` failed for `shop`.`book`"),
            of(Kind::Check, "fair", "book", "")
        );
        assert_eq!(
            says(4025, "CONSTRAINT `book.price` failed for `shop`.`book`"),
            of(Kind::Check, "book.price", "book", "price")
        );
        assert_eq!(says(3819, "Check constraint 'fair' is violated."), of(Kind::Check, "fair", "", ""));
        assert_eq!(mysql(1146, "Table 'shop.book' doesn't exist"), None);
    }

    #[cfg(feature = "sqlite")]
    #[test]
    fn sqlite_names_tables_and_columns() {
        let says = |code, message| told(sqlite_message(code, message));
        assert_eq!(says(2067, "UNIQUE constraint failed: book.slug"), of(Kind::Unique, "", "book", "slug"));
        assert_eq!(
            says(1555, "UNIQUE constraint failed: book.a, book.b"),
            of(Kind::Unique, "", "book", "a b")
        );
        assert_eq!(
            says(2067, "UNIQUE constraint failed: index 'book_lower'"),
            of(Kind::Unique, "book_lower", "", "")
        );
        assert_eq!(says(787, "FOREIGN KEY constraint failed"), of(Kind::ForeignKey, "", "", ""));
        assert_eq!(says(1811, "FOREIGN KEY constraint failed"), of(Kind::Referenced, "", "", ""));
        assert_eq!(says(1811, "not on Sundays"), of(Kind::Check, "", "", ""));
        assert_eq!(says(275, "CHECK constraint failed: price > 0"), of(Kind::Check, "price > 0", "", ""));
        let strict = "cannot store TEXT value in INTEGER column book.pages";
        assert_eq!(says(3091, strict), of(Kind::Invalid, "", "book", "pages"));
        assert_eq!(sqlite_message(5, "database is locked"), None);
    }
}
