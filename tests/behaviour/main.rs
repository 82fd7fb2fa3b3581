//! The behaviour tests, one binary, because linking is what they cost. One module for each subject.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)] // helpers of tests, too
#![allow(non_snake_case)] // a test that proves several rows joins their ids by two underscores

mod asked;
mod asked_random;
mod asked_related;
mod base;
mod checking;
mod choices;
mod composition;
mod context;
mod customising;
mod database;
mod detail;
mod errors;
mod filters;
mod formats;
mod fragments;
mod guards;
mod hooks;
mod hostile;
mod items;
mod kinds;
mod list;
mod list_context;
mod list_pages;
mod mounting;
mod order;
mod queries_seen;
mod query_aggregates;
mod query_expressions;
mod query_indexes;
mod query_links;
mod query_lookups;
mod query_note;
mod query_rows;
mod query_saves;
mod query_trees;
mod query_writes;
mod redirect;
mod relations;
mod responses;
mod routing;
mod seeds_async;
mod seeds_base;
mod seeds_data;
mod seeds_detail;
mod seeds_list;
mod seeds_related;
mod seeds_responses;
mod shortcuts;
mod site;
mod template;
mod transactions;
mod values;
mod verbs;
