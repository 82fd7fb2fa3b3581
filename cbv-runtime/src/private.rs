//! What generated code calls and nobody else may: it changes without notice.
