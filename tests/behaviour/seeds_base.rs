//! Base views of one's own: what all pages of a blog's content have in common is written once, and each page is two or three
//! lines on top of it.

use std::marker::PhantomData;

use axum::{Router, extract::FromRequestParts};
use cbv::{Column, guard::User as _, prelude::*};
use cbv_tests::{
    blog::{self, Category, Post, Visitor},
    db::TestDb,
    on_every_database,
    web::{get, get_with},
};

/// What a model must say to have pages. A model that does not is refused by the compiler.
trait Content: Model {
    const SEARCH_FIELDS: &'static [Column<Self, String>];

    fn headline(&self) -> &str;

    fn written_by(user: &str) -> Option<Condition<Self>>;
}

impl Content for Post {
    const SEARCH_FIELDS: &'static [Column<Self, String>] = &[Post::TITLE, Post::BODY];

    fn headline(&self) -> &str {
        &self.title
    }

    fn written_by(user: &str) -> Option<Condition<Self>> {
        let id = if user == "ada" { 1 } else { 2 };
        Some(Post::AUTHOR_ID.eq(id))
    }
}

impl Content for Category {
    const SEARCH_FIELDS: &'static [Column<Self, String>] = &[Category::NAME];

    fn headline(&self) -> &str {
        &self.name
    }

    fn written_by(_: &str) -> Option<Condition<Self>> {
        None
    }
}

/// The part of the base that acts: it refuses who is blocked, and searches.
struct Base<M>(PhantomData<fn() -> M>);

impl<M, S: Sync> FromRequestParts<S> for Base<M> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut http::request::Parts, _: &S) -> Result<Self> {
        if parts.headers.contains_key("x-blocked") {
            return Err(Error::PermissionDenied("this address is blocked".into()));
        }
        Ok(Self(PhantomData))
    }
}

impl<M: Content> Mixin<M> for Base<M> {
    async fn queryset(&self, rows: QuerySet<M>, req: &Request) -> Result<QuerySet<M>> {
        let Some(text) = req.query("q") else { return Ok(rows) };
        let found = M::SEARCH_FIELDS.iter().map(|column| column.icontains(text.as_ref()));
        Ok(rows.filter(Condition::any(found)))
    }
}

/// The part of the base that templates read.
struct Common<M> {
    permissions: Permissions,
    stats: Option<Stats>,
    breadcrumbs: [Crumb; 2],
    model: PhantomData<fn() -> M>,
}

struct Permissions {
    view: bool,
    change: bool,
}

struct Stats {
    own: u64,
    total: u64,
}

struct Crumb {
    name: String,
    url: String,
}

impl<M: Content> Common<M> {
    /// Counted for who has logged in.
    async fn stats(user: &Visitor, req: &Request) -> Result<Option<Stats>> {
        let Some(name) = user.id() else { return Ok(None) };
        let own = match M::written_by(&name) {
            Some(condition) => M::objects().filter(condition).count(req.db()).await?,
            None => 0,
        };
        Ok(Some(Stats { own, total: M::objects().count(req.db()).await? }))
    }

    fn breadcrumbs() -> [Crumb; 2] {
        let name = M::VERBOSE_NAME_PLURAL;
        [
            Crumb { name: "Home".into(), url: "/".into() },
            Crumb { name: name.into(), url: format!("/{}/", name.replace(' ', "-")) },
        ]
    }
}

impl<M: Content, V: View> ContextData<V> for Common<M> {
    async fn get_context_data(_: &V, req: &Request, _: &V::Data) -> Result<Self> {
        let name = req.header("x-user").map(str::to_owned);
        let user = Visitor { name };
        let may = |verb: &str| user.has_perm(&format!("{verb}_{}", M::TABLE));
        Ok(Self {
            permissions: Permissions { view: may("view"), change: may("change") },
            stats: Self::stats(&user, req).await?,
            breadcrumbs: Self::breadcrumbs(),
            model: PhantomData,
        })
    }
}

#[derive(ListView)]
#[view(model = M, paginate_by = 2, template_name = "blog/content_list.html", extra_context = Common<M>)]
struct ContentList<M: Content> {
    #[view(mixin)]
    base: Base<M>,
}

