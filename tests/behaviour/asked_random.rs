//! Random queries to a list over random rows: the page that is shown is the one of a plain evaluation in memory. With NULLs,
//! letters beyond ASCII, wildcards, and rows that are equal in the order.

use std::{cell::Cell, cmp::Ordering};

use cbv::{chrono::NaiveDate, prelude::*};
use cbv_tests::{db::TestDb, on_every_database, web::get};
use proptest::{collection::vec, option, prelude::*};

use crate::{
    query_note::Note,
    query_trees::{days, fill, grades, lower, runner, texts, wait},
};

#[derive(ListView)]
#[view(
    model = Note,
    path = "/notes/",
    template_name = "rows.txt",
    paginate_by = 7,
    search_fields(title, tag),
    filter_fields(grade(eq, gte, lt), done, day(lte), tag(eq, icontains, isnull)),
    ordering_fields(grade, day, done),
    page_size_param("rows", max = 20)
)]
struct Notes;

/// What is asked for.
#[derive(Debug, Clone)]
struct Asked {
    words: Vec<String>,
    grades: Vec<i32>,
    from: Option<i32>,
    below: Option<i32>,
    done: Option<bool>,
    until: Option<NaiveDate>,
    tags: Vec<String>,
    part: Option<String>,
    null: Option<bool>,
    /// The keys, and whether the largest come first.
    sort: Vec<(usize, bool)>,
    rows: Option<usize>,
    /// Which of the pages there are.
    page: usize,
}

const KEYS: [&str; 3] = ["grade", "day", "done"];

fn asked() -> impl Strategy<Value = Asked> {
    let word = || texts().prop_filter("a word", |text| !text.trim().is_empty());
    let filters = (
        option::weighted(0.2, vec(grades(), 1..3)).prop_map(Option::unwrap_or_default),
        option::weighted(0.2, grades()),
        option::weighted(0.2, grades()),
        option::weighted(0.2, any::<bool>()),
    );
    let others = (
        option::weighted(0.2, days()),
        option::weighted(0.1, vec(word(), 1..3)).prop_map(Option::unwrap_or_default),
        option::weighted(0.2, word()),
        option::weighted(0.2, any::<bool>()),
    );
    let shown =
        (vec((0_usize..3, any::<bool>()), 0..4), option::of(1_usize..25), any::<prop::sample::Index>());
    (vec(word(), 0..2), filters, others, shown).prop_map(|(words, filters, others, shown)| {
        let ((grades, from, below, done), (until, tags, part, null), (sort, rows, page)) =
            (filters, others, shown);
        let page = page.index(1_000);
        Asked { words, grades, from, below, done, until, tags, part, null, sort, rows, page }
    })
}

impl Asked {
    /// The query without the page.
    fn query(&self) -> String {
        let mut query: Vec<(&str, String)> = Vec::new();
        let words: Vec<_> = self.words.iter().map(|word| format!("\"{word}\"")).collect();
        query.push(("q", words.join(" ")));
        query.extend(self.grades.iter().map(|grade| ("grade", grade.to_string())));
        query.extend(self.from.map(|grade| ("grade__gte", grade.to_string())));
        query.extend(self.below.map(|grade| ("grade__lt", grade.to_string())));
        query.extend(self.done.map(|done| ("done", done.to_string())));
        query.extend(self.until.map(|day| ("day__lte", day.to_string())));
        query.extend(self.tags.iter().map(|tag| ("tag", tag.clone())));
        query.extend(self.part.clone().map(|part| ("tag__icontains", part)));
        query.extend(self.null.map(|null| ("tag__isnull", null.to_string())));
        let keys =
            self.sort.iter().map(|(key, down)| format!("{}{}", if *down { "-" } else { "" }, KEYS[*key]));
        query.push(("sort", keys.collect::<Vec<_>>().join(",")));
        query.extend(self.rows.map(|rows| ("rows", rows.to_string())));
        query.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&")
    }

    fn fits(&self, row: &Note) -> bool {
        let contains = |text: &str, part: &str| lower(text).contains(&lower(part));
        let tag = row.tag.as_deref();
        self.words.iter().all(|word| contains(&row.title, word) || tag.is_some_and(|tag| contains(tag, word)))
            && (self.grades.is_empty() || row.grade.is_some_and(|grade| self.grades.contains(&grade)))
            && self.from.is_none_or(|from| row.grade.is_some_and(|grade| grade >= from))
            && self.below.is_none_or(|below| row.grade.is_some_and(|grade| grade < below))
            && self.done.is_none_or(|done| row.done == done)
            && self.until.is_none_or(|until| row.day.is_some_and(|day| day <= until))
            && (self.tags.is_empty() || row.tag.as_ref().is_some_and(|tag| self.tags.contains(tag)))
            && self.part.as_ref().is_none_or(|part| tag.is_some_and(|tag| contains(tag, part)))
            && self.null.is_none_or(|null| row.tag.is_none() == null)
    }

    /// NULLs last in both directions; what is equal by its key, in the direction of the last term.
    fn order(&self, one: &Note, other: &Note) -> Ordering {
        fn by<T: Ord>(one: Option<T>, other: Option<T>, down: bool) -> Ordering {
            match (one, other) {
                (Some(one), Some(other)) if down => other.cmp(&one),
                (Some(one), Some(other)) => one.cmp(&other),
                (one, other) => one.is_none().cmp(&other.is_none()),
            }
        }

        let mut sort: Vec<(usize, bool)> = Vec::new();
        for (key, down) in &self.sort {
            if !sort.iter().any(|(seen, _)| seen == key) {
                sort.push((*key, *down));
            }
        }
        let last = sort.last().is_some_and(|(_, down)| *down);
        let terms = sort.into_iter().map(|(key, down)| match key {
            0 => by(one.grade, other.grade, down),
            1 => by(one.day, other.day, down),
            _ => by(Some(one.done), Some(other.done), down),
        });
        terms.fold(Ordering::Equal, Ordering::then).then_with(|| by(Some(one.id), Some(other.id), last))
    }
}

/// The text as a value of a query.
fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// The rows of a page as the template shows them.
fn shown(rows: &[Note]) -> String {
    rows.iter().map(|row| row.id.to_string()).collect::<Vec<_>>().join(" ")
}

on_every_database! {
    #[test]
    async fn random_queries_show_the_page_that_is_found_in_memory(db: &TestDb) {
        let rows = fill(db).await;
        let router = Notes::router();
        let full = Cell::new(0);
        let outcome = runner(250).run(&asked(), |asked| {
            let mut wanted: Vec<_> = rows.iter().filter(|row| asked.fits(row)).cloned().collect();
            wanted.sort_by(|one, other| asked.order(one, other));
            let size = asked.rows.unwrap_or(7).min(20);
            let page = asked.page % wanted.len().div_ceil(size).max(1);
            let uri = format!("/notes/?{}&page={}", asked.query(), page + 1);
            let answer = wait(get(&router, db.db(), &uri));
            prop_assert_eq!(answer.code(), 200, "{}", uri);
            let on_page: Vec<_> = wanted.iter().skip(page * size).take(size).cloned().collect();
            prop_assert_eq!(answer.text.lines().next().unwrap().trim(), shown(&on_page), "{}", uri);
            full.set(full.get() + usize::from(!on_page.is_empty()));
            let count = format!("{} in all", wanted.len());
            prop_assert!(answer.text.contains(&count), "{} of {}", count, answer.text);
            Ok(())
        });
        outcome.unwrap_or_else(|error| panic!("{error}"));
        assert!(full.get() > 100, "only {} of the pages have rows", full.get());
    }
}
