//! The time zone of an application and of a request, what now is, and what templates show of both.

use axum::{
    Router,
    extract::{FromRequestParts, Request as AxumRequest},
    middleware::{Next, from_fn},
    response::Response,
};
use cbv::{
    Zone,
    chrono::{DateTime, Utc},
    chrono_tz,
    prelude::*,
    time_zone,
};
use cbv_tests::{
    db::TestDb,
    on_every_database,
    web::{get, get_with},
};
use http::request::Parts;

use crate::{
    dates_event::{Event, create_at},
    dates_periods::instant,
};

/// The zone that a user has chosen, here by a header.
async fn chosen(mut request: AxumRequest, next: Next) -> Response {
    let zone = request.headers().get("x-zone").and_then(|zone| zone.to_str().ok()?.parse::<Zone>().ok());
    if let Some(zone) = zone {
        request.extensions_mut().insert(zone);
    }
    next.run(request).await
}

#[derive(ListView)]
#[view(model = Event, path = "/events/", template_name = "zones.txt")]
struct Events;

/// The same, with the zone as a field of the view.
#[derive(ListView)]
#[view(model = Event, path = "/tokyo/", template_name = "zones.txt")]
struct EventsInTokyo {
    _zone: InTokyo,
}

struct InTokyo;

impl<S: Sync> FromRequestParts<S> for InTokyo {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        parts.extensions.insert(Zone::from(chrono_tz::Asia::Tokyo));
        Ok(Self)
    }
}

fn router() -> Router<Db> {
    Events::router().merge(EventsInTokyo::router()).layer(from_fn(chosen))
}

/// Half an hour before midnight in UTC.
fn late() -> DateTime<Utc> {
    instant("2026-11-20T23:30:00Z")
}

on_every_database! {
    #[test]
    async fn dt_04__dt_08_one_zone_for_today_and_for_templates(db: &TestDb) {
        create_at(db, &["2026-11-20T23:15:00Z"]).await;
        let berlin = router().layer(time_zone(chrono_tz::Europe::Berlin)).layer(cbv::test::at(late()));
        let page = get(&berlin, db.db(), "/events/").await;
        // the zone, today, the row as an instant, the same without a zone
        assert_eq!(page.text.trim(), "Europe/Berlin 2026-11-21 | 2026-11-21 00:15 CET +0100 | 2026-11-20 23:15");
        let page = get_with(&berlin, db.db(), "/events/", &[("x-zone", "America/New_York")]).await;
        assert_eq!(page.text.trim(), "America/New_York 2026-11-20 | 2026-11-20 18:15 EST -0500 | 2026-11-20 23:15");
        let page = get_with(&berlin, db.db(), "/events/", &[("x-zone", "+05:30")]).await;
        assert_eq!(page.text.trim(), "+05:30 2026-11-21 | 2026-11-21 04:45 +05:30 +0530 | 2026-11-20 23:15");
        let page = get(&berlin, db.db(), "/tokyo/").await;
        assert_eq!(page.text.trim(), "Asia/Tokyo 2026-11-21 | 2026-11-21 08:15 JST +0900 | 2026-11-20 23:15");
        let page = get(&router().layer(cbv::test::at(late())), db.db(), "/events/").await;
        assert_eq!(page.text.trim(), "UTC 2026-11-20 | 2026-11-20 23:15 UTC +0000 | 2026-11-20 23:15");
    }
}
