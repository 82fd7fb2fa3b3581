//! The rows that the fields of a set's rows choose among: asked for all rows of the set at once. Called by `Bound`, which keeps
//! one of these for each set of its form.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    super::{Choice, FormData, Source, errors::ErrorMap, source::choices, value::no_choice},
    FormSetMeta,
    sent::{Sent, State},
};
use crate::{Result, db::Conn};

/// What can be chosen in fields, by their place.
pub(crate) type Options = Arc<Vec<(usize, Vec<Choice>)>>;

/// The sources of a set, and what they have when they were read.
#[derive(Debug, Default)]
pub(crate) struct SetChoices {
    sources: Vec<(usize, Source)>,
    options: Options,
}

impl SetChoices {
    /// Those that the form of the rows says.
    pub(crate) fn of(meta: &FormSetMeta) -> Self {
        let sources = (meta.sources)().into_iter().filter_map(|(index, source)| Some((index, source?)));
        let mut this = Self { sources: sources.collect(), options: Options::default() };
        this.unread();
        this
    }

    /// Chooses among other rows.
    pub(crate) fn set(&mut self, index: usize, source: Source) {
        self.sources.retain(|(at, _)| *at != index);
        self.sources.push((index, source));
        self.unread();
    }

    /// Before they are read, nothing can be chosen.
    fn unread(&mut self) {
        self.options = Arc::new(self.sources.iter().map(|(index, _)| (*index, Vec::new())).collect());
    }

    /// Reads what can be chosen.
    pub(crate) async fn load(&mut self, db: &Conn) -> Result<()> {
        self.options = Arc::new(choices(&self.sources, db).await?);
        Ok(())
    }

    pub(crate) fn options(&self) -> Options {
        Arc::clone(&self.options)
    }

    /// Whether what the rows have chosen can be: one query for each field, however many rows there are.
    pub(super) async fn check(
        &self,
        meta: &FormSetMeta,
        sent: &Sent<'_>,
        data: &FormData,
        errors: &mut ErrorMap,
        db: &Conn,
    ) -> Result<()> {
        for (index, source) in &self.sources {
            let Some(field) = meta.fields.get(*index).filter(|field| !field.disabled) else { continue };
            let mut chosen: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for row in sent.rows.iter().filter(|row| matches!(row.state, State::Kept(_))) {
                let name = format!("{}-{}", row.prefix, field.name);
                let keys = data.get_all(&name).map(str::trim).filter(|key| !key.is_empty());
                let keys: Vec<String> = keys.map(str::to_owned).collect();
                if errors.row(meta.name, row.number).is_some_and(|errors| errors.has(field.name)) {
                    // `Enter a whole number.` is no help to who chooses
                    if let Some(error) = source.unreadable(&keys) {
                        errors.clear_row(meta.name, row.number, field.name);
                        errors.add_row(meta.name, row.number, ErrorMap::one(Some(field.name), error));
                    }
                    continue;
                }
                for key in keys {
                    chosen.entry(key).or_default().push(row.number);
                }
            }
            let keys: Vec<String> = chosen.keys().cloned().collect();
            for key in source.missing(db, &keys).await? {
                for number in chosen.remove(&key).unwrap_or_default() {
                    errors.add_row(meta.name, number, ErrorMap::one(Some(field.name), no_choice(&key)));
                }
            }
        }
        Ok(())
    }
}
