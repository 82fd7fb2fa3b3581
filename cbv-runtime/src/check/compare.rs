//! A model beside its table. Called by `check` for each model; it asks no database.

use std::collections::HashSet;

use super::{
    live::{Column, Table},
    report::{CheckError, Problem},
    types::{misfit, sql_type},
};
use crate::{
    Error,
    db::Dialect,
    model::{FieldInfo, ModelInfo},
    query::{quoted, quoted_table},
};

/// What was found so far.
pub(super) struct Comparison {
    pub(super) dialect: Dialect,
    seen: HashSet<(&'static str, &'static str)>,
    problems: Vec<Problem>,
}

impl Comparison {
    pub(super) fn new(dialect: Dialect) -> Self {
        Self { dialect, seen: HashSet::new(), problems: Vec::new() }
    }

    /// Whether the model is a new one.
    pub(super) fn begin(&mut self, model: &ModelInfo) -> bool {
        self.seen.insert((model.between.unwrap_or(model.object_name), model.table))
    }

    pub(super) fn finish(self) -> Result<(), CheckError> {
        if self.problems.is_empty() { Ok(()) } else { Err(CheckError { problems: self.problems }) }
    }

    /// The database has no such table; `others` are those it has.
    pub(super) fn missing(&mut self, model: &ModelInfo, others: &[String]) {
        let table = model.table;
        let alike = others.iter().find(|other| is_alike(other, table));
        let word = if model.between.is_some() { "through" } else { "table" };
        let cure = match alike {
            Some(other) => format!("Write `{word} = \"{other}\"`, if that is the one, or run the migrations"),
            None => format!("Run the migrations, or name the table: `{word} = \"..\"`"),
        };
        let field = model.fields.first().filter(|_| model.between.is_some());
        self.add(model, field, format!("the database has no table `{table}`"), String::new(), cure, false);
    }

    /// The catalogue did not answer.
    pub(super) fn unread(&mut self, model: &ModelInfo, error: &Error) {
        let is = format!("the table `{}` could not be looked at: {error}", model.table);
        self.add(model, None, is, String::new(), "Does the database answer?".to_owned(), false);
    }

    pub(super) fn compare(&mut self, model: &ModelInfo, table: &Table) {
        for field in model.fields.iter() {
            match table.column(field.column(), self.dialect) {
                Some(column) => self.column(model, table, field, column),
                None => self.no_column(model, table, field),
            }
        }
        if !table.view && model.between.is_none() {
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
        let taken = |column: &&Column| model.fields.iter().any(|field| field.column() == column.name);
        let mut free = table.columns.iter().filter(|column| !taken(column));
        let alike = free.find(|column| is_alike(&column.name, name));
        let cure = match alike {
            Some(other) if model.between.is_some() => {
                format!("Write `from = \"{0}\"` or `to = \"{0}\"`, if that is the one", other.name)
            }
            Some(other) => format!("Write `#[model(column = \"{}\")]`, if that is the one", other.name),
            None if table.view => "Add it to the view, or leave the field out".to_owned(),
            None => format!(
                "Add it: ALTER TABLE {} ADD COLUMN {} {}{}",
                quoted_table(dialect, model.table),
                quoted(dialect, name),
                sql_type(field, dialect),
                if field.ty.null { "" } else { " NOT NULL" }
            ),
        };
        self.add(model, Some(field), is, String::new(), cure, false);
    }

    fn column(&mut self, model: &ModelInfo, table: &Table, field: &FieldInfo, column: &Column) {
        if let Some(misfit) = misfit(field, column, self.dialect) {
            let declared = if column.declared.is_empty() { "without a type" } else { &column.declared };
            let is = format!("the column `{}` is {declared}", place(model, field));
            self.add(model, Some(field), is, misfit.should, misfit.cure, misfit.advice);
        }
        if !table.view {
            if model.between.is_none() {
                self.null(model, field, column);
            }
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
                self.add(model, Some(field), is, format!("`{ty}` cannot be missing"), cure, false);
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

    pub(super) fn add(
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

/// How a field's column is called; that of a table between two others with its table.
pub(super) fn place(model: &ModelInfo, field: &FieldInfo) -> String {
    match model.between {
        Some(_) => format!("{}.{}", model.table, field.column()),
        None => field.column().to_owned(),
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
