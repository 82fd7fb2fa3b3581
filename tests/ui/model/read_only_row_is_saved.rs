use cbv::prelude::*;

#[derive(Model)]
#[model(read_only)]
struct Total {
    id: i64,
}

async fn save(total: Total, db: Db) {
    let _ = total.save(&db).await;
}

fn main() {}
