mod pages {
    use cbv::prelude::*;

    struct Sidebar;

    #[derive(TemplateView)]
    #[view(template_name = "about.html", extra_context = Sidebar)]
    pub struct About;

    impl ContextData<About> for Sidebar {
        async fn get_context_data(_: &About, _: &Request, _: &()) -> Result<Self> {
            Ok(Sidebar)
        }
    }
}

fn main() {}
