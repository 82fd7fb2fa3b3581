use cbv::prelude::*;

#[derive(ListView)]
#[view(items = String, formats(json), template_name = "about.html")]
struct Names {
    #[view(mixin)]
    method: http::Method,
}

impl ItemListHooks for Names {
    async fn get_queryset(&self, _: &Request) -> Result<Vec<String>> {
        Ok(vec![self.method.to_string()])
    }
}

fn main() {}
