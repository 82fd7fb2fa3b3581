//! The behaviour tests, one binary, because linking is what they cost. One module for each subject.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)] // helpers of tests, too

mod filters;
mod hooks;
mod kinds;
mod list;
mod transactions;
mod values;
