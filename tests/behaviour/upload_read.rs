//! What becomes of a body, over HTTP, in a handler without any form: which content types are read, what is too large or too
//! slow, and that nothing is left of a client that goes away.

use std::{future::Future, io, path::Path, time::Duration};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::DefaultBodyLimit,
    response::IntoResponse as _,
    routing::any,
};
use cbv::form::{FormData, Limits};
use cbv_tests::web::{Answer, ask};
use futures_util::{Stream, StreamExt as _, stream};
use http::Request;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

const URLENCODED: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data; boundary=XX";

/// Answers what it was sent: `name=value`, and `name:file(size)` of files.
fn echo(limits: Limits) -> Router {
    let answer = async move |request: Request<Body>| {
        let (head, body) = request.into_parts();
        let data = match FormData::read(&head, body, &limits).await {
            Ok(data) => data,
            Err(error) => return error.into_response(),
        };
        let values = data.pairs().map(|(name, value)| format!("{name}={value}"));
        let files = data.files("file").map(|file| format!("file:{}({})", file.file_name(), file.size()));
        values.chain(files).collect::<Vec<_>>().join(" ").into_response()
    };
    Router::new().route("/", any(answer))
}

async fn send(app: &Router, method: &str, content_type: Option<&str>, body: impl Into<Body>) -> Answer {
    let request = Request::builder().method(method).uri("/");
    let request =
        content_type.into_iter().fold(request, |request, kind| request.header("content-type", kind));
    ask(app.clone(), request.body(body.into()).unwrap()).await
}

async fn post(app: &Router, content_type: &str, body: impl Into<Body>) -> Answer {
    send(app, "POST", Some(content_type), body).await
}

/// A body that does not say how long it is.
fn chunked(body: impl Into<Bytes>) -> Body {
    let body = body.into();
    let pieces: Vec<_> = body.chunks(1_000).map(Bytes::copy_from_slice).collect();
    Body::from_stream(stream::iter(pieces.into_iter().map(Ok::<_, io::Error>)))
}

fn file(size: usize) -> Vec<u8> {
    let head = "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n";
    [head.as_bytes(), &vec![b'a'; size], b"\r\n--XX--\r\n"].concat()
}

fn is_empty(folder: &Path) -> bool {
    std::fs::read_dir(folder).unwrap().count() == 0
}

