//! What the author wrote, one file for each kind; every span is kept. No rules between words (`check/`), no tokens out
//! (`expand/`).

pub(crate) mod attr;
pub(crate) mod base;
pub(crate) mod choices;
pub(crate) mod dates;
pub(crate) mod detail;
pub(crate) mod edit;
pub(crate) mod elsewhere;
pub(crate) mod filter;
pub(crate) mod form;
pub(crate) mod formset;
pub(crate) mod garde;
pub(crate) mod items;
pub(crate) mod limit;
pub(crate) mod list;
pub(crate) mod lookup;
pub(crate) mod message;
pub(crate) mod model;
pub(crate) mod paging;
pub(crate) mod path;
pub(crate) mod redirect;
pub(crate) mod relation;
pub(crate) mod rule;
pub(crate) mod site;
pub(crate) mod template;
pub(crate) mod view;
