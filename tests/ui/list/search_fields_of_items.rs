use cbv::prelude::*;

#[derive(ListView)]
#[view(items = u8, template_name = "about.html", search_fields(title))]
struct Numbers;

impl cbv::ItemListHooks for Numbers {
    async fn get_queryset(&self, _: &Request) -> Result<Vec<u8>> {
        Ok(vec![1, 2])
    }
}

fn main() {}
