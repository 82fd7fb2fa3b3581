//! What a client asks of a list by its query: search, filters, order, page size; and the links and values with which a
//! template shows them. The rows of other tables are in `asked_related.rs`, random rows in `asked_random.rs`.

use axum::Router;
use cbv::{Decimal, chrono::NaiveDate, chrono::NaiveDateTime, prelude::*};
use cbv_tests::{
    db::TestDb,
    on_every_database,
    web::{Answer, get},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Choices, serde::Serialize)]
pub(crate) enum Kind {
    Tea,
    Coffee,
    Other,
}

/// A thing with columns of many types.
#[derive(Debug, Clone, PartialEq, Model, serde::Serialize)]
#[model(ordering(id))]
pub(crate) struct Item {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) note: Option<String>,
    pub(crate) kind: Kind,
    pub(crate) stock: i32,
    pub(crate) weight: Option<i32>,
    pub(crate) active: bool,
    #[model(decimal(8, 2))]
    pub(crate) price: Decimal,
    pub(crate) made: NaiveDate,
    pub(crate) seen: NaiveDateTime,
}

#[derive(ListView)]
#[view(
    model = Item,
    path = "/items/",
    template_name = "asked.txt",
    paginate_by = 3,
    search_fields(name, note),
    filter_fields(
        kind,
        active,
        stock(eq, gte, lte as most),
        weight(isnull),
        price(gt, lt),
        made(gte) as since,
        seen,
        note(icontains),
        name(istartswith) as begins,
    ),
    ordering_fields(name, stock, weight, made as date),
    page_size_param("per_page", max = 5)
)]
struct Items;

#[derive(ListView)]
#[view(model = Item, path = "/strict/", template_name = "rows.txt", formats(html, json), filter_fields(kind, stock(gte), made), filter = strict)]
struct Strict;

pub(crate) async fn create(db: &TestDb) {
    db.execute(
        "CREATE TABLE item (
            id {key}, name VARCHAR(100) NOT NULL, note VARCHAR(100) NULL, kind VARCHAR(10) NOT NULL, stock INTEGER NOT NULL,
            weight INTEGER NULL, active {bool} NOT NULL, price DECIMAL(8, 2) NOT NULL, made DATE NOT NULL, seen {datetime} NOT NULL
        )",
    )
    .await;
}

async fn fill(db: &TestDb) {
    create(db).await;
    let date = |text: &str| text.parse::<NaiveDate>().unwrap();
    let item = |name: &str, note: Option<&str>, kind, stock, weight, cents, made: &str| Item {
        id: 0,
        name: name.to_owned(),
        note: note.map(str::to_owned),
        kind,
        stock,
        weight,
        active: stock > 0,
        price: Decimal::new(cents, 2),
        made: date(made),
        seen: date(made).and_hms_opt(12, 30, 0).unwrap(),
    };
    let items = [
        item("Grüner Tee", Some("aus Japan"), Kind::Tea, 5, Some(100), 1250, "2026-01-01"),
        item("Schwarzer Tee", None, Kind::Tea, 0, None, 900, "2026-02-01"),
        item("Espresso", Some("100% Arabica"), Kind::Coffee, 9, Some(250), 1500, "2026-03-01"),
        item("Filter_Kaffee", Some("grün, ungeröstet"), Kind::Coffee, 5, Some(500), 700, "2026-04-01"),
        item("Kanne", None, Kind::Other, 2, None, 4000, "2026-05-01"),
    ];
    Item::objects().bulk_create(db.db(), &items).await.unwrap();
}

async fn ask(db: &TestDb, query: &str) -> Answer {
    get(&Items::router(), db.db(), &format!("/items/?{query}")).await
}

/// The keys of the rows, on a page of all.
async fn ids(db: &TestDb, query: &str) -> String {
    let answer = ask(db, &format!("{query}&per_page=5")).await;
    assert_eq!(answer.code(), 200, "{query}: {answer:?}");
    answer.text.lines().next().unwrap().trim().to_owned()
}

fn line<'t>(answer: &'t Answer, word: &str) -> &'t str {
    let line = answer.text.lines().find(|line| line.starts_with(word)).unwrap();
    line[word.len()..].trim()
}

