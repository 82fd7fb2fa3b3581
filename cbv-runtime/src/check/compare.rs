//! A model beside its table. Called by `check` for each model; it asks no database.

use std::collections::HashSet;

use super::{
    live::{Column, Index, Table},
    report::{CheckError, Problem},
    types::{misfit, sql_type},
};
use crate::{
    Error,
    db::Dialect,
    model::{FieldInfo, ModelInfo, Nulls, Place, Term},
    query::quoted,
};

/// What was found so far.
pub(super) struct Comparison {
    dialect: Dialect,
    seen: HashSet<(&'static str, &'static str)>,
    problems: Vec<Problem>,
}

impl Comparison {
    pub(super) fn new(dialect: Dialect) -> Self {
        Self { dialect, seen: HashSet::new(), problems: Vec::new() }
    }

    /// Whether the model is a new one.
    pub(super) fn begin(&mut self, model: &ModelInfo) -> bool {
        self.seen.insert((model.object_name, model.table))
    }

    pub(super) fn finish(self) -> Result<(), CheckError> {
        if self.problems.is_empty() { Ok(()) } else { Err(CheckError { problems: self.problems }) }
    }

    /// The database has no such table; `others` are those it has.
    pub(super) fn missing(&mut self, model: &ModelInfo, others: &[String]) {
        let table = model.table;
        let alike = others.iter().find(|other| is_alike(other, table));
        let cure = match alike {
            Some(other) => {
                format!("Write `#[model(table = \"{other}\")]`, if that is the one, or run the migrations")
            }
            None => "Run the migrations, or name the table: `#[model(table = \"..\")]`".to_owned(),
        };
        self.add(model, None, format!("the database has no table `{table}`"), String::new(), cure, false);
    }

    /// The catalogue did not answer.
    pub(super) fn unread(&mut self, model: &ModelInfo, error: &Error) {
        let is = format!("the table `{}` could not be looked at: {error}", model.table);
        self.add(model, None, is, String::new(), "Does the database answer?".to_owned(), false);
    }

    pub(super) fn compare(&mut self, model: &ModelInfo, table: &Table) {
        for field in model.fields {
            match table.column(field.column(), self.dialect) {
                Some(column) => self.column(model, table, field, column),
                None => self.no_column(model, table, field),
            }
        }
        if !table.view {
            self.key(model, table);
            self.order(model, table);
        }
    }

    fn no_column(&mut self, model: &ModelInfo, table: &Table, field: &FieldInfo) {
        let (name, dialect) = (field.column(), self.dialect);
        let is = format!(
            "the {} `{}` has no column `{name}`",
            if table.view { "view" } else { "table" },
            model.table
        );
        let alike = table.columns.iter().find(|column| is_alike(&column.name, name));
        let cure = match alike {
            Some(other) => format!("Write `#[model(column = \"{}\")]`, if that is the one", other.name),
            None if table.view => "Add it to the view, or leave the field out".to_owned(),
            None => format!(
                "Add it: ALTER TABLE {} ADD COLUMN {} {}{}",
                quoted(dialect, model.table),
                quoted(dialect, name),
                sql_type(field, dialect),
                if field.ty.null { "" } else { " NOT NULL" }
            ),
        };
        self.add(model, Some(field), is, String::new(), cure, false);
    }

    fn column(&mut self, model: &ModelInfo, table: &Table, field: &FieldInfo, column: &Column) {
        let name = field.column();
        if let Some(misfit) = misfit(field, column, self.dialect) {
            let declared = if column.declared.is_empty() { "without a type" } else { &column.declared };
            let is = format!("the column `{name}` is {declared}");
            self.add(model, Some(field), is, misfit.should, misfit.cure, misfit.advice);
        }
        if !table.view {
            self.null(model, field, column);
            if let Some(target) = field.foreign_key {
                self.foreign_key(model, table, field, &target());
            }
        }
    }

