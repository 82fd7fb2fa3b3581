//! Responses that are no page: JSON from every kind of view, text that is no template, and the plain view with a few blocks.

use axum::{
    Json, Router,
    body::{Body, to_bytes},
    response::{IntoResponse as _, Response},
};
use cbv::{Conn, Get, Post as OnPost, get_object_or_404, prelude::*, render, template_view};
use cbv_tests::{
    blog::{self, Category, Post, Visitor},
    db::TestDb,
    on_every_database,
    web::{Answer, ask, get, get_with},
};
use http::{HeaderValue, StatusCode, header::CONTENT_TYPE};
use serde_json::{Value, json};

/// Text that says where it comes from, on any view.
struct Signed;

impl<S: Sync> axum::extract::FromRequestParts<S> for Signed {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(_: &mut http::request::Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self)
    }
}

impl<M> Mixin<M> for Signed {
    async fn response(&self, mut response: Response, _: &Request) -> Result<Response> {
        response.headers_mut().insert("x-signed", HeaderValue::from_static("yes"));
        Ok(response)
    }
}

#[derive(DetailView)]
#[view(model = Post, formats(json))]
struct JsonPost {
    user: Visitor,
    #[view(mixin)]
    signed: Signed,
}

impl DetailHooks for JsonPost {
    async fn get_data(&self, _: &Request, context: &Context<'_, Self>) -> Result<Value> {
        let post = context.data;
        Ok(json!({ "title": post.title, "mine": self.user.owns(&post.author) }))
    }

    async fn render_to_response(&self, req: &Request, context: Context<'_, Self>) -> Result<Response> {
        let draft = context.data.status == "draft";
        let mut response = DetailView::render_to_response(self, req, context).await?;
        if draft {
            *response.status_mut() = StatusCode::NON_AUTHORITATIVE_INFORMATION;
        }
        Ok(response)
    }
}

#[derive(DetailView)]
#[view(model = Post, formats(html, json), template_name = "blog/hybrid.html")]
struct HybridPost;

#[derive(ListView)]
#[view(model = Post, formats(json), paginate_by = 2, ordering(id))]
struct JsonPosts;

/// A list as lines of CSV: the view has no template.
#[derive(ListView)]
#[view(model = Category, formats(json))]
struct Csv;

impl ListHooks for Csv {
    async fn render_to_response(&self, _: &Request, context: Context<'_, Self>) -> Result<Response> {
        let lines: String = context.data.iter().map(|row| format!("{},{}\n", row.slug, row.name)).collect();
        Ok(([(CONTENT_TYPE, "text/csv")], lines).into_response())
    }
}

#[derive(serde::Serialize)]
struct Totals {
    posts: u64,
    categories: u64,
}

impl<V: TemplateView> ContextData<V> for Totals {
    async fn get_context_data(_: &V, req: &Request, _: &()) -> Result<Self> {
        let (posts, categories) = (Post::objects(), Category::objects());
        Ok(Self { posts: posts.count(req.db()).await?, categories: categories.count(req.db()).await? })
    }
}

#[derive(TemplateView)]
#[view(formats(json), extra_context = Totals)]
struct JsonTotals {
    #[view(mixin)]
    signed: Signed,
}

#[derive(View)]
struct Ping;

impl Get for Ping {
    async fn get(&self, _: &Request) -> Result<Response> {
        tokio::task::yield_now().await;
        Ok(Json(json!({ "message": "pong" })).into_response())
    }
}

#[derive(askama::Template)]
#[template(source = "<p>Thank you for {{ text }} on {{ post.title }}</p>", ext = "html")]
struct Thanks {
    post: Post,
    text: String,
}

/// GET answers with data, POST with a page: a few blocks of cbv in a view of one's own.
#[derive(View)]
#[view(path = "/posts/{slug}/say/")]
struct Say {
    conn: Conn,
}

impl Say {
    async fn post_of(&self, req: &Request) -> Result<Post> {
        get_object_or_404(Post::SLUG.eq(req.kwarg("slug").unwrap_or_default()), &self.conn).await
    }
}

impl Get for Say {
    async fn get(&self, req: &Request) -> Result<Response> {
        Ok(Json(self.post_of(req).await?.title).into_response())
    }
}

impl OnPost for Say {
    async fn post(&self, req: &Request, body: Body) -> Result<Response> {
        let text = to_bytes(body, 1000).await.map_err(|_| Error::BadRequest("too long".into()))?;
        let text = String::from_utf8_lossy(&text).into_owned();
        render(Thanks { post: self.post_of(req).await?, text })
    }
}

fn router() -> Router<Db> {
    Say::router()
        .route("/json/{slug}/", JsonPost::as_view())
        .route("/hybrid/{slug}/", HybridPost::as_view())
        .route("/json/", JsonPosts::as_view())
        .route("/csv/", Csv::as_view())
        .route("/totals/", JsonTotals::as_view())
        .route(
            "/fixed/",
            template_view!(
                formats(html, json),
                template_name = "about.html",
                extra_context(title = "A", year = 7)
            ),
        )
        .route("/ping/", Ping::as_view())
}

