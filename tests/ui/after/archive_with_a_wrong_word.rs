use cbv::prelude::*;
use cbv_tests::weblog::Entry;

#[derive(MonthArchiveView)]
#[view(model = Entry, date_feild = day, path = "/{year}/{month}/")]
struct Archive;

impl DateListHooks for Archive {
    async fn get_queryset(&self, req: &Request) -> Result<QuerySet<Entry>> {
        Ok(DateListView::get_queryset(self, req).await?.filter(Entry::TOPIC.eq("rust")))
    }
}

fn app() -> axum::Router<Db> {
    let _: String = Archive::url(cbv::chrono::NaiveDate::MIN);
    Archive::router().route("/n/", Archive::as_view())
}

fn main() {}
