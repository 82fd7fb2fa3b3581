//! From word lists to rows: who published which book when, for how much, and who wrote it. Called by `seed`.

use std::collections::HashSet;

use cbv::chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};

use super::{
    Cell, Table,
    people::{AUTHORS, PUBLISHERS},
    random::Random,
    titles,
};

/// How many books the shop has: 27 pages of twenty.
const BOOKS: i64 = 540;

/// Where chance begins. Another number is another shop.
const START: u64 = 1961;

/// The days from 1961-01-01 to 2026-10-31.
const DAYS: u64 = 24_045;

pub(super) fn tables() -> [Table; 4] {
    let random = &mut Random::new(START);
    [publishers(), authors(random), books(random), book_authors(random)]
}

fn publishers() -> Table {
    let row =
        |(id, row): (i64, _)| [Cell::Int(id)].into_iter().chain(<[&str; 6]>::map(row, Cell::from)).collect();
    Table {
        name: "publisher",
        columns: &["id", "name", "address", "city", "state_province", "country", "website"],
        rows: (1..).zip(PUBLISHERS).map(row).collect(),
    }
}

fn authors(random: &mut Random) -> Table {
    let row = |(id, [salutation, first_name, last_name]): (i64, [&str; 3])| {
        let mailbox = titles::slugify(&format!("{first_name} {last_name}"));
        let headshot = match random.below(5) {
            0 => random.pick(&["headshots/1.svg", "headshots/2.svg", "headshots/3.svg"]).into(),
            _ => Cell::Null,
        };
        let last_accessed = match random.below(4) {
            0 => Cell::Null,
            _ => Cell::DateTime(moment(random)),
        };
        let email = Cell::Text(format!("{mailbox}@authors.example"));
        vec![
            Cell::Int(id),
            salutation.into(),
            first_name.into(),
            last_name.into(),
            email,
            headshot,
            last_accessed,
        ]
    };
    Table {
        name: "author",
        columns: &["id", "salutation", "first_name", "last_name", "email", "headshot", "last_accessed"],
        rows: (1..).zip(AUTHORS).map(row).collect(),
    }
}

fn books(random: &mut Random) -> Table {
    let mut slugs = HashSet::new();
    let row = |id| {
        let (title, slug) = loop {
            let title = titles::title(random);
            let slug = titles::slugify(&title);
            if slugs.insert(slug.clone()) {
                break (title, slug);
            }
        };
        let publisher = random.below(PUBLISHERS.len() as u64) + 1;
        vec![
            Cell::Int(id),
            Cell::Text(title),
            Cell::Text(slug),
            Cell::Int(publisher.cast_signed()),
            Cell::Date(publication_date(random)),
            Cell::Cents(price(random)),
        ]
    };
    Table {
        name: "book",
        columns: &["id", "title", "slug", "publisher_id", "publication_date", "price"],
        rows: (1..=BOOKS).map(row).collect(),
    }
}

fn book_authors(random: &mut Random) -> Table {
    let mut rows = Vec::new();
    for book in 1..=BOOKS {
        let mut authors = Vec::new();
        for _ in 0..random.pick(&[1, 1, 1, 2, 2, 3]) {
            let author = random.below(AUTHORS.len() as u64) + 1;
            if !authors.contains(&author) {
                authors.push(author);
                rows.push(vec![Cell::Int(book), Cell::Int(author.cast_signed())]);
            }
        }
    }
    Table { name: "book_author", columns: &["book_id", "author_id"], rows }
}

/// The later of two drawn days: a shop has more new books than old ones.
fn publication_date(random: &mut Random) -> NaiveDate {
    let day = random.below(DAYS).max(random.below(DAYS));
    NaiveDate::from_ymd_opt(1961, 1, 1)
        .and_then(|first| first.checked_add_days(Days::new(day)))
        .unwrap_or_default()
}

/// From 4.99 to 89.00.
fn price(random: &mut Random) -> i64 {
    let whole = 5 + random.below(35) + random.pick(&[0, 0, 0, 0, 50]);
    let cents = whole.cast_signed() * 100 + random.pick(&[-1, -1, -5, -50, 0]);
    cents.clamp(499, 8900)
}

/// When an author last looked at the shop: in the autumn of 2026, to the second.
fn moment(random: &mut Random) -> NaiveDateTime {
    let day = NaiveDate::from_ymd_opt(2026, 8, 1)
        .and_then(|first| first.checked_add_days(Days::new(random.below(90))));
    let second = u32::try_from(random.below(86_400)).unwrap_or_default();
    let time = NaiveTime::from_num_seconds_from_midnight_opt(second, 0);
    NaiveDateTime::new(day.unwrap_or_default(), time.unwrap_or_default())
}
