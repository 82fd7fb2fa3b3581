//! A blog's list with every hook overridden: what `setup` worked out, early answers, extra context, templates by request,
//! headers and JSON from the response hook.

use std::net::SocketAddr;

use axum::{
    Extension, Json, Router,
    extract::{ConnectInfo, connect_info::MockConnectInfo},
    response::{IntoResponse as _, Response},
};
use cbv::{Setup, guard::User as _, prelude::*, render};
use cbv_tests::{
    blog::{self, Category, Post, Visitor, Writer},
    db::TestDb,
    log::watch,
    on_every_database,
    web::{Answer, get, get_with},
};
use http::{HeaderName, StatusCode};

/// What the query string asks for, read once.
#[derive(Debug, Default)]
struct Wanted {
    search: String,
    category: Option<String>,
    sort: String,
}

/// What the application was started with.
#[derive(Debug, Clone, Copy)]
struct Settings {
    maintenance: bool,
}

#[derive(askama::Template)]
#[template(source = "<h1>Back soon</h1>", ext = "html")]
struct Maintenance;

/// Only what is published.
struct Published;

impl<S: Sync> axum::extract::FromRequestParts<S> for Published {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(_: &mut http::request::Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self)
    }
}

impl Mixin<Post> for Published {
    async fn queryset(&self, posts: QuerySet<Post>, _: &Request) -> Result<QuerySet<Post>> {
        Ok(posts.filter(Post::STATUS.eq("published")))
    }
}

#[derive(ListView)]
#[view(
    model = Post,
    path = "/posts/",
    paginate_by = 2,
    template_name = "blog/post_list.html",
    templates(
        ajax = "blog/post_list_ajax.html",
        mobile = "blog/post_list_mobile.html",
        category_rust = "blog/post_list_rust.html",
    ),
    context_object_name = "posts",
    extra_context = Sidebar,
)]
struct PostList {
    user: Visitor,
    peer: ConnectInfo<SocketAddr>,
    settings: Extension<Settings>,
    wanted: Setup<Wanted>,
    #[view(mixin)]
    published: Published,
}

impl PostList {
    /// A helper that hooks and the template call.
    fn teaser(&self, post: &Post) -> String {
        let reader = self.user.id().unwrap_or("you".into());
        format!("{} by {} for {reader}", post.category.name, post.author.name)
    }
}

fn is_xml_http_request(req: &Request) -> bool {
    req.header("x-requested-with") == Some("XMLHttpRequest")
}

impl ListHooks for PostList {
    async fn setup(&mut self, req: &Request) -> Result<()> {
        let text = |name| req.query(name).map(std::borrow::Cow::into_owned).filter(|text| !text.is_empty());
        self.wanted.search = text("q").unwrap_or_default();
        self.wanted.category = text("category");
        self.wanted.sort = text("sort").unwrap_or("-created_at".to_owned());
        Ok(())
    }

    async fn dispatch<'a>(&'a self, req: &'a Request, next: Next<'a>) -> Result<Response> {
        let user = self.user.id().unwrap_or("nobody".into());
        tracing::info!(target: "access", %user, peer = %self.peer.0, "post list");
        if self.settings.maintenance && !self.user.is_staff() {
            return Ok((StatusCode::SERVICE_UNAVAILABLE, render(Maintenance)?).into_response());
        }
        let mut response = next.run().await?;
        response.headers_mut().insert("x-after", req.method().as_str().parse().map_err(Error::other)?);
        Ok(response)
    }

    async fn get_queryset(&self, req: &Request) -> Result<QuerySet<Post>> {
        let mut posts = ListView::get_queryset(self, req).await?;
        if !self.wanted.search.is_empty() {
            let text = &self.wanted.search;
            posts = posts.filter(any![Post::TITLE.icontains(text), Post::BODY.icontains(text)]);
        }
        if let Some(slug) = &self.wanted.category {
            let category = Category::objects().filter(Category::SLUG.eq(slug)).first(req.db()).await?;
            posts = posts.filter(Post::CATEGORY_ID.eq(category.map_or(0, |category| category.id)));
        }
        Ok(match self.wanted.sort.as_str() {
            "created_at" => posts.order_by([Post::CREATED_AT.asc()]),
            "-created_at" => posts.order_by([Post::CREATED_AT.desc()]),
            "title" => posts.order_by([Post::TITLE.asc()]),
            "-views" => posts.order_by([Post::VIEWS.desc()]),
            _ => posts, // an unknown key is no fault: the model's order stays
        })
    }

    async fn get_template_names(&self, req: &Request, page: &Page<Post>) -> Result<PostListTemplate> {
        let agent = req.header("user-agent").unwrap_or_default().to_lowercase();
        if is_xml_http_request(req) && req.query("html").is_some() {
            return Ok(PostListTemplate::Ajax);
        }
        if ["mobile", "android", "iphone"].iter().any(|device| agent.contains(device)) {
            return Ok(PostListTemplate::Mobile);
        }
        let named = self.wanted.category.as_ref();
        let named = named.and_then(|slug| PostListTemplate::named(&format!("category_{slug}")));
        match named {
            Some(template) => Ok(template),
            None => ListView::get_template_names(self, req, page).await,
        }
    }

    async fn render_to_response(&self, req: &Request, context: Context<'_, Self>) -> Result<Response> {
        let page = context.data;
        if is_xml_http_request(req) && req.query("html").is_none() {
            let posts = page.iter().map(|post| {
                serde_json::json!({
                    "title": post.title,
                    "url": post.absolute_url(),
                    "author": post.author.name,
                    "created_at": post.created_at.format("%Y-%m-%dT%H:%M:%S").to_string(),
                })
            });
            let posts: Vec<_> = posts.collect();
            let data = serde_json::json!({ "posts": posts, "has_next": page.has_next(), "current_page": page.number });
            return Ok(Json(data).into_response());
        }
        let count = page.paginator.count();
        let mut response = ListView::render_to_response(self, req, context).await?;
        response.headers_mut().insert(HeaderName::from_static("x-total-posts"), count.into());
        Ok(response)
    }
}

