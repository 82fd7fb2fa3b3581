use cbv::prelude::*;

#[derive(TemplateView)]
#[view(template_name = "about.html", extra_context(method = "GET"))]
struct About {
    method: http::Method,
}

fn main() {}
