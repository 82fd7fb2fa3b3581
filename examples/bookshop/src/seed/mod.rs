//! The rows that a new shop begins with: the same on every machine, made from the word lists beside this file. Called by
//! `migrate` when the shop is empty. `catalogue` makes the rows, `insert` writes them; chance comes from `random`.
//!
//! It teaches: nothing about views. In a project of yours this would be a fixture, an import or an empty table.

mod catalogue;
mod insert;
mod people;
mod random;
mod titles;

pub(crate) use insert::insert;

/// The tables in the order in which they can be filled: what is pointed at comes first.
pub(crate) fn tables() -> [Table; 4] {
    catalogue::tables()
}

/// The rows of one table.
#[derive(Debug, PartialEq)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) columns: &'static [&'static str],
    pub(crate) rows: Vec<Vec<Cell>>,
}

/// One value of a row: the kinds that the bookshop stores.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    Null,
    Int(i64),
    Text(String),
    Date(cbv::chrono::NaiveDate),
    DateTime(cbv::chrono::NaiveDateTime),
    /// A price in hundredths: exact in every database, although SQLite knows no decimal type to bind.
    Cents(i64),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn table(name: &str) -> Table {
        tables().into_iter().find(|table| table.name == name).expect("a table of that name")
    }

    fn texts(table: &Table, column: &str) -> Vec<String> {
        let at = table.columns.iter().position(|name| *name == column).expect("a column of that name");
        table.rows.iter().map(|row| format!("{:?}", row[at])).collect()
    }

    #[test]
    fn the_same_seed_every_time() {
        assert_eq!(tables(), tables());
        // The first and the last book are written down, so that a change of the generator is seen.
        let book = table("book");
        assert_eq!(texts(&book, "slug").first().map(String::as_str), Some("Text(\"knitting-at-home\")"));
        assert_eq!(texts(&book, "slug").last().map(String::as_str), Some("Text(\"the-gardeners-promise\")"));
    }

    #[test]
    fn enough_rows_with_keys_from_one() {
        for (name, least) in [("publisher", 10), ("author", 40), ("book", 500)] {
            let table = table(name);
            assert!(table.rows.len() >= least, "{name}: {}", table.rows.len());
            for (row, id) in table.rows.iter().zip(1..) {
                assert_eq!(row[0], Cell::Int(id), "{name}");
            }
        }
    }

    #[test]
    fn every_row_fills_every_column() {
        for table in tables() {
            assert!(table.rows.iter().all(|row| row.len() == table.columns.len()), "{}", table.name);
        }
    }

    #[test]
    fn slugs_are_plain_and_unique() {
        let mut seen = HashSet::new();
        for row in table("book").rows {
            let Cell::Text(slug) = &row[2] else { panic!("{row:?}") };
            assert!(slug.chars().all(|char| matches!(char, 'a'..='z' | '0'..='9' | '-')), "{slug}");
            assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"), "{slug}");
            assert!(seen.insert(slug.clone()), "{slug}");
        }
    }

    #[test]
    fn prices_and_dates_are_in_their_range() {
        let (first, last) = ("1961-01-01".parse().expect("date"), "2026-10-31".parse().expect("date"));
        for row in table("book").rows {
            let (Cell::Date(date), Cell::Cents(price)) = (&row[4], &row[5]) else { panic!("{row:?}") };
            assert!((first..=last).contains(date), "{date}");
            assert!((499..=8900).contains(price), "{price}");
        }
    }

    #[test]
    fn one_to_three_authors_each() {
        let links = table("book_author");
        let pairs: HashSet<String> = links.rows.iter().map(|row| format!("{row:?}")).collect();
        assert_eq!(pairs.len(), links.rows.len(), "no author twice");
        for book in table("book").rows {
            let authors = links.rows.iter().filter(|row| row[0] == book[0]).count();
            assert!((1..=3).contains(&authors), "{book:?}: {authors}");
        }
    }

    #[test]
    fn titles_try_the_escaping() {
        let titles = texts(&table("book"), "title");
        for part in ["'", "&", "é", "ø"] {
            assert!(titles.iter().any(|title| title.contains(part)), "{part}");
        }
        let author = table("author");
        for column in ["headshot", "last_accessed"] {
            let nulls = texts(&author, column).iter().filter(|cell| *cell == "Null").count();
            assert!(nulls > 0 && nulls < author.rows.len(), "{column}: {nulls}");
        }
    }
}
