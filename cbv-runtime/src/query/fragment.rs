//! A piece of SQL of the author's own, with marks for columns and values. Made by `Condition::sql`, written by
//! `predicate.rs`. It reads marks and nothing else of SQL.

use super::sql::Statement;
use crate::value::Sql;

/// The text and the values of [`Condition::sql`](super::Condition::sql).
#[derive(Debug, Clone)]
pub(crate) struct Fragment {
    text: &'static str,
    values: Vec<Sql>,
}

impl Fragment {
    pub(super) fn new(text: &'static str, values: Vec<Sql>) -> Self {
        Self { text, values }
    }

    /// Whether the text names that column.
    pub(super) fn reads(&self, column: &str) -> bool {
        self.text.match_indices(column).any(|(at, _)| {
            let before = self.text.get(..at).is_some_and(|text| text.ends_with('{'));
            before && self.text.get(at + column.len()..).is_some_and(|text| text.starts_with('}'))
        })
    }

    /// Whether the text names a column at all.
    pub(super) fn reads_any(&self) -> bool {
        self.text.replace("{{", "").contains('{')
    }

    pub(super) fn write(self, alias: &str, out: &mut Statement) {
        let given = self.values.len();
        let mut values = self.values.into_iter();
        let mut marks = 0;
        let mut rest = self.text;
        out.unrepeatable();
        out.push("(");
        while let Some(at) = rest.find(['?', '{']) {
            let (before, mark) = rest.split_at(at);
            out.push(before);
            rest = if let Some(after) = mark.strip_prefix("??") {
                out.push("?");
                after
            } else if let Some(after) = mark.strip_prefix("{{") {
                out.push("{");
                after
            } else if let Some(after) = mark.strip_prefix('?') {
                marks += 1;
                if let Some(value) = values.next() {
                    out.value(value);
                }
                after
            } else if let Some((name, after)) = mark.trim_start_matches('{').split_once('}') {
                out.column(alias, name);
                after
            } else {
                out.refuse_setup(format!("a brace is not closed in the SQL `{}`", self.text));
                return;
            };
        }
        out.push(rest).push(")");
        if marks != given {
            let text = self.text;
            out.refuse_setup(format!(
                "the SQL `{text}` has {marks} `?` for values, and {given} values were given"
            ));
        }
    }
}
