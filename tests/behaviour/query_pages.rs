//! Random pages of random rows: whichever way a page is found, it has the rows that the whole list has there. With NULLs, equal
//! keys, letters beyond ASCII, mixed directions, joined rows that may be missing, and orphans.

use std::num::NonZeroU32;

use cbv::{
    Error, Model, Order, Page, QuerySet,
    chrono::NaiveDateTime,
    page::{Count, KeysetPage, Paging},
};
use cbv_tests::{db::TestDb, on_every_database};
use proptest::{
    collection::vec,
    option,
    prelude::*,
    strategy::ValueTree as _,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

#[derive(Debug, Clone, PartialEq, Model, serde::Serialize)]
#[model(table = "shelf")]
pub(crate) struct Shelf {
    pub(crate) id: i64,
    pub(crate) name: String,
}

/// What lies on one shelf and belongs on another, or on none.
#[derive(Debug, Clone, PartialEq, Model, serde::Serialize)]
#[model(table = "item")]
pub(crate) struct Item {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) tag: Option<String>,
    pub(crate) rank: Option<i32>,
    pub(crate) weight: Option<f64>,
    pub(crate) done: bool,
    pub(crate) seen: Option<NaiveDateTime>,
    #[model(foreign_key = Shelf)]
    pub(crate) shelf_id: i64,
    #[model(foreign_key = Shelf)]
    pub(crate) home_id: Option<i64>,
    #[model(select_related)]
    pub(crate) shelf: Shelf,
    #[model(select_related)]
    pub(crate) home: Option<Shelf>,
}

/// Makes the tables, and three shelves.
pub(crate) async fn create(db: &TestDb) {
    db.execute(
        "CREATE TABLE shelf (id {key}, name VARCHAR(100) NOT NULL); \
         CREATE TABLE item (id {key}, name VARCHAR(100) NOT NULL, tag VARCHAR(100) NULL, rank_ INTEGER NULL, \
         weight {float} NULL, done {bool} NOT NULL, seen {datetime} NULL, \
         shelf_id BIGINT NOT NULL REFERENCES shelf (id), home_id BIGINT NULL REFERENCES shelf (id)); \
         INSERT INTO shelf (name) VALUES ('upper'), ('lower'), ('Bücher')"
            .replace("rank_", db.pick("rank", "rank", "`rank`"))
            .as_str(),
    )
    .await;
}

pub(crate) fn item(name: &str) -> Item {
    Item {
        id: 0,
        name: name.into(),
        tag: None,
        rank: None,
        weight: None,
        done: false,
        seen: None,
        shelf_id: 1,
        home_id: None,
        shelf: Shelf { id: 1, name: String::new() },
        home: None,
    }
}

fn texts() -> impl Strategy<Value = String> {
    let letters = ['a', 'A', 'ä', 'b', 'ß', 'é', '%', ' ', '\'', '漢'];
    vec(prop::sample::select(letters.to_vec()), 0..3).prop_map(|letters| letters.into_iter().collect())
}

fn items() -> impl Strategy<Value = Vec<Item>> {
    let moments =
        prop::sample::select(vec!["2026-01-02T03:04:05", "2026-01-02T03:04:05.25", "1999-12-31T23:59:59"]);
    let moments = moments.prop_map(|text| text.parse::<NaiveDateTime>().unwrap());
    let weights = prop::sample::select(vec![-1.5, 0.0, 0.1, 1e10]);
    let columns = (
        texts(),
        option::of(texts()),
        option::of(-1..3),
        option::of(weights),
        any::<bool>(),
        option::of(moments),
        option::of(1_i64..4),
    );
    let row = columns.prop_map(|(name, tag, rank, weight, done, seen, home_id)| Item {
        tag,
        rank,
        weight,
        done,
        seen,
        home_id,
        shelf_id: home_id.unwrap_or(2),
        ..item(&name)
    });
    vec(row, 0..40)
}

/// A list and how it is cut.
#[derive(Debug, Clone)]
struct Case {
    order: Vec<(usize, bool, bool)>,
    reversed: bool,
    filtered: bool,
    per_page: u32,
    orphans: u32,
}

fn cases() -> impl Strategy<Value = Case> {
    let term = (0_usize..7, any::<bool>(), any::<bool>());
    let parts = (vec(term, 0..4), any::<bool>(), any::<bool>(), 1_u32..9, 0_u32..4);
    parts.prop_map(|(order, reversed, filtered, per_page, orphans)| Case {
        order,
        reversed,
        filtered,
        per_page,
        orphans,
    })
}

impl Case {
    fn rows(&self) -> QuerySet<Item> {
        let rows = Item::objects().order_by(self.terms());
        let rows = if self.filtered { rows.filter(Item::RANK.ne(1)) } else { rows };
        if self.reversed { rows.reverse() } else { rows }
    }

    fn terms(&self) -> Vec<Order<Item>> {
        let terms = self.order.iter().map(|(column, descending, first)| {
            let term = match column {
                0 => Item::NAME.asc(),
                1 => Item::TAG.asc(),
                2 => Item::RANK.asc(),
                3 => Item::WEIGHT.asc(),
                4 => Item::DONE.asc(),
                5 => Item::SEEN.asc(),
                _ => Item::HOME_ID.asc(),
            };
            let term = if *descending { term.reversed() } else { term };
            if *first { term.nulls_first() } else { term }
        });
        terms.collect()
    }

