//! Random conditions over random rows: what the database finds is what the same condition, evaluated in memory, is true of.
//! With NULLs, letters beyond ASCII, wildcards, and rows that are equal in the order.

use cbv::{Condition, Model, Order, QuerySet, chrono::NaiveDate, not};
use cbv_tests::{db::TestDb, on_every_database};
use proptest::{
    collection::vec,
    option,
    prelude::*,
    strategy::ValueTree as _,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

use crate::query_note::{Note, create, ids};

#[derive(Debug, Clone)]
enum Tree {
    Grade(Comparison, i32),
    GradeIn(Vec<i32>),
    GradeBetween(i32, i32),
    GradeNull(bool),
    Day(Comparison, NaiveDate),
    Done(bool),
    Tag(Search, String),
    TagIn(Vec<String>),
    Title(Search, String),
    All(Vec<Tree>),
    Any(Vec<Tree>),
    Not(Box<Tree>),
}

#[derive(Debug, Clone, Copy)]
enum Comparison {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

#[derive(Debug, Clone, Copy)]
enum Search {
    Eq,
    Ne,
    Contains,
    IContains,
    StartsWith,
    IStartsWith,
    EndsWith,
    IEndsWith,
    IExact,
}

impl Comparison {
    /// NULL is equal to nothing, and different from everything.
    fn holds<T: PartialOrd>(self, column: Option<T>, value: T) -> bool {
        match (self, column) {
            (Self::Ne, column) => column != Some(value),
            (_, None) => false,
            (Self::Eq, Some(column)) => column == value,
            (Self::Lt, Some(column)) => column < value,
            (Self::Le, Some(column)) => column <= value,
            (Self::Gt, Some(column)) => column > value,
            (Self::Ge, Some(column)) => column >= value,
        }
    }
}

pub(crate) fn lower(text: &str) -> String {
    text.to_lowercase().replace('ẞ', "ß")
}

impl Search {
    fn holds(self, column: Option<&str>, text: &str) -> bool {
        let Some(column) = column else { return matches!(self, Self::Ne) };
        match self {
            Self::Eq => column == text,
            Self::Ne => column != text,
            Self::Contains => column.contains(text),
            Self::IContains => lower(column).contains(&lower(text)),
            Self::StartsWith => column.starts_with(text),
            Self::IStartsWith => lower(column).starts_with(&lower(text)),
            Self::EndsWith => column.ends_with(text),
            Self::IEndsWith => lower(column).ends_with(&lower(text)),
            Self::IExact => lower(column) == lower(text),
        }
    }
}

macro_rules! search {
    ($column:expr, $search:expr, $text:expr) => {
        match $search {
            Search::Eq => $column.eq($text),
            Search::Ne => $column.ne($text),
            Search::Contains => $column.contains($text),
            Search::IContains => $column.icontains($text),
            Search::StartsWith => $column.startswith($text),
            Search::IStartsWith => $column.istartswith($text),
            Search::EndsWith => $column.endswith($text),
            Search::IEndsWith => $column.iendswith($text),
            Search::IExact => $column.iexact($text),
        }
    };
}

macro_rules! compare {
    ($column:expr, $comparison:expr, $value:expr) => {
        match $comparison {
            Comparison::Eq => $column.eq($value),
            Comparison::Ne => $column.ne($value),
            Comparison::Lt => $column.lt($value),
            Comparison::Le => $column.le($value),
            Comparison::Gt => $column.gt($value),
            Comparison::Ge => $column.ge($value),
        }
    };
}

impl Tree {
    fn holds(&self, row: &Note) -> bool {
        match self {
            Self::Grade(comparison, value) => comparison.holds(row.grade, *value),
            Self::GradeIn(values) => row.grade.is_some_and(|grade| values.contains(&grade)),
            Self::GradeBetween(low, high) => row.grade.is_some_and(|grade| (*low..=*high).contains(&grade)),
            Self::GradeNull(yes) => row.grade.is_none() == *yes,
            Self::Day(comparison, value) => comparison.holds(row.day, *value),
            Self::Done(value) => row.done == *value,
            Self::Tag(search, text) => search.holds(row.tag.as_deref(), text),
            Self::TagIn(texts) => row.tag.as_ref().is_some_and(|tag| texts.contains(tag)),
            Self::Title(search, text) => search.holds(Some(&row.title), text),
            Self::All(trees) => trees.iter().all(|tree| tree.holds(row)),
            Self::Any(trees) => trees.iter().any(|tree| tree.holds(row)),
            Self::Not(tree) => !tree.holds(row),
        }
    }

    fn condition(&self) -> Condition<Note> {
        match self {
            Self::Grade(comparison, value) => compare!(Note::GRADE, comparison, *value),
            Self::GradeIn(values) => Note::GRADE.is_in(values.iter().copied()),
            Self::GradeBetween(low, high) => Note::GRADE.range(*low, *high),
            Self::GradeNull(yes) => Note::GRADE.is_null(*yes),
            Self::Day(comparison, value) => compare!(Note::DAY, comparison, *value),
            Self::Done(value) => Note::DONE.eq(*value),
            Self::Tag(search, text) => search!(Note::TAG, search, &**text),
            Self::TagIn(texts) => Note::TAG.is_in(texts.iter().map(String::as_str)),
            Self::Title(search, text) => search!(Note::TITLE, search, &**text),
            Self::All(trees) => Condition::all(trees.iter().map(Self::condition)),
            Self::Any(trees) => Condition::any(trees.iter().map(Self::condition)),
            Self::Not(tree) => not(tree.condition()),
        }
    }
}

pub(crate) fn grades() -> impl Strategy<Value = i32> {
    -1..4
}

pub(crate) fn days() -> impl Strategy<Value = NaiveDate> {
    // some of them in no column of SQLite and MariaDB
    let years = [-5_000, 1, 1999, 2000, 9_999, 10_000, 262_000];
    prop::sample::select(years.to_vec()).prop_map(|year| NaiveDate::from_ymd_opt(year, 2, 3).unwrap())
}

/// Short, so that many are parts of others.
pub(crate) fn texts() -> impl Strategy<Value = String> {
    let letters =
        ['a', 'A', 'ä', 'Ä', 'ß', 'ẞ', 'é', 'σ', 'ς', '%', '_', '[', '*', '\\', '!', '^', ' ', '\''];
    vec(prop::sample::select(letters.to_vec()), 0..4).prop_map(|letters| letters.into_iter().collect())
}

fn comparisons() -> impl Strategy<Value = Comparison> {
    use Comparison::{Eq, Ge, Gt, Le, Lt, Ne};
    prop::sample::select(vec![Eq, Ne, Lt, Le, Gt, Ge])
}

fn searches() -> impl Strategy<Value = Search> {
    use Search::{Contains, EndsWith, Eq, IContains, IEndsWith, IExact, IStartsWith, Ne, StartsWith};
    prop::sample::select(vec![
        Eq,
        Ne,
        Contains,
        IContains,
        StartsWith,
        IStartsWith,
        EndsWith,
        IEndsWith,
        IExact,
    ])
}

fn trees() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![
        (comparisons(), grades()).prop_map(|(comparison, grade)| Tree::Grade(comparison, grade)),
        vec(grades(), 0..4).prop_map(Tree::GradeIn),
        (grades(), grades()).prop_map(|(low, high)| Tree::GradeBetween(low, high)),
        any::<bool>().prop_map(Tree::GradeNull),
        (comparisons(), days()).prop_map(|(comparison, day)| Tree::Day(comparison, day)),
        any::<bool>().prop_map(Tree::Done),
        (searches(), texts()).prop_map(|(search, text)| Tree::Tag(search, text)),
        vec(texts(), 0..4).prop_map(Tree::TagIn),
        (searches(), texts()).prop_map(|(search, text)| Tree::Title(search, text)),
    ];
    leaf.prop_recursive(4, 16, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Tree::All),
            vec(inner.clone(), 0..4).prop_map(Tree::Any),
            inner.prop_map(|tree| Tree::Not(Box::new(tree))),
        ]
    })
}

