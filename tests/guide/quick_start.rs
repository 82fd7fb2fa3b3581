//! Follows the quick start: its blocks become the only files of an empty folder, which is built, run and asked for a page.

use std::{
    env, fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use crate::chapters::{Block, blocks, read, root};

/// Ends the program when the test does, however it ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_newcomer_gets_a_paged_list_of_their_own_table_in_30_lines() {
    let chapter = blocks(&read("docs/guide/src/quick-start.md"));
    let rust = chapter.iter().filter(|block| block.language.starts_with("rust"));
    let lines: usize = rust.map(|block| block.text.lines().count()).sum();
    assert!(lines <= 30, "the quick start has {lines} lines of Rust");

    let folder = folder(&chapter);
    let program = build(&folder);
    let mut command = Command::new(program);
    command.current_dir(&folder).env("BIND", "127.0.0.1:0").stdout(Stdio::piped());
    let mut server = Running(command.spawn().expect("the program starts"));

    let mut address = String::new();
    let output = server.0.stdout.take().expect("its output");
    BufReader::new(output).read_line(&mut address).expect("the address");
    let page = get(address.trim(), "/?page=2");
    assert!(page.starts_with("HTTP/1.1 200 OK\r\n"), "{page}");
    assert!(page.contains("<title>Hikes, page 2 of 3</title>"), "{page}");
    assert!(page.contains("<h1>5 hikes</h1>"), "{page}");
    assert!(page.contains("<li>6 April 2026: The ridge, end to end, 21.8 km</li>"), "{page}");
    assert!(page.contains("<a href=\"/?page=3\" rel=\"next\">"), "{page}");
    assert!(!page.contains("canal"), "page 1's rows are not on page 2: {page}");
    assert!(get(address.trim(), "/").contains("Along the canal &#38; back"));
    drop(server);
    fs::remove_dir_all(folder).expect("the folder can be removed");
}

/// Writes the files that the chapter names, and no others, into an empty folder.
fn folder(chapter: &[Block]) -> PathBuf {
    // always the same folder: cargo would keep the program of each one it has seen
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("quick-start");
    let _ = fs::remove_dir_all(&folder);
    let mut names = Vec::new();
    for block in chapter {
        let Some(name) = &block.file else { continue };
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
        fs::write(path, here(name, &block.text)).expect("the file can be written");
        names.push(name.as_str());
    }
    assert_eq!(names, ["Cargo.toml", "schema.sql", "src/main.rs", "templates/hike_list.html"]);
    // The versions that are here already, so that nothing is asked of the network.
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).expect("the lock file");
    folder
}

/// The manifest's path leads from the reader's folder to a clone beside it; this one is elsewhere.
fn here(name: &str, text: &str) -> String {
    if name != "Cargo.toml" {
        return text.to_owned();
    }
    let cbv = root().join("cbv");
    assert!(text.contains("\"../cbv/cbv\""));
    text.replace("../cbv/cbv", cbv.to_str().expect("a path in Unicode"))
}

/// Builds with the workspace's profile and folder, so that what is built already is not built again.
fn build(folder: &Path) -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("cargo's folder");
    let mut command = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()));
    command.current_dir(folder).args(["build", "--offline", "--target-dir"]).arg(target);
    command.args(["--config", "profile.dev.debug='line-tables-only'"]);
    command.args(["--config", "profile.dev.package.'*'.debug=false"]);
    let output = command.output().expect("cargo runs");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    assert!(!told.contains("`hikes` (bin"), "the reader is warned of something:\n{told}");
    target.join("debug").join(format!("hikes{}", env::consts::EXE_SUFFIX))
}

/// The whole answer to GET.
fn get(address: &str, path: &str) -> String {
    let host = address.trim_start_matches("http://").trim_end_matches('/');
    let mut stream = TcpStream::connect(host).unwrap_or_else(|error| panic!("{address}: {error}"));
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}
