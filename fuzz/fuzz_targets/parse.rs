//! Any bytes as the body of a form: no panic, no fault of the server's, no file left behind. The first line is the content
//! type. `tests/behaviour/upload_random.rs` asks the same of cases that it makes up, and of those in `corpus/parse`.
#![no_main]

use std::sync::LazyLock;

use cbv::form::{self, Limits};
use libfuzzer_sys::fuzz_target;
use tokio::runtime::{Builder, Runtime};

static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| Builder::new_current_thread().enable_time().build().expect("a runtime"));

fuzz_target!(|input: &[u8]| {
    let (content_type, body) = match input.iter().position(|byte| *byte == b'\n') {
        Some(end) => (std::str::from_utf8(&input[..end]).ok(), &input[end + 1..]),
        None => (None, input),
    };
    let folder = tempfile::tempdir().expect("a folder");
    let limits =
        Limits::default().json(true).temp_dir(folder.path()).file_memory(16).file_size(1_000).files(5);
    let parsed = RUNTIME.block_on(form::parse(content_type, body.to_vec().into(), &limits));
    if let Err(error) = &parsed {
        assert!(error.status().is_client_error(), "{error:?}");
    }
    drop(parsed);
    assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 0);
});
