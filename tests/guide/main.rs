//! The guide as its readers use it: the quick start is followed word by word, and what a chapter shows of a file is what the
//! file says. The chapters' other code is run by `cargo test --doc -p cbv-guide`.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod chapters;
mod complete;
mod customising;
mod django_tests;
mod faults;
mod quick_start;
mod shown;
mod site_key;
