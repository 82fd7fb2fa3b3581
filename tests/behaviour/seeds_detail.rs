//! A blog's post with its hooks overridden: who may see it, counted views, and what else the page says of it.

use axum::{Extension, Router};
use cbv::{Origin, Setup, chrono, detail_view, guard::User as _, prelude::*};
use cbv_tests::{
    blog::{self, Category, Comment, Post, Visitor},
    db::TestDb,
    log::watch,
    on_every_database,
    web::{get, get_with, send},
};
use http::Method;

#[derive(Debug, Default)]
struct Seen {
    referrer: String,
    is_bot: bool,
}

#[derive(DetailView)]
#[view(
    model = Post,
    path = "/posts/{slug}/",
    template_name = "blog/post_detail.txt",
    context_object_name = "post",
    extra_context = Beside,
)]
struct PostDetail {
    user: Visitor,
    seen: Setup<Seen>,
}

impl PostDetail {
    fn can_access(&self, post: &Post) -> bool {
        match post.status.as_str() {
            "published" => true,
            "draft" | "scheduled" => self.user.owns(&post.author),
            _ => false,
        }
    }

    /// Counts a view and stamps it, in the two columns and no others.
    async fn track(&self, post: &Post, req: &Request) -> Result<()> {
        if self.seen.is_bot
            || req.method() != Method::GET
            || self.user.id().as_deref() == Some(&post.author.name)
        {
            return Ok(());
        }
        let now = chrono::Utc::now().naive_utc();
        let this = Post::objects().filter(Post::ID.eq(post.id));
        this.update(req.db(), [Post::VIEWS.set(Post::VIEWS + 1), Post::LAST_ACCESSED.set(now)]).await?;
        Ok(())
    }
}

impl DetailHooks for PostDetail {
    async fn setup(&mut self, req: &Request) -> Result<()> {
        let agent = req.header("user-agent").unwrap_or_default().to_lowercase();
        self.seen.referrer = req.header("referer").unwrap_or_default().to_owned();
        self.seen.is_bot = ["bot", "crawler", "spider"].iter().any(|word| agent.contains(word));
        Ok(())
    }

    async fn get_object(&self, req: &Request, queryset: QuerySet<Post>) -> Result<Post> {
        let post = DetailView::get_object(self, req, queryset).await?;
        if !self.can_access(&post) {
            return Err(Error::not_found("Post not found"));
        }
        self.track(&post, req).await?;
        Ok(post)
    }
}

/// The rest of the page: other models' rows, and what is worked out of the post.
struct Beside {
    comments: Vec<Comment>,
    previous: Option<Post>,
    next: Option<Post>,
    words: usize,
    minutes: usize,
    share: Share,
    can_edit: bool,
    /// The view's own name wins over this one in the template.
    #[allow(dead_code)]
    post: &'static str,
}

struct Share {
    url: String,
    text: String,
    image: Option<String>,
}

impl Share {
    fn of(post: &Post, req: &Request) -> Result<Self> {
        Ok(Self {
            url: req.build_absolute_uri(&post.absolute_url())?,
            text: post.excerpt.clone().unwrap_or_else(|| post.body.chars().take(160).collect()),
            image: post.image.as_deref().map(|path| req.build_absolute_uri(path)).transpose()?,
        })
    }
}

impl ContextData<PostDetail> for Beside {
    async fn get_context_data(view: &PostDetail, req: &Request, post: &Post) -> Result<Self> {
        let words = post.body.split_whitespace().count();
        let published = Post::objects().filter(Post::STATUS.eq("published"));
        Ok(Self {
            comments: Comment::objects().filter(Comment::POST_ID.eq(post.id)).all(req.db()).await?,
            previous: published.clone().get_previous_by(req.db(), Post::CREATED_AT, post).await?,
            next: published.get_next_by(req.db(), Post::CREATED_AT, post).await?,
            words,
            minutes: (words as f64 / 200.0).round().max(1.0) as usize,
            share: Share::of(post, req)?,
            can_edit: view.user.owns(&post.author),
            post: "hidden",
        })
    }
}

