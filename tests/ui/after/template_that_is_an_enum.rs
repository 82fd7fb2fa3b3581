use cbv::prelude::*;

#[derive(TemplateView)]
#[view(template_name = "about.html", path = "/about/")]
enum About {}

impl TemplateHooks for About {
    async fn setup(&mut self, _: &Request) -> Result<()> {
        Ok(())
    }
}

fn app() -> axum::Router<Db> {
    let _: String = About::url();
    About::router().route("/a/", About::as_view())
}

fn main() {}