    /// The whole list by a plain SELECT, whose order leaves no ties.
    async fn plainly(&self, db: &TestDb) -> Vec<Item> {
        let descending = self.order.last().is_some_and(|(_, descending, _)| *descending);
        let key = if descending { Item::ID.desc() } else { Item::ID.asc() };
        let rows = Item::objects().order_by(self.terms().into_iter().chain([key]));
        let rows = if self.filtered { rows.filter(Item::RANK.ne(1)) } else { rows };
        let rows = if self.reversed { rows.reverse() } else { rows };
        rows.all(db.db()).await.unwrap()
    }

    fn paging(&self, count: Count) -> Paging {
        Paging::new(self.per_page()).orphans(self.orphans).count(count)
    }

    fn per_page(&self) -> NonZeroU32 {
        NonZeroU32::new(self.per_page).unwrap()
    }

    /// The list in pages, as Django cuts it.
    fn cut<'r>(&self, rows: &'r [Item]) -> Vec<&'r [Item]> {
        let mut pages: Vec<&[Item]> = Vec::new();
        let mut rest = rows;
        while rest.len() > (self.per_page + self.orphans) as usize {
            let (page, behind) = rest.split_at(self.per_page as usize);
            pages.push(page);
            rest = behind;
        }
        pages.push(rest);
        pages
    }
}

async fn numbered(db: &TestDb, case: &Case, rows: &[Item], count: Count) {
    let pages = case.cut(rows);
    // from the last on: the first to be read is the one whose count nobody knows
    for number in (1..=pages.len()).rev() {
        let page = case.rows().paginate_by(db.db(), case.paging(count), &number.to_string()).await.unwrap();
        assert_eq!(page.object_list, pages[number - 1], "page {number} of {case:?} by {count:?}");
        assert_eq!(page.number, number as u64);
        assert_eq!(page.has_next(), number < pages.len(), "page {number} of {case:?} by {count:?}");
        if count == Count::Exact {
            assert_eq!(page.paginator.count(), rows.len() as u64);
            assert_eq!(page.paginator.num_pages(), pages.len() as u64);
        } else if let Some(total) = page.paginator.total().exact() {
            assert_eq!(total, rows.len() as u64);
        }
    }
    let behind = (pages.len() + 1).to_string();
    let refused = case.rows().paginate_by(db.db(), case.paging(count), &behind).await.unwrap_err();
    assert!(matches!(refused, Error::NotFound(_)), "{refused}");
}

async fn last(db: &TestDb, case: &Case, rows: &[Item]) {
    let pages = case.cut(rows);
    let last = case.rows().paginate_by(db.db(), case.paging(Count::Exact), "last").await.unwrap();
    assert_eq!((last.number, last.object_list.as_slice()), (pages.len() as u64, *pages.last().unwrap()));
}

async fn at(db: &TestDb, case: &Case, cursor: &str) -> Page<Item> {
    case.rows().paginate_keyset(db.db(), case.per_page(), cursor).await.unwrap()
}

/// All pages from one end to the other: the rows, each page as it is read.
async fn walk(db: &TestDb, case: &Case, backward: bool) -> Vec<Vec<Item>> {
    let mut pages = Vec::new();
    let mut cursor = if backward { "last".to_owned() } else { String::new() };
    loop {
        let page = at(db, case, &cursor).await;
        let ends = KeysetPage::new(&page);
        let next = if backward { ends.previous_cursor() } else { ends.next_cursor() };
        let next = next.map(str::to_owned);
        pages.push(page.object_list);
        match next {
            Some(next) => cursor = next,
            None => return pages,
        }
    }
}

async fn by_cursors(db: &TestDb, case: &Case, rows: &[Item]) {
    let pages = walk(db, case, false).await;
    let full: Vec<&[Item]> = rows.chunks(case.per_page as usize).collect();
    let full = if full.is_empty() { vec![rows] } else { full };
    assert_eq!(pages, full, "{case:?}");
    // the pages from the end are full, too; the first is read as the first page, which overlaps with the one behind it
    let mut pages = walk(db, case, true).await;
    let first = pages.pop().unwrap();
    assert_eq!(first.as_slice(), full[0], "{case:?}");
    let behind: Vec<Item> = pages.into_iter().rev().flatten().collect();
    assert_eq!(behind.as_slice(), &rows[rows.len() - behind.len()..], "{case:?}");
    assert!(behind.len() + first.len() >= rows.len(), "{case:?}");
}

/// As often as `PROPTEST_CASES` says; a few times without.
fn runs() -> usize {
    std::env::var("PROPTEST_CASES").ok().and_then(|runs| runs.parse().ok()).unwrap_or(4)
}

on_every_database! {
    #[test]
    async fn w_10__w_11_pages_are_those_of_the_plain_way(db: &TestDb) {
        create(db).await;
        let seed = std::env::var("CBV_SEED").unwrap_or_else(|_| "a page of a list".into());
        let mut bytes = [0; 32];
        bytes.iter_mut().zip(seed.bytes()).for_each(|(byte, letter)| *byte = letter);
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
        let mut runner = TestRunner::new_with_rng(Config::default(), rng);
        for _ in 0..runs() {
            let rows = items().new_tree(&mut runner).unwrap().current();
            Item::objects().delete(db.db()).await.unwrap();
            Item::objects().bulk_create(db.db(), &rows).await.unwrap();
            for _ in 0..4 {
                let case = cases().new_tree(&mut runner).unwrap().current();
                let rows = case.plainly(db).await;
                for count in [Count::Exact, Count::Exact, Count::Capped(7), Count::Capped(1_000), Count::Estimated, Count::None] {
                    numbered(db, &case, &rows, count).await;
                }
                last(db, &case, &rows).await;
                by_cursors(db, &case, &rows).await;
            }
        }
    }
}
