//! Django's template filters in the template of a view. What each filter does is tested where it is written.

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
