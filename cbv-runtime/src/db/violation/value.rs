//! Which of the values that were written does not fit its column: PostgreSQL says that one is too long or too large, and not
//! which, and what is refused before it is sent does not know its column either. Called by `locate`.

use super::Written;
use crate::{db::Dialect, value::Sql};

/// Whether this database takes such a value in no column: a NUL in a text of PostgreSQL, the year 20000 on MariaDB.
pub(super) fn is_refused(dialect: Dialect, value: &Sql) -> bool {
    let value = value.clone();
    match dialect {
        #[cfg(feature = "sqlite")]
        Dialect::Sqlite => crate::value::sqlite::bind(&mut Default::default(), value).is_err(),
        #[cfg(feature = "postgres")]
        Dialect::Postgres => crate::value::postgres::bind(&mut Default::default(), value).is_err(),
        #[cfg(feature = "mysql")]
        Dialect::MySql => crate::value::mysql::bind(&mut Default::default(), value).is_err(),
        #[allow(unreachable_patterns)] // with all features
        _ => false,
    }
}

/// A column as PostgreSQL has it: the type's name in `pg_type` and its modifier, which is below zero where nothing is limited.
pub(super) struct Limits {
    pub(super) column: String,
    pub(super) kind: String,
    pub(super) modifier: i64,
}

impl Limits {
    /// Whether the value lies outside what the column holds.
    pub(super) fn are_exceeded_by(&self, (column, value): &Written<'_>) -> bool {
        *column == self.column
            && match (value, self.kind.as_str()) {
                (Sql::Text(text), "varchar" | "bpchar") => {
                    self.modifier >= 4
                        && i64::try_from(text.chars().count()).is_ok_and(|length| length > self.modifier - 4)
                }
                (Sql::Int(number), "int2") => i16::try_from(*number).is_err(),
                (Sql::Int(number), "int4") => i32::try_from(*number).is_err(),
                (Sql::Float(number), "float4") => number.is_finite() && number.abs() > f64::from(f32::MAX),
                (Sql::Int(number), "numeric") => self.digits_before(number.unsigned_abs().into()),
                (Sql::Decimal(number, _), "numeric") => {
                    self.digits_before(number.trunc().mantissa().unsigned_abs())
                }
                _ => false,
            }
    }

    /// Whether a number has more digits before its point than the column.
    fn digits_before(&self, whole: u128) -> bool {
        if self.modifier < 4 {
            return false;
        }
        let (precision, scale) = ((self.modifier - 4) >> 16, (self.modifier - 4) & 0x7ff);
        let digits = whole.checked_ilog10().map_or(0, |log| i64::from(log) + 1);
        digits > precision - scale
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_compared_with_its_column_alone() {
        let limits = |kind: &str, modifier| Limits { column: "a".into(), kind: kind.into(), modifier };
        let exceeded = |limits: Limits, value: Sql| limits.are_exceeded_by(&("a", &value));
        assert!(exceeded(limits("varchar", 7), Sql::from("löng")));
        assert!(!exceeded(limits("varchar", 8), Sql::from("löng")));
        assert!(!exceeded(limits("varchar", -1), Sql::from("löng")));
        assert!(exceeded(limits("int2", -1), Sql::Int(40_000)));
        assert!(!exceeded(limits("int4", -1), Sql::Int(40_000)));
        // NUMERIC(5, 2)
        assert!(exceeded(limits("numeric", (5 << 16) + 2 + 4), Sql::Int(1000)));
        assert!(!exceeded(limits("numeric", (5 << 16) + 2 + 4), Sql::Int(-999)));
        assert!(!limits("int2", -1).are_exceeded_by(&("b", &Sql::Int(40_000))));
    }
}
