//! Two processes that save forms on one database at the same time. The test starts itself twice; the processes begin together.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    process::{Child, Command, Stdio},
};

use cbv::{Db, Model as _};
use cbv_tests::{
    db::TestDb,
    forms::{Note, create},
    on_every_database,
    web::post,
};

use crate::unit_forms::{NOTE, app};

/// Names the database to the process that a test has started.
const URL: &str = "CBV_TEST_RACE_URL";

/// What such a process says when it is ready.
const READY: &str = "ready to race";

fn start(url: &str, test: &str) -> Child {
    let this = std::env::current_exe().unwrap();
    let mut command = Command::new(this);
    command.args(["--exact", test, "--nocapture", "--test-threads=1"]).env(URL, url);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap()
}

/// Runs the test in two processes; what they wrote behind `READY`.
fn in_two_processes(url: &str, test: &str) -> Vec<String> {
    let mut both: Vec<Child> = (0..2).map(|_| start(url, test)).collect();
    let mut outputs: Vec<_> =
        both.iter_mut().map(|child| BufReader::new(child.stdout.take().unwrap())).collect();
    for output in &mut outputs {
        let mut line = String::new();
        while !line.contains(READY) {
            line.clear();
            assert!(output.read_line(&mut line).unwrap() > 0, "a process ended before it was ready");
        }
    }
    for child in &mut both {
        child.stdin.take().unwrap().write_all(b"go\n").unwrap();
    }
    let said = outputs.iter_mut().map(|output| {
        let mut said = String::new();
        output.read_to_string(&mut said).unwrap();
        said
    });
    let said = said.collect();
    for mut child in both {
        assert!(child.wait().unwrap().success());
    }
    said
}

/// The database of a process that a test has started, once all of them may begin.
fn begin() -> Option<String> {
    let url = std::env::var(URL).ok()?;
    println!("{READY}");
    std::io::stdin().read_line(&mut String::new()).unwrap();
    Some(url)
}

fn times(said: &[String], line: &str) -> usize {
    said.iter().flat_map(|said| said.lines()).filter(|found| *found == line).count()
}

/// Not a test by itself: 25 requests for one slug.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wants_the_slug() {
    let Some(url) = begin() else { return };
    let db = Db::connect(&url).await.unwrap();
    let mut requests = tokio::task::JoinSet::new();
    for _ in 0..25 {
        let db = db.clone();
        requests.spawn(async move { post(&app(), &db, "/notes/new/", NOTE).await });
    }
    for answer in requests.join_all().await {
        let told = answer.text.contains("id=\"id_slug_error\"><li>Note with this Slug already exists.</li>");
        match answer.code() {
            303 => println!("\nmade"),
            422 if told => println!("\nrefused"),
            code => println!("\n{code} {} {}", answer.reason(), answer.text),
        }
    }
    db.close().await;
}

on_every_database! {
    #[test]
    async fn e_48__w_25_fifty_requests_of_two_processes_make_one_row(db: &TestDb) {
        create(db).await;
        let said = in_two_processes(db.url(), "unit_races::wants_the_slug");
        assert_eq!((times(&said, "made"), times(&said, "refused")), (1, 49), "{said:?}");
        assert_eq!(Note::objects().count(db.db()).await.unwrap(), 1);
    }
}
