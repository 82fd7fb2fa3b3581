//! Sets of forms: the rows of a sale that are stored with it. Row W-24 of Django's behaviour. What hooks and templates do with them
//! is in `form_sets_hooks`, what means harm in `form_sets_hostile`.

use axum::Router;
use cbv::{
    form::{Clean, Cleaning, Errors, FormSet},
    prelude::*,
};
use cbv_tests::{
    db::TestDb,
    on_every_database,
    web::{Answer, get, post},
};

#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "sale", url = "/sales/{id}/")]
pub(crate) struct Sale {
    pub(crate) id: i64,
    pub(crate) customer: String,
    pub(crate) version: i32,
}

#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "article", ordering(id))]
pub(crate) struct Article {
    pub(crate) id: i64,
    pub(crate) name: String,
}

impl std::fmt::Display for Article {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)
    }
}

#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "sale_line", ordering(id), verbose_name = "line")]
pub(crate) struct Line {
    pub(crate) id: i64,
    #[model(foreign_key = Sale)]
    pub(crate) sale_id: i64,
    pub(crate) product: String,
    pub(crate) amount: i32,
    #[model(foreign_key = Article)]
    pub(crate) article_id: Option<i64>,
    pub(crate) place: i32,
}

#[derive(Debug, Clone, Form)]
#[form(model = Sale)]
pub(crate) struct SaleForm {
    pub(crate) customer: String,
    #[field(inline = Line::SALE, extra = 2, min_num = 1, max_num = 4, can_delete)]
    pub(crate) lines: FormSet<LineForm>,
}

#[derive(Debug, Clone, Form)]
#[form(model = Line)]
pub(crate) struct LineForm {
    pub(crate) product: String,
    #[field(min_value = 1, initial = 1, error_messages(invalid = "How many?"))]
    pub(crate) amount: i32,
    pub(crate) article_id: Option<i64>,
}

impl Clean for LineForm {
    async fn clean(&mut self, _: &Cleaning<'_>, errors: &mut Errors<Self>) -> Result<()> {
        if self.product == "Air" {
            errors.add_error(Self::PRODUCT, "Nobody sells air.");
        }
        Ok(())
    }
}

impl Clean for SaleForm {
    async fn clean(&mut self, _: &Cleaning<'_>, errors: &mut Errors<Self>) -> Result<()> {
        for (number, line) in self.lines.numbered().filter(|(_, line)| line.amount > 100) {
            errors.add_row_error(
                Self::LINES,
                number,
                LineForm::AMOUNT,
                format!("{} is too much.", line.amount),
            );
        }
        if self.lines.iter().map(|line| line.amount).sum::<i32>() > 150 {
            errors.add_error(Self::LINES, "That is more than we have.");
        }
        Ok(())
    }
}

#[derive(CreateView)]
#[view(model = Sale, form_class = SaleForm, path = "/sales/new/", template_name = "sets/sale_form.html", formats(html, json))]
pub(crate) struct SaleCreate;

#[derive(UpdateView)]
#[view(model = Sale, form_class = SaleForm, path = "/sales/{pk}/edit/", template_name = "sets/sale_form.html")]
pub(crate) struct SaleUpdate;

pub(crate) fn router() -> Router<Db> {
    Router::new().merge(SaleCreate::router()).merge(SaleUpdate::router())
}

/// A sale with two lines, and another with one.
pub(crate) async fn create(db: &TestDb) {
    for sql in [
        "CREATE TABLE sale (id {key}, customer VARCHAR(50) NOT NULL, version INTEGER NOT NULL DEFAULT 0)",
        "CREATE TABLE article (id {key}, name VARCHAR(50) NOT NULL)",
        "CREATE TABLE sale_line (id {key}, sale_id BIGINT NOT NULL, product VARCHAR(50) NOT NULL, amount INTEGER NOT NULL, \
         article_id BIGINT NULL, place INTEGER NOT NULL DEFAULT 0, CONSTRAINT one_each UNIQUE (sale_id, product), \
         CONSTRAINT unlucky CHECK (amount <> 13), FOREIGN KEY (sale_id) REFERENCES sale (id), \
         FOREIGN KEY (article_id) REFERENCES article (id))",
        "CREATE TABLE claim (id {key}, line_id BIGINT NOT NULL, FOREIGN KEY (line_id) REFERENCES sale_line (id))",
        "INSERT INTO article (name) VALUES ('Salt'), ('Tea')",
        "INSERT INTO sale (customer) VALUES ('Ada'), ('Bob')",
        "INSERT INTO sale_line (sale_id, product, amount, article_id) VALUES (1, 'Salt', 2, 1), (1, 'Tea', 5, NULL), (2, 'Jam', 7, NULL)",
    ] {
        db.execute(sql).await;
    }
}

