//! Tests of `multipart`: what becomes of parts, whole, in pieces, and broken.

use std::path::Path;

use axum::body::Body;
use bytes::Bytes;
use http::HeaderMap;

use super::{FormData, Limits, parse, read};
use crate::Result;

const TYPE: &str = "multipart/form-data; boundary=XX";

fn part(disposition: &str, content: impl AsRef<[u8]>) -> Vec<u8> {
    let head = format!("--XX\r\nContent-Disposition: form-data; {disposition}\r\n\r\n");
    [head.as_bytes(), content.as_ref(), b"\r\n"].concat()
}

fn body(parts: &[Vec<u8>]) -> Vec<u8> {
    [&parts.concat()[..], b"--XX--\r\n"].concat()
}

async fn whole(body: Vec<u8>, limits: &Limits) -> Result<FormData> {
    parse(Some(TYPE), body.into(), limits).await
}

/// The same in pieces of `size` bytes.
async fn pieces(body: &[u8], size: usize, limits: &Limits) -> Result<FormData> {
    let pieces: Vec<Result<Bytes, std::io::Error>> =
        body.chunks(size).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    let headers = HeaderMap::from_iter([(http::header::CONTENT_TYPE, TYPE.parse().unwrap())]);
    let body = Body::from_stream(futures_util::stream::iter(pieces));
    read(&headers, &http::Extensions::new(), body, limits).await
}

fn left_in(folder: &Path) -> usize {
    std::fs::read_dir(folder).unwrap().count()
}

#[tokio::test]
async fn names_values_and_files_are_found_however_the_body_is_cut() {
    let long = "ü".repeat(50_000);
    let sent = body(&[
        part("name=\"title\"", "Solaris\r\n--X"),
        part("name=\"none\"; filename=\"\"", ""),
        part("name=\"cover\"; filename=\"a/small.png\"\r\nContent-Type: text/html", "\x7f\0\r\n"),
        part("filename=\"nobody.txt\"", "of no field"),
        part("name=\"cover\"; filename=\"long.txt\"", &long),
        part("name=\"title\"", ""),
    ]);
    let folder = tempfile::tempdir().unwrap();
    let limits = Limits::default().temp_dir(folder.path());
    for size in [1, 2, 3, 7, 64, 1_000, 65_536, sent.len()] {
        let data = pieces(&sent, size, &limits).await.unwrap();
        assert_eq!(data.pairs().collect::<Vec<_>>(), [("title", "Solaris\r\n--X"), ("title", "")], "{size}");
        let [small, file] = data.files("cover").collect::<Vec<_>>()[..] else { panic!("{size}: {data:?}") };
        assert_eq!((small.file_name(), small.size(), small.path()), ("small.png", 4, None));
        assert_eq!(small.content_type(), "application/octet-stream");
        assert_eq!(small.claimed_content_type(), Some("text/html"));
        assert_eq!((file.file_name(), file.size(), file.content_type()), ("long.txt", 100_000, "text/plain"));
        assert!(file.path().is_some_and(|path| path.starts_with(folder.path())));
        assert_eq!(file.read().await.unwrap(), long);
        let clone = file.clone();
        drop(data);
        assert_eq!(left_in(folder.path()), 1, "the clone still needs it");
        assert_eq!(clone.read().await.unwrap(), long);
        drop(clone);
        assert_eq!(left_in(folder.path()), 0);
    }
}

#[tokio::test]
async fn what_is_no_whole_multipart_is_400_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let limits = Limits::default().temp_dir(folder.path()).file_memory(10);
    let sent = body(&[part("name=\"cover\"; filename=\"x\"", "x".repeat(100)), part("name=\"a\"", "1")]);
    for end in 0..sent.len() - "--\r\n".len() {
        let error = whole(sent[..end].to_vec(), &limits).await.unwrap_err();
        assert_eq!(error.status(), 400, "{end}");
        assert_eq!(left_in(folder.path()), 0, "{end}");
    }
    for content_type in
        ["multipart/form-data", "multipart/form-data; boundary=YY", "multipart/form-data; boundary="]
    {
        let error = parse(Some(content_type), sent.clone().into(), &limits).await.unwrap_err();
        assert_eq!(error.status(), 400, "{content_type}");
    }
    for disposition in ["name=\"a\u{0}b\"", "name=\"a\"\r\nno header"] {
        assert_eq!(whole(body(&[part(disposition, "1")]), &limits).await.unwrap_err().status(), 400);
    }
    let latin = body(&[part("name=\"a\"", b"caf\xe9")]);
    assert_eq!(whole(latin, &limits).await.unwrap_err().status(), 400);
}

#[tokio::test]
async fn a_refused_file_leaves_the_rest_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let limits = Limits::default().temp_dir(folder.path()).file_size(100).files(2).file_memory(10);
    let file = |name: &str, size| part(&format!("name=\"f\"; filename=\"{name}\""), "x".repeat(size));
    let files =
        [file("a", 100), file("large", 101), file("b", 50), file("third", 1), part("name=\"t\"", "1")];
    let data = whole(body(&files), &limits).await.unwrap();
    assert_eq!(data.files("f").map(|file| file.file_name()).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(data.file("f").map(|file| file.file_name()), Some("b"));
    let refused: Vec<String> = data.refused("f").map(ToString::to_string).collect();
    assert_eq!(
        refused,
        [
            "“large” is too large: at most 100 bytes are allowed.",
            "“third” was not taken: only 2 files can be sent."
        ]
    );
    assert_eq!(data.get("t"), Some("1"));
    assert_eq!(left_in(folder.path()), 2);
    drop(data);
    assert_eq!(left_in(folder.path()), 0);
}

#[tokio::test]
async fn limits_of_the_whole_are_413() {
    let value = |size| part("name=\"t\"", "x".repeat(size));
    let cases = [
        (Limits::default().fields(2), vec![value(1), value(1), value(1)]),
        (Limits::default().memory(100), vec![value(50), value(50)]),
        (Limits::default().total(150), vec![value(50), value(50)]),
        (Limits::default().fields(2).files(0), vec![part("name=\"f\"; filename=\"x\"", "x"); 3]),
    ];
    for (limits, parts) in cases {
        assert!(whole(body(&parts[..1]), &limits).await.is_ok(), "{limits:?}");
        assert_eq!(whole(body(&parts), &limits).await.unwrap_err().status(), 413, "{limits:?}");
    }
}

#[tokio::test]
async fn headers_without_end_are_not_collected() {
    let endless = [&b"--XX\r\nX-A: "[..], &vec![b'a'; 300_000]].concat();
    let before = [&vec![b'a'; 300_000][..], &body(&[part("name=\"t\"", "1")])].concat();
    for sent in [endless, before] {
        let error = pieces(&sent, 1_000, &Limits::default()).await.unwrap_err();
        assert_eq!(error.status(), 400);
    }
    let some = [&vec![b'a'; 3_000][..], &body(&[part("name=\"t\"", "1")])].concat();
    assert!(pieces(&some, 1_000, &Limits::default()).await.unwrap().contains("t"));
}