on_every_database! {
    #[test]
    async fn s_17__s_22_search_fields_are_searched_in_any_case_and_joined_by_or(db: &TestDb) {
        fill(db).await;
        assert_eq!(ids(db, "q=tee").await, "1 2");
        assert_eq!(ids(db, "q=GR%C3%9CN").await, "1 4", "in the name of one, in the note of the other");
        // every word is somewhere, each in any column
        assert_eq!(ids(db, "q=japan+tee").await, "1");
        assert_eq!(ids(db, "q=tee+kaffee").await, "");
        assert_eq!(ids(db, "q=%22aus+japan%22").await, "1");
        assert_eq!(ids(db, "q=%22japan+aus%22").await, "");
        // nothing of it is a wildcard or SQL
        assert_eq!(ids(db, "q=%25").await, "3");
        assert_eq!(ids(db, "q=_").await, "4");
        assert_eq!(ids(db, "q=%27+OR+1%3D1").await, "");
        assert_eq!(ids(db, "q=%00").await, "1 2 3 4 5");
        assert_eq!(ids(db, "q=++").await, "1 2 3 4 5");
        assert_eq!(ids(db, "q=&q=kanne").await, "5");
    }

    #[test]
    async fn w_14_filters_are_typed_by_their_columns(db: &TestDb) {
        fill(db).await;
        for (query, found) in [
            ("kind=tea", "1 2"),
            ("kind=tea&kind=other", "1 2 5"),
            ("active=false", "2"),
            ("active=on&kind=tea", "1"),
            ("stock=5", "1 4"),
            ("stock=5&stock=9", "1 3 4"),
            ("stock__gte=5", "1 3 4"),
            ("stock__gte=5&most=5", "1 4"),
            ("most=1&most=2", "2 5"),
            ("weight__isnull=true", "2 5"),
            ("weight__isnull=0", "1 3 4"),
            ("price__gt=12.50", "3 5"),
            ("price__lt=12.5&price__gt=7", "2"),
            ("since=2026-04-01", "4 5"),
            ("seen=2026-03-01T12:30", "3"),
            ("seen=2026-03-01", ""),
            ("note__icontains=GR%C3%9CN", "4"),
            ("begins=k", "5"),
            ("begins=_", ""),
        ] {
            assert_eq!(ids(db, query).await, found, "{query}");
        }
        // empty is not given, and what is no filter is nothing
        assert_eq!(ids(db, "kind=&stock=+&since=&kind__ne=tea&id=3&price=1").await, "1 2 3 4 5");
    }

    #[test]
    async fn w_14_what_cannot_be_read_is_ignored_or_refused_with_the_reason(db: &TestDb) {
        fill(db).await;
        for query in ["kind=beer", "stock=many", "stock__gte=99999999999", "since=2026-02-30", "active=2", "price__gt=1e", "begins=%00", "kind=tea&kind=beer"] {
            assert_eq!(ids(db, query).await, "1 2 3 4 5", "{query}");
        }
        let answer = ask(db, "stock__gte=m%3Cy").await;
        assert_eq!(line(&answer, "stock"), "m<y a whole number is expected most");
        let strict = |query: &'static str| async move { get(&Strict::router(), db.db(), query).await };
        for (query, reason) in [
            ("/strict/?kind=%3Cbeer%3E", "`kind`: `<beer>` is none of tea, coffee, other"),
            ("/strict/?kind=tea&stock__gte=x", "`stock__gte`: a whole number is expected"),
            ("/strict/?made=today", "`made`: a date such as 2026-11-21 is expected"),
        ] {
            let answer = strict(query).await;
            assert_eq!((answer.code(), answer.reason()), (400, reason));
            let shown = reason.replace('<', "&#60;").replace('>', "&#62;");
            assert!(answer.text.contains(&format!("<p>{shown}</p>")), "{}", answer.text);
        }
        let data = strict("/strict/?format=json&made=today").await;
        let data: serde_json::Value = serde_json::from_str(&data.text).unwrap();
        assert_eq!(data["detail"], "`made`: a date such as 2026-11-21 is expected");
        assert_eq!(strict("/strict/?kind=&stock__gte=").await.code(), 200);
    }

    #[test]
    async fn s_20_order_by_a_key_of_the_list_in_both_directions(db: &TestDb) {
        fill(db).await;
        for (query, found) in [
            ("", "1 2 3 4 5"),
            ("sort=name", "3 4 1 5 2"),
            ("sort=-name", "2 5 1 4 3"),
            ("sort=stock,-date", "2 5 4 1 3"),
            ("sort=stock", "2 5 1 4 3"),
            ("sort=weight", "1 3 4 2 5"),
            ("sort=-weight", "4 3 1 5 2"),
            // unknown keys are nothing
            ("sort=", "1 2 3 4 5"),
            ("sort=id;DROP+TABLE+item", "1 2 3 4 5"),
            ("sort=-price", "1 2 3 4 5"),
            ("sort=made", "1 2 3 4 5"),
            ("sort=price,-date", "5 4 3 2 1"),
            ("sort=name&sort=-date", "5 4 3 2 1"),
        ] {
            assert_eq!(ids(db, query).await, found, "{query}");
        }
    }

    #[test]
    async fn w_15_the_client_chooses_the_rows_on_a_page_up_to_the_cap(db: &TestDb) {
        fill(db).await;
        for (size, found) in [
            ("2", "1 2"), ("5", "1 2 3 4 5"), ("1000", "1 2 3 4 5"), ("99999999999999999999", "1 2 3 4 5"),
            ("", "1 2 3"), ("0", "1 2 3"), ("-1", "1 2 3"), ("x", "1 2 3"), ("%2B4", "1 2 3"),
        ] {
            let answer = ask(db, &format!("per_page={size}")).await;
            assert_eq!(answer.text.lines().next().unwrap().trim(), found, "{size}");
        }
        let answer = ask(db, "per_page=2&page=2&q=e").await;
        assert_eq!(line(&answer, "size"), "2 false /items/?q=e&per_page=4");
    }

    #[test]
    async fn w_13_links_keep_the_other_parameters_and_drop_the_page(db: &TestDb) {
        fill(db).await;
        let answer = ask(db, "q=e&kind=coffee&stock__gte=x&sort=-name&page=1&other=%C3%A9").await;
        let rest = "kind=coffee&stock__gte=x&sort=-name&other=%C3%A9";
        assert_eq!(line(&answer, "search"), format!("q=e true /items/?{rest}"));
        assert_eq!(
            line(&answer, "kind"),
            "coffee false true /items/?q=e&stock__gte=x&sort=-name&other=%C3%A9&kind=tea \
             /items/?q=e&stock__gte=x&sort=-name&other=%C3%A9"
        );
        assert_eq!(line(&answer, "filters"), "true /items/?q=e&sort=-name&other=%C3%A9");
        assert_eq!(
            line(&answer, "sort"),
            "sort=-name /items/?q=e&kind=coffee&stock__gte=x&other=%C3%A9&sort=name descending \
             /items/?q=e&kind=coffee&stock__gte=x&other=%C3%A9"
        );
        assert_eq!(line(&answer, "pages"), format!("1 of 1 /items/?q=e&{rest}&page=2 /items/?q=e&{rest}&view=grid"));
        let input = |name: &str, value: &str| format!(r#"<input type="hidden" name="{name}" value="{value}">"#);
        let (sort, other) = (input("sort", "-name"), input("other", "é"));
        let filters = [input("kind", "coffee"), input("stock__gte", "x")].concat();
        assert_eq!(
            line(&answer, "hidden"),
            format!("{filters}{sort}{other}|{sort}{other}|{}{filters}{other}", input("q", "e"))
        );
    }

    #[test]
    async fn a_sort_link_turns_the_order_round(db: &TestDb) {
        fill(db).await;
        assert_eq!(line(&ask(db, "sort=name").await, "sort"), "sort=name /items/?sort=-name ascending /items/");
        assert_eq!(line(&ask(db, "sort=stock,name").await, "sort"), "sort=stock,name /items/?sort=name none /items/");
        assert_eq!(line(&ask(db, "sort=bad,,-stock").await, "sort"), "sort=-stock /items/?sort=name none /items/");
        assert_eq!(line(&ask(db, "").await, "sort"), "sort= /items/?sort=name none /items/");
    }
}

/// Published for good: a mixin and the attribute narrow before the client does.
#[derive(ListView)]
#[view(
    model = Item,
    path = "/base/",
    queryset = Item::objects().filter(Item::ACTIVE.eq(true)),
    template_name = "rows.txt",
    search_fields(name),
    search_param = "words",
    filter_fields(active, kind),
    ordering_fields(name),
    sort_param = "o",
)]
struct Base;

