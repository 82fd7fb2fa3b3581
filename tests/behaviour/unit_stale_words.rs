//! What a stale form says is stored meanwhile: in the words of its choices, and never a password.

use axum::Router;
use cbv::prelude::*;
use cbv_tests::{
    db::TestDb,
    on_every_database,
    web::{get, post},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Choices)]
enum Light {
    Sun,
    #[choice(label = "Half shade")]
    HalfShade,
}

#[derive(Debug, Clone, Model)]
#[model(table = "glasshouse")]
struct House {
    id: i64,
    name: String,
}

impl std::fmt::Display for House {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)
    }
}

#[derive(Debug, Clone, Model)]
#[model(table = "plant", url = "/plants/{id}/", many_to_many(beds(model = House, through = "plant_bed", to = "house_id")))]
struct Plant {
    id: i64,
    #[model(foreign_key = House)]
    house_id: i64,
    light: Light,
    rare: bool,
    code: String,
    version: i32,
}

#[derive(Debug, Clone, Form)]
#[form(model = Plant)]
struct PlantForm {
    house_id: i64,
    light: Light,
    rare: bool,
    #[field(widget = password)]
    code: String,
    #[field(many_to_many = Plant::BEDS, required = false)]
    beds: Vec<i64>,
}

#[derive(UpdateView)]
#[view(model = Plant, form_class = PlantForm, path = "/plants/{pk}/edit/", template_name = "notes/note_form.html", version = version)]
struct Edit;

async fn create(db: &TestDb) {
    db.execute("CREATE TABLE glasshouse (id {key}, name VARCHAR(50) NOT NULL)").await;
    db.execute(
        "CREATE TABLE plant (id {key}, house_id BIGINT NOT NULL REFERENCES glasshouse (id), light VARCHAR(20) NOT NULL, \
         rare {bool} NOT NULL, code VARCHAR(50) NOT NULL, version INTEGER NOT NULL DEFAULT 1)",
    )
    .await;
    db.execute(
        "CREATE TABLE plant_bed (plant_id BIGINT NOT NULL REFERENCES plant (id), \
         house_id BIGINT NOT NULL REFERENCES glasshouse (id), PRIMARY KEY (plant_id, house_id))",
    )
    .await;
    for name in ["Orangery", "Palms & ferns"] {
        House::objects().create(db.db(), [House::NAME.set(name)]).await.unwrap();
    }
    let plant = [
        Plant::HOUSE_ID.set(2),
        Plant::LIGHT.set(Light::HalfShade),
        Plant::RARE.set(true),
        Plant::CODE.set("hidden"),
    ];
    let plant = Plant::objects().create(db.db(), plant).await.unwrap();
    Plant::BEDS.set(db.db(), &plant, [1, 2]).await.unwrap();
}

on_every_database! {
    #[test]
    async fn what_is_stored_is_told_in_the_words_of_the_form(db: &TestDb) {
        create(db).await;
        let app: Router<Db> = Edit::router();
        assert_eq!(get(&app, db.db(), "/plants/1/edit/").await.code(), 200);
        let sent = [("house_id", "1"), ("light", "sun"), ("code", "other"), ("version", "7")];
        let stale = post(&app, db.db(), "/plants/1/edit/", &sent).await;
        assert_eq!(stale.code(), 409, "{}", stale.text);
        for (field, now) in [
            ("house_id", "“Palms &#38; ferns”"),
            ("light", "“Half shade”"),
            ("rare", "ticked"),
            ("code", "something else"),
            ("beds", "“Orangery”, “Palms &#38; ferns”"),
        ] {
            let said = format!("id=\"id_{field}_error\"><li>Stored now: {now}.</li>");
            assert!(stale.text.contains(&said), "{said}: {}", stale.text);
        }
        assert!(!stale.text.contains("hidden.") && !stale.text.contains("“hidden”"), "{}", stale.text);
    }
}
