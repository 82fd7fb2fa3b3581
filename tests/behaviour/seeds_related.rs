//! What the seeds ask of a blog's data: tags read with the page, sidebars that count, comments with their authors, posts that
//! have to do with another one.

use axum::{Router, extract::FromRequestParts};
use cbv::{guard::User as _, prelude::*, test::queries};
use cbv_tests::{
    blog::{self, Category, Post, Visitor, Writer},
    db::TestDb,
    on_every_database,
    web::{get, get_with},
};

#[derive(Debug, Clone, PartialEq, Model, serde::Serialize)]
#[model(ordering(name), many_to_many(posts(model = Post, through = "post_tag")))]
struct Tag {
    id: i64,
    name: String,
}

/// A post with its author and its tags, and not with its text.
#[derive(Debug, Clone, PartialEq, Model, serde::Serialize)]
#[model(table = "post", ordering(id))]
struct Tagged {
    id: i64,
    title: String,
    status: String,
    #[model(foreign_key = Category)]
    category_id: i64,
    #[model(foreign_key = Writer)]
    author_id: i64,
    #[model(select_related)]
    author: Writer,
    #[model(prefetch_related(through = "post_tag", from = "post_id"))]
    tags: Vec<Tag>,
}

/// What readers say of a post, once somebody has approved it.
#[derive(Debug, Clone, PartialEq, Model)]
struct Remark {
    id: i64,
    #[model(foreign_key = Post)]
    post_id: i64,
    #[model(foreign_key = Writer)]
    author_id: i64,
    #[model(select_related)]
    author: Writer,
    text: String,
    approved: bool,
    day: i32,
}

/// A category with the number of its published posts.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "category", ordering(name), reverse(posts = Filed::CATEGORY))]
struct Section {
    id: i64,
    name: String,
    #[model(annotation = Section::POSTS.filter(Filed::STATUS.eq("published")).count())]
    published: i64,
}

/// A post as a section counts it.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "post")]
struct Filed {
    id: i64,
    status: String,
    #[model(foreign_key = Section)]
    category_id: i64,
}

/// A tag with the number of its published posts.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(of = Tag, ordering(-published, name))]
struct CountedTag {
    id: i64,
    name: String,
    #[model(annotation = Tag::POSTS.filter(Post::STATUS.eq("published")).count())]
    published: i64,
}

const SCHEMA: &str = "
CREATE TABLE tag (id {key}, name VARCHAR(50) NOT NULL);
CREATE TABLE post_tag (
    post_id BIGINT NOT NULL REFERENCES post (id), tag_id BIGINT NOT NULL REFERENCES tag (id), PRIMARY KEY (post_id, tag_id)
);
CREATE TABLE remark (
    id {key}, post_id BIGINT NOT NULL REFERENCES post (id), author_id BIGINT NOT NULL REFERENCES writer (id),
    text VARCHAR(100) NOT NULL, approved BOOLEAN NOT NULL, day INTEGER NOT NULL
);
INSERT INTO tag (id, name) VALUES (1, 'async'), (2, 'types'), (3, 'http'), (4, 'unused');
INSERT INTO post_tag (post_id, tag_id) VALUES (1, 2), (3, 2), (3, 1), (4, 3), (4, 1), (4, 2), (5, 1), (2, 3);
INSERT INTO remark (id, post_id, author_id, text, approved, day) VALUES
    (1, 1, 2, 'late', TRUE, 9), (2, 1, 1, 'spam', FALSE, 5), (3, 1, 1, 'early', TRUE, 2), (4, 2, 1, 'elsewhere', TRUE, 1);
";

async fn create(db: &TestDb) {
    blog::create(db).await;
    db.execute(SCHEMA).await;
}

#[derive(ListView)]
#[view(model = Tagged, paginate_by = 2, template_name = "blog/tagged_list.txt")]
struct TaggedList;

/// The seed's view that decides in a hook which relations are loaded: here the row's type does, for any model.
#[derive(ListView)]
#[view(model = M, template_name = "blog/names.txt")]
struct Optimised<M: Named> {
    of: Marker<M>,
}

impl<M: Named> ListHooks for Optimised<M> {}

trait Named: Model + serde::Serialize {
    fn name(&self) -> String;
}

impl Named for Tagged {
    fn name(&self) -> String {
        format!("{} ({})", self.title, self.tags.len())
    }
}

impl Named for Tag {
    fn name(&self) -> String {
        self.name.clone()
    }
}