fn read(page: &Answer) -> Value {
    assert_eq!(page.header("content-type"), "application/json");
    serde_json::from_str(&page.text).unwrap_or_else(|error| panic!("{error}: {}", page.text))
}

on_every_database! {
    #[test]
    async fn s_86_a_plain_view_answers_with_json(db: &TestDb) {
        let page = get(&router(), db.db(), "/ping/").await;
        assert_eq!((page.code(), read(&page)), (200, json!({ "message": "pong" })));
    }

    #[test]
    async fn s_94__s_121_a_view_of_ones_own_renders_a_template_on_post(db: &TestDb) {
        blog::create(db).await;
        let router = router();
        assert_eq!(read(&get(&router, db.db(), "/posts/traits/say/").await), json!("Traits"));
        let request = http::Request::post("/posts/traits/say/").body(Body::from("<it>")).unwrap();
        let page = ask(router.clone().with_state(db.db().clone()), request).await;
        assert_eq!(page.text, "<p>Thank you for &#60;it&#62; on Traits</p>");
        assert_eq!(get(&router, db.db(), "/posts/none/say/").await.code(), 404);
    }

    #[test]
    async fn s_95_render_to_response_alone_answers_without_a_template(db: &TestDb) {
        blog::create(db).await;
        let page = get(&router(), db.db(), "/csv/").await;
        assert_eq!((page.header("content-type"), page.text.as_str()), ("text/csv", "empty,Empty\nrust,Rust\nweb,Web\n"));
    }

    #[test]
    async fn s_115__b_46_data_status_and_headers_are_each_one_step(db: &TestDb) {
        blog::create(db).await;
        let page = get_with(&router(), db.db(), "/json/unfinished/", &[("x-user", "ada")]).await;
        assert_eq!((page.code(), page.header("x-signed")), (203, "yes"));
        assert_eq!(read(&page), json!({ "title": "Unfinished", "mine": true }));
        let page = get(&router(), db.db(), "/json/traits/").await;
        assert_eq!((page.code(), read(&page)), (200, json!({ "title": "Traits", "mine": false })));
    }

    #[test]
    async fn s_116_a_template_view_answers_with_its_context_as_data(db: &TestDb) {
        blog::create(db).await;
        let page = get(&router(), db.db(), "/totals/").await;
        assert_eq!((read(&page), page.header("x-signed")), (json!({ "posts": 7, "categories": 3 }), "yes"));
        let fixed = get(&router(), db.db(), "/fixed/?format=json").await;
        assert_eq!(read(&fixed), json!({ "title": "A", "year": 7 }));
        assert!(get(&router(), db.db(), "/fixed/").await.text.contains("<h1>A</h1>"));
    }

    #[test]
    async fn s_117__st_12_a_detail_of_data_has_no_template_and_shows_no_view(db: &TestDb) {
        blog::create(db).await;
        // what the view holds (the visitor, the mixin) is no part of its data
        let data = read(&get(&router(), db.db(), "/json/traits/").await);
        let keys: Vec<_> = data.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["mine", "title"]);
        assert_eq!(get(&router(), db.db(), "/json/none/").await.code(), 404);
        let whole = read(&get(&router(), db.db(), "/hybrid/traits/?format=json").await);
        assert!(whole["view"].is_null() && whole["request"].is_null() && whole["title"] == "Traits", "{whole}");
    }

    #[test]
    async fn s_118__w_29_one_view_answers_with_html_or_json(db: &TestDb) {
        blog::create(db).await;
        let router = router();
        let html = get(&router, db.db(), "/hybrid/traits/").await;
        assert_eq!((html.text.as_str(), html.header("vary")), ("<h1>Traits</h1>", "accept"));
        assert_eq!(read(&get(&router, db.db(), "/hybrid/traits/?format=json").await)["slug"], "traits");
        let accept = |value| [("accept", value)];
        let by_header = get_with(&router, db.db(), "/hybrid/traits/", &accept("application/json")).await;
        assert_eq!(read(&by_header)["slug"], "traits");
        let missing = get_with(&router, db.db(), "/hybrid/none/", &accept("application/json")).await;
        assert_eq!((missing.code(), read(&missing)["status"].as_u64()), (404, Some(404)));
        let refused = get_with(&router, db.db(), "/hybrid/traits/", &accept("image/png")).await;
        assert_eq!(refused.code(), 406);
    }

    #[test]
    async fn s_119_rows_and_lists_are_serialised_as_they_are(db: &TestDb) {
        blog::create(db).await;
        let page = read(&get(&router(), db.db(), "/json/?page=2").await);
        let rest = (&page["count"], &page["num_pages"], &page["number"], &page["next"], &page["previous"]);
        assert_eq!(rest, (&json!(7), &json!(4), &json!(2), &json!("/json/?page=3"), &json!("/json/")));
        let row = &page["results"][0];
        assert_eq!((&row["created_at"], &row["image"]), (&json!("2026-01-03T08:00:00"), &Value::Null));
        assert_eq!((&row["author"]["name"], &row["category"]["slug"]), (&json!("ada"), &json!("rust")));
    }
}
