//! What is read from which column of PostgreSQL.

use super::read::{Case, column};

pub(super) fn cases() -> Vec<Case> {
    [numbers(), texts(), dates(), others()].into_iter().flatten().collect()
}

fn numbers() -> Vec<Case> {
    vec![
        column("BOOLEAN", "TRUE").reads("bool", "true"),
        column("BOOLEAN", "FALSE").reads("bool", "false"),
        column("BIT(1)", "B'1'").reads("bool", "true"),
        column("BIT(1)", "B'0'").reads("bool", "false"),
        column("BIT(2)", "B'11'").fails("bool", "several bits"),
        column("SMALLINT", "1").whole(1),
        column("SMALLINT", "-32768").whole(-32_768),
        column("INTEGER", "0").whole(0),
        column("INTEGER", "300").whole(300),
        column("BIGINT", "4294967296").whole(4_294_967_296),
        column("BIGINT", "9223372036854775807").whole(i64::MAX.into()),
        column("BIGINT", "-9223372036854775808").whole(i64::MIN.into()),
        column("OID", "4294967295").int(4_294_967_295),
        column("REAL", "1.5").float(1.5),
        column("DOUBLE PRECISION", "1e300").float(1e300),
        column("DOUBLE PRECISION", "'Infinity'").float(f64::INFINITY),
        fraction(column("NUMERIC(8, 2)", "8.99")).float(8.99).reads("Decimal", "8.99"),
        fraction(column("NUMERIC(8, 2)", "-0.05")).float(-0.05).reads("Decimal", "-0.05"),
        column("NUMERIC(8, 2)", "10").int(10).float(10.0).reads("Decimal", "10.00"),
        column("NUMERIC", "9223372036854775808")
            .int(9_223_372_036_854_775_808)
            .float(9_223_372_036_854_775_808.0)
            .reads("Decimal", "9223372036854775808"),
        large(column("NUMERIC", "1e40")).float(1e40),
        fraction(column("NUMERIC", "1.0 / 3")).float(1.0 / 3.0).reads("Decimal", "0.33333333333333333333"),
        no_number(column("NUMERIC", "'NaN'")).float(f64::NAN),
        no_number(column("NUMERIC", "'Infinity'")).float(f64::INFINITY),
    ]
}

const INTEGERS: &str = "i8 i16 i32 i64 u8 u16 u32 u64";

fn fraction(case: Case) -> Case {
    case.fails(INTEGERS, "has a fraction")
}

fn large(case: Case) -> Case {
    case.fails(INTEGERS, "too large").fails("Decimal", "too large")
}

fn no_number(case: Case) -> Case {
    case.fails(INTEGERS, "NaN or infinity").fails("Decimal", "NaN or infinity")
}

fn texts() -> Vec<Case> {
    vec![
        column("TEXT", "'Grüße'").text("Grüße"),
        column("VARCHAR(5)", "'Lem'").text("Lem"),
        column("VARCHAR(5)", "'Lem  '").text("Lem  "),
        column("CHAR(5)", "'Lem'").text("Lem"),
        column("NAME", "'Lem'").text("Lem"),
        column("mood", "'glad'").text("glad"),
        column("INET", "'127.0.0.1'"),
        column("INTERVAL", "'1 day'"),
        column("TEXT[]", "ARRAY['a']"),
    ]
}

fn dates() -> Vec<Case> {
    vec![
        column("DATE", "'2026-11-20'").reads("NaiveDate", "2026-11-20"),
        column("DATE", "'1961-06-01'").reads("NaiveDate", "1961-06-01"),
        column("DATE", "'infinity'").fails("NaiveDate", "infinity"),
        column("DATE", "'5874897-12-31'").fails("NaiveDate", "outside the years"),
        column("DATE", "'0044-03-15 BC'").reads("NaiveDate", "-0043-03-15"),
        column("TIME", "'22:37:16.25'").reads("NaiveTime", "22:37:16.250"),
        column("TIME", "'24:00'").fails("NaiveTime", "24:00:00"),
        column("TIMETZ", "'22:37:16+01'"),
        column("TIMESTAMP", "'2026-11-20 22:37:16'").date_time("2026-11-20T22:37:16"),
        column("TIMESTAMP", "'1961-06-01 00:00:00.000001'").date_time("1961-06-01T00:00:00.000001"),
        column("TIMESTAMPTZ", "'2026-11-20 22:37:16+01'").date_time("2026-11-20T21:37:16"),
        column("TIMESTAMPTZ", "'infinity'").fails("NaiveDateTime DateTime<Utc>", "infinity"),
        column("TIMESTAMP", "'-infinity'").fails("NaiveDateTime DateTime<Utc>", "infinity"),
        column("TIMESTAMP", "'294276-12-31'").fails("NaiveDateTime DateTime<Utc>", "outside the years"),
    ]
}

fn others() -> Vec<Case> {
    let uuid = "67e55044-10b1-426f-9247-bb680e5fe0c8";
    let json = |column_type, literal| {
        column(column_type, literal).reads("serde_json::Value", r#"Object {"a": Array [Number(1), Null]}"#)
    };
    vec![
        column("UUID", "'67e55044-10b1-426f-9247-bb680e5fe0c8'").reads("Uuid", uuid),
        column("CHAR(40)", "'67e55044-10b1-426f-9247-bb680e5fe0c8'").reads("Uuid", uuid).text(uuid),
        column("TEXT", "'67e5504410b1426f9247bb680e5fe0c8'")
            .reads("Uuid", uuid)
            .text("67e5504410b1426f9247bb680e5fe0c8"),
        column("BYTEA", r"'\x67e5504410b1426f9247bb680e5fe0c8'")
            .reads("Uuid", uuid)
            .reads("Vec<u8>", "[103, 229, 80, 68, 16, 177, 66, 111, 146, 71, 187, 104, 14, 95, 224, 200]"),
        column("BYTEA", r"'\x00ff'").reads("Vec<u8>", "[0, 255]").fails("Uuid", "invalid length"),
        json("JSON", r#"'{"a": [1, null]}'"#),
        json("JSONB", r#"'{"a": [1, null]}'"#),
        json("TEXT", r#"'{"a": [1, null]}'"#).text(r#"{"a": [1, null]}"#),
    ]
}