impl ListHooks for Base {
    async fn get_queryset(&self, req: &Request) -> Result<QuerySet<Item>> {
        let items = ListView::get_queryset(self, req).await?;
        Ok(items.filter(Item::STOCK.lt(9)))
    }

    async fn get_ordering(&self, _: &Request) -> Result<Vec<cbv::Order<Item>>> {
        Ok(vec![Item::PRICE.desc()])
    }
}

on_every_database! {
    #[test]
    async fn s_14_no_request_undoes_the_base_filter(db: &TestDb) {
        fill(db).await;
        let router = Base::router();
        let found = |query: &'static str| {
            let router: Router<Db> = router.clone();
            async move { get(&router, db.db(), &format!("/base/?{query}")).await.text.lines().next().unwrap().trim().to_owned() }
        };
        // `super()` includes what the client asks for; the hook's order is a default
        assert_eq!(found("").await, "5 1 4");
        assert_eq!(found("active=false").await, "");
        assert_eq!(found("active=false&active=true").await, "5 1 4");
        assert_eq!(found("words=tee").await, "1");
        assert_eq!(found("kind=coffee").await, "4");
        assert_eq!(found("o=name").await, "4 1 5");
        assert_eq!(found("q=tee&sort=name").await, "5 1 4", "the parameters have other names");
    }
}

