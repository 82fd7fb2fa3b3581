//! What the tests of cbv share: databases of their own and tables with a few rows. Called by every test binary of this
//! package; nothing here is a test.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)] // this package is tests only

pub mod blog;
pub mod browser;
pub mod db;
pub mod fixture;
pub mod forms;
pub mod log;
pub mod models;
pub mod pieces;
pub mod statements;
pub mod user;
pub mod web;
pub mod weblog;
