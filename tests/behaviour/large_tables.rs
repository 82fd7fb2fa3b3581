//! Lists of large tables: how they are counted, pages by cursors, pages outside the list, and pages while others write.

use std::num::NonZeroU32;

use axum::Router;
use cbv::{
    Dialect, Error, Mixin,
    page::{Count, KeysetPage, Overflow, Paging, Total},
    prelude::*,
};
use cbv_tests::{
    db::TestDb,
    log::watch,
    on_every_database,
    web::{Answer, get},
};

use crate::{
    list::{facts, keys},
    query_pages::{Item, create, item},
};

#[derive(ListView)]
#[view(model = Item, ordering(rank), paginate_by = 3, count = capped(5), path = "/capped/", template_name = "total.txt")]
struct Capped;

#[derive(ListView)]
#[view(model = Item, ordering(rank), paginate_by = 3, count = estimated, path = "/estimated/", template_name = "total.txt")]
struct Estimated;

#[derive(ListView)]
#[view(model = Item, ordering(rank), paginate_by = 3, paginate_orphans = 1, count = none, path = "/none/", template_name = "uncounted.txt", formats(html, json))]
struct Uncounted;

#[derive(ListView)]
#[view(model = Item, ordering(-rank), paginate_by = 3, paginate = keyset, path = "/keyset/", template_name = "keyset.txt", formats(html, json))]
struct Keyset {
    #[view(mixin)]
    ranked: Ranked,
}

#[derive(ListView)]
#[view(model = Item, ordering(id), paginate_by = 3, overflow = last, path = "/last/", template_name = "rows.txt")]
struct Last;

#[derive(ListView)]
#[view(model = Item, ordering(id), paginate_by = 3, overflow = first, path = "/first/", template_name = "rows.txt")]
struct First;

/// `?above=2`: only items of a higher rank, seen before now.
#[derive(serde::Deserialize)]
struct Ranked {
    above: Option<i32>,
}

impl<S: Send + Sync> axum::extract::FromRequestParts<S> for Ranked {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut http::request::Parts, _: &S) -> cbv::Result<Self> {
        let query = parts.uri.query().unwrap_or_default();
        let above = query
            .split('&')
            .find_map(|pair| pair.strip_prefix("above="))
            .and_then(|above| above.parse().ok());
        Ok(Self { above })
    }
}

impl Mixin<Item> for Ranked {
    async fn queryset(&self, rows: QuerySet<Item>, _: &Request) -> cbv::Result<QuerySet<Item>> {
        let unseen = Item::SEEN.is_null(true) | Item::SEEN.le(cbv::chrono::Utc::now().naive_utc());
        let rows = rows.filter(unseen);
        Ok(match self.above {
            Some(above) => rows.filter(Item::RANK.gt(above)),
            None => rows,
        })
    }
}

fn router() -> Router<Db> {
    let counted = Capped::router().merge(Estimated::router()).merge(Uncounted::router());
    counted.merge(Keyset::router()).merge(Last::router()).merge(First::router())
}

/// So many items, whose ranks are their keys.
pub(crate) async fn create_items(db: &TestDb, count: i32) {
    create(db).await;
    let rows: Vec<_> = (1..=count).map(|rank| Item { rank: Some(rank), ..item("a") }).collect();
    Item::objects().bulk_create(db.db(), &rows).await.unwrap();
}

/// So many more, without reading them from here.
async fn add_many(db: &TestDb, count: u32) {
    let numbers = db.pick(
        format!("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) SELECT"),
        format!("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) SELECT"),
        format!("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) SELECT"),
    );
    let no = db.pick("0", "FALSE", "FALSE");
    let setting = db.pick("", "", "SET max_recursive_iterations = 1000000;");
    db.execute(&format!("{setting} INSERT INTO item (name, done, shelf_id) {numbers} 'x', {no}, 1 FROM n"))
        .await;
}

/// The address on a line of `keyset.txt`.
fn href(page: &Answer, line: usize) -> Option<&str> {
    assert_eq!((page.code(), page.reason()), (200, ""));
    page.text.lines().nth(line).filter(|href| !href.is_empty())
}

fn previous(page: &Answer) -> Option<&str> {
    href(page, 2)
}

fn next(page: &Answer) -> Option<&str> {
    href(page, 3)
}