/// Rows that say who may see them. What a model does not say is public.
trait Visible {
    fn may_view(&self, _user: &Visitor) -> bool {
        true
    }
}

impl Visible for Category {}

impl Visible for Post {
    fn may_view(&self, user: &Visitor) -> bool {
        self.status == "published" || user.owns(&self.author)
    }
}

/// The base of detail pages: who may not see the object is told that there is none.
struct MayView(Visitor);

impl<S: Sync> axum::extract::FromRequestParts<S> for MayView {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut http::request::Parts,
        state: &S,
    ) -> Result<Self, Self::Rejection> {
        Visitor::from_request_parts(parts, state).await.map(Self)
    }
}

impl<M: Model + Visible> Mixin<M> for MayView {
    async fn object(&self, object: &mut M, _: &Request) -> Result<()> {
        if object.may_view(&self.0) { Ok(()) } else { Err(Error::not_found("Object not found")) }
    }
}

#[derive(DetailView)]
#[view(model = Post, formats(json))]
struct ApiPost {
    #[view(mixin)]
    may_view: MayView,
}

#[derive(DetailView)]
#[view(model = Category, formats(json))]
struct ApiCategory {
    #[view(mixin)]
    may_view: MayView,
}

fn router() -> Router<Db> {
    PostDetail::router()
        .route("/api/posts/{slug}/", ApiPost::as_view())
        .route("/api/categories/{slug}/", ApiCategory::as_view())
}

async fn views(db: &TestDb, slug: &str) -> i64 {
    Post::objects().filter(Post::SLUG.eq(slug)).get(db.db()).await.unwrap().views
}

