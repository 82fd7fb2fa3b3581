//! What hooks, templates and programs do with sets of forms: columns, choices and rows that a hook sets, parts that a template
//! writes by itself, JSON; and sets that are stored nowhere. The sales are those of `form_sets`.

use axum::{Router, response::Response};
use cbv::{
    form::{Bound, FormKwargs, FormSet, Initial, Invalid, Valid},
    prelude::*,
};
use cbv_tests::{
    db::TestDb,
    on_every_database,
    web::{Answer, get, post},
};

use crate::form_sets::{Article, Line, LineForm, Sale, SaleForm, create, lines, sale};

/// Writes the parts by itself, and has a prefix and a version.
#[derive(UpdateView)]
#[view(model = Sale, form_class = SaleForm, path = "/sales/{pk}/parts/", prefix = "sale", version = version,
       template_name = "sets/sale_parts.html")]
struct SaleParts;

/// Sets what no form has, chooses among other rows, begins with a line.
#[derive(CreateView)]
#[view(model = Sale, form_class = SaleForm, path = "/sales/hooked/", template_name = "sets/sale_form.html")]
struct SaleHooked;

impl CreateHooks for SaleHooked {
    async fn get_initial(&self, _: &Request) -> Result<Initial<SaleForm>> {
        let line = Initial::new().with(LineForm::PRODUCT, "Usual").with(LineForm::AMOUNT, 3);
        Ok(Initial::new().with_rows(SaleForm::LINES, [line]))
    }

    async fn get_form(&self, req: &Request, kwargs: FormKwargs<SaleForm>) -> Result<Bound<SaleForm>> {
        let mut form = CreateView::get_form(self, req, kwargs).await?;
        let rows = Article::objects().filter(Article::NAME.eq("Salt"));
        form.set_row_queryset(SaleForm::LINES, LineForm::ARTICLE_ID, rows);
        Ok(form)
    }

    async fn form_valid(&self, req: &Request, mut form: Valid<SaleForm>) -> Result<Response> {
        if let Some((number, _)) = form.lines.numbered().find(|(_, line)| line.product == "Gone") {
            return Err(Invalid::default()
                .and_row_field(SaleForm::LINES, number, LineForm::PRODUCT, "Sold out.")
                .into());
        }
        for index in 0..form.lines.len() {
            let place = i32::try_from(index).map_err(Error::other)?;
            form.lines.set(index, Line::PLACE.set(place + 1));
        }
        CreateView::form_valid(self, req, form).await
    }
}

#[derive(Debug, Clone, Form)]
struct GuestForm {
    #[field(max_length = 5)]
    name: String,
    vegan: bool,
}

#[derive(Debug, Clone, Form)]
struct PartyForm {
    place: String,
    #[field(formset, extra = 3, max_num = 3, can_delete, label = "Who comes")]
    guests: FormSet<GuestForm>,
}

#[derive(FormView)]
#[view(form_class = PartyForm, path = "/party/", template_name = "sets/sale_form.html")]
struct Party;

impl FormHooks for Party {
    async fn get_success_url(&self, _: &Request, form: &Valid<PartyForm>) -> Result<String> {
        let guests: Vec<GuestForm> = form.guests.clone().into_vec();
        let guests = guests.iter().map(|guest| format!("{}{}", guest.name, u8::from(guest.vegan)));
        Ok(format!("/{}/{}/", form.place, guests.collect::<Vec<_>>().join("-")))
    }
}

fn router() -> Router<Db> {
    crate::form_sets::router().merge(SaleParts::router()).merge(SaleHooked::router()).merge(Party::router())
}

async fn send(db: &TestDb, uri: &str, form: &[(String, String)]) -> Answer {
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    post(&router(), db.db(), uri, &form).await
}

