//! What is read from which value of SQLite. Its columns have affinities rather than types: what counts is the value.

use super::read::{Case, column};

pub(super) fn cases() -> Vec<Case> {
    [numbers(), texts(), dates(), others()].into_iter().flatten().collect()
}

fn numbers() -> Vec<Case> {
    vec![
        whole("INTEGER", "0", 0),
        whole("INTEGER", "1", 1),
        whole("SMALLINT", "-129", -129),
        whole("INTEGER", "300", 300),
        whole("BIGINT", "4294967296", 4_294_967_296),
        whole("BIGINT", "9223372036854775807", i64::MAX.into()),
        whole("BIGINT", "-9223372036854775808", i64::MIN.into()),
        whole("BOOLEAN", "TRUE", 1),
        whole("BOOLEAN", "FALSE", 0),
        whole("TINYINT(1)", "2", 2),
        float("REAL", "1.5", 1.5).reads("Decimal", "1.5"),
        // a REAL column keeps whole numbers as such, and they are not integers
        float("REAL", "3", 3.0).reads("Decimal", "3"),
        float("REAL", "1e300", 1e300).fails("Decimal", "is no decimal number"),
        column("REAL", "9e999")
            .float(f64::INFINITY)
            .fails("serde_json::Value", "JSON has no inf")
            .fails("Decimal", "is no decimal number"),
        float("DECIMAL(8, 2)", "'8.99'", 8.99).reads("Decimal", "8.99"),
        whole("DECIMAL(8, 2)", "10.00", 10),
        float("NUMERIC", "0.1 + 0.2", 0.1 + 0.2).reads("Decimal", "0.3"),
    ]
}

/// A number is JSON, too: a column that is declared as JSON makes numbers of texts.
fn whole(column_type: &'static str, literal: &'static str, value: i128) -> Case {
    column(column_type, literal).whole(value).reads("serde_json::Value", &format!("Number({value})"))
}

fn float(column_type: &'static str, literal: &'static str, value: f64) -> Case {
    column(column_type, literal)
        .float(value)
        .reads("serde_json::Value", &format!("Number({})", serde_json::json!(value)))
}

fn texts() -> Vec<Case> {
    vec![
        column("TEXT", "'Lem'").text("Lem"),
        column("VARCHAR(5)", "'Grüße'").text("Grüße"),
        column("CHAR(5)", "'ab'").text("ab"),
        column("TEXT", "''").text(""),
        column("TEXT", "'a' || char(0) || 'b'").text("a\0b"),
        column("TEXT", "CAST(x'ff41' AS TEXT)").fails(
            "String Decimal NaiveDate NaiveTime NaiveDateTime DateTime<Utc> Uuid serde_json::Value",
            "utf-8",
        ),
        column("TEXT", "'12.50'")
            .text("12.50")
            .reads("Decimal", "12.50")
            .reads("serde_json::Value", "Number(12.5)"),
    ]
}

fn dates() -> Vec<Case> {
    let written = |literal| {
        column("DATETIME", literal).date_time("2026-11-20T22:37:16").reads("NaiveDate", "2026-11-20")
    };
    let fine = |literal| {
        column("TEXT", literal).date_time("2026-11-20T22:37:16.250").reads("NaiveDate", "2026-11-20")
    };
    vec![
        written("'2026-11-20 22:37:16'").text("2026-11-20 22:37:16"),
        written("'2026-11-20T22:37:16'").text("2026-11-20T22:37:16"),
        written("'2026-11-20T22:37:16Z'").text("2026-11-20T22:37:16Z"),
        written("'2026-11-20T23:37:16+01:00'").text("2026-11-20T23:37:16+01:00"),
        fine("'2026-11-20 22:37:16.25'").text("2026-11-20 22:37:16.25"),
        fine("'2026-11-20T22:37:16.250000+00:00'").text("2026-11-20T22:37:16.250000+00:00"),
        column("DATE", "'2026-11-20'").text("2026-11-20").reads("NaiveDate", "2026-11-20"),
        column("TIME", "'22:37:16'").text("22:37:16").reads("NaiveTime", "22:37:16"),
        column("TIME", "'22:37'").text("22:37").reads("NaiveTime", "22:37:00"),
        column("DATE", "'2026-02-30'").text("2026-02-30"),
        // seconds since 1970 are not a form that is read
        whole("DATETIME", "1795300636", 1_795_300_636),
    ]
}

fn others() -> Vec<Case> {
    let uuid = "67e55044-10b1-426f-9247-bb680e5fe0c8";
    vec![
        column("BLOB", "x'00ff'").reads("Vec<u8>", "[0, 255]").fails("Uuid", "invalid length"),
        column("BLOB", "x'67e5504410b1426f9247bb680e5fe0c8'")
            .reads("Uuid", uuid)
            .reads("Vec<u8>", "[103, 229, 80, 68, 16, 177, 66, 111, 146, 71, 187, 104, 14, 95, 224, 200]"),
        column("TEXT", "'67e55044-10b1-426f-9247-bb680e5fe0c8'").reads("Uuid", uuid).text(uuid),
        column("CHAR(32)", "'67e5504410b1426f9247bb680e5fe0c8'")
            .reads("Uuid", uuid)
            .text("67e5504410b1426f9247bb680e5fe0c8"),
        column("TEXT", r#"'{"a": [1, null]}'"#)
            .reads("serde_json::Value", r#"Object {"a": Array [Number(1), Null]}"#)
            .text(r#"{"a": [1, null]}"#),
        column("JSON", "'true'").reads("serde_json::Value", "Bool(true)").text("true"),
    ]
}
