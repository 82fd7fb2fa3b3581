//! What is sent for sets of forms by those who mean harm, or by a broken script: never a 5xx, never a row of somebody else's,
//! never more work than what was sent is worth.

use cbv_tests::{
    db::TestDb,
    on_every_database,
    web::{get, post},
};
use proptest::{collection::vec, prelude::*, strategy::ValueTree as _};

use crate::{
    form_sets::{create, lines, router, send},
    query_trees::runner,
};

const NUMBERS: [&str; 16] = [
    "0",
    "1",
    "2",
    "3",
    "4",
    "-1",
    "007",
    "",
    " ",
    "x",
    "1e3",
    "1000000000",
    "18446744073709551615",
    "99999999999999999999999999",
    "\u{663}",
    "1\0",
];

/// Names of the set, and some that look like them.
fn names() -> impl Strategy<Value = String> {
    let number = prop::sample::select(&NUMBERS[..]);
    let word =
        prop::sample::select(vec!["id", "product", "amount", "article_id", "sale_id", "DELETE", "", "a-b"]);
    prop_oneof![
        4 => (number, word).prop_map(|(number, word)| format!("lines-{number}-{word}")),
        2 => prop::sample::select(vec!["lines-TOTAL_FORMS", "lines-INITIAL_FORMS"]).prop_map(str::to_owned),
        1 => prop::sample::select(vec!["customer", "lines", "lines-", "lines--", "lines-0", "lines-__prefix__-id"]).prop_map(str::to_owned),
    ]
}

fn pairs() -> impl Strategy<Value = Vec<(String, String)>> {
    let value = prop_oneof![
        3 => prop::sample::select(&NUMBERS[..]).prop_map(str::to_owned),
        1 => "\\PC{0,8}",
    ];
    vec((names(), value), 0..30)
}

on_every_database! {
    #[test]
    async fn a_management_form_that_is_missing_or_mangled_is_an_error_of_the_form(db: &TestDb) {
        create(db).await;
        for counts in [&[][..], &[("lines-TOTAL_FORMS", "x"), ("lines-INITIAL_FORMS", "0")], &[("lines-TOTAL_FORMS", "2")],
                       &[("lines-TOTAL_FORMS", "-1"), ("lines-INITIAL_FORMS", "0")],
                       &[("lines-TOTAL_FORMS", "99999999999999999999999"), ("lines-INITIAL_FORMS", "0")]] {
            let mut form = vec![("customer", "Ada"), ("lines-0-id", "1"), ("lines-0-product", "Tar"), ("lines-0-amount", "1")];
            form.extend(counts);
            let answer = post(&router(), db.db(), "/sales/1/edit/", &form).await;
            assert_eq!(answer.code(), 422, "{counts:?}: {}", answer.reason());
            assert!(answer.text.contains("ManagementForm data is missing or has been tampered with."), "{}", answer.text);
            // what is stored is shown, and can be sent again
            assert!(answer.text.contains("name=\"lines-0-product\" value=\"Salt\""), "{}", answer.text);
            assert!(answer.text.contains("name=\"lines-INITIAL_FORMS\" value=\"2\""), "{}", answer.text);
        }
        assert_eq!(lines(db).await, ["1 Salt 2", "1 Tea 5", "2 Jam 7"]);
    }

    #[test]
    async fn a_large_number_makes_no_rows(db: &TestDb) {
        create(db).await;
        let form = [("customer", "Ada"), ("lines-TOTAL_FORMS", "1000000000"), ("lines-INITIAL_FORMS", "1000000000"),
                    ("lines-0-id", ""), ("lines-0-product", "A"), ("lines-0-amount", "1"), ("lines-999999999-product", "B")];
        let answer = post(&router(), db.db(), "/sales/new/", &form).await;
        assert_eq!(answer.code(), 422, "{}", answer.reason());
        assert!(answer.text.contains("Please submit at most 4 forms."), "{}", answer.text);
        assert!(!answer.text.contains("lines-1-product") && !answer.text.contains("999999999"), "{}", answer.text);
        assert!(answer.text.len() < 10_000, "{}", answer.text.len());
    }

    #[test]
    async fn a_line_of_another_sale_is_neither_read_nor_written(db: &TestDb) {
        create(db).await;
        for delete in ["", "on"] {
            let form = [("customer", "Ada"), ("lines-TOTAL_FORMS", "2"), ("lines-INITIAL_FORMS", "2"),
                        ("lines-0-id", "3"), ("lines-0-product", "Mine"), ("lines-0-amount", "1"), ("lines-0-DELETE", delete)];
            let answer = post(&router(), db.db(), "/sales/1/edit/", &form).await;
            assert!(!answer.text.contains("Jam"), "{}", answer.text);
            assert_eq!(answer.code(), if delete.is_empty() { 422 } else { 303 }, "{}", answer.text);
        }
        let new = [("customer", "Eve"), ("lines-TOTAL_FORMS", "1"), ("lines-INITIAL_FORMS", "0"),
                   ("lines-0-id", "3"), ("lines-0-product", "Mine"), ("lines-0-amount", "1")];
        assert_eq!(post(&router(), db.db(), "/sales/new/", &new).await.code(), 422);
        // the same line twice
        let twice = [("customer", "Ada"), ("lines-TOTAL_FORMS", "2"), ("lines-INITIAL_FORMS", "2"),
                     ("lines-0-id", "1"), ("lines-0-product", "Salt"), ("lines-0-amount", "1"),
                     ("lines-1-id", "1"), ("lines-1-product", "Salz"), ("lines-1-amount", "1")];
        assert_eq!(post(&router(), db.db(), "/sales/1/edit/", &twice).await.code(), 422);
        assert_eq!(lines(db).await, ["1 Salt 2", "1 Tea 5", "2 Jam 7"]);
    }

    #[test]
    async fn a_page_without_the_keys_stores_nothing_twice(db: &TestDb) {
        create(db).await;
        let form = [("customer", "Ada"), ("lines-TOTAL_FORMS", "2"), ("lines-INITIAL_FORMS", "2"),
                    ("lines-0-product", "Salt"), ("lines-0-amount", "2"), ("lines-1-product", "Tee"), ("lines-1-amount", "5")];
        let answer = post(&router(), db.db(), "/sales/1/edit/", &form).await;
        assert!(answer.text.contains("(Hidden field id) This field is required."), "{}", answer.text);
        assert_eq!(lines(db).await.len(), 3);
    }
}

/// Anything at all: 303 or 422, the other sale's lines are as they were, and the page can be sent again.
#[test]
fn whatever_is_sent_is_taken_or_refused() {
    cbv_tests::db::run(cbv_tests::db::Dialect::Sqlite, module_path!(), |db| Box::pin(whatever(db)));
}

async fn whatever(db: &TestDb) {
    create(db).await;
    let mut runner = runner(300);
    for _ in 0..300 {
        let sent = pairs().new_tree(&mut runner).unwrap().current();
        for uri in ["/sales/1/edit/", "/sales/new/"] {
            let answer = send(db, uri, &sent).await;
            assert!(
                matches!(answer.code(), 303 | 422),
                "{uri} {sent:?}: {} {}",
                answer.code(),
                answer.reason()
            );
            assert!(answer.text.len() < 100_000, "{sent:?}");
        }
        assert_eq!(
            lines(db).await.iter().filter(|line| line.starts_with("2 ")).collect::<Vec<_>>(),
            ["2 Jam 7"],
            "{sent:?}"
        );
        assert_eq!(get(&router(), db.db(), "/sales/1/edit/").await.code(), 200, "{sent:?}");
    }
}