/// Each line as `sale product amount`.
pub(crate) async fn lines(db: &TestDb) -> Vec<String> {
    let lines = Line::objects().all(db.db()).await.unwrap();
    lines.iter().map(|line| format!("{} {} {}", line.sale_id, line.product, line.amount)).collect()
}

/// The names of a sale's form with its lines: `key product amount`, with a `!` behind those to delete.
pub(crate) fn sale<'a>(
    customer: &'a str,
    counts: (&'a str, &'a str),
    rows: &[&'a str],
) -> Vec<(String, String)> {
    let mut form = vec![
        ("customer".to_owned(), customer.to_owned()),
        ("lines-TOTAL_FORMS".to_owned(), counts.0.to_owned()),
        ("lines-INITIAL_FORMS".to_owned(), counts.1.to_owned()),
    ];
    for (number, row) in rows.iter().enumerate() {
        let mut parts = row.trim_end_matches('!').split(' ');
        for name in ["id", "product", "amount"] {
            let value = parts.next().unwrap_or_default().replace('-', "");
            form.push((format!("lines-{number}-{name}"), value));
        }
        form.push((format!("lines-{number}-article_id"), String::new()));
        if row.ends_with('!') {
            form.push((format!("lines-{number}-DELETE"), "on".to_owned()));
        }
    }
    form
}

pub(crate) async fn send(db: &TestDb, uri: &str, form: &[(String, String)]) -> Answer {
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    post(&router(), db.db(), uri, &form).await
}

