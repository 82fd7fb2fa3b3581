//! Tests of the derives as functions from tokens to tokens, without the compiler: what they refuse (`faults`), what they make
//! (`expansion`, beside its `snapshots/`), and what their pages say of them (`pages`).

#![allow(clippy::panic)]

mod dated;
mod expansion;
mod faults;
mod forms;
mod inputs;
mod pages;