#[tokio::test]
async fn post_put_and_patch_are_read_by_their_content_type() {
    let app = echo(Limits::default().json(true));
    for method in ["POST", "PUT", "PATCH", "DELETE"] {
        let answers = [
            (URLENCODED, Body::from("a=1&b=+%C3%BC&a=2"), "a=1 b= ü a=2"),
            ("APPLICATION/X-WWW-FORM-URLENCODED ; charset=utf-8", "a=1".into(), "a=1"),
            (MULTIPART, file(3).into(), "file:a.txt(3)"),
            ("Multipart/Form-Data; charset=utf-8; boundary=\"XX\"", file(3).into(), "file:a.txt(3)"),
            ("application/json", r#"{"a": [1, "x"], "b": null}"#.into(), "a=1 a=x"),
        ];
        for (content_type, body, expected) in answers {
            let answer = send(&app, method, Some(content_type), body).await;
            assert_eq!((answer.code(), &*answer.text), (200, expected), "{method} {content_type}");
        }
    }
}

#[tokio::test]
async fn other_content_types_are_415_and_nothing_is_no_body() {
    let app = echo(Limits::default());
    let json = "application/json";
    for other in
        ["text/plain", json, "multipart/mixed; boundary=XX", "", "x-www-form-urlencoded", "\u{fc}", ","]
    {
        for body in ["a=1", ""] {
            let answer = post(&app, other, body).await;
            assert_eq!(answer.code(), 415, "{other} {body}");
            assert!(answer.text.contains("The content type is none of a form."), "{}", answer.text);
        }
    }
    assert_eq!(send(&app, "POST", None, "a=1").await.code(), 415);
    let nothing = send(&app, "POST", None, Body::empty()).await;
    assert_eq!((nothing.code(), &*nothing.text), (200, ""));
    let json = post(&echo(Limits::default().json(true)), json, "{\"a\": {}}").await;
    assert_eq!(json.code(), 422);
    assert!(json.text.contains("“a” must be flat"), "{}", json.text);
}

#[tokio::test]
async fn the_limit_of_the_application_holds_beside_those_of_forms() {
    let (small, large) = (format!("a={}", "x".repeat(98)), format!("a={}", "x".repeat(99)));
    let limits = Limits::default().memory(1 << 30).total(4 << 20).file_size(1 << 30);
    for limited in [
        echo(limits.clone()).layer(DefaultBodyLimit::max(100)),
        echo(limits.clone().total(100)).layer(DefaultBodyLimit::disable()),
        echo(limits.clone().memory(100)),
    ] {
        for body in [Body::from(small.clone()), chunked(small.clone())] {
            assert_eq!(post(&limited, URLENCODED, body).await.code(), 200);
        }
        for body in [Body::from(large.clone()), chunked(large.clone())] {
            let answer = post(&limited, URLENCODED, body).await;
            assert_eq!(answer.code(), 413);
            assert!(answer.text.contains("What was sent is too large."), "{}", answer.text);
        }
    }
    // what axum has where nothing is said, and what it has not any more
    let (app, more) = (echo(limits), 2_097_152);
    for body in [Body::from(file(more)), chunked(file(more))] {
        assert_eq!(post(&app, MULTIPART, body).await.code(), 413);
    }
    let unlimited = app.layer(DefaultBodyLimit::disable());
    for body in [Body::from(file(more)), chunked(file(more))] {
        assert_eq!(post(&unlimited, MULTIPART, body).await.text, "file:a.txt(2097152)");
    }
    assert_eq!(post(&unlimited, MULTIPART, chunked(file(4 << 20))).await.code(), 413);
}

/// Pieces with pauses between them.
fn slowly(pieces: Vec<Vec<u8>>, pause: Duration) -> impl Stream<Item = io::Result<Bytes>> {
    stream::iter(pieces).then(move |piece| async move {
        tokio::time::sleep(pause).await;
        Ok(piece.into())
    })
}

#[tokio::test]
async fn a_body_that_does_not_come_is_408() {
    let folder = tempfile::tempdir().unwrap();
    let app = echo(
        Limits::default().read_timeout(Duration::from_millis(200)).temp_dir(folder.path()).file_memory(10),
    );
    let body = file(5_000);
    let stalled = || {
        stream::iter([Ok::<_, io::Error>(Bytes::copy_from_slice(&body[..2_000]))]).chain(stream::pending())
    };
    let answer = post(&app, MULTIPART, Body::from_stream(stalled())).await;
    assert_eq!(answer.code(), 408);
    assert!(answer.text.contains("The request took too long to arrive."), "{}", answer.text);
    let stalled = stream::pending::<io::Result<Bytes>>();
    assert_eq!(post(&app, URLENCODED, Body::from_stream(stalled)).await.code(), 408);
    // each piece is in time, and all together are not
    let drops = body.chunks(1).map(<[u8]>::to_vec).collect();
    let drops = Body::from_stream(slowly(drops, Duration::from_millis(20)));
    assert_eq!(post(&app, MULTIPART, drops).await.code(), 408);
    assert!(is_empty(folder.path()));
    let patient = echo(Limits::default().read_timeout(Duration::MAX));
    assert_eq!(post(&patient, MULTIPART, chunked(body)).await.text, "file:a.txt(5000)");
}

/// A server on a port of its own.
async fn served(app: Router) -> (std::net::SocketAddr, tokio::task::JoinHandle<()>) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    (address, tokio::spawn(async move { axum::serve(listener, app).await.unwrap() }))
}

/// Waits for what another task will do.
async fn until<F: Future<Output = bool>>(done: impl Fn() -> F) {
    let wait = async {
        while !done().await {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), wait).await.unwrap();
}

#[tokio::test]
async fn a_client_that_goes_away_leaves_no_file_behind() {
    let folder = tempfile::tempdir().unwrap();
    let (address, server) = served(echo(Limits::default().temp_dir(folder.path()).file_memory(10))).await;
    let body = file(500_000);
    let head = format!(
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: {MULTIPART}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let mut client = tokio::net::TcpStream::connect(address).await.unwrap();
    client.write_all(&[head.as_bytes(), &body[..400_000]].concat()).await.unwrap();
    until(async || !is_empty(folder.path())).await;
    drop(client);
    until(async || is_empty(folder.path())).await;
    // who stays gets the answer
    let mut client = tokio::net::TcpStream::connect(address).await.unwrap();
    client
        .write_all(&[head.replace("Host", "Connection: close\r\nHost").as_bytes(), &body].concat())
        .await
        .unwrap();
    let mut answer = String::new();
    client.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("file:a.txt(500000)"), "{answer}");
    assert!(is_empty(folder.path()));
    server.abort();
}
