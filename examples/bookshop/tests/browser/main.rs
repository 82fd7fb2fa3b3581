//! The list of books in a real browser: with htmx a click swaps the rows and Back brings the page again; without a script the
//! same links lead to whole pages. Run by `cargo xtask test browser`.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod csrf;
mod forms;
#[path = "../program/mod.rs"]
mod program;
mod stage;
mod uploads;

use fantoccini::{Client, Locator};

use stage::{Scripts, run};

/// Notes what htmx is answered, in a place that a new page would not have.
const WATCH: &str = "
    window.answers = [];
    for (const name of ['htmx:afterRequest', 'htmx:historyCacheMissLoad']) {
        document.addEventListener(name, event => window.answers.push(event.detail.xhr.responseText));
    }";

/// Clicks the link to a page, and waits until that page is shown.
async fn turn_to(browser: &Client, number: u32) {
    let link = format!("#rows nav a[aria-label='Page {number}']");
    browser.find(Locator::Css(&link)).await.unwrap().click().await.unwrap();
    shows(browser, number).await;
}

/// Waits until a page is shown.
async fn shows(browser: &Client, number: u32) {
    let current = format!("#rows nav a[aria-label='Page {number}'][aria-current='page']");
    browser.wait().for_element(Locator::Css(&current)).await.unwrap();
}

/// The title, what stands above the rows, the first book, and how often the frame of the page is there.
async fn seen(browser: &Client) -> (String, String, String, usize) {
    let text = async |css| browser.find(Locator::Css(css)).await.unwrap().text().await.unwrap();
    let frames = browser.find_all(Locator::Css("body header nav")).await.unwrap().len();
    (
        browser.title().await.unwrap(),
        text("#rows caption").await,
        text("#rows tbody tr:first-child th").await,
        frames,
    )
}

/// What was noted since [`WATCH`]; `None` on a page that was loaded since.
async fn answers(browser: &Client) -> Option<Vec<String>> {
    let noted = browser.execute("return window.answers || null", Vec::new()).await.unwrap();
    serde_json::from_value(noted).unwrap()
}

async fn path(browser: &Client) -> String {
    let url = browser.current_url().await.unwrap();
    url[url::Position::BeforePath..].to_owned()
}

#[test]
fn a_click_swaps_the_rows_and_back_brings_the_page_again() {
    run("a_click_swaps_the_rows_and_back_brings_the_page_again", Scripts::Run, async |stage| {
        let browser = &stage.browser;
        browser.goto(&stage.url("/books/")).await.unwrap();
        browser.execute(WATCH, Vec::new()).await.unwrap();
        let first = seen(browser).await;
        assert_eq!((first.0.as_str(), first.3), ("Books, page 1 of 27 · Bookshop", 1));

        turn_to(browser, 2).await;
        let second = seen(browser).await;
        assert_eq!(second.0, "Books, page 2 of 27 · Bookshop");
        assert!(second.1.starts_with("21 to 40 of 540"), "{}", second.1);
        assert_ne!(second.2, first.2);
        assert_eq!((second.3, path(browser).await.as_str()), (1, "/books/?page=2"));
        let noted = answers(browser).await.expect("the same page");
        assert_eq!(noted.len(), 1);
        assert!(noted[0].contains("<caption>21 to 40") && !noted[0].contains("<body"), "{}", noted[0]);

        browser.back().await.unwrap();
        shows(browser, 1).await;
        assert_eq!((seen(browser).await, path(browser).await.as_str()), (first, "/books/"));
        assert_eq!(answers(browser).await.expect("the same page").len(), 1, "htmx has kept the page");

        browser.forward().await.unwrap();
        shows(browser, 2).await;
        browser.refresh().await.unwrap();
        shows(browser, 2).await;
        assert_eq!(seen(browser).await, second);
        assert_eq!(answers(browser).await, None, "a whole page");
    });
}

#[test]
fn back_asks_for_the_whole_page_when_htmx_has_forgotten_it() {
    run("back_asks_for_the_whole_page_when_htmx_has_forgotten_it", Scripts::Run, async |stage| {
        let browser = &stage.browser;
        browser.goto(&stage.url("/books/")).await.unwrap();
        browser.execute(WATCH, Vec::new()).await.unwrap();
        let first = seen(browser).await;
        turn_to(browser, 2).await;
        browser.execute("sessionStorage.removeItem('htmx-history-cache')", Vec::new()).await.unwrap();
        browser.back().await.unwrap();
        shows(browser, 1).await;
        assert_eq!((seen(browser).await, path(browser).await.as_str()), (first, "/books/"));
        let noted = answers(browser).await.expect("the same page");
        assert_eq!(noted.len(), 2);
        assert!(noted[1].contains("<body") && noted[1].contains("<caption>1 to 20"), "{}", noted[1]);
        // and it works on
        turn_to(browser, 3).await;
        assert_eq!(seen(browser).await.0, "Books, page 3 of 27 · Bookshop");
    });
}

#[test]
fn without_a_script_the_same_links_lead_to_whole_pages() {
    run("without_a_script_the_same_links_lead_to_whole_pages", Scripts::Blocked, async |stage| {
        let browser = &stage.browser;
        browser.goto(&stage.url("/books/")).await.unwrap();
        let first = seen(browser).await;
        assert_eq!((first.0.as_str(), first.3), ("Books, page 1 of 27 · Bookshop", 1));
        // The driver's own script runs nevertheless, so it can see that those of the page do not.
        let htmx =
            browser.execute("window.answers = []; return typeof window.htmx", Vec::new()).await.unwrap();
        assert_eq!(htmx, "undefined");
        turn_to(browser, 2).await;
        assert_eq!(answers(browser).await, None, "a whole page");
        let second = seen(browser).await;
        assert_eq!((second.0.as_str(), second.3), ("Books, page 2 of 27 · Bookshop", 1));
        assert_eq!(path(browser).await, "/books/?page=2");
        browser.back().await.unwrap();
        shows(browser, 1).await;
        assert_eq!(seen(browser).await, first);
        browser.refresh().await.unwrap();
        shows(browser, 1).await;
    });
}
