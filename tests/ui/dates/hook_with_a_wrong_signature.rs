use cbv::prelude::*;
use cbv_tests::weblog::Entry;

#[derive(MonthArchiveView)]
#[view(model = Entry, date_field = day, template_name = "about.html")]
struct Archive;

impl DateListHooks for Archive {
    async fn get_queryset(&self) -> Result<cbv::QuerySet<Entry>> {
        Ok(Entry::objects())
    }
}

fn main() {}
