//! A form on another site's page, posted by a real browser: it is refused, also where the browser sends the cookies along. What
//! is decided for which header is in the behaviour tests of cbv; here the browser says where it comes from.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::TcpListener,
};

use fantoccini::{Client, Locator};

use crate::stage::{Scripts, Stage, run};

/// Serves one page, whatever is asked for, on a port of its own. It ends with the test's process.
fn elsewhere(page: String) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for mut browser in listener.incoming().map_while(Result::ok) {
            let length = page.len();
            let answer = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{page}"
            );
            // Each by itself: a browser opens connections that it asks nothing through, for a minute.
            std::thread::spawn(move || {
                let head = BufReader::new(&browser).lines().map_while(Result::ok).find(String::is_empty);
                let _ = head.map(|_| browser.write_all(answer.as_bytes()));
            });
        }
    });
    port
}

async fn click(browser: &Client, css: &str) {
    browser.find(Locator::Css(css)).await.unwrap().click().await.unwrap();
}

/// What the shop's page says; the other site's has no heading.
async fn text(browser: &Client) -> String {
    browser.wait().for_element(Locator::Css("h1")).await.unwrap();
    browser.find(Locator::Css("body")).await.unwrap().text().await.unwrap()
}

/// Introduces Ada on a page of the shop, who is then interested in its author.
async fn interested(stage: &Stage) {
    let browser = &stage.browser;
    browser.goto(&stage.url("/authors/1/")).await.unwrap();
    browser.find(Locator::Css("input[name=name]")).await.unwrap().send_keys("Ada").await.unwrap();
    click(browser, "form button").await;
    // the cookie is there when the next page says the name
    browser.wait().for_element(Locator::XPath("//footer/p[contains(., 'Ada')]")).await.unwrap();
    browser.goto(&stage.url("/authors/1/")).await.unwrap();
    click(browser, "form[action='/authors/1/interest/'] button").await;
    assert!(!text(browser).await.contains("Forbidden"));
    assert_eq!(browser.current_url().await.unwrap().as_str(), stage.url("/authors/1/"));
}

#[test]
fn another_port_cannot_post_to_the_shop() {
    run("another_port_cannot_post_to_the_shop", Scripts::Run, async |stage| {
        interested(stage).await;
        let browser = &stage.browser;
        let form = format!(
            "<form action='{}' method=post><button>Win!</button></form>",
            stage.url("/authors/1/interest/")
        );
        let port = elsewhere(form);
        // the same machine, so that the cookie is sent, and another site, where it is not
        for (host, said) in [("127.0.0.1", "same-site"), ("localhost", "cross-site")] {
            browser.goto(&format!("http://{host}:{port}/")).await.unwrap();
            click(browser, "button").await;
            let page = text(browser).await;
            let reason = format!(
                "CSRF: the request comes from another site (Origin: http://{host}:{port}; Sec-Fetch-Site: {said})"
            );
            assert!(page.contains(&reason), "{page}");
        }
    });
}
