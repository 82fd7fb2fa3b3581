//! What a blog's pages show beside their posts: recent ones, statistics, neighbours, what a reader has done with a post.

use cbv::{Executor, Model, QuerySet, Result, chrono::NaiveDate, count, test::queries};
use cbv_tests::{
    blog::{self, Category, Post, Writer},
    db::TestDb,
    on_every_database,
};

#[derive(Debug, Clone, Model)]
#[model(table = "post_like")]
struct Like {
    id: i64,
    #[model(foreign_key = Post)]
    post_id: i64,
    #[model(foreign_key = Writer)]
    user_id: i64,
}

#[derive(Debug, Clone, Model)]
#[model(table = "bookmark")]
struct Bookmark {
    id: i64,
    #[model(foreign_key = Post)]
    post_id: i64,
    #[model(foreign_key = Writer)]
    user_id: i64,
}

/// What somebody who is logged in has done with a post.
#[derive(Debug, Default, PartialEq)]
struct Flags {
    liked: bool,
    bookmarked: bool,
}

impl Flags {
    async fn load(db: impl Executor, post: &Post, user: Option<i64>) -> Result<Self> {
        let Some(user) = user else { return Ok(Self::default()) };
        let liked = Like::objects().filter(Like::POST_ID.eq(post.id) & Like::USER_ID.eq(user));
        let bookmarked =
            Bookmark::objects().filter(Bookmark::POST_ID.eq(post.id) & Bookmark::USER_ID.eq(user));
        Ok(Self { liked: liked.exists(db).await?, bookmarked: bookmarked.exists(db).await? })
    }
}

fn published() -> QuerySet<Post> {
    Post::objects().filter(Post::STATUS.eq("published"))
}

async fn slug(db: &TestDb, slug: &str) -> Post {
    Post::objects().filter(Post::SLUG.eq(slug)).get(db.db()).await.unwrap()
}

async fn neighbours(db: &TestDb, post: &Post) -> (Option<String>, Option<String>) {
    let previous = published().get_previous_by(db.db(), Post::CREATED_AT, post).await.unwrap();
    let next = published().get_next_by(db.db(), Post::CREATED_AT, post).await.unwrap();
    (previous.map(|post| post.slug), next.map(|post| post.slug))
}

fn some(previous: &str, next: &str) -> (Option<String>, Option<String>) {
    let slug = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    (slug(previous), slug(next))
}

on_every_database! {
    #[test]
    async fn s_30_the_most_recent_posts(db: &TestDb) {
        blog::create(db).await;
        let (recent, queries) = queries(published().order_by([Post::CREATED_AT.desc()]).limit(3).all(db.db())).await;
        let slugs: Vec<_> = recent.unwrap().into_iter().map(|post| post.slug).collect();
        assert_eq!(slugs, ["headers", "macros", "forms"]);
        queries.assert_count(1);
    }

    #[test]
    async fn s_31__st_06_statistics_of_the_site_count_this_month_of_this_year(db: &TestDb) {
        blog::create(db).await;
        db.execute("UPDATE post SET created_at = '2025-01-15 08:00:00' WHERE slug = 'traits'").await;
        db.execute("UPDATE post SET created_at = '2026-01-31 23:59:59' WHERE slug = 'forms'").await;
        db.execute("UPDATE post SET created_at = '2026-02-01 00:00:00' WHERE slug = 'macros'").await;
        let today = NaiveDate::from_ymd_opt(2026, 1, 20).unwrap();
        let this_month = {
            use cbv::chrono::Datelike as _;
            Post::CREATED_AT.in_month(today.year(), today.month())
        };
        let statistics = (count(), Post::AUTHOR_ID.count_distinct(), count().filter(this_month.clone()), Post::VIEWS.sum());
        let (statistics, queries) = queries(published().aggregate(db.db(), statistics)).await;
        assert_eq!(statistics.unwrap(), (4, 2, 2, Some(18))); // forms and headers, not the January of 2025
        queries.assert_count(1);
        assert_eq!(published().filter(this_month).count(db.db()).await.unwrap(), 2);
        let categories = published().group_by(Post::CATEGORY_ID).aggregate(db.db(), count()).await.unwrap();
        assert_eq!(categories, [(1, 2), (2, 2)]);
        let named = Category::objects().filter(Category::ID.is_in(categories.iter().map(|(id, _)| *id)));
        assert_eq!(named.values_list(Category::NAME).all(db.db()).await.unwrap(), ["Rust", "Web"]);
    }

    #[test]
    async fn s_49_the_neighbours_of_a_post_by_date(db: &TestDb) {
        blog::create(db).await;
        let traits = slug(db, "traits").await;
        let (_, asked) = queries(neighbours(db, &traits)).await;
        asked.assert_count(2); // one for each side
        assert_eq!(neighbours(db, &slug(db, "traits").await).await, some("", "forms"));
        assert_eq!(neighbours(db, &slug(db, "forms").await).await, some("traits", "macros"));
        assert_eq!(neighbours(db, &slug(db, "headers").await).await, some("macros", ""));
        assert_eq!(neighbours(db, &slug(db, "lost").await).await, some("headers", "")); // no published one itself
        // of one moment: by their keys, each once
        db.execute("UPDATE post SET created_at = '2026-01-02 08:00:00' WHERE status = 'published'").await;
        assert_eq!(neighbours(db, &slug(db, "traits").await).await, some("", "forms"));
        assert_eq!(neighbours(db, &slug(db, "forms").await).await, some("traits", "macros"));
        assert_eq!(neighbours(db, &slug(db, "headers").await).await, some("macros", ""));
    }

    #[test]
    async fn s_52_what_a_reader_has_done_with_a_post(db: &TestDb) {
        blog::create(db).await;
        for table in ["post_like", "bookmark"] {
            db.execute(&format!("CREATE TABLE {table} (id {{key}}, post_id BIGINT NOT NULL, user_id BIGINT NOT NULL)")).await;
        }
        let (post, other) = (slug(db, "traits").await, slug(db, "forms").await);
        Like::objects().insert(db.db(), &Like { id: 0, post_id: post.id, user_id: 2 }).await.unwrap();
        Bookmark::objects().insert(db.db(), &Bookmark { id: 0, post_id: other.id, user_id: 2 }).await.unwrap();
        let (nobody, asked) = queries(Flags::load(db.db(), &post, None)).await;
        assert_eq!(nobody.unwrap(), Flags::default());
        asked.assert_count(0); // nobody is logged in
        let (bob, asked) = queries(Flags::load(db.db(), &post, Some(2))).await;
        assert_eq!(bob.unwrap(), Flags { liked: true, bookmarked: false });
        asked.assert_count(2);
        assert_eq!(Flags::load(db.db(), &other, Some(2)).await.unwrap(), Flags { liked: false, bookmarked: true });
        assert_eq!(Flags::load(db.db(), &post, Some(1)).await.unwrap(), Flags::default());
    }
}