on_every_database! {
    #[test]
    async fn w_24_a_sale_is_stored_with_its_lines(db: &TestDb) {
        create(db).await;
        let page = get(&router(), db.db(), "/sales/new/").await;
        assert_eq!(page.code(), 200, "{}", page.reason());
        for part in [
            "<fieldset class=\"formset\" id=\"id_lines\"><legend>Lines</legend>",
            "name=\"lines-TOTAL_FORMS\" value=\"3\"",
            "name=\"lines-INITIAL_FORMS\" value=\"0\"",
            "name=\"lines-MIN_NUM_FORMS\" value=\"1\"",
            "name=\"lines-MAX_NUM_FORMS\" value=\"4\"",
            "<input type=\"text\" name=\"lines-2-product\" id=\"id_lines-2-product\">", // not `required`
            "name=\"lines-0-amount\" value=\"1\"",
            "<input type=\"hidden\" name=\"lines-0-id\" value=\"\">",
            "<input type=\"checkbox\" name=\"lines-0-DELETE\" id=\"id_lines-0-DELETE\">",
            "<option value=\"2\">Tea</option>",
            "<template>",
            "name=\"lines-__prefix__-product\"",
        ] {
            assert!(page.text.contains(part), "{part}: {}", page.text);
        }
        assert!(!page.text.contains("lines-3-product"), "{}", page.text);

        // the blank row in the middle is none
        let form = sale("Eve", ("3", "0"), &["- Ham 4", "- - 1", "- Egg 6"]);
        let answer = send(db, "/sales/new/", &form).await;
        assert_eq!((answer.code(), answer.header("location")), (303, "/sales/3/"), "{}", answer.text);
        assert_eq!(lines(db).await[3..], ["3 Ham 4", "3 Egg 6"]);
    }

    #[test]
    async fn lines_are_changed_added_and_deleted(db: &TestDb) {
        create(db).await;
        let page = get(&router(), db.db(), "/sales/1/edit/").await;
        for part in [
            "name=\"lines-TOTAL_FORMS\" value=\"4\"",
            "name=\"lines-INITIAL_FORMS\" value=\"2\"",
            "<input type=\"hidden\" name=\"lines-0-id\" value=\"1\">",
            "name=\"lines-0-product\" value=\"Salt\"",
            "<option value=\"1\" selected>Salt</option>",
            "<input type=\"hidden\" name=\"lines-1-id\" value=\"2\">",
            "name=\"lines-1-amount\" value=\"5\"",
            "<input type=\"hidden\" name=\"lines-2-id\" value=\"\">",
        ] {
            assert!(page.text.contains(part), "{part}: {}", page.text);
        }
        assert!(!page.text.contains("Jam"), "{}", page.text);

        // a value that one line gives up is free for another; what is no line of the sale is never written
        let mut form = sale("Ada", ("4", "2"), &["1 Salt 2!", "2 Tea 9", "- Salt 3", "- - 1"]);
        form.push(("lines-2-sale_id".to_owned(), "2".to_owned()));
        let answer = send(db, "/sales/1/edit/", &form).await;
        assert_eq!(answer.code(), 303, "{}", answer.text);
        assert_eq!(lines(db).await, ["1 Tea 9", "2 Jam 7", "1 Salt 3"]);
    }

    #[test]
    async fn each_line_is_checked_by_itself_and_all_at_once(db: &TestDb) {
        create(db).await;
        let form = sale("", ("4", "2"), &["1 - 0", "2 Tea x", "- Fig 5", "- - 1"]);
        let answer = send(db, "/sales/1/edit/", &form).await;
        assert_eq!(answer.code(), 422, "{}", answer.reason());
        for part in [
            "<a href=\"#id_customer\">Customer: This field is required.</a>",
            "<a href=\"#id_lines-0-product\">Product: This field is required.</a>",
            "<a href=\"#id_lines-0-amount\">Amount: Ensure this value is greater than or equal to 1.</a>",
            "<a href=\"#id_lines-1-amount\">Amount: How many?</a>",
            "name=\"lines-1-amount\" value=\"x\" id=\"id_lines-1-amount\" min=\"1\" aria-invalid=\"true\" aria-describedby=\"id_lines-1-amount_error\"",
            "name=\"lines-2-product\" value=\"Fig\"",
            "<input type=\"hidden\" name=\"lines-1-id\" value=\"2\">",
            "name=\"lines-TOTAL_FORMS\" value=\"4\"",
        ] {
            assert!(answer.text.contains(part), "{part}: {}", answer.text);
        }
        for right in ["<a href=\"#id_lines-2", "<a href=\"#id_lines-3"] {
            assert!(!answer.text.contains(right), "{right}: {}", answer.text);
        }
        assert_eq!(lines(db).await, ["1 Salt 2", "1 Tea 5", "2 Jam 7"]);
    }

    #[test]
    async fn checks_of_lines_and_of_all_lines_have_their_places(db: &TestDb) {
        create(db).await;
        let form = sale("Ada", ("3", "0"), &["- Air 1", "- - 1", "- Fig 200"]);
        let answer = send(db, "/sales/new/", &form).await;
        for part in [
            "<a href=\"#id_lines-0-product\">Product: Nobody sells air.</a>",
            "<a href=\"#id_lines-2-amount\">Amount: 200 is too much.</a>",
            "<a href=\"#id_lines\">Lines: That is more than we have.</a>",
        ] {
            assert!(answer.text.contains(part), "{part}: {}", answer.text);
        }
    }

    #[test]
    async fn there_are_neither_too_few_lines_nor_too_many(db: &TestDb) {
        create(db).await;
        let few = send(db, "/sales/1/edit/", &sale("Ada", ("2", "2"), &["1 Salt 2!", "2 Tea 5!"])).await;
        assert_eq!(few.code(), 422);
        assert!(few.text.contains("Please submit at least 1 form."), "{}", few.text);
        assert!(few.text.contains("name=\"lines-0-DELETE\" checked"), "{}", few.text);
        let many = send(db, "/sales/new/", &sale("Ada", ("5", "0"), &["- A 1", "- B 1", "- C 1", "- D 1", "- E 1"])).await;
        assert!(many.text.contains("Please submit at most 4 forms."), "{}", many.text);
        // lines that were not sent are there all the same
        let many = send(db, "/sales/1/edit/", &sale("Ada", ("3", "0"), &["- A 1", "- B 1", "- C 1"])).await;
        assert!(many.text.contains("Please submit at most 4 forms."), "{}", many.text);
        assert_eq!(lines(db).await.len(), 3);
    }

    #[test]
    async fn what_the_database_refuses_is_an_error_of_its_line_and_nothing_is_stored(db: &TestDb) {
        create(db).await;
        let taken = send(db, "/sales/1/edit/", &sale("New", ("3", "2"), &["1 Salt 3", "2 Tea 5", "- Salt 1"])).await;
        assert_eq!(taken.code(), 422, "{}", taken.reason());
        assert!(taken.text.contains("Line with this Sale id and Product already exists."), "{}", taken.text);
        let at = taken.text.find("aria-label=\"Lines 3\"").unwrap();
        assert!(taken.text[at..].contains("Line with this Sale id and Product already exists."), "{}", taken.text);
        let check = send(db, "/sales/1/edit/", &sale("New", ("2", "2"), &["1 Salt 13", "2 Tea 5"])).await;
        assert_eq!(check.code(), 422, "{}", check.reason());
        let new = send(db, "/sales/new/", &sale("New", ("2", "0"), &["- A 1", "- B 13"])).await;
        assert_eq!(new.code(), 422, "{}", new.reason());
        db.execute("INSERT INTO claim (line_id) VALUES (1)").await;
        let referred = send(db, "/sales/1/edit/", &sale("New", ("2", "2"), &["1 Salt 2!", "2 Tea 6"])).await;
        assert!(referred.text.contains("This line cannot be deleted, because something else refers to it."), "{}", referred.text);
        assert_eq!(lines(db).await, ["1 Salt 2", "1 Tea 5", "2 Jam 7"]);
        let customers: Vec<String> = Sale::objects().values_list(Sale::CUSTOMER).all(db.db()).await.unwrap();
        assert_eq!(customers, ["Ada", "Bob"]);
    }

    #[test]
    async fn a_line_that_is_gone_can_be_added_again(db: &TestDb) {
        create(db).await;
        db.execute("DELETE FROM sale_line WHERE id = 2").await;
        let form = sale("Ada", ("2", "2"), &["1 Salt 2", "2 Tea 6"]);
        let answer = send(db, "/sales/1/edit/", &form).await;
        assert_eq!(answer.code(), 422);
        assert!(answer.text.contains("This row is not there any more. Save again to add it as a new one."), "{}", answer.text);
        assert!(answer.text.contains("<input type=\"hidden\" name=\"lines-1-id\" value=\"\">"), "{}", answer.text);
        assert_eq!(send(db, "/sales/1/edit/", &sale("Ada", ("2", "2"), &["1 Salt 2", "- Tea 6"])).await.code(), 303);
        assert_eq!(lines(db).await, ["1 Salt 2", "2 Jam 7", "1 Tea 6"]);
        // nothing is left to do for one that was to be deleted
        assert_eq!(send(db, "/sales/1/edit/", &sale("Ada", ("2", "2"), &["1 Salt 2", "9 Tea 6!"])).await.code(), 303);
    }

    #[test]
    async fn reading_takes_one_query_and_a_line_as_it_was_none(db: &TestDb) {
        create(db).await;
        let of = async |form: Option<Vec<(String, String)>>| {
            let work = async |handle: Db| match form {
                None => get(&router(), &handle, "/sales/1/edit/").await.code(),
                Some(form) => {
                    let form: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                    post(&router(), &handle, "/sales/1/edit/", &form).await.code()
                }
            };
            db.statements(work).await
        };
        let (code, read) = of(None).await;
        assert_eq!((code, read.len()), (200, 3), "{read:?}"); // the sale, its lines, the articles
        let mut form = sale("Ada", ("2", "2"), &["1 Salt 2", "2 Tea 6"]);
        for (name, value) in &mut form {
            if name.ends_with("article_id") {
                *value = "1".to_owned();
            }
        }
        let (code, written) = of(Some(form)).await;
        assert_eq!(code, 303);
        let of_lines = |words: &str| written.iter().filter(|sql| sql.contains(words) && sql.contains("sale_line")).count();
        assert_eq!((of_lines("UPDATE"), of_lines("INSERT"), of_lines("DELETE")), (1, 0, 0), "{written:?}");
        assert_eq!(written.iter().filter(|sql| sql.contains("article") && !sql.contains("sale_line")).count(), 1, "{written:?}");
    }
}
