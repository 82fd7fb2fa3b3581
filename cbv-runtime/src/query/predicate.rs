//! What a condition is in SQL, so that it means the same on the three databases. Called by `select.rs` and `change.rs` when
//! a statement's WHERE is written. The reasons for each shape, with measurements, are in `docs/design/queries.md`.

use super::{
    condition::{Like, Node, Operator, Part, Target},
    fit::{Fit, fit},
    pattern,
    sql::Statement,
};
use crate::{
    db::Dialect,
    value::{Kind, Sql},
};

/// Lists up to this length are filled up to a power of two: a connection remembers a hundred statements by their text, and
/// lists of every length would push each other out. Longer lists are not remembered.
const REMEMBERED: usize = 1024;

/// Terms in a row; more of them are written in nested groups, because SQLite reads a chain of them as a tree as deep as the
/// chain is long, and refuses a depth of 1000.
const IN_A_ROW: usize = 64;

/// Letters of a text that is searched for in any case. The databases refuse longer patterns, each at another length: SQLite
/// beyond 50,000 bytes, the regular expressions of the others when they grow too complex.
const MOST_LETTERS: usize = 3_000;

const ALWAYS: &str = "1 = 1";
const NEVER: &str = "1 = 0";

impl Target {
    fn write<'a>(&self, alias: &str, out: &'a mut Statement) -> &'a mut Statement {
        self.expr.write(alias, out)
    }
}

impl Operator {
    fn text(self) -> &'static str {
        match self {
            Self::Eq => " = ",
            Self::Ne => " <> ",
            Self::Lt => " < ",
            Self::Le => " <= ",
            Self::Gt => " > ",
            Self::Ge => " >= ",
        }
    }
}

impl Node {
    /// Writes the condition; its columns belong to the table that is called `alias`.
    pub(super) fn write(self, alias: &str, out: &mut Statement) {
        match self {
            Self::Compare(target, operator, value) => compare(&target, operator, value, alias, out),
            Self::CompareTo(left, operator, right, kind) => {
                compare_to(&left, operator, &right, kind, alias, out);
            }
            Self::Range(target, ends) => range(&target, *ends, alias, out),
            Self::Span(span) => span.write(alias, out),
            Self::IsNull(target) => {
                target.write(alias, out).push(" IS NULL");
            }
            Self::In(target, values) => is_in(&target, values, alias, out),
            Self::Like(target, like, text) => write_like(&target, like, text, alias, out),
            Self::Fragment(fragment) => fragment.write(alias, out),
            Self::Related(related) => related.write(alias, out),
            Self::All(nodes) => several(nodes, " AND ", ALWAYS, alias, out),
            Self::Any(nodes) => several(nodes, " OR ", NEVER, alias, out),
            Self::Not(node) => match *node {
                Self::IsNull(target) => {
                    target.write(alias, out).push(" IS NOT NULL");
                }
                node if node.may_be_null() => {
                    out.push("NOT COALESCE((");
                    node.write(alias, out);
                    out.push("), 1 = 0)");
                }
                node => {
                    out.push("NOT (");
                    node.write(alias, out);
                    out.push(")");
                }
            },
        }
    }

    /// The same, true or false also where SQL finds neither.
    pub(super) fn truth(self) -> Self {
        if self.may_be_null() { Self::Not(Box::new(Self::Not(Box::new(self)))) } else { self }
    }

    /// Whether it says nothing: every row fits.
    pub(super) fn is_always(&self) -> bool {
        matches!(self, Self::All(nodes) if nodes.is_empty())
    }

    /// Whether SQL may find it neither true nor false.
    fn may_be_null(&self) -> bool {
        match self {
            Self::Compare(_, Operator::Ne, _) | Self::CompareTo(_, Operator::Ne, ..) => false, // NULL is among what is not equal
            Self::CompareTo(left, _, right, _) => left.null || right.null,
            Self::Compare(target, ..)
            | Self::Range(target, ..)
            | Self::In(target, _)
            | Self::Like(target, ..) => target.null,
            Self::Span(span) => span.target.null,
            Self::IsNull(_) | Self::Not(_) | Self::Related(_) => false,
            Self::Fragment(_) => true,
            Self::All(nodes) | Self::Any(nodes) => nodes.iter().any(Self::may_be_null),
        }
    }
}

fn several(mut nodes: Vec<Node>, between: &str, none: &str, alias: &str, out: &mut Statement) {
    if nodes.is_empty() {
        out.push(none);
        return;
    }
    out.push("(");
    if nodes.len() > IN_A_ROW {
        let rest = nodes.split_off(nodes.len() / 2);
        several(nodes, between, none, alias, out);
        out.push(between);
        several(rest, between, none, alias, out);
    } else {
        for (index, node) in nodes.into_iter().enumerate() {
            out.push(if index == 0 { "" } else { between });
            node.write(alias, out);
        }
    }
    out.push(")");
}