impl<M: Content> ListHooks for ContentList<M> {}

#[derive(DetailView)]
#[view(model = M, template_name = "blog/content_detail.html", extra_context = Common<M>)]
struct ContentDetail<M: Content> {
    #[view(mixin)]
    base: Base<M>,
}

impl<M: Content> DetailHooks for ContentDetail<M> {}

// Pages without a word of their own are names for the base with a model ...
type PostList = ContentList<Post>;
type PostDetail = ContentDetail<Post>;
type CategoryList = ContentList<Category>;

// ... and pages that differ name what they differ in, and take the base as a field.
#[derive(ListView)]
#[view(model = Category, paginate_by = 1, ordering(-name), template_name = "blog/content_list.html", extra_context = Common<Category>)]
struct Categories {
    #[view(mixin)]
    base: Base<Category>,
}

fn router() -> Router<Db> {
    Router::new()
        .route("/posts/", PostList::as_view())
        .route("/posts/{slug}/", PostDetail::as_view())
        .route("/categories/", CategoryList::as_view())
        .route("/categories/all/", CategoryList::with().paginate_by(0).as_view())
        .route("/categories/one/", Categories::as_view())
}

on_every_database! {
    #[test]
    async fn s_72__s_77_concrete_pages_are_a_line_on_top_of_a_base(db: &TestDb) {
        blog::create(db).await;
        let router = router();
        let posts = get(&router, db.db(), "/posts/?q=ABOUT").await;
        assert_eq!(posts.reason(), "");
        assert!(posts.text.contains("<li>Headers</li><li>Macros</li>\npage 1 of 2"), "{}", posts.text);
        let categories = get(&router, db.db(), "/categories/?q=W").await;
        assert!(categories.text.contains("<li>Web</li>\npage 1 of 1"), "{}", categories.text);
        assert!(get(&router, db.db(), "/posts/traits/").await.text.contains("<h1>Traits</h1>"));
        assert_eq!(get(&router, db.db(), "/posts/none/").await.code(), 404);
        let blocked = get_with(&router, db.db(), "/posts/traits/", &[("x-blocked", "1")]).await;
        assert_eq!((blocked.code(), blocked.reason()), (403, "this address is blocked"));
    }

    #[test]
    async fn s_24_pages_inherit_or_replace_the_bases_page_size(db: &TestDb) {
        blog::create(db).await;
        let router = router();
        assert!(get(&router, db.db(), "/categories/").await.text.contains("page 1 of 2"));
        assert!(get(&router, db.db(), "/categories/all/").await.text.contains("page 1 of 1"));
        let one = get(&router, db.db(), "/categories/one/").await;
        assert!(one.text.contains("<li>Web</li>\npage 1 of 3"), "{}", one.text);
    }

    #[test]
    async fn s_75__s_76_the_base_has_context_for_all_pages(db: &TestDb) {
        blog::create(db).await;
        let router = router();
        let page = get_with(&router, db.db(), "/posts/", &[("x-user", "ada")]).await;
        assert!(page.text.starts_with("<a href=\"/\">Home</a><a href=\"/posts/\">Posts</a>"), "{}", page.text);
        assert!(page.text.contains(", 5 of 7 are yours") && !page.text.contains(", edit"), "{}", page.text);
        let staff = get_with(&router, db.db(), "/categories/", &[("x-user", "staff-kim")]).await;
        assert!(staff.text.contains("<a href=\"/categories/\">Categories</a>"), "{}", staff.text);
        assert!(staff.text.contains(", 0 of 3 are yours, edit"), "{}", staff.text);
        let anonymous = get(&router, db.db(), "/posts/").await;
        assert!(!anonymous.text.contains("yours"), "{}", anonymous.text);
        let detail = get_with(&router, db.db(), "/posts/traits/", &[("x-user", "ada")]).await;
        assert!(detail.text.contains("<a href=\"/posts/\">Posts</a>") && detail.text.contains("</h1> view"), "{}", detail.text);
    }
}