    fn null(&mut self, model: &ModelInfo, field: &FieldInfo, column: &Column) {
        let (name, ty) = (field.column(), field.ty.name());
        match (column.null, field.ty.null) {
            (true, false) => {
                let cure = format!("Make the field `Option<{ty}>`, or the column NOT NULL");
                let is = format!("the column `{name}` may be NULL");
                self.add(model, Some(field), is, format!("a `{ty}` cannot be missing"), cure, false);
            }
            (false, true) => {
                let inner = ty.strip_prefix("Option<").and_then(|ty| ty.strip_suffix('>')).unwrap_or(&ty);
                let cure = format!("Make the field `{inner}`, or let the column be NULL");
                let is = format!("the column `{name}` is NOT NULL");
                self.add(model, Some(field), is, "`None` cannot be saved in it".to_owned(), cure, false);
            }
            _ => {}
        }
    }

    /// One value of the key is one row.
    fn key(&mut self, model: &ModelInfo, table: &Table) {
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
    fn order(&mut self, model: &ModelInfo, table: &Table) {
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
        let name = format!("{}_{}", model.table.replace('.', "_"), plain.join("_"));
        let sql = format!(
            "CREATE INDEX {} ON {} ({})",
            quoted(self.dialect, &name),
            quoted(self.dialect, model.table),
            columns.join(", ")
        );
        (plain.join(", "), sql)
    }

    fn foreign_key(&mut self, model: &ModelInfo, table: &Table, field: &FieldInfo, target: &ModelInfo) {
        let name = field.column();
        let begins =
            |index: &Index| index.names().first().is_some_and(|first| first.eq_ignore_ascii_case(name));
        let in_key = table.key.first().is_some_and(|first| first.eq_ignore_ascii_case(name));
        if !in_key && !table.indexes.iter().any(begins) {
            let term =
                Term { place: Place { name, expression: None }, descending: false, nulls: Nulls::None };
            let (_, cure) = self.index_for(model, &[term]);
            let should = format!("finding the rows of one `{}` reads the whole table", target.object_name);
            self.add(model, Some(field), format!("no index begins with `{name}`"), should, cure, true);
        }
        let to = target.table.rsplit('.').next().unwrap_or(target.table);
        let mut keys = table.foreign_keys.iter().filter(|key| key.column.eq_ignore_ascii_case(name));
        match keys.clone().next() {
            None => {
                let cure = match self.dialect {
                    Dialect::Sqlite => format!(
                        "Write `REFERENCES {} ({})` where the table is made",
                        quoted(self.dialect, to),
                        quoted(self.dialect, target.key)
                    ),
                    dialect => format!(
                        "ALTER TABLE {} ADD FOREIGN KEY ({}) REFERENCES {} ({})",
                        quoted(dialect, model.table),
                        quoted(dialect, name),
                        quoted(dialect, target.table),
                        quoted(dialect, target.key)
                    ),
                };
                let should = format!("it may hold a key that no `{}` has", target.object_name);
                self.add(
                    model,
                    Some(field),
                    format!("the column `{name}` is no foreign key"),
                    should,
                    cure,
                    true,
                );
            }
            Some(key) if keys.all(|key| !key.table.eq_ignore_ascii_case(to)) => {
                let is = format!("the column `{name}` is a foreign key to `{}`", key.table);
                let should = format!(
                    "the field's leads to `{}`, whose table is `{}`",
                    target.object_name, target.table
                );
                self.add(
                    model,
                    Some(field),
                    is,
                    should,
                    "Name the other model in `foreign_key = ..`, or change the table".to_owned(),
                    false,
                );
            }
            Some(_) => {}
        }
    }

    fn add(
        &mut self,
        model: &ModelInfo,
        field: Option<&FieldInfo>,
        is: String,
        should: String,
        cure: String,
        advice: bool,
    ) {
        let problem = Problem {
            model: model.object_name,
            field: field.map(|field| field.name),
            is,
            should,
            cure,
            advice,
        };
        self.problems.push(problem);
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

/// Whether one name is likely the other: another case, a prefix, a plural.
fn is_alike(one: &str, other: &str) -> bool {
    let plain = |name: &str| name.to_ascii_lowercase().replace(['_', '-'], "");
    let (one, other) = (plain(one), plain(other));
    one == other
        || (one.len() > 2 && other.len() > 2 && (one.ends_with(&other) || other.ends_with(&one)))
        || one.strip_suffix('s') == Some(&other)
        || other.strip_suffix('s') == Some(&one)
}