struct Marker<M>(std::marker::PhantomData<fn() -> M>);

impl<M, S: Sync> FromRequestParts<S> for Marker<M> {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(_: &mut http::request::Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(std::marker::PhantomData))
    }
}

/// Rows that a hook has collected already, with all that belongs to them.
#[derive(ListView)]
#[view(items = Tagged, template_name = "blog/tagged_list.txt", context_object_name = "tagged_list")]
struct Collected;

impl cbv::ItemListHooks for Collected {
    async fn get_queryset(&self, req: &Request) -> Result<Vec<Tagged>> {
        Tagged::objects().filter(Tagged::TAGS.any(Tag::NAME.eq("types"))).all(req.db()).await
    }
}

#[derive(TemplateView)]
#[view(template_name = "blog/sidebar.txt", extra_context = Sidebar)]
struct Start;

struct Sidebar {
    categories: Vec<Section>,
    tags: Vec<CountedTag>,
}

impl ContextData<Start> for Sidebar {
    async fn get_context_data(_: &Start, req: &Request, (): &()) -> Result<Self> {
        let published = Filed::STATUS.eq("published");
        let categories = Section::objects().filter(Section::POSTS.any(published)).all(req.db()).await?;
        let tags = CountedTag::objects().filter(CountedTag::PUBLISHED.gt(0)).limit(20).all(req.db()).await?;
        Ok(Self { categories, tags })
    }
}

#[derive(DetailView)]
#[view(model = Tagged, template_name = "blog/beside.txt", extra_context = Beside)]
struct PostPage {
    user: Visitor,
}

struct Beside {
    remarks: Vec<Remark>,
    related: Vec<Tagged>,
}

impl ContextData<PostPage> for Beside {
    async fn get_context_data(view: &PostPage, req: &Request, post: &Tagged) -> Result<Self> {
        let remarks = Remark::objects().filter(Remark::POST_ID.eq(post.id)).order_by([Remark::DAY.asc()]);
        let remarks = if view.user.is_staff() { remarks } else { remarks.filter(Remark::APPROVED.eq(true)) };
        let remarks = remarks.all(req.db()).await?;
        Ok(Self { remarks, related: related(post, req).await? })
    }
}

/// Posts of the same category, then such with the same tags, then such by the same author: none twice, six at most.
async fn related(post: &Tagged, req: &Request) -> Result<Vec<Tagged>> {
    let others = Tagged::objects().filter(Tagged::STATUS.eq("published") & Tagged::ID.ne(post.id));
    let tags: Vec<i64> = post.tags.iter().map(|tag| tag.id).collect();
    let strategies = [
        others.clone().filter(Tagged::CATEGORY_ID.eq(post.category_id)).limit(3),
        others.clone().filter(Tagged::TAGS.any(Tag::ID.is_in(tags))).limit(3),
        others.filter(Tagged::AUTHOR_ID.eq(post.author_id)).limit(2),
    ];
    let mut found: Vec<Tagged> = Vec::new();
    for rows in strategies {
        for row in rows.all(req.db()).await? {
            if found.len() < 6 && found.iter().all(|before| before.id != row.id) {
                found.push(row);
            }
        }
    }
    Ok(found)
}

/// A list that asks over a relation, with a template of its own.
#[derive(ListView)]
#[view(
    queryset = Tagged::objects().filter(Tagged::AUTHOR.has(Writer::NAME.eq("bob"))),
    template_name = "blog/tagged_list.txt",
)]
struct Bobs;

#[derive(DetailView)]
#[view(model = Remark, path = "/of/{slug}/", slug_field = post.slug, template_name = "blog/slugged.txt")]
struct RemarkOfPost;

#[derive(DetailView)]
#[view(model = Remark, path = "/by/{who}/", lookup(who = author.name, iexact), template_name = "blog/slugged.txt")]
struct RemarkBy;

#[derive(DetailView)]
#[view(model = Remark, path = "/saying/{slug}/", slug_field = text, template_name = "blog/slugged.txt")]
struct RemarkSaying;

fn app() -> Router<Db> {
    Router::new()
        .route("/tagged/", TaggedList::as_view())
        .route("/any/tagged/", Optimised::<Tagged>::as_view())
        .route("/any/tags/", Optimised::<Tag>::as_view())
        .route("/collected/", Collected::as_view())
        .route("/", Start::as_view())
        .route("/posts/{pk}/", PostPage::as_view())
        .route("/bobs/", Bobs::as_view())
        .merge(RemarkOfPost::router())
        .merge(RemarkBy::router())
        .merge(RemarkSaying::router())
}