on_every_database! {
    #[test]
    async fn a_template_writes_the_parts_by_itself(db: &TestDb) {
        create(db).await;
        let page = get(&router(), db.db(), "/sales/1/parts/").await;
        for part in [
            "name=\"sale-customer\"",
            "name=\"sale-lines-INITIAL_FORMS\" value=\"2\"",
            "<p><input type=\"text\" name=\"sale-lines-0-product\" value=\"Salt\" id=\"id_sale-lines-0-product\"><input type=\"hidden\" name=\"sale-lines-0-id\" value=\"1\"><div><label for=\"id_sale-lines-0-DELETE\">",
            "<template><input type=\"text\" name=\"sale-lines-__prefix__-product\"",
        ] {
            assert!(page.text.contains(part), "{part}: {}", page.text);
        }
        let prefixed = |form: Vec<(String, String)>| {
            form.into_iter().map(|(name, value)| (format!("sale-{name}"), value)).collect::<Vec<_>>()
        };
        let mut form = prefixed(sale("Ada", ("2", "2"), &["1 Salt 2", "2 Tea 6"]));
        form.push(("version".to_owned(), "0".to_owned()));
        assert_eq!(send(db, "/sales/1/parts/", &form).await.code(), 303);
        assert_eq!(lines(db).await, ["1 Salt 2", "1 Tea 6", "2 Jam 7"]);
        // whoever changes a line alone has changed the sale
        let stale = send(db, "/sales/1/parts/", &form).await;
        assert_eq!(stale.code(), 409, "{}", stale.text);
    }

    #[test]
    async fn hooks_set_columns_choices_and_first_lines(db: &TestDb) {
        create(db).await;
        let page = get(&router(), db.db(), "/sales/hooked/").await;
        for part in ["name=\"lines-0-product\" value=\"Usual\"", "name=\"lines-0-amount\" value=\"3\"", "<option value=\"1\">Salt</option>"] {
            assert!(page.text.contains(part), "{part}: {}", page.text);
        }
        assert!(!page.text.contains("<option value=\"2\">Tea"), "{}", page.text);
        let mut form = sale("Ada", ("3", "0"), &["- Usual 3", "- - 1", "- Fig 4"]);
        form.push(("lines-2-article_id".to_owned(), "2".to_owned()));
        let refused = send(db, "/sales/hooked/", &form).await;
        let error = "<a href=\"#id_lines-2-article_id\">Article: Select a valid choice. 2 is not one of the available choices.</a>";
        assert!(refused.text.contains(error), "{}", refused.text);
        form.push(("lines-2-article_id".to_owned(), "1".to_owned()));
        form.retain(|(_, value)| value != "2");
        assert_eq!(send(db, "/sales/hooked/", &form).await.code(), 303);
        let stored = Line::objects().filter(Line::SALE_ID.eq(3)).all(db.db()).await.unwrap();
        let stored: Vec<_> = stored.iter().map(|line| (line.product.as_str(), line.place, line.article_id)).collect();
        assert_eq!(stored, [("Usual", 1, None), ("Fig", 2, Some(1))]);
    }

    #[test]
    async fn a_hook_refuses_a_line(db: &TestDb) {
        create(db).await;
        let form = sale("Ada", ("1", "0"), &["- Gone 1"]);
        let answer = send(db, "/sales/hooked/", &form).await;
        assert!(answer.text.contains("<a href=\"#id_lines-0-product\">Product: Sold out.</a>"), "{}", answer.text);
    }

    #[test]
    async fn a_set_that_is_stored_nowhere_is_a_list_of_forms(db: &TestDb) {
        let page = get(&router(), db.db(), "/party/").await;
        assert!(page.text.contains("<legend>Who comes</legend>") && page.text.contains("name=\"guests-2-name\""), "{}", page.text);
        assert!(!page.text.contains("guests-0-id"), "{}", page.text);
        let form = [
            ("place", "here"), ("guests-TOTAL_FORMS", "4"), ("guests-INITIAL_FORMS", "0"),
            ("guests-0-name", "Ada"), ("guests-1-name", ""), ("guests-2-name", "Bob"), ("guests-2-vegan", "on"),
            ("guests-3-name", "Eve"), ("guests-3-DELETE", "on"),
        ];
        let answer = post(&router(), db.db(), "/party/", &form).await;
        assert_eq!((answer.code(), answer.header("location")), (303, "/here/Ada0-Bob1/"), "{}", answer.text);
        let form = [("place", "here"), ("guests-TOTAL_FORMS", "1"), ("guests-INITIAL_FORMS", "0"), ("guests-0-vegan", "on"), ("guests-0-name", "Theodora")];
        let answer = post(&router(), db.db(), "/party/", &form).await;
        assert!(answer.text.contains("<a href=\"#id_guests-0-name\">Name: Ensure this value has at most 5 characters (it has 8).</a>"), "{}", answer.text);
        assert!(answer.text.contains("name=\"guests-0-vegan\" checked"), "{}", answer.text);
    }

    #[test]
    async fn as_json_rows_have_their_names(db: &TestDb) {
        create(db).await;
        let router = router();
        let page = get(&router, db.db(), "/sales/new/?format=json").await;
        let json: serde_json::Value = serde_json::from_str(&page.text).unwrap();
        assert_eq!(json["lines"]["total_forms"], 3, "{json}");
        assert_eq!(json["lines"]["rows"][1]["fields"][0]["name"], "lines-1-product", "{json}");
        let form = sale("Eve", ("1", "0"), &["- Ham 0"]);
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let answer = post(&router, db.db(), "/sales/new/?format=json", &form).await;
        let json: serde_json::Value = serde_json::from_str(&answer.text).unwrap();
        assert_eq!(json["errors"]["lines-0-amount"][0], "Ensure this value is greater than or equal to 1.", "{json}");
    }
}