fn compare(target: &Target, operator: Operator, value: Sql, alias: &str, out: &mut Statement) {
    use Operator::{Eq, Ge, Gt, Le, Lt, Ne};

    let (operator, value) = match (fit(value, out.dialect()), operator) {
        (Fit::Value(value), _) => (operator, value),
        (Fit::After(before), Lt | Le) => (Le, before),
        (Fit::After(before), Gt | Ge) => (Gt, before),
        (Fit::Above, Lt | Le) | (Fit::Below, Gt | Ge) => return not_null(target, alias, out),
        (_, Ne) => {
            out.push(ALWAYS);
            return;
        }
        (_, Eq | Lt | Le | Gt | Ge) => {
            out.push(NEVER);
            return;
        }
    };
    match operator {
        Eq => equal(target, value, alias, out),
        Ne => not_equal(target, value, alias, out),
        Lt | Le | Gt | Ge => write_sign(target, operator.text(), value, alias, out),
    }
}

/// Two sides that the database both reads. NULL equals nothing, also no other NULL, and is different from everything.
fn compare_to(
    left: &Target,
    operator: Operator,
    right: &Target,
    kind: Kind,
    alias: &str,
    out: &mut Statement,
) {
    let different = operator == Operator::Ne && (left.null || right.null);
    let exact = kind == Kind::Text
        && out.dialect() == Dialect::MySql
        && matches!(operator, Operator::Eq | Operator::Ne);
    let side = if exact { bytes } else { plain };
    out.push(if different { "(" } else { "" });
    side(left, alias, out);
    out.push(operator.text());
    side(right, alias, out);
    for target in [left, right].into_iter().filter(|target| different && target.null) {
        target.write(alias, out.push(" OR ")).push(" IS NULL");
    }
    out.push(if different { ")" } else { "" });
}

fn write_sign(target: &Target, sign: &str, value: Sql, alias: &str, out: &mut Statement) {
    target.write(alias, out).push(sign).value(value);
}

/// MariaDB's collations take `a`, `A`, `ä` and `a ` for equal. The value's binary collation makes the comparison stricter and
/// leaves the column's index usable; the bytes settle what is left, the spaces at the end.
fn equal(target: &Target, value: Sql, alias: &str, out: &mut Statement) {
    match value {
        Sql::Text(text) if out.dialect() == Dialect::MySql => {
            target.write(alias, out.push("(")).push(" = ");
            out.value(Sql::Text(text.clone())).push(" COLLATE utf8mb4_bin AND ");
            bytes(target, alias, out);
            out.push(" = ").value(Sql::Text(text)).push(")");
        }
        value => write_sign(target, " = ", value, alias, out),
    }
}

fn not_equal(target: &Target, value: Sql, alias: &str, out: &mut Statement) {
    out.push(if target.null { "(" } else { "" });
    if matches!(value, Sql::Text(_)) && out.dialect() == Dialect::MySql {
        bytes(target, alias, out);
    } else {
        target.write(alias, out);
    }
    out.push(" <> ").value(value);
    if target.null {
        target.write(alias, out.push(" OR ")).push(" IS NULL)");
    }
}

fn plain(target: &Target, alias: &str, out: &mut Statement) {
    target.write(alias, out);
}

/// The column's text as MariaDB compares it byte for byte.
fn bytes(target: &Target, alias: &str, out: &mut Statement) {
    target.write(alias, out.push("CAST(CONVERT(")).push(" USING utf8mb4) AS BINARY)");
}

fn not_null(target: &Target, alias: &str, out: &mut Statement) {
    target.write(alias, out).push(" IS NOT NULL");
}

fn range(target: &Target, (low, high): (Sql, Sql), alias: &str, out: &mut Statement) {
    match (fit(low.clone(), out.dialect()), fit(high.clone(), out.dialect())) {
        (Fit::Value(low), Fit::Value(high)) => {
            target.write(alias, out).push(" BETWEEN ").value(low).push(" AND ").value(high);
        }
        _ => {
            let ends = vec![
                Node::Compare(target.clone(), Operator::Ge, low),
                Node::Compare(target.clone(), Operator::Le, high),
            ];
            Node::All(ends).write(alias, out);
        }
    }
}

fn is_in(target: &Target, values: Vec<Sql>, alias: &str, out: &mut Statement) {
    let dialect = out.dialect();
    let fits = values.into_iter().filter_map(|value| match fit(value, dialect) {
        Fit::Value(value) => Some(value),
        _ => None,
    });
    let mut values: Vec<Sql> = fits.collect();
    let Some(last) = values.last().cloned() else {
        out.push(NEVER);
        return;
    };
    if values.len() <= REMEMBERED {
        values.resize(values.len().next_power_of_two(), last);
    } else {
        out.forget();
    }
    if dialect == Dialect::MySql && matches!(values.first(), Some(Sql::Text(_))) {
        target.write(alias, out.push("("));
        list(values.clone(), " COLLATE utf8mb4_bin", out);
        out.push(" AND ");
        bytes(target, alias, out);
        list(values, "", out);
        out.push(")");
    } else {
        target.write(alias, out);
        list(values, "", out);
    }
}

