//! A model's keys, relations and default order beside the keys and indexes of its table. Called by `compare`.

use super::{
    compare::{Comparison, place},
    live::{Index, Table, parts},
};
use crate::{
    db::Dialect,
    model::{self, FieldInfo, ModelInfo, Nulls, Term},
    query::{quoted, quoted_table},
};

impl Comparison {
    /// One value of the key is one row.
    pub(super) fn key(&mut self, model: &ModelInfo, table: &Table) {
        let is_key = |names: &[&str]| matches!(names, [name] if name.eq_ignore_ascii_case(model.key));
        let key: Vec<&str> = table.key.iter().map(String::as_str).collect();
        let mut unique = table.indexes.iter().filter(|index| index.unique).map(Index::names);
        if is_key(&key)
            || unique.any(|names| is_key(&names))
            || table.column(model.key, self.dialect).is_none()
        {
            return;
        }
        let field = model.fields.iter().find(|field| field.column() == model.key);
        let (is, cure) = if key.len() > 1 {
            let is = format!("the primary key of `{}` is ({})", model.table, key.join(", "));
            (is, "Give the table a key of one column: cbv finds a row by one value".to_owned())
        } else {
            let is = format!("nothing makes `{}` unique in `{}`", model.key, model.table);
            (
                is,
                "Make it the table's PRIMARY KEY, or mark the field that is `#[model(primary_key)]`"
                    .to_owned(),
            )
        };
        self.add(model, field, is, format!("`{}` is the model's primary key", model.key), cure, false);
    }

    /// The default order is read from an index, or sorted anew for each page.
    pub(super) fn order(&mut self, model: &ModelInfo, table: &Table) {
        let [first, ..] = &*model.ordering else { return };
        let plain = |term: &Term| term.place.expression.is_none() && lies_as_indexed(*term, self.dialect);
        let known = |term: &Term| table.column(term.place.name, self.dialect).is_some();
        let key = Index {
            unique: true,
            columns: table.key.iter().map(|name| (Some(name.clone()), false)).collect(),
        };
        let mut indexes = table.indexes.iter().chain([&key]);
        if !model.ordering.iter().all(|term| plain(term) && known(term))
            || indexes.any(|index| index.orders(&model.ordering))
        {
            return;
        }
        let field = model.fields.iter().find(|field| field.column() == first.place.name);
        let (names, cure) = self.index_for(model, &model.ordering);
        let is = format!("no index has the default order of `{}` ({names})", model.object_name);
        let field = field.filter(|_| model.ordering.len() == 1);
        self.add(model, field, is, "each page of a long table is sorted anew".to_owned(), cure, true);
    }

    /// The columns of an order, and the statement that makes their index; the directions matter where they differ.
    fn index_for(&self, model: &ModelInfo, terms: &[Term]) -> (String, String) {
        let mixed =
            terms.windows(2).any(|pair| matches!(pair, [one, other] if one.descending != other.descending));
        let columns: Vec<String> = terms
            .iter()
            .map(|term| {
                quoted(self.dialect, term.place.name) + if mixed && term.descending { " DESC" } else { "" }
            })
            .collect();
        let plain: Vec<&str> = terms.iter().map(|term| term.place.name).collect();
        let (schema, table) = parts(model.table);
        let name = format!("{table}_{}", plain.join("_"));
        // an index lies in the schema of its table; SQLite wants that said of the index, the others of the table
        let (name, table) = match (schema, self.dialect) {
            (Some(schema), Dialect::Sqlite) => (format!("{schema}.{name}"), table),
            _ => (name, model.table),
        };
        let (name, table) = (quoted_table(self.dialect, &name), quoted_table(self.dialect, table));
        let sql = format!("CREATE INDEX {name} ON {table} ({})", columns.join(", "));
        (plain.join(", "), sql)
    }

