use cbv::prelude::*;

#[derive(Debug, Clone, Model)]
#[model(read_only, url = "/totals/{pk}/")]
struct Total {
    id: i64,
    sum: i64,
}

#[derive(CreateView)]
#[view(model = Total, fields(sum), template_name = "contact_form.html")]
struct TotalCreate;

fn main() {}
