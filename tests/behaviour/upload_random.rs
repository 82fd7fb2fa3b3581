//! Bodies that nobody would write: made up, broken, cut, and those of `fuzz/corpus`. None is a panic, a fault of the server's
//! or a file left behind; and what is whole comes out as it went in, however it is cut into pieces.

use std::{io, path::Path};

use axum::body::{Body, Bytes};
use cbv::form::{self, FormData, Limits};
use futures_util::stream;
use http::{Extensions, HeaderMap, HeaderValue, header::CONTENT_TYPE};
use proptest::{collection::vec, option, prelude::*, sample::Index};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::query_trees::runner;

const CASES: u32 = 10_000;

const URLENCODED: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data; boundary=XX";
const JSON: &str = "application/json";

/// What bodies are about.
const WORDS: [&[u8]; 24] = [
    b"\r\n",
    b"--",
    b"--XX",
    b"--XX\r\n",
    b"\r\n--XX\r\n",
    b"\r\n--XX--\r\n",
    b"Content-Disposition: form-data; name=\"a\"\r\n\r\n",
    b"Content-Disposition: form-data; name=\"a\"; filename=\"",
    b"Content-Type: multipart/mixed; boundary=XX\r\n\r\n",
    b"filename*=UTF-8''%ff",
    b"\0",
    b"\xff\xfe",
    b"\xc3",
    b"%00",
    b"%ff",
    b"%",
    b"&&=&=",
    b"a=1&",
    b"{\"a\":",
    b"[[[",
    b"\\ud800",
    b"1e999999",
    b"\"\\",
    b"}]",
];

/// One slip of a pen.
#[derive(Debug, Clone)]
enum Slip {
    Cut(Index),
    Change(Index, u8),
    Add(Index, Vec<u8>),
    Repeat(Index, Index, usize),
}

fn slips() -> impl Strategy<Value = Vec<Slip>> {
    let added = prop_oneof![
        3 => prop::sample::select(&WORDS[..]).prop_map(<[u8]>::to_vec),
        1 => vec(any::<u8>(), 1..20),
    ];
    let slip = prop_oneof![
        any::<Index>().prop_map(Slip::Cut),
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Slip::Change(at, byte)),
        (any::<Index>(), added).prop_map(|(at, bytes)| Slip::Add(at, bytes)),
        (any::<Index>(), any::<Index>(), 2_usize..40)
            .prop_map(|(from, to, times)| Slip::Repeat(from, to, times)),
    ];
    vec(slip, 0..5)
}

fn slipped(mut body: Vec<u8>, slips: &[Slip]) -> Vec<u8> {
    for slip in slips {
        let index = |at: &Index| at.index(body.len() + 1);
        match slip {
            Slip::Cut(at) => body.truncate(index(at)),
            Slip::Change(at, byte) => {
                let at = index(at);
                body.get_mut(at).into_iter().for_each(|changed| *changed = *byte);
            }
            Slip::Add(at, bytes) => {
                let at = index(at);
                body.splice(at..at, bytes.iter().copied());
            }
            Slip::Repeat(from, to, times) => {
                let (from, to) = (index(from).min(index(to)), index(from).max(index(to)));
                let part = body[from..to.min(from + 200)].repeat(*times);
                body.splice(from..from, part);
            }
        }
    }
    body
}

/// Where bodies are read: with little room, so that files are written and limits are met.
struct Reader {
    runtime: Runtime,
    folder: TempDir,
    limits: Limits,
}

impl Reader {
    fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let limits = Limits::default().json(true).temp_dir(folder.path());
        let limits = limits.file_memory(64).file_size(1_000).files(5).fields(100);
        Self { runtime, folder, limits }
    }

    fn parse(&self, content_type: &str, body: &[u8]) -> cbv::Result<FormData> {
        let body = Bytes::copy_from_slice(body);
        self.runtime.block_on(form::parse(Some(content_type), body, &self.limits))
    }

    /// The same in pieces.
    fn parse_pieces(&self, content_type: &str, body: &[u8], size: usize) -> cbv::Result<FormData> {
        let pieces: Vec<io::Result<Bytes>> =
            body.chunks(size).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_str(content_type).unwrap())]);
        let body = Body::from_stream(stream::iter(pieces));
        self.runtime.block_on(form::read(&headers, &Extensions::new(), body, &self.limits))
    }

    /// Whatever it is, it is read, or the client's fault, and leaves nothing.
    fn bear(&self, content_type: &str, body: &[u8]) -> Result<(), TestCaseError> {
        let parsed = self.parse(content_type, body);
        if let Err(error) = &parsed {
            prop_assert!(error.status().is_client_error(), "{error:?}");
        }
        drop(parsed);
        prop_assert_eq!(left_in(self.folder.path()), 0);
        Ok(())
    }
}

fn left_in(folder: &Path) -> usize {
    std::fs::read_dir(folder).unwrap().count()
}

/// What `made` makes is read as itself; with slips in it, it is borne.
fn encoding<T: std::fmt::Debug + Clone>(
    content_type: &str,
    sent: impl Strategy<Value = T>,
    made: impl Fn(&T) -> Vec<u8>,
    is: impl Fn(&T, &FormData) -> bool,
) {
    let reader = Reader::new();
    let cases = (sent, slips(), 1_usize..300);
    let checked = runner(CASES).run(&cases, |(sent, slips, size)| {
        let body = made(&sent);
        let whole =
            reader.parse(content_type, &body).map_err(|error| TestCaseError::fail(format!("{error:?}")))?;
        prop_assert!(is(&sent, &whole), "{:?}", whole);
        drop(whole);
        let pieces = reader.parse_pieces(content_type, &body, size);
        prop_assert!(pieces.is_ok_and(|data| is(&sent, &data)), "in pieces of {size}");
        reader.bear(content_type, &slipped(body, &slips))
    });
    checked.unwrap();
}

