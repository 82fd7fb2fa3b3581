//! The head of a request as hooks and templates see it. Made by `route` for each request; holds the request's one database
//! handle. It has no body, so that it can be shared between tasks.
