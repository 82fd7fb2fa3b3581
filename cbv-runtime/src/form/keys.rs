//! The keys that a field of a form holds of rows in a table between. Called by the code that `#[derive(Form)]` writes for
//! `#[field(many_to_many = ..)]`.

use super::FormValue;

/// What a field with `many_to_many` may be: derived code asks the type by a path, so that the compiler says once of a type
/// that it is none.
#[diagnostic::on_unimplemented(
    message = "`many_to_many` holds the keys of several rows, and `{Self}` does not",
    label = "this is a `Vec<{K}>`",
    note = "`Vec<{K}>` is the list of keys; a single row is chosen by a foreign key, or by `queryset`"
)]
pub trait Keys<K> {
    /// The keys as they are sent.
    fn texts(keys: Vec<K>) -> Vec<String>;

    /// The keys.
    fn keys(&self) -> Vec<K>;
}

impl<K: FormValue> Keys<K> for Vec<K> {
    fn texts(keys: Self) -> Vec<String> {
        keys.encode()
    }

    fn keys(&self) -> Self {
        self.clone()
    }
}
