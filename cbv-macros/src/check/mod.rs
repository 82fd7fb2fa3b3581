//! Rules between words, one file for each kind. Every broken rule is a fault; no tokens are made here.

mod arguments;
pub(crate) mod base;
pub(crate) mod choices;
pub(crate) mod dates;
pub(crate) mod detail;
pub(crate) mod edit;
pub(crate) mod filter;
pub(crate) mod form;
pub(crate) mod list;
pub(crate) mod model;
pub(crate) mod order;
pub(crate) mod redirect;
pub(crate) mod relation;
pub(crate) mod template;
pub(crate) mod view;