fn rows() -> impl Strategy<Value = Vec<Note>> {
    let stored = days().prop_filter("a date that all databases store", |day| {
        (1..10_000).contains(&cbv::chrono::Datelike::year(day))
    });
    let row = (texts(), option::of(texts()), option::of(grades()), any::<bool>(), option::of(stored))
        .prop_map(|(title, tag, grade, done, day)| Note { id: 0, title, tag, grade, done, day });
    vec(row, 60)
}

/// Columns of an order that is the same on every database: which one, descending, NULLs first.
type Terms = Vec<(usize, bool, bool)>;

fn terms() -> impl Strategy<Value = Terms> {
    vec((0_usize..3, any::<bool>(), any::<bool>()), 0..3)
}

fn order(terms: &Terms) -> Vec<Order<Note>> {
    let terms = terms.iter().map(|(column, descending, first)| {
        let term = match (column, descending) {
            (0, false) => Note::GRADE.asc(),
            (0, true) => Note::GRADE.desc(),
            (1, false) => Note::DAY.asc(),
            (1, true) => Note::DAY.desc(),
            (_, false) => Note::DONE.asc(),
            (_, true) => Note::DONE.desc(),
        };
        if *first { term.nulls_first() } else { term }
    });
    terms.chain([Note::ID.asc()]).collect()
}

