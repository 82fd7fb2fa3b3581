//! The forms of the shop in a real browser, with scripts and without: a book is added with mistakes, which are corrected, changed and
//! deleted; and no form page breaks a rule of accessibility, as axe-core knows them.

use fantoccini::{Client, Locator, error::CmdError};
use serde_json::Value;

use crate::stage::{Scripts, Stage, run};

/// <https://github.com/dequelabs/axe-core>, version 4.14.1, Mozilla Public License 2.0.
const AXE: &str = include_str!("axe.min.js");

/// Runs axe on the page, and names the rules that are broken with the elements that break them.
const ASK_AXE: &str = "
    const done = arguments[arguments.length - 1];
    axe.run(document).then(
        found => done(found.violations.map(rule => rule.id + ': ' + rule.nodes.map(node => node.html).join(' '))),
        error => done(['axe failed: ' + error]),
    );";

/// The rules of accessibility that the page breaks.
async fn violations(browser: &Client) -> Vec<String> {
    browser.execute(AXE, Vec::new()).await.unwrap();
    let found = browser.execute_async(ASK_AXE, Vec::new()).await.unwrap();
    serde_json::from_value(found).unwrap()
}

async fn fill(browser: &Client, values: &[(&str, &str)]) {
    for (name, value) in values {
        let field = browser.find(Locator::Css(&format!("main [name='{name}']"))).await.unwrap();
        if field.tag_name().await.unwrap() == "select" {
            field.select_by_value(value).await.unwrap();
            continue;
        }
        field.clear().await.unwrap();
        field.send_keys(value).await.unwrap();
    }
}

/// Presses the button of the form, and waits for the next page.
pub(crate) async fn send(browser: &Client) {
    let before = browser.find(Locator::Css("html")).await.unwrap();
    browser.find(Locator::Css("main form:last-of-type button")).await.unwrap().click().await.unwrap();
    // a page that is gone has no elements
    while before.text().await.is_ok() {
        tokio::task::yield_now().await;
    }
    browser.wait().for_element(Locator::Css("h1")).await.unwrap();
}

pub(crate) async fn text(browser: &Client, css: &str) -> Result<String, CmdError> {
    browser.find(Locator::Css(css)).await?.text().await
}

/// What the page before has left to say.
async fn said(browser: &Client) -> String {
    text(browser, "main [role=status]").await.unwrap()
}

pub(crate) async fn path(browser: &Client) -> String {
    let url = browser.current_url().await.unwrap();
    url[url::Position::BeforePath..].to_owned()
}

/// Switches the browser's own checks off, so that the server's are seen.
async fn unchecked(browser: &Client) {
    browser.execute("document.forms[document.forms.length - 1].noValidate = true", Vec::new()).await.unwrap();
}

const DATE: &str = "document.querySelector('[name=publication_date]').value = '2026-11-21'";

/// What somebody does to a book, from its first form to its last.
async fn a_books_life(stage: &Stage, scripts: Scripts) {
    let browser = &stage.browser;
    browser.goto(&stage.url("/books/")).await.unwrap();
    browser.find(Locator::LinkText("Add a book")).await.unwrap().click().await.unwrap();
    browser.wait().for_element(Locator::Css("[name=slug]")).await.unwrap();
    // WebDriver's own scripts run also where the page's are blocked
    unchecked(browser).await;
    fill(browser, &[("title", "A Browser's Book"), ("slug", "a book"), ("price", "-1")]).await;
    send(browser).await;
    assert_eq!(path(browser).await, "/books/new/");
    let summary = text(browser, ".errorsummary").await.unwrap();
    for wrong in
        ["Slug: Enter a valid", "Price: Ensure this value", "Publisher: This field", "Authors: This field"]
    {
        assert!(summary.contains(wrong), "{wrong}: {summary}");
    }
    let focused = browser.active_element().await.unwrap();
    assert_eq!(focused.attr("class").await.unwrap().as_deref(), Some("errorsummary"), "{scripts:?}");
    let title = browser.find(Locator::Css("[name=title]")).await.unwrap();
    assert_eq!(title.prop("value").await.unwrap().as_deref(), Some("A Browser's Book"));

    fill(
        browser,
        &[("slug", "a-browsers-book"), ("price", "12.50"), ("publisher_id", "3"), ("authors", "2")],
    )
    .await;
    browser.execute(DATE, Vec::new()).await.unwrap();
    send(browser).await;
    assert_eq!(path(browser).await, "/books/a-browsers-book/");
    assert_eq!(text(browser, "h1").await.unwrap(), "A Browser's Book");
    assert_eq!(said(browser).await, "The book “A Browser's Book” was added.");
    browser.refresh().await.unwrap();
    assert_eq!(said(browser).await, "", "it is said once");

    browser.find(Locator::LinkText("Change")).await.unwrap().click().await.unwrap();
    browser.wait().for_element(Locator::Css("[name=slug]")).await.unwrap();
    fill(browser, &[("title", "The Browser's Book"), ("price", "13")]).await;
    send(browser).await;
    assert_eq!(text(browser, "h1").await.unwrap(), "The Browser's Book");
    assert!(text(browser, "main").await.unwrap().contains("$13.00"));
    assert_eq!(said(browser).await, "The book “The Browser's Book” was changed.");

    fill(browser, &[("name", "Ada"), ("text", "Worth reading.")]).await;
    send(browser).await;
    assert!(text(browser, "figure").await.unwrap().contains("Worth reading."));
    assert_eq!(said(browser).await, "Thank you, Ada.");

    browser.find(Locator::LinkText("delete")).await.unwrap().click().await.unwrap();
    browser.wait().for_element(Locator::LinkText("Keep it")).await.unwrap();
    send(browser).await;
    assert_eq!(path(browser).await, "/books/");
    assert_eq!(said(browser).await, "The book “The Browser's Book” was deleted.");
    if scripts == Scripts::Run {
        assert_eq!(violations(browser).await, Vec::<String>::new(), "a page that says something");
    }
    browser.goto(&stage.url("/books/a-browsers-book/")).await.unwrap();
    assert_ne!(text(browser, "h1").await.unwrap(), "The Browser's Book", "the book is gone");
}

