//! The keys of `?sort=`. Called by `mod.rs` for the order of the rows, and by `shown.rs` for links.

use super::OrderingField;
use crate::model::Order;

/// The known keys of a text such as `-views,title`, each once: where the key stands in the table, and whether a minus is before
/// it. What is unknown is left out.
pub(super) fn keys<'t>(
    text: &'t str,
    known: impl Iterator<Item = &'static str> + Clone + 't,
) -> impl Iterator<Item = (usize, bool)> + 't {
    let mut seen = Vec::new();
    text.split(',').filter_map(move |key| {
        let key = key.trim();
        let (key, descending) = key.strip_prefix('-').map_or((key, false), |key| (key, true));
        let at = known.clone().position(|name| name == key)?;
        if seen.contains(&at) {
            return None; // kept short, however often a key is repeated
        }
        seen.push(at);
        Some((at, descending))
    })
}

/// The order that a text asks for; empty when it asks for nothing that is known.
pub(super) fn order<M>(text: &str, fields: &'static [OrderingField<M>]) -> Vec<Order<M>> {
    let keys = keys(text, fields.iter().map(|field| field.key));
    keys.filter_map(|(at, descending)| {
        fields.get(at).map(|field| if descending { field.desc } else { field.asc })
    })
    .collect()
}

/// The text that asks for these keys.
pub(super) fn text(keys: &[(usize, bool)], known: impl Iterator<Item = &'static str> + Clone) -> String {
    let key = |(at, descending): &(usize, bool)| {
        let key = known.clone().nth(*at).unwrap_or_default();
        if *descending { format!("-{key}") } else { key.to_owned() }
    };
    keys.iter().map(key).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::{keys, text};

    fn found(text: &str) -> Vec<(usize, bool)> {
        keys(text, ["title", "views"].into_iter()).collect()
    }

    #[test]
    fn the_text_of_keys_asks_for_them() {
        assert_eq!(text(&found("x,-views, title"), ["title", "views"].into_iter()), "-views,title");
    }

    #[test]
    fn known_keys_are_taken_once_and_unknown_ones_never() {
        assert_eq!(found("title"), [(0, false)]);
        assert_eq!(found("-views,title"), [(1, true), (0, false)]);
        assert_eq!(found(" -views , title "), [(1, true), (0, false)]);
        assert_eq!(found("title,-title,views"), [(0, false), (1, false)]);
        for unknown in
            ["", ",", "-", "--title", "Title", "id", "title;views", "+title", "title desc", "title'--", "*"]
        {
            assert!(found(unknown).is_empty(), "{unknown}");
        }
    }
}