fn sort(rows: &mut [Note], terms: &Terms) {
    use std::cmp::Ordering;

    fn compare<T: Ord>(one: Option<T>, other: Option<T>, descending: bool, first: bool) -> Ordering {
        match (one, other) {
            (Some(one), Some(other)) if descending => other.cmp(&one),
            (Some(one), Some(other)) => one.cmp(&other),
            (one, other) if first => one.is_some().cmp(&other.is_some()),
            (one, other) => one.is_none().cmp(&other.is_none()),
        }
    }

    rows.sort_by(|one, other| {
        let by = |&(column, descending, first): &(usize, bool, bool)| match column {
            0 => compare(one.grade, other.grade, descending, first),
            1 => compare(one.day, other.day, descending, first),
            _ => compare(Some(one.done), Some(other.done), descending, first),
        };
        let terms = terms.iter().map(by).find(|order| order.is_ne());
        terms.unwrap_or_else(|| one.id.cmp(&other.id))
    });
}

/// The same cases in every run.
pub(crate) fn runner(cases: u32) -> TestRunner {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

/// The table with random rows, and the rows.
pub(crate) async fn fill(db: &TestDb) -> Vec<Note> {
    create(db).await;
    let mut runner = runner(1);
    let made = rows().new_tree(&mut runner).unwrap().current();
    Note::objects().bulk_create(db.db(), &made).await.unwrap();
    let stored = Note::objects().all(db.db()).await.unwrap();
    assert_eq!(stored.len(), made.len());
    for (stored, made) in stored.iter().zip(made) {
        assert_eq!(*stored, Note { id: stored.id, ..made });
    }
    stored
}

pub(crate) fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(future))
}

fn keys(rows: &[Note]) -> Vec<i64> {
    rows.iter().map(|row| row.id).collect()
}

on_every_database! {
    #[test]
    async fn random_conditions_find_what_they_find_in_memory(db: &TestDb) {
        let rows = fill(db).await;
        let cases = (trees(), trees());
        let outcome = runner(250).run(&cases, |(one, other)| {
            let wanted: Vec<_> = rows.iter().filter(|row| one.holds(row) && !other.holds(row)).cloned().collect();
            let found = Note::objects().filter(one.condition()).exclude(other.condition());
            prop_assert_eq!(wait(ids(db, found.clone())), keys(&wanted));
            prop_assert_eq!(wait(found.count(db.db())).unwrap(), wanted.len() as u64);
            Ok(())
        });
        outcome.unwrap_or_else(|error| panic!("{error}"));
    }

    #[test]
    async fn random_orders_and_limits_are_those_in_memory(db: &TestDb) {
        let rows = fill(db).await;
        let cases = (terms(), any::<bool>(), 0_usize..70, 0_usize..70);
        let outcome = runner(100).run(&cases, |(terms, reversed, offset, limit)| {
            let mut sorted = rows.clone();
            sort(&mut sorted, &terms);
            if reversed {
                sorted.reverse();
            }
            let mut found: QuerySet<Note> = Note::objects().order_by(order(&terms));
            if reversed {
                found = found.reverse();
            }
            let found = found.offset(offset as u64).limit(limit as u64);
            let wanted: Vec<_> = sorted.into_iter().skip(offset).take(limit).collect();
            prop_assert_eq!(wait(ids(db, found)), keys(&wanted));
            Ok(())
        });
        outcome.unwrap_or_else(|error| panic!("{error}"));
    }
}