on_every_database! {
    #[test]
    async fn s_40__s_41_who_may_see_a_post_depends_on_its_status(db: &TestDb) {
        blog::create(db).await;
        let router = router();
        for (slug, user, code) in [
            ("traits", "", 200),
            ("unfinished", "", 404),
            ("unfinished", "bob", 404),
            ("unfinished", "ada", 200),
            ("tomorrow", "ada", 404),
            ("tomorrow", "staff-kim", 200),
            ("lost", "ada", 404),
            ("lost", "staff-kim", 404),
        ] {
            let page = get_with(&router, db.db(), &format!("/posts/{slug}/"), &[("x-user", user), ("host", "a")]).await;
            assert_eq!(page.code(), code, "{slug} for {user}: {}", page.reason());
        }
    }

    #[test]
    async fn s_39__s_140_views_are_counted_around_get_object_and_not_for_bots(db: &TestDb) {
        blog::create(db).await;
        let router = router();
        let page = get_with(&router, db.db(), "/posts/traits/", &[("host", "a"), ("referer", "http://b/")]).await;
        assert!(page.text.contains("; from http://b/;"), "{}", page.text);
        assert_eq!(views(db, "traits").await, 6);
        for (name, value) in [("user-agent", "Examplebot/2.1"), ("x-user", "ada")] {
            assert_eq!(get_with(&router, db.db(), "/posts/traits/", &[("host", "a"), (name, value)]).await.code(), 200);
        }
        assert_eq!(views(db, "traits").await, 6);
    }

    #[test]
    async fn st_10_head_counts_no_view(db: &TestDb) {
        blog::create(db).await;
        let router = router().layer(Extension(Origin("https://blog.example".into())));
        assert_eq!(send(&router, db.db(), Method::HEAD, "/posts/traits/").await.code(), 200);
        assert_eq!(views(db, "traits").await, 5);
    }

    #[test]
    async fn st_16_a_stamp_writes_its_columns_alone(db: &TestDb) {
        blog::create(db).await;
        let (_, log) = watch(get_with(&router(), db.db(), "/posts/traits/", &[("host", "a")])).await;
        let writes: Vec<_> = log.statements().into_iter().filter(|sql| sql.starts_with("UPDATE")).collect();
        assert_eq!(writes.len(), 1);
        assert!(writes[0].contains("views") && writes[0].contains("last_accessed"), "{}", writes[0]);
        assert!(!writes[0].contains("title") && !writes[0].contains("status"), "{}", writes[0]);
    }

    #[test]
    async fn s_50__s_53_computed_values_are_in_the_context(db: &TestDb) {
        blog::create(db).await;
        let page = get_with(&router(), db.db(), "/posts/traits/", &[("host", "a")]).await;
        assert!(page.text.starts_with("Traits: 3 words, 1 min;"), "{}", page.text);
        assert!(page.text.contains("edit false"), "{}", page.text);
        let long = "word ".repeat(190) + &"x ".repeat(25);
        Post::objects().filter(Post::ID.eq(1)).update(db.db(), [Post::BODY.set(long)]).await.unwrap();
        let page = get_with(&router(), db.db(), "/posts/traits/", &[("host", "a"), ("x-user", "ada")]).await;
        assert!(page.text.starts_with("Traits: 215 words, 1 min;") && page.text.contains("edit true"), "{}", page.text);
    }

    #[test]
    async fn s_51_what_is_shared_has_an_absolute_url(db: &TestDb) {
        blog::create(db).await;
        let text = "ß".repeat(200);
        Post::objects().filter(Post::ID.eq(1)).update(db.db(), [Post::BODY.set(text)]).await.unwrap();
        let page = get_with(&router(), db.db(), "/posts/traits/", &[("host", "blog.example:8080")]).await;
        let share = format!(
            "http://blog.example:8080/posts/traits/ {} http://blog.example:8080/media/traits.png\n",
            "ß".repeat(160)
        );
        assert!(page.text.contains(&share), "{}", page.text);
        Post::objects().filter(Post::ID.eq(2)).update(db.db(), [Post::EXCERPT.set("short".to_owned())]).await.unwrap();
        let behind_a_proxy = router().layer(Extension(Origin("https://blog.example".into())));
        let page = get_with(&behind_a_proxy, db.db(), "/posts/forms/", &[("host", "10.0.0.1")]).await;
        assert!(page.text.contains("https://blog.example/posts/forms/ short \n"), "{}", page.text);
        for host in ["", "user@evil", "a/b", "a b"] {
            let page = get_with(&router(), db.db(), "/posts/traits/", &[("host", host)]).await;
            assert_eq!(page.code(), 400, "{host}");
        }
    }

    #[test]
    async fn s_130__b_37_other_models_rows_join_the_context_and_the_views_own_name_wins(db: &TestDb) {
        blog::create(db).await;
        let page = get_with(&router(), db.db(), "/posts/forms/", &[("host", "a")]).await;
        assert!(page.text.starts_with("Forms: "), "{}", page.text);
        assert!(page.text.contains("third, edit"), "{}", page.text);
        assert!(page.text.contains("before Traits after Macros"), "{}", page.text);
    }

    #[test]
    async fn s_54__s_85_a_base_asks_each_model_who_may_see_it(db: &TestDb) {
        blog::create(db).await;
        let router = router();
        for (uri, user, code) in [
            ("/api/posts/traits/", "", 200),
            ("/api/posts/unfinished/", "bob", 404),
            ("/api/posts/unfinished/", "ada", 200),
            ("/api/categories/web/", "", 200),
        ] {
            let page = get_with(&router, db.db(), uri, &[("x-user", user)]).await;
            assert_eq!(page.code(), code, "{uri} for {user}: {}", page.reason());
        }
        let inline = Router::new().route("/{pk}/", detail_view!(model = Category, formats(json)));
        assert_eq!(get(&inline, db.db(), "/1/").await.code(), 200);
    }
}
