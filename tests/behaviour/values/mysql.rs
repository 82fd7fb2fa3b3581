//! What is read from which column of MySQL and MariaDB.

use super::read::{Case, column};

pub(super) fn cases() -> Vec<Case> {
    [numbers(), texts(), dates(), others()].into_iter().flatten().collect()
}

fn numbers() -> Vec<Case> {
    vec![
        column("BOOLEAN", "TRUE").whole(1),
        column("TINYINT(1)", "2").whole(2),
        column("TINYINT(1) UNSIGNED", "200").whole(200),
        column("TINYINT", "-128").whole(-128),
        column("TINYINT UNSIGNED", "255").whole(255),
        column("BIT(1)", "b'1'").whole(1),
        column("BIT(1)", "b'0'").whole(0),
        column("BIT(12)", "b'100000000001'").whole(2_049),
        column("SMALLINT", "-32768").whole(-32_768),
        column("SMALLINT UNSIGNED", "65535").whole(65_535),
        column("MEDIUMINT", "-8388608").whole(-8_388_608),
        column("MEDIUMINT UNSIGNED", "16777215").whole(16_777_215),
        column("INT", "0").whole(0),
        column("INT", "-2147483648").whole(-2_147_483_648),
        column("INT UNSIGNED", "4294967295").whole(4_294_967_295),
        column("INT(5) ZEROFILL", "7").whole(7),
        column("BIGINT", "-9223372036854775808").whole(i64::MIN.into()),
        column("BIGINT UNSIGNED", "18446744073709551615").whole(u64::MAX.into()),
        column("YEAR", "2026").whole(2026),
        column("FLOAT", "1.5").float(1.5),
        column("DOUBLE", "1e300").float(1e300),
        fraction(column("DECIMAL(8, 2)", "8.99")).float(8.99).reads("Decimal", "8.99"),
        fraction(column("DECIMAL(8, 2)", "-0.05")).float(-0.05).reads("Decimal", "-0.05"),
        column("DECIMAL(8, 2)", "10").int(10).float(10.0).reads("Decimal", "10.00"),
        column("DECIMAL(30, 0)", "9223372036854775808")
            .int(9_223_372_036_854_775_808)
            .float(9_223_372_036_854_775_808.0)
            .reads("Decimal", "9223372036854775808"),
        large(column("DECIMAL(65, 0)", "1e40")).float(1e40),
    ]
}

const INTEGERS: &str = "i8 i16 i32 i64 u8 u16 u32 u64";

fn fraction(case: Case) -> Case {
    case.fails(INTEGERS, "has a fraction")
}

fn large(case: Case) -> Case {
    case.fails(INTEGERS, "Invalid decimal").fails("Decimal", "Invalid decimal")
}

fn texts() -> Vec<Case> {
    vec![
        column("VARCHAR(5)", "'Grüße'").text("Grüße"),
        column("VARCHAR(5) COLLATE utf8mb4_bin", "'Lem'").text("Lem"),
        column("VARCHAR(5) CHARACTER SET latin1", "'Grüße'").text("Grüße"),
        column("CHAR(5)", "'Lem'").text("Lem"),
        column("TINYTEXT", "'Lem'").text("Lem"),
        column("TEXT", "'Lem'").text("Lem"),
        column("MEDIUMTEXT", "'Lem'").text("Lem"),
        column("LONGTEXT", "'Lem'").text("Lem"),
        column("ENUM('sad', 'glad')", "'glad'").text("glad"),
        column("SET('sad', 'glad')", "'sad,glad'").text("sad,glad"),
        column("POINT", "Point(1, 2)"),
    ]
}

fn dates() -> Vec<Case> {
    vec![
        column("DATE", "'2026-11-20'").reads("NaiveDate", "2026-11-20"),
        column("TIME", "'22:37:16'").reads("NaiveTime", "22:37:16"),
        column("TIME", "'00:00:00'").reads("NaiveTime", "00:00:00"),
        column("TIME(6)", "'22:37:16.25'").reads("NaiveTime", "22:37:16.250"),
        column("TIME", "'-22:37:16'").fails("NaiveTime", "no time of day"),
        column("TIME", "'100:00:00'").fails("NaiveTime", "no time of day"),
        column("DATETIME", "'2026-11-20 22:37:16'").date_time("2026-11-20T22:37:16"),
        column("DATETIME", "'2026-11-20 00:00:00'").date_time("2026-11-20T00:00:00"),
        column("DATETIME(6)", "'2026-11-20 22:37:16.25'").date_time("2026-11-20T22:37:16.250"),
        column("TIMESTAMP", "'2026-11-20 22:37:16'").date_time("2026-11-20T22:37:16"),
        column("TIMESTAMP(6)", "'2026-11-20 22:37:16.000001'").date_time("2026-11-20T22:37:16.000001"),
    ]
}

fn others() -> Vec<Case> {
    let uuid = "67e55044-10b1-426f-9247-bb680e5fe0c8";
    let bytes = "[103, 229, 80, 68, 16, 177, 66, 111, 146, 71, 187, 104, 14, 95, 224, 200]";
    let json = r#"Object {"a": Array [Number(1), Null]}"#;
    vec![
        column("UUID", "'67e55044-10b1-426f-9247-bb680e5fe0c8'").reads("Uuid", uuid).text(uuid),
        column("CHAR(36)", "'67e55044-10b1-426f-9247-bb680e5fe0c8'").reads("Uuid", uuid).text(uuid),
        column("CHAR(32)", "'67e5504410b1426f9247bb680e5fe0c8'")
            .reads("Uuid", uuid)
            .text("67e5504410b1426f9247bb680e5fe0c8"),
        column("BINARY(16)", "x'67e5504410b1426f9247bb680e5fe0c8'")
            .reads("Uuid", uuid)
            .reads("Vec<u8>", bytes),
        column("VARBINARY(20)", "x'00ff'").reads("Vec<u8>", "[0, 255]").fails("Uuid", "invalid length"),
        column("BLOB", "x'00ff'").reads("Vec<u8>", "[0, 255]").fails("Uuid", "invalid length"),
        column("LONGBLOB", "x'00ff'").reads("Vec<u8>", "[0, 255]").fails("Uuid", "invalid length"),
        column("JSON", r#"'{"a": [1, null]}'"#).reads("serde_json::Value", json).text(r#"{"a": [1, null]}"#),
        column("LONGTEXT", r#"'{"a": [1, null]}'"#)
            .reads("serde_json::Value", json)
            .text(r#"{"a": [1, null]}"#),
    ]
}
