use cbv::prelude::*;
use cbv_tests::weblog::Entry;

#[derive(DateDetailView)]
#[view(model = Entry, date_field = day, template_name = "about.html")]
struct Archive;

impl DetailHooks for Archive {
    async fn get_objcet(&self, _: &Request) -> Result<Entry> {
        Err(Error::not_found("none"))
    }
}

fn main() {}