/// The statements on the items.
async fn statements(router: &Router<Db>, db: &TestDb, uri: &str) -> Vec<String> {
    let (_, log) = watch(get(router, db.db(), uri)).await;
    log.statements().into_iter().filter(|sql| sql.contains("item")).map(str::to_owned).collect()
}

on_every_database! {
    #[test]
    async fn w_10_a_capped_count_counts_no_further(db: &TestDb) {
        create_items(db, 5).await;
        let router = router();
        let page = get(&router, db.db(), "/capped/?page=2").await;
        assert_eq!((keys(&page), facts(&page)), ("4 5", "page 2, 5, next false"));
        Item::objects().insert(db.db(), &Item { rank: Some(6), ..item("b") }).await.unwrap();
        Item::objects().insert(db.db(), &Item { rank: Some(7), ..item("b") }).await.unwrap();
        let page = get(&router, db.db(), "/capped/").await;
        assert_eq!((keys(&page), facts(&page)), ("1 2 3", "page 1, more than 5, next true"));
        // the pages that are known are linked, those behind them can be read
        assert!(page.text.contains("?page=2") && !page.text.contains("?page=3"), "{}", page.text);
        let page = get(&router, db.db(), "/capped/?page=2").await;
        assert_eq!((keys(&page), facts(&page)), ("4 5 6", "page 2, more than 5, next true"));
        let page = get(&router, db.db(), "/capped/?page=3").await;
        assert_eq!((keys(&page), facts(&page)), ("7", "page 3, 7, next false"));
        assert_eq!(get(&router, db.db(), "/capped/?page=4").await.code(), 404);
        let sent = statements(&router, db, "/capped/").await;
        assert!(sent[0].contains("COUNT(*)") && sent[0].contains("LIMIT 6"), "{sent:?}");
    }

    #[test]
    async fn w_10_an_estimate_is_the_databases_own_where_nothing_filters(db: &TestDb) {
        create_items(db, 4).await;
        let router = router();
        // few rows are counted, and so are filtered ones
        let page = get(&router, db.db(), "/estimated/?page=2").await;
        assert_eq!((keys(&page), facts(&page)), ("4", "page 2, 4, next false"));
        add_many(db, 12_000).await;
        db.execute(db.pick("ANALYZE", "ANALYZE item", "ANALYZE TABLE item")).await;
        let page = get(&router, db.db(), "/estimated/").await;
        let fact = facts(&page);
        if db.dialect() == Dialect::Sqlite {
            assert_eq!(fact, "page 1, 12004, next true"); // it has no estimate
        } else {
            let about = fact.strip_prefix("page 1, about ").and_then(|rest| rest.strip_suffix(", next true"));
            let about: u64 = about.unwrap_or_else(|| panic!("{fact}")).parse().unwrap();
            assert!((10_000..15_000).contains(&about), "{about}");
            assert!(statements(&router, db, "/estimated/").await.iter().all(|sql| !sql.contains("COUNT")));
        }
        // which page is the last is counted, and the last page knows
        let last = get(&router, db.db(), "/estimated/?page=last").await;
        assert_eq!(facts(&last), "page 4002, 12004, next false");
        let paging = Paging::new(NonZeroU32::new(3).unwrap()).count(Count::Estimated);
        let some = Item::objects().filter(Item::RANK.le(4)).paginate_by(db.db(), paging, "1").await.unwrap();
        assert_eq!(some.paginator.total(), Total::Exact(4));
    }

    #[test]
    async fn w_10_without_a_count_one_row_more_is_read(db: &TestDb) {
        create_items(db, 7).await;
        let router = router();
        let page = get(&router, db.db(), "/none/").await;
        assert_eq!((keys(&page), facts(&page)), ("1 2 3", "page 1 of 3, true, rows 1 to 3"));
        assert_eq!(page.text.lines().nth(2), Some("/none/?page=2"));
        // one more is an orphan, and stays
        let page = get(&router, db.db(), "/none/?page=2").await;
        assert_eq!((keys(&page), facts(&page)), ("4 5 6 7", "page 2 of 3, true, rows 4 to 7"));
        assert_eq!(page.text.lines().nth(2).unwrap_or_default(), "");
        for uri in ["/none/?page=3", "/none/?page=last", "/none/?page=0", "/none/?page=x", "/none/?page=9223372036854775807"] {
            assert_eq!(get(&router, db.db(), uri).await.code(), 404, "{uri}");
        }
        let sent = statements(&router, db, "/none/?page=2").await;
        assert!(sent.len() == 1 && !sent[0].contains("COUNT") && sent[0].contains("LIMIT 5"), "{sent:?}");
        let json = get(&router, db.db(), "/none/?format=json").await;
        assert_eq!(json.code(), 200);
        db.execute("DELETE FROM item").await;
        let empty = get(&router, db.db(), "/none/").await;
        assert_eq!((keys(&empty), facts(&empty)), ("", "page 1 of 3, false, rows 0 to 0"));
    }

    #[test]
    async fn w_11_a_cursor_leads_to_the_next_and_the_previous_page(db: &TestDb) {
        create_items(db, 7).await;
        let router = router();
        let first = get(&router, db.db(), "/keyset/").await;
        assert_eq!((keys(&first), facts(&first)), ("7 6 5", "true, false, true"));
        assert_eq!(previous(&first), None);
        let second = get(&router, db.db(), next(&first).unwrap()).await;
        assert_eq!((keys(&second), facts(&second)), ("4 3 2", "true, true, true"));
        let third = get(&router, db.db(), next(&second).unwrap()).await;
        assert_eq!((keys(&third), facts(&third)), ("1", "true, true, false"));
        assert_eq!(next(&third), None);
        let back = get(&router, db.db(), previous(&third).unwrap()).await;
        assert_eq!(keys(&back), "4 3 2");
        assert_eq!(keys(&get(&router, db.db(), previous(&back).unwrap()).await), "7 6 5");
        assert_eq!(keys(&get(&router, db.db(), "/keyset/?page=last").await), "3 2 1");
        // the ready navigation has the same two links
        assert!(second.text.contains("rel=\"prev\"") && second.text.contains("rel=\"next\""), "{}", second.text);
        assert!(second.text.contains(&format!("href=\"{}\"", next(&second).unwrap())), "{}", second.text);
        let sent = statements(&router, db, next(&first).unwrap()).await;
        assert!(sent.len() == 1 && !sent[0].contains("OFFSET") && !sent[0].contains("COUNT"), "{sent:?}");
    }

    #[test]
    async fn w_11_rows_that_come_or_go_shift_no_page(db: &TestDb) {
        create_items(db, 7).await;
        let router = router();
        let first = get(&router, db.db(), "/keyset/").await;
        Item::objects().insert(db.db(), &Item { rank: Some(100), ..item("new") }).await.unwrap();
        Item::objects().filter(Item::RANK.eq(5)).delete(db.db()).await.unwrap(); // the very row of the cursor
        let second = get(&router, db.db(), next(&first).unwrap()).await;
        assert_eq!(keys(&second), "4 3 2");
        // before it are three rows now, which are the first page
        assert_eq!(keys(&get(&router, db.db(), previous(&second).unwrap()).await), "8 7 6");
        let third = next(&second).unwrap().to_owned();
        Item::objects().filter(Item::RANK.eq(1)).delete(db.db()).await.unwrap();
        let behind = get(&router, db.db(), &third).await;
        assert_eq!((keys(&behind), facts(&behind)), ("", "true, true, false"));
        assert_eq!(keys(&get(&router, db.db(), previous(&behind).unwrap()).await), "4 3 2");
        // fewer than a page before the cursor: the first page, whole
        Item::objects().filter(Item::RANK.gt(5)).delete(db.db()).await.unwrap();
        let back = get(&router, db.db(), previous(&second).unwrap()).await;
        assert_eq!((keys(&back), facts(&back)), ("4 3 2", "false, false, false"));
    }

    #[test]
    async fn w_11_a_cursor_is_of_one_order_and_one_filter(db: &TestDb) {
        create_items(db, 7).await;
        let router = router();
        let first = get(&router, db.db(), "/keyset/?above=1").await;
        let next = next(&first).unwrap().to_owned();
        assert!(next.starts_with("/keyset/?above=1&page="), "{next}");
        assert_eq!(keys(&get(&router, db.db(), &next).await), "4 3 2");
        // another filter, none, another order; "seen before now" is the same filter in each request
        for refused in [next.replace("above=1", "above=2"), next.replace("above=1&", "")] {
            let refused = get(&router, db.db(), &refused).await;
            assert_eq!((refused.code(), refused.reason()), (404, "The cursor is one of another order or of other filters"));
        }
        const THREE: NonZeroU32 = NonZeroU32::new(3).unwrap();
        let page = Item::objects().order_by([Item::RANK.asc()]).paginate_keyset(db.db(), THREE, "").await.unwrap();
        let cursor = KeysetPage::new(&page).next_cursor().unwrap();
        for order in [Item::RANK.desc(), Item::RANK.asc().nulls_first(), Item::SHELF_ID.asc()] {
            let refused = Item::objects().order_by([order]).paginate_keyset(db.db(), THREE, cursor).await.unwrap_err();
            assert!(matches!(refused, Error::NotFound(_)), "{refused}");
        }
    }

    #[test]
    async fn w_11_what_is_no_cursor_is_404(db: &TestDb) {
        create_items(db, 7).await;
        let router = router();
        let first = get(&router, db.db(), "/keyset/").await;
        let next = next(&first).unwrap();
        let (path, cursor) = next.split_once("page=").unwrap();
        for text in ["x", "1", "LAST", "%00", "%ff", "..", "AQ", "AQAAAAAAAAAAAA", "AAAA%3D", &"A".repeat(5_000)] {
            assert_eq!(get(&router, db.db(), &format!("{path}page={text}")).await.code(), 404, "{text}");
        }
        // each bit of a good one turned over: refused, or another place of the same list; never a fault
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let mut refused = 0;
        for (at, letter) in cursor.char_indices() {
            for bit in [1, 32] {
                let other = alphabet.find(letter).unwrap() ^ bit;
                let mut text = cursor.to_owned();
                text.replace_range(at..=at, &alphabet[other..=other]);
                let code = get(&router, db.db(), &format!("{path}page={text}")).await.code();
                assert!(code == 200 || code == 404, "{code} {text}");
                refused += usize::from(code == 404);
            }
        }
        assert!(refused > 20, "{refused}");
        for end in 0..cursor.len() {
            let code = get(&router, db.db(), &format!("{path}page={}", &cursor[..end])).await.code();
            assert_eq!(code, if end == 0 { 200 } else { 404 }, "{end}");
        }
    }

    #[test]
    async fn w_11_what_cannot_be_a_cursor_is_said(db: &TestDb) {
        create_items(db, 2).await;
        const ONE: NonZeroU32 = NonZeroU32::MIN;
        let limited = Item::objects().limit(5).paginate_keyset(db.db(), ONE, "").await.unwrap_err();
        assert!(matches!(limited, Error::ImproperlyConfigured(_)), "{limited}");
        let empty = Item::objects().none().paginate_keyset(db.db(), ONE, "last").await.unwrap();
        assert_eq!((empty.len(), empty.has_other_pages()), (0, false));
    }

    #[test]
    async fn w_12_a_page_outside_the_list_is_404_the_last_or_the_first(db: &TestDb) {
        create_items(db, 7).await;
        let router = router();
        for page in ["4", "99", "0", "-1", "99999999999999999999"] {
            assert_eq!(keys(&get(&router, db.db(), &format!("/last/?page={page}")).await), "7", "{page}");
            assert_eq!(keys(&get(&router, db.db(), &format!("/first/?page={page}")).await), "1 2 3", "{page}");
        }
        // what is no number is no page
        for uri in ["/last/?page=x", "/first/?page=x", "/last/?page=1.0"] {
            assert_eq!(get(&router, db.db(), uri).await.code(), 404, "{uri}");
        }
        assert_eq!(keys(&get(&router, db.db(), "/last/?page=2").await), "4 5 6");
        let paging = Paging::new(NonZeroU32::new(3).unwrap());
        for (paging, keys) in [
            (paging.count(Count::Capped(4)).overflow(Overflow::First), vec![1, 2, 3]),
            (paging.count(Count::Capped(4)).overflow(Overflow::Last), vec![4, 5, 6]),
            (paging.count(Count::None).overflow(Overflow::First), vec![1, 2, 3]),
            (paging.count(Count::Estimated).overflow(Overflow::Last), vec![7]),
        ] {
            let rows = Item::objects().order_by([Item::ID.asc()]).paginate_by(db.db(), paging, "99").await.unwrap();
            assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), keys, "{paging:?}");
        }
        let set = Router::new().route("/", Last::with().overflow(Overflow::First).count(Count::Capped(2)).as_view());
        assert_eq!(keys(&get(&set, db.db(), "/?page=9").await), "1 2 3");
        db.execute("DELETE FROM item").await;
        assert_eq!(keys(&get(&router, db.db(), "/last/?page=9").await), "");
    }
}
