//! Lists and archives as Atom feeds: who is answered with one, and what stands in it.

use std::borrow::Cow;

use axum::Router;
use cbv::{
    chrono::{DateTime, NaiveDate, Utc},
    detail_view,
    feed::{Entry, Head},
    prelude::*,
};
use cbv_tests::{
    blog,
    db::TestDb,
    on_every_database,
    web::{Answer, get, get_with},
};
use roxmltree::{Document, Node};

/// A post as its readers see it.
#[derive(Debug, Clone, Model, serde::Serialize)]
#[model(table = "post", ordering(-created_at, id), url = "/posts/{slug}/", verbose_name_plural = "posts & notes")]
struct Article {
    id: i64,
    slug: String,
    title: String,
    excerpt: Option<String>,
    created_at: DateTime<Utc>,
}

impl Entry for Article {
    fn title(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.title)
    }

    fn updated(&self) -> DateTime<Utc> {
        self.created_at
    }

    fn summary(&self) -> Option<Cow<'_, str>> {
        self.excerpt.as_deref().map(Cow::Borrowed)
    }
}

/// The same, with all that may be said.
#[derive(Debug, Clone, Model)]
#[model(table = "post", ordering(id), url = "/posts/{slug}/")]
struct Signed {
    id: i64,
    slug: String,
    title: String,
    created_at: DateTime<Utc>,
}

impl Entry for Signed {
    fn title(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.title)
    }

    fn updated(&self) -> DateTime<Utc> {
        self.created_at
    }

    fn published(&self) -> Option<DateTime<Utc>> {
        NaiveDate::from_ymd_opt(2025, 1, 1)?.and_hms_opt(0, 0, 0).map(|at| at.and_utc())
    }

    fn author(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed("Ada <ada@example>"))
    }

    fn feed(feed: Head) -> Head {
        Head {
            title: format!("{} of a blog", feed.title),
            subtitle: Some("Every & all".into()),
            author: "Bob".into(),
        }
    }
}

#[derive(ListView)]
#[view(model = Article, path = "/posts/", paginate_by = 3, formats(html, atom, json), template_name = "feed.html")]
struct Articles;

#[derive(ArchiveIndexView)]
#[view(model = Article, date_field = created_at, path = "/archive/", formats(html, atom), template_name = "feed.html")]
struct Archive;

#[derive(MonthArchiveView)]
#[view(model = Article, date_field = created_at, path = "/archive/{year}/{month}/", formats(html, atom), template_name = "feed.html")]
struct Month;

#[derive(ListView)]
#[view(model = Signed, path = "/signed/", formats(atom))]
struct SignedFeed;

fn router() -> Router<Db> {
    let pages =
        Articles::router().merge(Archive::router()).merge(Month::router()).merge(SignedFeed::router());
    pages.route("/html/{slug}/", detail_view!(model = Article, template_name = "feed.html"))
}

const HOST: (&str, &str) = ("host", "blog.example");

async fn feed(db: &TestDb, uri: &str) -> Answer {
    let page = get_with(&router(), db.db(), uri, &[HOST, ("accept", "application/atom+xml")]).await;
    assert_eq!((page.code(), page.reason()), (200, ""));
    assert_eq!(page.header("content-type"), "application/atom+xml; charset=utf-8");
    page
}

const ATOM: &str = "http://www.w3.org/2005/Atom";

/// The texts of the elements of that name that stand right in this one.
fn texts<'t>(node: Node<'t, '_>, name: &str) -> Vec<&'t str> {
    let children = node.children().filter(|child| child.has_tag_name((ATOM, name)));
    children.map(|child| child.text().unwrap_or_default()).collect()
}

/// What the links of an element say: their relation and their address.
fn links(node: Node<'_, '_>) -> Vec<(String, String)> {
    let links = node.children().filter(|child| child.has_tag_name((ATOM, "link")));
    let attribute = |link: Node<'_, '_>, name| link.attribute(name).unwrap_or_default().to_owned();
    links.map(|link| (attribute(link, "rel"), attribute(link, "href"))).collect()
}

fn link(rel: &str, href: &str) -> (String, String) {
    (rel.to_owned(), href.to_owned())
}

