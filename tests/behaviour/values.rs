//! Every Rust type read from every column type, on the three databases.