async fn page(db: &TestDb, uri: &str) -> String {
    let answer = get(&app(), db.db(), uri).await;
    assert_eq!(answer.status, 200, "{uri}: {}", answer.reason());
    answer.text.trim().to_owned()
}

on_every_database! {
    #[test]
    async fn s_16_tags_are_read_by_one_query_for_the_page(db: &TestDb) {
        create(db).await;
        let (text, made) = queries(page(db, "/tagged/?page=2")).await;
        assert_eq!(text, "Macros by ada: async types\nHeaders by ada: async http types");
        made.assert_at_most(3);
        let (all, made) = queries(Tagged::objects().all(db.db())).await;
        assert_eq!((all.unwrap().len(), made.len()), (7, 2));
    }

    #[test]
    async fn s_23_only_the_columns_of_the_shape_are_read(db: &TestDb) {
        create(db).await;
        let sql = Tagged::objects().query(db.dialect()).unwrap();
        assert!(!sql.sql().contains("body") && !sql.sql().contains("excerpt"), "{}", sql.sql());
        assert_eq!(Tagged::objects().filter(Tagged::ID.eq(1)).get(db.db()).await.unwrap().title, "Traits");
    }

    #[test]
    async fn s_25_a_view_of_any_model_loads_the_relations_that_the_model_has(db: &TestDb) {
        create(db).await;
        let (text, made) = queries(page(db, "/any/tagged/")).await;
        assert!(text.starts_with("Traits (1)\nForms (1)\nMacros (2)"), "{text}");
        made.assert_at_most(2);
        let (text, made) = queries(page(db, "/any/tags/")).await;
        assert_eq!(text, "async\nhttp\ntypes\nunused");
        made.assert_at_most(1);
    }

    #[test]
    async fn s_26_a_hook_returns_rows_that_are_collected_with_their_relations(db: &TestDb) {
        create(db).await;
        let text = page(db, "/collected/").await;
        assert_eq!(text, "Traits by ada: types\nMacros by ada: async types\nHeaders by ada: async http types");
    }

    #[test]
    async fn s_28__s_29_a_sidebar_counts_published_posts_in_the_database(db: &TestDb) {
        create(db).await;
        let (text, made) = queries(page(db, "/")).await;
        assert_eq!(text, "Rust 2\nWeb 2\n#types 3\n#async 2\n#http 2", "no empty category, the most used tag first");
        made.assert_at_most(2);
    }

    #[test]
    async fn s_46_staff_see_all_comments_others_the_approved_ones(db: &TestDb) {
        create(db).await;
        let text = page(db, "/posts/1/").await;
        assert!(text.starts_with("Traits\nada: early\nbob: late\nalso:"), "{text}");
        let staff = get_with(&app(), db.db(), "/posts/1/", &[("x-user", "staff-eva")]).await;
        assert!(staff.text.starts_with("Traits\nada: early\nada: spam\nbob: late\nalso:"), "{}", staff.text);
    }

    #[test]
    async fn s_48_related_posts_are_found_in_several_ways_and_are_there_once(db: &TestDb) {
        create(db).await;
        assert!(page(db, "/posts/1/").await.ends_with("also: Macros Headers"));
        assert!(page(db, "/posts/2/").await.ends_with("also: Headers"));
        let (_, made) = queries(page(db, "/posts/4/")).await;
        assert!(page(db, "/posts/4/").await.ends_with("also: Forms Traits Macros"));
        made.assert_at_most(9); // the post, the comments and three strategies, each with its tags
    }

    #[test]
    async fn s_133_a_list_asks_over_a_relation_and_has_its_own_template(db: &TestDb) {
        create(db).await;
        assert_eq!(page(db, "/bobs/").await, "Forms by bob: http\nTomorrow by bob:");
    }

    #[test]
    async fn d_05_the_slug_may_be_a_column_of_a_related_row(db: &TestDb) {
        create(db).await;
        assert_eq!(page(db, "/of/forms/").await, "elsewhere");
        assert_eq!(page(db, "/saying/early/").await, "early");
        assert_eq!(get(&app(), db.db(), "/of/nothing/").await.status, 404);
        assert_eq!(page(db, "/by/BOB/").await, "late");
        assert_eq!(RemarkOfPost::url("forms"), "/of/forms/");
    }
}
