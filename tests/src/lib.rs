//! What the tests of cbv share: databases of their own and tables with a few rows. Called by every test binary of this
//! package; nothing here is a test.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)] // this package is tests only

pub mod db;
pub mod fixture;
pub mod log;
pub mod models;
pub mod web;

/// The guide's examples, which `cargo test --doc` compiles and runs.
#[cfg(doctest)]
#[doc = include_str!("../../docs/guide/src/filters.md")]
mod guide {}
