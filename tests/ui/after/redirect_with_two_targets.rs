use cbv::prelude::*;

#[derive(TemplateView)]
#[view(template_name = "about.html", path = "/about/")]
struct About;

#[derive(RedirectView)]
#[view(path = "/old/", url = "/new/", pattern_name = About)]
struct Old;

impl RedirectHooks for Old {
    async fn get_redirect_url(&self, req: &Request) -> Result<Option<String>> {
        RedirectView::get_redirect_url(self, req).await
    }
}

fn app() -> axum::Router<Db> {
    let _: String = Old::url();
    Old::router().route("/o/", Old::as_view())
}

fn main() {}
