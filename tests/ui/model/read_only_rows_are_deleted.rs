use cbv::prelude::*;

#[derive(Model)]
#[model(read_only)]
struct Total {
    id: i64,
}

async fn clear(db: Db) {
    let _ = Total::objects().delete(&db).await;
}

fn main() {}