fn list(values: Vec<Sql>, collation: &str, out: &mut Statement) {
    for (index, value) in values.into_iter().enumerate() {
        out.push(if index == 0 { " IN (" } else { ", " }).value(value).push(collation);
    }
    out.push(")");
}

fn write_like(target: &Target, like: Like, text: String, alias: &str, out: &mut Statement) {
    let dialect = out.dialect();
    let nul = text.contains('\0');
    if like.folded && text.chars().count() > MOST_LETTERS {
        out.refuse(format!("a text of more than {MOST_LETTERS} letters is searched for"));
    }
    match like.part {
        Part::Whole if text.is_empty() => equal(target, Sql::Text(text), alias, out),
        _ if text.is_empty() => not_null(target, alias, out),
        // PostgreSQL stores none, SQLite's LIKE and GLOB take it for the end of the text
        _ if nul && (dialect == Dialect::Postgres || dialect == Dialect::Sqlite && like.folded) => {
            out.push(NEVER);
        }
        part => match (dialect, like.folded) {
            (Dialect::Sqlite, false) => sqlite_like(target, part, text, alias, out),
            (Dialect::Sqlite, true) => sqlite_folded(target, part, &text, alias, out),
            (Dialect::Postgres, false) => {
                target.write(alias, out).push(" LIKE ");
                out.value(Sql::Text(pattern::like(&text, part))).push(" ESCAPE '!'");
            }
            (Dialect::Postgres, true) => postgres_folded(target, part, &text, alias, out),
            (Dialect::MySql, false) => mysql_like(target, part, &text, alias, out),
            (Dialect::MySql, true) => mysql_folded(target, part, &text, alias, out),
        },
    }
}

/// LIKE takes `a` and `A` for the same on SQLite, and GLOB has the statement prepared anew for each bound pattern.
fn sqlite_like(target: &Target, part: Part, text: String, alias: &str, out: &mut Statement) {
    match part {
        Part::Whole => equal(target, Sql::Text(text), alias, out),
        Part::Anywhere => {
            target.write(alias, out.push("instr(")).push(", ").value(Sql::Text(text)).push(") > 0");
        }
        Part::Start => {
            // the two limits are for the index: no character is behind the last one
            target.write(alias, out.push("(")).push(" BETWEEN ").value(Sql::Text(text.clone()));
            out.push(" AND ").value(Sql::Text(format!("{text}{}", char::MAX)));
            target.write(alias, out.push(" AND instr(")).push(", ").value(Sql::Text(text));
            out.push(") = 1)");
        }
        Part::End => {
            let letters = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
            target.write(alias, out.push("substr(")).push(", ").value(Sql::Int(-letters));
            out.push(") = ").value(Sql::Text(text));
        }
    }
}

/// LIKE folds ASCII by itself, and is faster than a GLOB of classes by a factor of 14.
fn sqlite_folded(target: &Target, part: Part, text: &str, alias: &str, out: &mut Statement) {
    let (operator, pattern, escape) = if text.is_ascii() {
        (" LIKE ", pattern::like(text, part), " ESCAPE '!'")
    } else {
        (" GLOB ", pattern::folded_glob(text, part), "")
    };
    target.write(alias, out).push(operator).value(Sql::Text(pattern)).push(escape);
}

/// An index on `LOWER(column)` serves `iexact` of ASCII; all else is folded here, because the locale may be one that folds
/// ASCII alone.
fn postgres_folded(target: &Target, part: Part, text: &str, alias: &str, out: &mut Statement) {
    if part == Part::Whole && text.is_ascii() {
        target.write(alias, out.push("LOWER(")).push(") = ");
        out.value(Sql::Text(text.to_ascii_lowercase()));
    } else {
        let pattern = pattern::folded_regex(text, part, "$");
        target.write(alias, out).push(" ~ ").value(Sql::Text(pattern));
    }
}

fn mysql_like(target: &Target, part: Part, text: &str, alias: &str, out: &mut Statement) {
    let pattern = pattern::like(text, part);
    // for the index, whose collation finds more; a pattern beyond ASCII may be refused by a column of another character set
    let indexed = part == Part::Start && text.is_ascii();
    if indexed {
        target.write(alias, out.push("(")).push(" LIKE ");
        out.value(Sql::Text(pattern.clone())).push(" ESCAPE '!' AND ");
    }
    target.write(alias, out).push(" LIKE ").value(Sql::Text(pattern));
    out.push(" COLLATE utf8mb4_bin ESCAPE '!'").push(if indexed { ")" } else { "" });
}

/// The column's own collation would take `a` and `ä` for the same. This is ten times as fast as LIKE of LOWER, too.
fn mysql_folded(target: &Target, part: Part, text: &str, alias: &str, out: &mut Statement) {
    let pattern = pattern::folded_regex(text, part, "\\z");
    target.write(alias, out).push(" REGEXP ").value(Sql::Text(pattern)).push(" COLLATE utf8mb4_bin");
}