/// The entries beside the list, all at once.
struct Sidebar {
    categories: Vec<Category>,
    recent: usize,
    total: u64,
    authors: u64,
}

impl ContextData<PostList> for Sidebar {
    async fn get_context_data(_: &PostList, req: &Request, page: &Page<Post>) -> Result<Self> {
        Ok(Self {
            categories: Category::objects().filter(Category::SLUG.ne("empty")).all(req.db()).await?,
            recent: page.len(),
            total: Post::objects().filter(Post::STATUS.eq("published")).count(req.db()).await?,
            authors: Writer::objects().count(req.db()).await?,
        })
    }
}

/// The same without pages, by a setting at the route.
fn router(maintenance: bool) -> Router<Db> {
    PostList::router()
        .route("/all/", PostList::with().paginate_by(0).as_view())
        .layer(Extension(Settings { maintenance }))
        .layer(MockConnectInfo(SocketAddr::from(([192, 0, 2, 7], 1234))))
}

async fn ask(db: &TestDb, uri: &str) -> Answer {
    blog::create(db).await;
    let page = get(&router(false), db.db(), uri).await;
    assert_eq!((page.code(), page.reason()), (200, ""));
    page
}

/// The titles of a page, in order.
fn titles(page: &Answer) -> Vec<&str> {
    let items = page.text.split("<li>").skip(1);
    items.filter_map(|item| item.split([' ', '<']).next()).collect()
}

const AJAX: (&str, &str) = ("x-requested-with", "XMLHttpRequest");

