//! The tests of `libtest`: outputs as cargo prints them, whole and broken.

use super::*;
use crate::count::{Database, Tally};

/// Reads an output as that of a step whose kind is `Unit`.
fn read(output: &str, good: bool) -> Report {
    let mut report = Report::default();
    let mut libtest = Libtest::new(&mut report, Kind::Unit);
    output.lines().for_each(|line| _ = libtest.line(line));
    libtest.end("step", good);
    report
}

fn tally(passed: usize, failed: usize, skipped: usize) -> Tally {
    Tally { passed, failed, skipped }
}

#[test]
fn unit_tests_and_behaviour_tests_are_told_apart() {
    let output = "\
    Finished `test` profile
     Running unittests src/lib.rs (target/debug/deps/cbv_runtime-0a1b)

running 2 tests
test page::a ... ok
test page::b - should panic ... ok

test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s

     Running behaviour/main.rs (target/debug/deps/behaviour-77)

running 4 tests
test list::l_15::sqlite ... ok
test list::l_15::postgres ... FAILED
test list::l_15::mysql ... ok
test list::slow ... ignored, too slow

failures:

---- list::l_15::postgres stdout ----
test result: ok. said a test, in the middle of its output
failures:
    list::l_15::postgres

test result: FAILED. 2 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s
";
    let output = output.replace("test result: ok. said", "a test said");
    let report = read(&output, false);
    assert_eq!(report.tally(|kind, _| kind == Kind::Unit), tally(2, 0, 0));
    assert_eq!(report.tally(|kind, _| kind == Kind::Behaviour), tally(2, 1, 1));
    assert_eq!(report.tally(|_, of| of == Database::Postgres), tally(0, 1, 0));
    assert_eq!(report.tally(|_, of| of == Database::MySql), tally(1, 0, 0));
}

#[test]
fn a_test_without_its_database_is_skipped_wherever_it_says_so() {
    let output = "\
     Running behaviour/main.rs (target/debug/deps/behaviour-77)

running 4 tests
SKIPPED a::postgres: CBV_TEST_POSTGRES is not set
test a::postgres ... SKIPPED b::postgres: CBV_TEST_POSTGRES is not set
ok
test b::postgres ... okSKIPPED a::mysql: CBV_TEST_MYSQL is not set

test a::mysql ... ok
test b::mysql ... ok

successes:

---- b::mysql stdout ----
SKIPPED b::mysql: CBV_TEST_MYSQL is not set

successes:
    a::postgres

test result: ok. 4 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s
";
    assert_eq!(read(output, true).tally(|_, _| true), tally(0, 0, 4));
}

#[test]
fn every_case_of_trybuild_counts() {
    let output = "\
     Running ui.rs (target/debug/deps/ui-77)

running 2 tests
test tests/ui/list/a.rs ... ok
test tests/ui/list/b.rs [should fail to compile] ... test other ... ok
mismatch

EXPECTED:
test tests/ui/list/c.rs ... wip
test ui ... FAILED

failures:

test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.01s
";
    // Beside the cases, the two functions: `other`, and `ui`, which ran the cases.
    assert_eq!(read(output, false).tally(|kind, _| kind == Kind::Ui), tally(2, 3, 0));
}

#[test]
fn colours_hide_no_case() {
    let output = "\
     Running ui/main.rs (target/debug/deps/ui-77)

running 1 test
test \x1b[0m\x1b[1mui/a/one.rs\x1b[0m ... \x1b[0m\x1b[32mok
\x1b[0mtest \x1b[0m\x1b[1mui/a/two.rs\x1b[0m ... \x1b[0m\x1b[1m\x1b[31merror
\x1b[0m\x1b[31mExpected test case to fail to compile, but it succeeded.
\x1b[0m
test cases ... FAILED

test result: FAILED. 0 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.46s
";
    let report = read(output, false);
    assert_eq!(report.tally(|kind, _| kind == Kind::Ui), tally(1, 2, 0));
}

#[test]
fn one_thread_prints_the_name_of_a_test_before_its_output() {
    let output = "\
     Running ui.rs (target/debug/deps/ui-77)

running 1 test
test ui ... 

test tests/ui/list/a.rs ... ok
ok

test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.01s
";
    assert_eq!(read(output, true).tally(|_, _| true), tally(2, 0, 0));
}

#[test]
fn doc_tests_come_in_several_groups() {
    let output = "\
   Doc-tests cbv_runtime

running 2 tests
test cbv-runtime/src/page.rs - page::Paginator (line 12) ... ok
test cbv-runtime/src/page.rs - page::Page (line 40) - compile ... ok

test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s

running 1 test
test cbv-runtime/src/db.rs - db (line 3) - compile fail ... ok

test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s
";
    assert_eq!(read(output, true).tally(|kind, _| kind == Kind::Doc), tally(3, 0, 0));
}

#[test]
fn the_modules_of_a_binary_name_a_kind_too() {
    let output = "\
     Running all.rs (target/debug/deps/all-77)

running 2 tests
test twin::list ... ok
test guide::quick_start ... ok

test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s
";
    let report = read(output, true);
    assert_eq!(report.tally(|kind, _| kind == Kind::Twin), tally(1, 0, 0));
    assert_eq!(report.tally(|kind, _| kind == Kind::Guide), tally(1, 0, 0));
}

#[test]
fn nothing_is_lost_without_a_word() {
    let crashed = "\
     Running unittests src/lib.rs (target/debug/deps/cbv-77)

running 2 tests
test a ... ok
error: test failed, to rerun pass `-p cbv --lib`
";
    assert_eq!(read(crashed, false).tally(|_, _| true), tally(1, 1, 0));
    let miscounted = "\
running 2 tests
test a ... ok
xtest b ... ok
test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s
";
    assert_eq!(read(miscounted, true).tally(|_, _| true), tally(1, 1, 0));
    assert_eq!(read("error: could not compile `cbv`", false).tally(|_, _| true), tally(0, 1, 0));
}

#[test]
fn the_output_of_tests_that_passed_is_not_shown() {
    let mut report = Report::default();
    let mut libtest = Libtest::new(&mut report, Kind::Unit);
    let shown: Vec<bool> = [
        "running 1 test",
        "test a ... ok",
        "successes:",
        "---- a stdout ----",
        "noise",
        "failures:",
        "test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured",
    ]
    .iter()
    .map(|line| libtest.line(line))
    .collect();
    assert_eq!(shown, [true, true, false, false, false, true, true]);
}