    /// A foreign key is one in the database, too, and it is found by an index.
    pub(super) fn foreign_key(
        &mut self,
        model: &ModelInfo,
        table: &Table,
        field: &FieldInfo,
        target: &ModelInfo,
    ) {
        let (name, shown) = (field.column(), place(model, field));
        // the second column of a table between two others is looked up from the other side alone
        let asked =
            model.between.is_none() || model.fields.first().is_some_and(|first| first.column() == name);
        if asked && !table.begins_with(name) {
            let term = model::Column::<(), i64>::new(name).asc().term;
            let (_, cure) = self.index_for(model, &[term]);
            let should = format!("finding the rows of one `{}` reads the whole table", target.object_name);
            self.add(model, Some(field), format!("no index begins with `{shown}`"), should, cure, true);
        }
        let to = target.table.rsplit('.').next().unwrap_or(target.table);
        let mut keys = table.foreign_keys.iter().filter(|key| key.column.eq_ignore_ascii_case(name));
        match keys.clone().next() {
            None => {
                let is = format!("the column `{shown}` is no foreign key");
                let should = format!("it may hold a key that no `{}` has", target.object_name);
                let cure = self.references(model, name, target);
                self.add(model, Some(field), is, should, cure, true);
            }
            Some(key) if keys.all(|key| !key.table.eq_ignore_ascii_case(to)) => {
                let is = format!("the column `{shown}` is a foreign key to `{}`", key.table);
                let should = format!(
                    "the field's leads to `{}`, whose table is `{}`",
                    target.object_name, target.table
                );
                let cure = "Name the other model, or change the table".to_owned();
                self.add(model, Some(field), is, should, cure, false);
            }
            Some(_) => {}
        }
    }

    /// How a column becomes a foreign key.
    fn references(&self, model: &ModelInfo, name: &str, target: &ModelInfo) -> String {
        let quoted = |name| quoted(self.dialect, name);
        // SQLite's keys lead to tables of the same file
        let there = if self.dialect == Dialect::Sqlite { parts(target.table).1 } else { target.table };
        let references = format!("REFERENCES {} ({})", quoted_table(self.dialect, there), quoted(target.key));
        match self.dialect {
            Dialect::Sqlite => format!("Write `{references}` where the table is made"),
            Dialect::Postgres | Dialect::MySql => {
                format!(
                    "ALTER TABLE {} ADD FOREIGN KEY ({}) {references}",
                    quoted_table(self.dialect, model.table),
                    quoted(name)
                )
            }
        }
    }
}

impl Table {
    /// Whether an index, or the primary key, begins with the column.
    fn begins_with(&self, name: &str) -> bool {
        let is = |first: Option<&str>| first.is_some_and(|first| first.eq_ignore_ascii_case(name));
        is(self.key.first().map(String::as_str))
            || self.indexes.iter().any(|index| is(index.names().first().copied()))
    }
}

impl Index {
    /// The columns in front of the first expression.
    fn names(&self) -> Vec<&str> {
        self.columns.iter().map_while(|(name, _)| name.as_deref()).collect()
    }

    /// Whether the rows lie in that order, or in the opposite one. What stands behind a unique index orders nothing more.
    fn orders(&self, terms: &[Term]) -> bool {
        let mut turned = None;
        for (at, term) in terms.iter().enumerate() {
            let Some((name, descending)) = self.columns.get(at) else { return self.unique && at > 0 };
            let same = name.as_deref().is_some_and(|name| name.eq_ignore_ascii_case(term.place.name));
            let turn = *descending != term.descending;
            if !same || *turned.get_or_insert(turn) != turn {
                return false;
            }
        }
        true
    }
}

/// Whether NULLs stand where an index has them. Where they do not, no plain index helps, and none is asked for.
fn lies_as_indexed(term: Term, dialect: Dialect) -> bool {
    let first_by_itself = term.descending == (dialect == Dialect::Postgres);
    match term.nulls {
        Nulls::None => true,
        Nulls::First => first_by_itself,
        Nulls::Last => !first_by_itself,
    }
}