#[test]
fn a_book_is_added_changed_and_deleted() {
    let test = async |stage: &Stage| a_books_life(stage, Scripts::Run).await;
    run("a_book_is_added_changed_and_deleted", Scripts::Run, test);
}

#[test]
fn a_book_is_added_changed_and_deleted_without_scripts() {
    let test = async |stage: &Stage| a_books_life(stage, Scripts::Blocked).await;
    run("a_book_is_added_changed_and_deleted_without_scripts", Scripts::Blocked, test);
}

/// Two windows with the same form: the second to save is shown what the first has stored, and may replace it.
async fn a_stale_form(stage: &Stage, scripts: Scripts) {
    let browser = &stage.browser;
    browser.goto(&stage.url("/books/")).await.unwrap();
    let book =
        browser.find(Locator::Css("#rows tbody th a")).await.unwrap().attr("href").await.unwrap().unwrap();
    let edit = stage.url(&format!("{book}edit/"));
    browser.goto(&edit).await.unwrap();
    let slower = browser.window().await.unwrap();
    let faster = browser.new_window(true).await.unwrap().handle;
    browser.switch_to_window(faster).await.unwrap();
    browser.goto(&edit).await.unwrap();
    fill(browser, &[("title", "Faster")]).await;
    send(browser).await;
    assert_eq!(text(browser, "h1").await.unwrap(), "Faster");

    browser.switch_to_window(slower).await.unwrap();
    fill(browser, &[("title", "Slower")]).await;
    send(browser).await;
    let page = text(browser, "main").await.unwrap();
    assert!(page.contains("Stored now: “Faster”."), "{page}");
    let focused = browser.active_element().await.unwrap();
    assert_eq!(focused.attr("class").await.unwrap().as_deref(), Some("errorsummary"), "{scripts:?}");
    if scripts == Scripts::Run {
        assert_eq!(violations(browser).await, Vec::<String>::new(), "a stale form");
    }
    send(browser).await; // once more, knowing it
    assert_eq!(text(browser, "h1").await.unwrap(), "Slower");
}

#[test]
fn who_was_slower_is_told() {
    let test = async |stage: &Stage| a_stale_form(stage, Scripts::Run).await;
    run("who_was_slower_is_told", Scripts::Run, test);
}

#[test]
fn who_was_slower_is_told_without_scripts() {
    let test = async |stage: &Stage| a_stale_form(stage, Scripts::Blocked).await;
    run("who_was_slower_is_told_without_scripts", Scripts::Blocked, test);
}

#[test]
fn no_form_page_breaks_a_rule_of_accessibility() {
    run("no_form_page_breaks_a_rule_of_accessibility", Scripts::Run, async |stage| {
        let browser = &stage.browser;
        browser.goto(&stage.url("/books/")).await.unwrap();
        let book = browser
            .find(Locator::Css("#rows tbody th a"))
            .await
            .unwrap()
            .attr("href")
            .await
            .unwrap()
            .unwrap();
        for page in ["/books/new/", &format!("{book}edit/"), &format!("{book}delete/"), &book, "/contact/"] {
            browser.goto(&stage.url(page)).await.unwrap();
            assert_eq!(violations(browser).await, Vec::<String>::new(), "{page}");
            if page.ends_with("delete/") {
                continue;
            }
            unchecked(browser).await;
            send(browser).await;
            let wrong = browser.find_all(Locator::Css("[aria-invalid=true]")).await.unwrap().len();
            assert!(wrong > 0 || page.ends_with("edit/"), "{page} was refused");
            assert_eq!(violations(browser).await, Vec::<String>::new(), "{page} with errors");
        }
        // it does find what is wrong
        browser.goto(&stage.url("/contact/")).await.unwrap();
        browser.execute("document.querySelector('label[for=id_name]').remove()", Vec::new()).await.unwrap();
        let found = violations(browser).await;
        assert!(found.iter().any(|rule: &String| rule.starts_with("label: ")), "{found:?}");
        assert_ne!(browser.execute("return axe.version", Vec::new()).await.unwrap(), Value::Null);
    });
}