on_every_database! {
    #[test]
    async fn s_02_dispatch_runs_code_before_and_after_the_default(db: &TestDb) {
        assert_eq!(ask(db, "/posts/").await.header("x-after"), "GET");
        let (closed, log) = watch(get(&router(true), db.db(), "/posts/")).await;
        assert_eq!((closed.header("x-after"), log.hooks()), ("", vec!["setup", "dispatch"]));
    }

    #[test]
    async fn s_03__s_09_later_hooks_read_what_setup_worked_out(db: &TestDb) {
        let page = ask(db, "/posts/?q=ABOUT&category=web&sort=title").await;
        // the mixin's narrowing is part of the default that the hook began with
        assert_eq!(titles(&page), ["Forms", "Headers"]);
        assert_eq!(titles(&get(&router(false), db.db(), "/posts/").await), ["Headers", "Macros"]);
    }

    #[test]
    async fn s_04__s_32__s_27_extra_entries_stand_beside_the_default_context(db: &TestDb) {
        let page = ask(db, "/posts/").await;
        assert!(page.text.contains("[Rust][Web] recent 2 of 4, 2 authors"), "{}", page.text);
    }

    #[test]
    async fn s_05__s_33__s_34_the_request_chooses_the_template(db: &TestDb) {
        let default = ask(db, "/posts/").await;
        assert!(default.text.starts_with("<form>"), "{}", default.text);
        let router = router(false);
        let ajax = get_with(&router, db.db(), "/posts/?html", &[AJAX]).await;
        assert_eq!(ajax.text, "<ul><li>Headers</li><li>Macros</li></ul>");
        let agent = ("user-agent", "Mozilla/5.0 (iPhone; like Mac OS X)");
        let mobile = get_with(&router, db.db(), "/posts/", &[agent]).await;
        assert_eq!(mobile.text, "<mobile>Headers;Macros;</mobile>");
    }

    #[test]
    async fn s_35_a_template_named_after_a_value_falls_back(db: &TestDb) {
        assert_eq!(ask(db, "/posts/?category=rust").await.text, "<rust>Macros;Traits;</rust>");
        for value in ["web", "../../etc/passwd"] {
            let page = get(&router(false), db.db(), &format!("/posts/?category={value}")).await;
            assert!(page.text.starts_with("<form>"), "{value}: {}", page.text);
        }
    }

    #[test]
    async fn s_06__s_37__s_38_the_response_hook_wraps_the_page_and_reads_the_paginator(db: &TestDb) {
        let page = ask(db, "/posts/").await;
        assert_eq!((page.header("x-total-posts"), page.header("content-type")), ("4", "text/html; charset=utf-8"));
        assert_eq!(get(&router(false), db.db(), "/all/?q=zzz").await.header("x-total-posts"), "0");
    }

    #[test]
    async fn s_36_json_for_scripts_from_the_same_page(db: &TestDb) {
        blog::create(db).await;
        let read = async |uri: &str| -> serde_json::Value {
            let page = get_with(&router(false), db.db(), uri, &[AJAX]).await;
            serde_json::from_str(&page.text).unwrap_or_else(|error| panic!("{error}: {}", page.text))
        };
        let data = read("/posts/?page=2&sort=created_at").await;
        let first = serde_json::json!({
            "title": "Macros", "url": "/posts/macros/", "author": "ada", "created_at": "2026-01-03T08:00:00",
        });
        assert_eq!((&data["posts"][0], &data["has_next"], &data["current_page"]), (&first, &false.into(), &2.into()));
        let all = read("/all/").await;
        assert_eq!((all["posts"].as_array().map(Vec::len), &all["has_next"], &all["current_page"]), (Some(4), &false.into(), &1.into()));
    }

    #[test]
    async fn s_10_helpers_of_the_view_serve_hooks_and_template(db: &TestDb) {
        blog::create(db).await;
        let page = get_with(&router(false), db.db(), "/posts/", &[("x-user", "eve")]).await;
        assert!(page.text.contains("<li>Headers (Web by ada for eve)</li>"), "{}", page.text);
    }

    #[test]
    async fn s_11_each_access_is_logged_with_user_and_peer(db: &TestDb) {
        blog::create(db).await;
        let (_, log) = watch(get_with(&router(false), db.db(), "/posts/", &[("x-user", "eve")])).await;
        let lines: Vec<_> = log.0.iter().filter(|line| line.target == "access").collect();
        assert_eq!(lines.len(), 1);
        assert_eq!((lines[0].fields["user"].as_str(), lines[0].fields["peer"].as_str()), ("eve", "192.0.2.7:1234"));
    }

    #[test]
    async fn s_12__s_13_maintenance_is_answered_early_unless_for_staff(db: &TestDb) {
        blog::create(db).await;
        let (closed, log) = watch(get(&router(true), db.db(), "/posts/")).await;
        assert_eq!((closed.code(), closed.text.as_str(), log.statements().len()), (503, "<h1>Back soon</h1>", 0));
        let staff = get_with(&router(true), db.db(), "/posts/", &[("x-user", "staff-kim")]).await;
        assert_eq!(staff.code(), 200);
        assert_eq!(get(&router(false), db.db(), "/posts/").await.code(), 200);
    }

    #[test]
    async fn s_21_form_and_links_are_redrawn_with_what_was_asked(db: &TestDb) {
        let page = ask(db, "/posts/?q=a&sort=-views&category=").await;
        assert!(page.text.contains(r#"name="q" value="a""#), "{}", page.text);
        assert!(page.text.contains(r#"href="/posts/?q=a&#38;sort=-views&#38;category=&#38;page=2""#), "{}", page.text);
        let page = get(&router(false), db.db(), "/posts/?category=web&q=%22%3E").await;
        assert!(page.text.contains(r#"name="q" value="&#34;&#62;""#), "{}", page.text);
        assert!(page.text.contains(r#"name="category" value="web""#), "{}", page.text);
    }

    #[test]
    async fn st_09_an_unknown_sort_key_leaves_the_models_order(db: &TestDb) {
        assert_eq!(titles(&ask(db, "/posts/?sort=password").await), ["Headers", "Macros"]);
        assert_eq!(titles(&get(&router(false), db.db(), "/posts/?sort=-views").await), ["Forms", "Traits"]);
    }
}
