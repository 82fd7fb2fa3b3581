//! UUIDs as text, where a database has no type for them. Called by the databases' files.

use uuid::Uuid;

#[cfg(any(feature = "sqlite", feature = "mysql"))]
use super::UuidForm;

/// Reads a UUID of 36 characters or of 32 digits.
pub(super) fn parse_uuid(text: &str) -> Option<Uuid> {
    // The crate's parser also takes braces and `urn:uuid:`, which no column of ours is compared with.
    matches!(text.len(), 32 | 36).then(|| Uuid::try_parse(text).ok())?
}

/// A UUID as text; `None` when its column holds bytes.
#[cfg(any(feature = "sqlite", feature = "mysql"))]
pub(super) fn format_uuid(value: Uuid, form: UuidForm) -> Option<String> {
    match form {
        UuidForm::Text => Some(value.hyphenated().to_string()),
        UuidForm::Hex => Some(value.simple().to_string()),
        UuidForm::Bytes => None,
    }
}