on_every_database! {
    #[test]
    async fn a_list_is_a_feed_where_that_is_asked_for(db: &TestDb) {
        blog::create(db).await;
        let kind = async |uri: &str, accept: &str| {
            let page = get_with(&router(), db.db(), uri, &[HOST, ("accept", accept)]).await;
            assert_eq!(page.header("vary"), "accept", "{uri}");
            (page.code(), page.header("content-type").split(';').next().unwrap().to_owned())
        };
        let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        assert_eq!(kind("/posts/", browser).await, (200, "text/html".into()));
        assert_eq!(kind("/posts/", "application/atom+xml").await, (200, "application/atom+xml".into()));
        assert_eq!(kind("/posts/", "application/json").await, (200, "application/json".into()));
        assert_eq!(kind("/posts/?format=atom", browser).await, (200, "application/atom+xml".into()));
        assert_eq!(kind("/archive/?format=atom", browser).await, (200, "application/atom+xml".into()));
        assert_eq!(kind("/archive/?format=json", browser).await.0, 406);
        assert_eq!(kind("/archive/2026/feb/?format=atom", browser).await, (404, "text/html".into()));
        assert_eq!(kind("/posts/?page=9", "application/atom+xml").await.0, 404);
        // the page says where its feed is
        let page = get(&router(), db.db(), "/posts/?page=2&x=%C3%A4").await;
        assert!(page.text.contains("<link rel=\"alternate\" type=\"application/atom+xml\" href=\"/posts/?page=2&#38;x=%C3%A4&#38;format=atom\">"), "{}", page.text);
    }

    #[test]
    async fn a_feed_has_the_rows_of_the_page(db: &TestDb) {
        blog::create(db).await;
        db.execute("UPDATE post SET excerpt = 'About <traits> & more' WHERE id = 6").await;
        let page = feed(db, "/posts/?page=1").await;
        let document = Document::parse(&page.text).unwrap();
        let root = document.root_element();
        assert!(root.has_tag_name((ATOM, "feed")));
        assert_eq!(texts(root, "id"), ["http://blog.example/posts/?page=1"]);
        assert_eq!(texts(root, "title"), ["Posts & notes"]);
        assert_eq!(texts(root, "updated"), ["2026-01-07T08:00:00Z"]);
        assert_eq!(texts(root, "subtitle"), [""; 0]);
        let author = root.children().find(|child| child.has_tag_name((ATOM, "author"))).unwrap();
        assert_eq!(texts(author, "name"), ["blog.example"]);
        let here = "http://blog.example/posts/?page=1&format=atom";
        assert_eq!(links(root), [link("self", here), link("alternate", "http://blog.example/posts/?page=1")]);
        let entries: Vec<_> = root.children().filter(|child| child.has_tag_name((ATOM, "entry"))).collect();
        let titles: Vec<_> = entries.iter().flat_map(|entry| texts(*entry, "title")).collect();
        assert_eq!(titles, ["Lost", "Tomorrow", "Unfinished"]);
        let second = entries[1];
        assert_eq!(texts(second, "id"), ["http://blog.example/posts/tomorrow/"]);
        assert_eq!(texts(second, "updated"), ["2026-01-06T08:00:00Z"]);
        assert_eq!(texts(second, "summary"), ["About <traits> & more"]);
        assert_eq!(links(second), [link("alternate", "http://blog.example/posts/tomorrow/")]);
        assert_eq!((texts(second, "published").len(), texts(entries[0], "summary").len()), (0, 0));
    }

    #[test]
    async fn an_archive_is_a_feed_of_its_rows(db: &TestDb) {
        blog::create(db).await;
        let page = feed(db, "/archive/").await;
        let document = Document::parse(&page.text).unwrap();
        assert_eq!(page.text.matches("<entry>").count(), 7);
        assert_eq!(texts(document.root_element(), "id"), ["http://blog.example/archive/"]);
        let month = feed(db, "/archive/2026/JAN/").await;
        assert_eq!(month.text.matches("<entry>").count(), 7);
        Document::parse(&month.text).unwrap();
    }

    #[test]
    async fn an_entry_may_say_more(db: &TestDb) {
        blog::create(db).await;
        let page = feed(db, "/signed/").await;
        let document = Document::parse(&page.text).unwrap();
        let root = document.root_element();
        assert_eq!(texts(root, "title"), ["Signeds of a blog"]);
        assert_eq!(texts(root, "subtitle"), ["Every & all"]);
        // there is no page beside it
        assert_eq!(links(root), [link("self", "http://blog.example/signed/?format=atom")]);
        let entry = root.children().find(|child| child.has_tag_name((ATOM, "entry"))).unwrap();
        assert_eq!(texts(entry, "published"), ["2025-01-01T00:00:00Z"]);
        let author = entry.children().find(|child| child.has_tag_name((ATOM, "author"))).unwrap();
        assert_eq!(texts(author, "name"), ["Ada <ada@example>"]);
    }

    #[test]
    async fn whatever_a_row_holds_the_feed_is_xml(db: &TestDb) {
        blog::create(db).await;
        let hostile = "]]>\u{1}\u{8}\u{b}\u{1b}</title><script>'\"&amp;\u{fffe}\u{85}\t\u{1f600}";
        Article::objects().update(db.db(), [Article::TITLE.set(hostile.to_owned())]).await.unwrap();
        let page = feed(db, "/posts/").await;
        let document = Document::parse(&page.text).unwrap();
        let entry = document.root_element().children().find(|child| child.has_tag_name((ATOM, "entry"))).unwrap();
        assert_eq!(texts(entry, "title"), ["]]></title><script>'\"&amp;\u{85}\t\u{1f600}"]);
        let page = feed(db, "/posts/?q=%00%22%3C%3E%ff").await;
        Document::parse(&page.text).unwrap();
    }

    #[test]
    async fn an_empty_feed_is_of_now(db: &TestDb) {
        blog::create(db).await;
        db.execute("DELETE FROM comment; DELETE FROM post").await;
        let now: DateTime<Utc> = "2026-11-21T10:00:00.5Z".parse().unwrap();
        let router = router().layer(cbv::test::at(now));
        let page = get_with(&router, db.db(), "/posts/?format=atom", &[HOST]).await;
        assert!(page.text.contains("<updated>2026-11-21T10:00:00Z</updated>"), "{}", page.text);
        Document::parse(&page.text).unwrap();
        let page = get(&router, db.db(), "/posts/?format=atom").await;
        assert_eq!(page.code(), 400, "without a host there are no addresses");
    }
}
