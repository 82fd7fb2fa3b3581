//! Extra context of all kinds of views, the path's arguments in a template, content types. The plain cases are in `template`.

use axum::{Router, http::Method};
use cbv::{ContextData, list_view, prelude::*, template_view};
use cbv_tests::{
    db::TestDb,
    fixture,
    models::{Book, Publisher},
    on_every_database,
    web::get,
};

#[derive(TemplateView)]
#[view(path = "/topics/{topic}/{*rest}", template_name = "topic.html", extra_context(rest: u8 = 7))]
struct Topic {
    method: Method,
}

/// Words for all lists of a site, counted in the database.
#[derive(Debug)]
struct Sidebar {
    publishers: u64,
    shown: usize,
}

impl<V: ListView<Model = Book>> ContextData<V> for Sidebar {
    async fn get_context_data(_: &V, req: &Request, page: &Page<Book>) -> Result<Self> {
        Ok(Self { publishers: Publisher::objects().count(req.db()).await?, shown: page.len() })
    }
}

impl ContextData<Topic2> for Sidebar {
    async fn get_context_data(view: &Topic2, _: &Request, _: &()) -> Result<Self> {
        Ok(Self { publishers: 0, shown: view.method.as_str().len() })
    }
}

#[derive(TemplateView)]
#[view(path = "/side/", template_name = "sidebar.txt", extra_context = Sidebar)]
struct Topic2 {
    method: Method,
}

const NUMBERS: [i32; 3] = [1, 2, 3];

on_every_database! {
    #[test]
    async fn b_34__b_36_extra_context_is_in_the_template(db: &TestDb) {
        fixture::create(db).await;
        let router = Router::new()
            .route("/list/", list_view!(model = Book, paginate_by = 2, template_name = "sidebar.txt", extra_context = Sidebar))
            .merge(Topic2::router())
            .route(
                "/kinds/",
                template_view!(
                    template_name = "extra.txt",
                    extra_context(text = "a", int = -3, float = 1.5, flag = true, letter = 'x', small = 7_u8, list: [i32; 3] = NUMBERS)
                ),
            );
        assert_eq!(get(&router, db.db(), "/list/").await.text, "3 publishers, 2 shown");
        assert_eq!(get(&router, db.db(), "/side/").await.text, "0 publishers, 3 shown");
        assert_eq!(get(&router, db.db(), "/kinds/").await.text, "a -3 1.5 true x 7 6");
    }



    #[test]
    async fn b_45_content_type_is_html_unless_said(db: &TestDb) {
        fixture::create(db).await;
        let xml = "application/xml; charset=utf-8";
        let router = Router::new()
            .route("/html/", template_view!(template_name = "plain.html"))
            .route("/text/", template_view!(template_name = "rows.xml", content_type = "application/xml; charset=utf-8", extra_context(object_list: [Publisher; 0] = [])))
            .route("/list/", list_view!(model = Publisher, template_name = "rows.xml", content_type = "application/xml; charset=utf-8"))
            .route("/{pk}/", cbv::detail_view!(model = Publisher, template_name = "publisher_name.txt", content_type = "text/plain"));
        for (uri, kind) in [("/html/", "text/html; charset=utf-8"), ("/text/", xml), ("/list/", xml), ("/2/", "text/plain")] {
            let page = get(&router, db.db(), uri).await;
            assert_eq!((page.code(), page.header("content-type")), (200, kind), "{}", page.reason());
        }
    }

    #[test]
    async fn b_48_the_paths_arguments_are_in_the_template(db: &TestDb) {
        let page = get(&Topic::router(), db.db(), "/topics/a%20%3Cb%3E/c/d").await;
        // `rest` is the author's own
        assert_eq!(page.text, "a &#60;b&#62; 7 c/d GET GET");
        assert_eq!(get(&Topic::router(), db.db(), "/topics/%ff/c").await.code(), 400);
    }

    #[test]
    async fn s_122_a_view_is_set_up_by_a_type_or_at_the_route(db: &TestDb) {
        fixture::create(db).await;
        let router = Router::new()
            .route("/named/", Named::as_view())
            .route("/inline/", list_view!(model = Book, ordering(id), paginate_by = 3, template_name = "rows.txt"));
        let named = get(&router, db.db(), "/named/?page=2").await;
        let inline = get(&router, db.db(), "/inline/?page=2").await;
        assert_eq!((named.code(), named.text.as_str()), (200, inline.text.as_str()));
    }
}

#[derive(ListView)]
#[view(model = Book, ordering(id), paginate_by = 3, template_name = "rows.txt")]
struct Named;
