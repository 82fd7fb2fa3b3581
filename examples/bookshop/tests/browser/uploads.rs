//! A cover is uploaded in a real browser, with scripts and without: what is no picture is refused, and a picture is shown.

use fantoccini::Locator;

use crate::{
    forms::{path, send, text},
    stage::{Scripts, Stage, run},
};

/// One red pixel.
const PNG: &[u8] =
    b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90w\
    S\xde\x00\x00\x00\x0cIDATx\xdac\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xf7\x03AC\x00\x00\x00\x00IEND\
    \xaeB`\x82";

async fn a_cover(stage: &Stage) {
    let browser = &stage.browser;
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, content: &[u8]| {
        std::fs::write(folder.path().join(name), content).unwrap();
        folder.path().join(name).to_str().unwrap().to_owned()
    };
    browser.goto(&stage.url("/books/")).await.unwrap();
    browser.find(Locator::Css("#rows tbody th a")).await.unwrap().click().await.unwrap();
    browser.wait().for_element(Locator::LinkText("Change")).await.unwrap();
    let book = path(browser).await;
    browser.find(Locator::LinkText("Change")).await.unwrap().click().await.unwrap();
    let choose = async |file: &str| {
        let control = browser.wait().for_element(Locator::Css("[name=cover]")).await.unwrap();
        control.send_keys(file).await.unwrap();
        send(browser).await;
    };
    choose(&file("page.png", b"<html ><script>alert(1)</script>")).await;
    let summary = text(browser, ".errorsummary").await.unwrap();
    assert!(
        summary.contains("“page.png” is not of an allowed type: AVIF, GIF, JPEG, PNG, WEBP."),
        "{summary}"
    );
    choose(&file("front cover.png", PNG)).await;
    assert_eq!(path(browser).await, book);
    let image = browser.find(Locator::Css("img.cover")).await.unwrap();
    assert_eq!(image.attr("src").await.unwrap().as_deref(), Some("/media/covers/front_cover.png"));
    // shown, and not only named
    let width =
        "const image = document.querySelector('img.cover'); return image.complete && image.naturalWidth;";
    while browser.execute(width, Vec::new()).await.unwrap() == false {
        tokio::task::yield_now().await;
    }
    assert_eq!(browser.execute(width, Vec::new()).await.unwrap(), 1);
}

#[test]
fn a_cover_is_uploaded_and_shown() {
    run("a_cover_is_uploaded_and_shown", Scripts::Run, async |stage: &Stage| a_cover(stage).await);
}

#[test]
fn a_cover_is_uploaded_and_shown_without_scripts() {
    let test = async |stage: &Stage| a_cover(stage).await;
    run("a_cover_is_uploaded_and_shown_without_scripts", Scripts::Blocked, test);
}
