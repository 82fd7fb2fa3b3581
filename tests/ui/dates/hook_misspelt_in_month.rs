use cbv::prelude::*;
use cbv_tests::weblog::Entry;

#[derive(MonthArchiveView)]
#[view(model = Entry, date_field = day, template_name = "about.html")]
struct Archive;

impl DateListHooks for Archive {
    async fn get_dated_itmes(&self, _: &Request) -> Result<()> {
        Ok(())
    }
}

fn main() {}
