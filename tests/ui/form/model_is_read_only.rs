use cbv::prelude::*;

#[derive(Debug, Clone, Model)]
#[model(read_only)]
struct Total {
    id: i64,
    sum: i64,
}

#[derive(Form)]
#[form(model = Total)]
struct TotalForm {
    sum: i64,
}

fn main() {}