fn same(sent: &[(String, String)], data: &FormData) -> bool {
    sent.iter().map(|(name, value)| (name.as_str(), value.as_str())).eq(data.pairs())
}

/// Text with what means something to an encoding.
fn texts() -> impl Strategy<Value = String> {
    let special = prop::sample::select(
        &["&", "=", "+", "%", "%00", "\0", "\r\n--X", "--XX", "\"", "\\", "ü", "😀", ";", "{", "]"][..],
    );
    prop_oneof![
        vec(special, 0..6).prop_map(|parts| parts.concat()),
        any::<String>().prop_map(|text| text.chars().take(20).collect()),
    ]
}

fn pairs() -> impl Strategy<Value = Vec<(String, String)>> {
    vec((texts(), texts()), 0..8)
}

#[test]
fn urlencoded_bodies() {
    let made = |pairs: &Vec<(String, String)>| {
        let mut body = url_query(pairs);
        body.push('&');
        body.into_bytes()
    };
    encoding(URLENCODED, pairs(), made, |sent, data| same(sent, data));
}

fn url_query(pairs: &[(String, String)]) -> String {
    let encode = |text: &str| {
        let bytes = text.bytes().map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            b' ' => "+".to_owned(),
            byte => format!("%{byte:02X}"),
        });
        bytes.collect::<String>()
    };
    let pairs: Vec<String> =
        pairs.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    pairs.join("&")
}

#[test]
fn json_bodies() {
    let made = |pairs: &Vec<(String, String)>| {
        let quoted = |text: &String| serde_json::to_string(text).unwrap();
        let pairs: Vec<String> =
            pairs.iter().map(|(name, value)| format!("{}:[null,{}]", quoted(name), quoted(value))).collect();
        format!("{{{}}}", pairs.join(",")).into_bytes()
    };
    encoding(JSON, pairs(), made, |sent, data| same(sent, data));
}

/// One part: its name, the name of its file if it is one, and its content, which has no line that begins with the boundary.
type Part = (String, Option<String>, Vec<u8>);

fn parts() -> impl Strategy<Value = Vec<Part>> {
    let quoted = |text: String| {
        text.replace(['"', '\\', '\r', '\n', '\0'], "_").chars().filter(|c| !c.is_control()).collect()
    };
    let name = texts().prop_map(quoted);
    let file_name = option::of(texts().prop_map(quoted).prop_map(|name: String| name + "x"));
    let content = prop_oneof![
        texts().prop_map(String::into_bytes),
        vec(any::<u8>(), 0..300),
        vec(prop::sample::select(&WORDS[..]), 0..10).prop_map(|words| words.concat()),
    ];
    let part = (name, file_name, content).prop_map(|(name, file_name, content): Part| {
        let content = String::from_utf8_lossy(&content).replace("\n--XX", "\n--X");
        let content = if file_name.is_some() { content } else { content.replace('\u{fffd}', "?") };
        (name, file_name, content.into_bytes())
    });
    vec(part, 0..5)
}

/// Whether the files under a name are those that were not too large.
fn same_files(name: &str, parts: &[Part], data: &FormData) -> bool {
    let sent = parts.iter().filter(|(other, file, _)| other == name && file.is_some());
    let sizes = sent.map(|(.., content)| content.len() as u64).filter(|size| *size <= 1_000);
    sizes.eq(data.files(name).map(form::UploadedFile::size))
}

#[test]
fn multipart_bodies() {
    let made = |parts: &Vec<Part>| {
        let mut body = Vec::new();
        for (name, file_name, content) in parts {
            let file = file_name.as_ref().map(|name| format!("; filename=\"{name}\"")).unwrap_or_default();
            let head = format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--XX--\r\n");
        body
    };
    let is = |parts: &Vec<Part>, data: &FormData| {
        let values: Vec<(String, String)> = parts
            .iter()
            .filter(|(_, file, _)| file.is_none())
            .map(|(name, _, value)| (name.clone(), String::from_utf8(value.clone()).unwrap()))
            .collect();
        same(&values, data) && parts.iter().all(|(name, ..)| same_files(name, parts, data))
    };
    encoding(MULTIPART, parts(), made, is);
}

#[test]
fn anything_as_any_content_type_and_the_corpus() {
    let reader = Reader::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus/parse");
    let mut corpus = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let case = std::fs::read(file.unwrap().path()).unwrap();
        let end = case.iter().position(|byte| *byte == b'\n').unwrap_or(0);
        let (content_type, body) = case.split_at(end);
        corpus.push((
            String::from_utf8(content_type.to_vec()).unwrap(),
            body.get(1..).unwrap_or_default().to_vec(),
        ));
    }
    corpus.sort_unstable();
    assert!(corpus.len() > 20);
    for (content_type, body) in &corpus {
        reader.bear(content_type, body).unwrap();
    }
    let kinds = prop_oneof![
        4 => prop::sample::select(&[URLENCODED, MULTIPART, JSON][..]).prop_map(ToOwned::to_owned),
        1 => any::<String>(),
        1 => any::<String>().prop_map(|text| format!("multipart/form-data; boundary={text}")),
    ];
    let cases = prop_oneof![prop::sample::select(corpus), (kinds, vec(any::<u8>(), 0..200)),];
    let checked = runner(CASES).run(&(cases, slips()), |((content_type, body), slips)| {
        reader.bear(&content_type, &slipped(body, &slips))
    });
    checked.unwrap();
}
