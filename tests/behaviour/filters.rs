//! Django's template filters in the template of a view. What each filter does is tested where it is written.

use askama::Template as _;
use cbv::{filters, prelude::*};
use cbv_tests::{db::TestDb, fixture, models::Author, on_every_database, web::get};

#[derive(ListView)]
#[view(model = Author, ordering(first_name), path = "/authors/", template_name = "filters.html")]
struct Filtered;

on_every_database! {
    #[test]
    async fn a_views_template_uses_filters_as_djangos_do(db: &TestDb) {
        fixture::create(db).await;
        let page = get(&Filtered::router(), db.db(), "/authors/").await;
        assert_eq!(page.reason(), "");
        let mail = |local| format!("<a href=\"mailto:{local}@example.com\">{local}@example.com</a>");
        assert_eq!(
            page.text.lines().collect::<Vec<_>>(),
            [
                format!("<li>Holov…, {}, Jan. 2nd, 2026, 3:04 a.m.</li>", mail("adrian")),
                format!("<li>Lem, {}, &#60;never&#62;</li>", mail("stanislaw")),
                format!("<li>Le Gu…, {}, Jan. 2nd, 2026, 3:04 a.m.</li>", mail("ursula")),
                "<p>3 authors</p>".to_owned(),
            ]
        );
    }
}

/// The rows of the guide's table that name askama's filters, so that an upgrade of askama which changes one is seen.
#[test]
fn askamas_own_filters_do_what_the_guide_says() {
    #[derive(askama::Template)]
    #[template(
        ext = "html",
        source = r#"{{ text|center(11) }}|{{ none|assigned_or("<none>") }}|{{ tags|join(" & ") }}|{{ text|fmt("{:>9}") }}|{{ n|fmt("{:03}") }}
{{ text|title }} {{ text|upper }} {{ text|wordcount }} {{ path|urlencode }} {{ path|urlencode_strict }} {{ tags[0]|e }} {{ tags[0]|safe }}
{{ lines|linebreaks }} {{ lines|linebreaksbr }} {{ text.replace("o", "0") }} {{ text.chars().count() }}
{% for letter in text.chars().take(3) %}{{ loop.index }}{{ letter }}{% endfor %}{% if n % 3 == 0 %} three{% endif %}{% if let Some(tag) = tags.last() %} {{ tag }}{% endif %} {{ minus|pluralize }}"#
    )]
    struct Page {
        text: &'static str,
        none: Option<String>,
        tags: Vec<&'static str>,
        n: i32,
        minus: i32,
        path: &'static str,
        lines: &'static str,
    }
    let page = Page {
        text: "one-two",
        none: None,
        tags: vec!["<i>", "b"],
        n: 3,
        minus: -1,
        path: "a/b?",
        lines: "<\nb\n\nc",
    };
    assert_eq!(
        page.render().unwrap().lines().collect::<Vec<_>>(),
        [
            "  one-two  |&#60;none&#62;|&#60;i&#62; &#38; b|  one-two|003",
            "One-two ONE-TWO 1 a/b%3F a%2Fb%3F &#60;i&#62; <i>",
            "<p>&#60;<br/>b</p><p>c</p> &#60;<br/>b<br/><br/>c 0ne-tw0 7",
            "1o2n3e three b ",
        ]
    );
}