/// The number of the page in the path.
#[derive(ListView)]
#[view(
    model = Item,
    path = "/items/page/{page}/",
    paginate_by = 2,
    template_name = "asked_in_path.txt",
    search_fields(name),
    filter_fields(kind),
    ordering_fields(name)
)]
struct InPath;

/// A filter of the author's own: an extractor, read by the hook and by the template.
#[derive(Debug, serde::Deserialize)]
#[serde(default)]
struct Own {
    kinds: String,
    #[serde(rename = "max")]
    most: i32,
}

impl Default for Own {
    fn default() -> Self {
        Self { kinds: String::new(), most: i32::MAX }
    }
}

#[derive(ListView)]
#[view(model = Item, path = "/own/", paginate_by = 2, template_name = "asked_own.txt", search_fields(name))]
struct OwnFilter {
    filter: axum::extract::Query<Own>,
}

impl ListHooks for OwnFilter {
    async fn get_queryset(&self, req: &Request) -> Result<QuerySet<Item>> {
        let kinds = self.filter.kinds.split(',').filter_map(|kind| kind.parse::<Kind>().ok());
        let items = ListView::get_queryset(self, req).await?;
        Ok(items.filter(Item::KIND.is_in(kinds)).filter(Item::STOCK.le(self.filter.most)))
    }
}

on_every_database! {
    #[test]
    async fn w_13_where_the_number_is_in_the_path_another_filter_leads_to_page_one(db: &TestDb) {
        fill(db).await;
        let page = get(&InPath::router(), db.db(), "/items/page/2/?q=e&kind=tea&kind=coffee").await;
        assert_eq!(
            page.text.trim(),
            "3 4 | /items/page/1/?kind=tea&kind=coffee | /items/page/1/?q=e&kind=other | \
             /items/page/1/?q=e&kind=tea&kind=coffee&sort=name | /items/page/1/?q=e&kind=tea&kind=coffee"
        );
    }

    #[test]
    async fn w_14_a_filter_of_the_authors_own_is_shown_again_and_kept_by_the_links(db: &TestDb) {
        fill(db).await;
        let ask = |query: &'static str| async move { get(&OwnFilter::router(), db.db(), query).await };
        let page = ask("/own/?kinds=tea,coffee&max=5&q=e").await;
        assert_eq!(
            page.text.trim(),
            "1 2 | tea,coffee up to 5 | /own/?kinds=tea,coffee&max=5&q=e&page=2 | /own/?kinds=tea,coffee&q=e&max=1 | \
             <input type=\"hidden\" name=\"q\" value=\"e\">"
        );
        assert_eq!(ask("/own/?max=many").await.code(), 400, "the extractor refuses, before any hook");
    }
}
