//! Forms: what a request's body holds, and what is made of it. Called by the views that answer POST and PUT.
//!
//! `read` takes a body apart into `data`, with the limits of `limits`; `file` is an uploaded file. What the fields of a form
//! make of it does not belong in these files.

mod body;
mod data;
mod disposition;
mod file;
mod file_rules;
mod json;
mod limits;
mod multipart;
#[cfg(test)]
mod multipart_tests;
mod name;
mod read;
mod sniff;
mod spool;
mod urlencoded;

pub use data::FormData;
pub use file::{Reader, Refused, RefusedBecause, UploadedFile};
pub use file_rules::FileRules;
pub use limits::Limits;
pub use read::{parse, read};
