//! Each lookup means the same on the three databases. The guide's table "What means the same" has one row for each of these
//! tests, by its name.

use cbv::{Condition, Decimal, Error, Model, QuerySet, Uuid, any, chrono::NaiveDate, not};
use cbv_tests::{db::TestDb, fixture, models::Book, on_every_database};

use crate::query_note::{Note, assert_finds, create, create_tagged, ids, note, tags};

#[derive(Debug, Clone, Model)]
#[model(table = "measure")]
struct Measure {
    id: i64,
    value: Option<f64>,
}

#[derive(Debug, Clone, Model)]
#[model(table = "tagged")]
struct Tagged {
    id: i64,
    text: Uuid,
    #[model(uuid = hex)]
    hex: Uuid,
    #[model(uuid = bytes)]
    bytes: Option<Uuid>,
}

/// Rows that a careless comparison takes for equal.
const ALIKE: &[Option<&str>] =
    &[Some("a"), Some("A"), Some("ä"), Some("Ä"), Some("a "), Some(" a"), Some("a\u{308}"), None];

on_every_database! {
    #[test]
    async fn equal_is_letter_for_letter(db: &TestDb) {
        create_tagged(db, ALIKE).await;
        for tag in ALIKE.iter().flatten() {
            assert_finds(db, Note::TAG.eq(*tag), &[Some(tag)]).await;
            assert_finds(db, Note::TAG.is_in([*tag]), &[Some(tag)]).await;
            let others: Vec<_> = ALIKE.iter().copied().filter(|other| *other != Some(*tag)).collect();
            assert_finds(db, Note::TAG.ne(*tag), &others).await;
            assert_eq!(Note::objects().filter(Note::TITLE.ne(*tag)).count(db.db()).await.unwrap(), 7);
        }
        assert_finds(db, Note::TAG.is_in(["Ä", "a ", "x"]), &[Some("Ä"), Some("a ")]).await;
    }

    #[test]
    async fn text_is_searched_letter_for_letter(db: &TestDb) {
        let all = [Some("Dune Messiah"), Some("dune"), Some("Düne"), Some("The Dune "), None];
        create_tagged(db, &all).await;
        let [messiah, dune, umlaut, the, _] = all;
        assert_finds(db, Note::TAG.contains("une"), &[messiah, dune, the]).await;
        assert_finds(db, Note::TAG.contains("Dune"), &[messiah, the]).await;
        assert_finds(db, Note::TAG.contains("ü"), &[umlaut]).await;
        assert_finds(db, Note::TAG.startswith("Dune"), &[messiah]).await;
        assert_finds(db, Note::TAG.startswith("dune"), &[dune]).await;
        assert_finds(db, Note::TAG.startswith("Dü"), &[umlaut]).await;
        assert_finds(db, Note::TAG.endswith("une"), &[dune]).await;
        assert_finds(db, Note::TAG.endswith("Dune "), &[the]).await;
        assert_finds(db, Note::TAG.endswith("üne"), &[umlaut]).await;
    }

    #[test]
    async fn cases_are_alike_in_every_alphabet(db: &TestDb) {
        let all = [Some("Größe"), Some("GRÖẞE"), Some("größer"), Some("Grosse"), Some("ЖУК"), Some("ΣΟΦΙΑ"), None];
        create_tagged(db, &all).await;
        let [size, _, larger, _, beetle, wisdom, _] = all;
        assert_finds(db, Note::TAG.icontains("GRÖ"), &all[..3]).await;
        assert_finds(db, Note::TAG.icontains("Ö"), &all[..3]).await;
        assert_finds(db, Note::TAG.icontains("gro"), &[all[3]]).await;
        assert_finds(db, Note::TAG.istartswith("жу"), &[beetle]).await;
        assert_finds(db, Note::TAG.iendswith("οφια"), &[wisdom]).await;
        assert_finds(db, Note::TAG.iexact("Größe"), &all[..2]).await;
        assert_finds(db, Note::TAG.iexact("GRÖßER"), &[larger]).await;
        assert_finds(db, Note::TAG.iendswith("ER"), &[larger]).await;
        assert_finds(db, Note::TAG.iexact("жУк"), &[beetle]).await;
        assert_eq!(tags(db, Note::TAG.contains("röß")).await, [size.map(Into::into), larger.map(String::from)]);
    }

    #[test]
    async fn cases_are_alike_and_accents_are_not(db: &TestDb) {
        create_tagged(db, ALIKE).await;
        assert_finds(db, Note::TAG.iexact("A"), &[Some("a"), Some("A")]).await;
        assert_finds(db, Note::TAG.iexact("ä"), &[Some("ä"), Some("Ä")]).await;
        assert_finds(db, Note::TAG.iexact("A "), &[Some("a ")]).await;
        assert_finds(db, Note::TAG.istartswith("Ä"), &[Some("ä"), Some("Ä")]).await;
    }

    #[test]
    async fn wildcards_stand_for_themselves(db: &TestDb) {
        let all = ["100%", "1000", "a_b", "a-b", "c\\d", "c\\\\d", "[x]", "x", "*", "?", "!", "(e|f)", "^g$", "h.i", "'; --"];
        create_tagged(db, &all.map(Some)).await;
        for text in all {
            let with: Vec<_> = all.into_iter().filter(|tag| tag.contains(text)).map(Some).collect();
            assert_finds(db, Note::TAG.contains(text), &with).await;
            assert_finds(db, Note::TAG.icontains(text), &with).await;
            assert_finds(db, Note::TAG.icontains(format!("{text}ä")), &[]).await;
            let first: Vec<_> = all.into_iter().filter(|tag| tag.starts_with(text)).map(Some).collect();
            assert_finds(db, Note::TAG.startswith(text), &first).await;
            assert_finds(db, Note::TAG.istartswith(text), &first).await;
            let last: Vec<_> = all.into_iter().filter(|tag| tag.ends_with(text)).map(Some).collect();
            assert_finds(db, Note::TAG.endswith(text), &last).await;
            assert_finds(db, Note::TAG.iendswith(text), &last).await;
            assert_finds(db, Note::TAG.iexact(text), &[Some(text)]).await;
        }
    }

    #[test]
    async fn wildcards_stand_for_themselves_beside_letters_beyond_ascii(db: &TestDb) {
        let all = ["Ä%_", "ä[*]?", "Äx", "ä(.)\\^$"];
        create_tagged(db, &all.map(Some)).await;
        for (text, wanted) in [("ä%_", "Ä%_"), ("Ä[*]?", "ä[*]?"), ("Ä(.)\\^$", "ä(.)\\^$"), ("äX", "Äx")] {
            assert_finds(db, Note::TAG.icontains(text), &[Some(wanted)]).await;
            assert_finds(db, Note::TAG.iexact(text), &[Some(wanted)]).await;
        }
    }

    #[test]
    async fn an_empty_text_is_in_every_text(db: &TestDb) {
        create_tagged(db, &[Some(""), Some(" "), Some("a"), None]).await;
        let texts = [Some(""), Some(" "), Some("a")];
        for condition in [
            Note::TAG.contains(""), Note::TAG.icontains(""), Note::TAG.startswith(""), Note::TAG.istartswith(""),
            Note::TAG.endswith(""), Note::TAG.iendswith(""),
        ] {
            assert_finds(db, condition, &texts).await;
        }
        assert_finds(db, Note::TAG.eq(""), &[Some("")]).await;
        assert_finds(db, Note::TAG.iexact(""), &[Some("")]).await;
    }

    #[test]
    async fn null_is_never_equal_and_always_different(db: &TestDb) {
        create(db).await;
        let graded = |grade| Note { grade, ..Note::default() };
        let rows = [graded(Some(1)), graded(None), graded(Some(3))];
        Note::objects().bulk_create(db.db(), &rows).await.unwrap();
        let found = async |condition| ids(db, Note::objects().filter(condition)).await;
        assert_eq!(found(Note::GRADE.eq(1)).await, [1]);
        assert_eq!(found(Note::GRADE.ne(1)).await, [2, 3]);
        assert_eq!(found(not(Note::GRADE.eq(1))).await, [2, 3]);
        assert_eq!(found(not(Note::GRADE.ne(1))).await, [1]);
        assert_eq!(found(not(Note::GRADE.lt(2))).await, [2, 3]);
        assert_eq!(found(not(Note::GRADE.is_in([1, 5]))).await, [2, 3]);
        assert_eq!(found(not(Note::GRADE.range(2, 3))).await, [1, 2]);
        assert_eq!(found(not(any![Note::GRADE.eq(1), Note::GRADE.gt(2)])).await, [2]);
        assert_eq!(found(Note::GRADE.is_null(true)).await, [2]);
        assert_eq!(found(Note::GRADE.is_null(false)).await, [1, 3]);
        assert_eq!(ids(db, Note::objects().exclude(Note::GRADE.eq(1))).await, [2, 3]);
    }

    #[test]
    async fn numbers_and_booleans_are_compared(db: &TestDb) {
        create(db).await;
        let rows: Vec<_> = (1..=5).map(|grade| Note { grade: Some(grade), done: grade % 2 == 0, ..Note::default() }).collect();
        Note::objects().bulk_create(db.db(), &rows).await.unwrap();
        let found = async |condition| ids(db, Note::objects().filter(condition)).await;
        assert_eq!(found(Note::GRADE.lt(2)).await, [1]);
        assert_eq!(found(Note::GRADE.le(2)).await, [1, 2]);
        assert_eq!(found(Note::GRADE.gt(4)).await, [5]);
        assert_eq!(found(Note::GRADE.ge(4)).await, [4, 5]);
        assert_eq!(found(Note::GRADE.range(2, 3)).await, [2, 3]);
        assert_eq!(found(Note::DONE.eq(true)).await, [2, 4]);
        assert_eq!(found(Note::DONE.ne(true)).await, [1, 3, 5]);
        assert_eq!(found(Note::ID.gt(i64::MAX)).await, [0_i64; 0]);
        assert_eq!(found(Note::ID.ge(i64::MIN)).await, [1, 2, 3, 4, 5]);
    }

    #[test]
    async fn lists_may_be_empty_or_long(db: &TestDb) {
        create_tagged(db, &[Some("1"), Some("3000"), Some("x"), None]).await;
        assert_finds(db, Note::TAG.is_in([""; 0]), &[]).await;
        let list = |length: i32| (0..length).map(|number| number.to_string());
        assert_finds(db, Note::TAG.is_in(list(5_000)), &[Some("1"), Some("3000")]).await;
        let too_long = Note::objects().filter(Note::TAG.is_in(list(70_000))).count(db.db()).await;
        assert!(matches!(too_long, Err(Error::BadRequest(_))), "{too_long:?}");
        assert_eq!(ids(db, Note::objects().filter(Note::ID.is_in([1, 2, 3]))).await, [1, 2, 3]);
    }

    #[test]
    async fn text_with_nul_is_found_or_not_there(db: &TestDb) {
        create_tagged(db, &[Some("a"), Some("ab"), Some("b"), None]).await;
        for nul in ["\0", "a\0", "a\0b", "\0b"] {
            for condition in [
                Note::TAG.eq(nul), Note::TAG.is_in([nul]), Note::TAG.contains(nul), Note::TAG.icontains(nul),
                Note::TAG.startswith(nul), Note::TAG.istartswith(nul), Note::TAG.endswith(nul), Note::TAG.iendswith(nul),
                Note::TAG.iexact(nul),
            ] {
                assert_finds(db, condition, &[]).await;
            }
        }
        assert_finds(db, Note::TAG.is_in(["\0", "b"]), &[Some("b")]).await;
        // MariaDB's collations fill up with spaces, which are larger
        if db.pick(true, true, false) {
            assert_finds(db, Note::TAG.gt("a\0"), &[Some("ab"), Some("b")]).await;
            assert_finds(db, Note::TAG.le("a\0"), &[Some("a")]).await;
        }
    }

    /// Documented as different.
    #[test]
    async fn stored_nul_differs(db: &TestDb) {
        create_tagged(db, &[Some("a")]).await;
        let stored = Note::objects().insert(db.db(), &note("", Some("a\0b"))).await;
        if db.pick(false, true, false) {
            assert!(stored.is_err(), "PostgreSQL stores no NUL");
            return;
        }
        let found = [Some("a\0b")];
        assert_eq!(stored.unwrap(), 2);
        assert_finds(db, Note::TAG.eq("a\0b"), &found).await;
        assert_finds(db, Note::TAG.contains("\0b"), &found).await;
        assert_finds(db, Note::TAG.startswith("a\0"), &found).await;
        assert_finds(db, Note::TAG.endswith("b"), db.pick(&[], &[], &found)).await;
        assert_finds(db, Note::TAG.icontains("B"), db.pick(&[], &[], &found)).await;
        assert_finds(db, Note::TAG.icontains("\0B"), db.pick(&[], &[], &found)).await;
    }

    #[test]
    async fn dates_that_no_column_holds_are_compared(db: &TestDb) {
        create(db).await;
        let day = |year| NaiveDate::from_ymd_opt(year, 3, 4);
        let rows = [1, 1999, 9999].map(|year| Note { day: day(year), ..Note::default() });
        Note::objects().bulk_create(db.db(), &rows).await.unwrap();
        Note::objects().insert(db.db(), &Note::default()).await.unwrap();
        let found = async |condition| ids(db, Note::objects().filter(condition)).await;
        for year in [10_000, 262_000] {
            let far = day(year).unwrap();
            assert_eq!(found(Note::DAY.lt(far)).await, [1, 2, 3]);
            assert_eq!(found(Note::DAY.ge(far)).await, [0_i64; 0]);
            assert_eq!(found(Note::DAY.ne(far)).await, [1, 2, 3, 4]);
            assert_eq!(found(Note::DAY.is_in([far, day(1999).unwrap()])).await, [2]);
            assert_eq!(found(Note::DAY.range(day(2000).unwrap(), far)).await, [3]);
        }
        for year in [0, -1, -4_712, -5_000, -262_000] {
            let far = day(year).unwrap();
            assert_eq!(found(Note::DAY.gt(far)).await, [1, 2, 3]);
            assert_eq!(found(Note::DAY.le(far)).await, [0_i64; 0]);
            assert_eq!(found(Note::DAY.eq(far)).await, [0_i64; 0]);
            assert_eq!(found(not(Note::DAY.range(far, day(2000).unwrap()))).await, [3, 4]);
        }
    }

    #[test]
    async fn decimals_between_those_of_the_column_are_compared(db: &TestDb) {
        fixture::create(db).await; // prices: 8.99, 10.00, 44.50, 39.90, 12.05
        let count = async |condition| Book::objects().filter(condition).count(db.db()).await.unwrap();
        let price = |text: &str| text.parse::<Decimal>().unwrap();
        assert_eq!(count(Book::PRICE.eq(price("8.99"))).await, 1);
        assert_eq!(count(Book::PRICE.eq(price("10"))).await, 1);
        assert_eq!(count(Book::PRICE.is_in([price("12.050"), price("8.991"), price("1e20")])).await, 1);
        assert_eq!(count(Book::PRICE.eq(price("8.991"))).await, 0);
        assert_eq!(count(Book::PRICE.ne(price("8.991"))).await, 5);
        assert_eq!(count(Book::PRICE.lt(price("8.991"))).await, 1);
        assert_eq!(count(Book::PRICE.lt(price("8.99"))).await, 0);
        assert_eq!(count(Book::PRICE.ge(price("8.991"))).await, 4);
        assert_eq!(count(Book::PRICE.range(price("8.985"), price("10.009"))).await, 2);
        assert_eq!(count(Book::PRICE.lt(Decimal::MAX)).await, 5);
        assert_eq!(count(Book::PRICE.gt(Decimal::MIN)).await, 5);
        assert_eq!(count(Book::PRICE.le(Decimal::MIN)).await, 0);
        assert_eq!(count(not(Book::PRICE.ge(Decimal::MAX))).await, 5);
    }

    #[test]
    async fn floats_without_a_number_are_compared(db: &TestDb) {
        db.execute("CREATE TABLE measure (id {key}, value {float} NULL)").await;
        let rows = [Some(1.5), Some(-2.5), None].map(|value| Measure { id: 0, value });
        Measure::objects().bulk_create(db.db(), &rows).await.unwrap();
        let count = async |condition| Measure::objects().filter(condition).count(db.db()).await.unwrap();
        assert_eq!(count(Measure::VALUE.eq(1.5)).await, 1);
        assert_eq!(count(Measure::VALUE.eq(f64::NAN)).await, 0);
        assert_eq!(count(Measure::VALUE.le(f64::NAN)).await, 0);
        assert_eq!(count(Measure::VALUE.ne(f64::NAN)).await, 3);
        assert_eq!(count(Measure::VALUE.is_in([f64::NAN, -2.5])).await, 1);
        assert_eq!(count(Measure::VALUE.lt(f64::INFINITY)).await, 2);
        assert_eq!(count(Measure::VALUE.ge(f64::NEG_INFINITY)).await, 2);
        assert_eq!(count(Measure::VALUE.eq(f64::INFINITY)).await, 0);
    }

    #[test]
    async fn uuids_are_equal_in_every_form(db: &TestDb) {
        let bytes = db.pick("BLOB", "UUID", "BINARY(16)");
        let hex = db.pick("CHAR(32)", "UUID", "CHAR(32)");
        let tables = format!("CREATE TABLE tagged (id {{key}}, text {{uuid}} NOT NULL, hex {hex} NOT NULL, bytes {bytes} NULL)");
        db.execute(&tables).await;
        let [one, other] = [0x0123_4567_89ab_cdef_u128 << 40, 7].map(Uuid::from_u128);
        let rows = [one, other].map(|uuid| Tagged { id: 0, text: uuid, hex: uuid, bytes: Some(uuid) });
        Tagged::objects().bulk_create(db.db(), &rows).await.unwrap();
        let count = async |condition| Tagged::objects().filter(condition).count(db.db()).await.unwrap();
        for (equal, among, different) in [
            (Tagged::TEXT.eq(one), Tagged::TEXT.is_in([one, one]), Tagged::TEXT.ne(one)),
            (Tagged::HEX.eq(one), Tagged::HEX.is_in([one, one]), Tagged::HEX.ne(one)),
            (Tagged::BYTES.eq(one), Tagged::BYTES.is_in([one, one]), Tagged::BYTES.ne(one)),
        ] {
            assert_eq!(count(equal).await, 1);
            assert_eq!(count(among).await, 1);
            assert_eq!(count(different).await, 1);
        }
        assert_eq!(count(Tagged::TEXT.is_in([one, other])).await, 2);
    }

    #[test]
    async fn long_texts_to_search_for_are_no_fault_of_the_server(db: &TestDb) {
        create_tagged(db, &[Some("a")]).await;
        for text in ["x".repeat(60_000), "ä".repeat(30_000), "(".repeat(60_000)] {
            for condition in [Note::TAG.icontains(&*text), Note::TAG.iexact(&*text), Note::TAG.istartswith(&*text)] {
                let refused = Note::objects().filter(condition).count(db.db()).await;
                assert!(matches!(refused, Err(Error::BadRequest(_))), "{refused:?}");
            }
            assert_finds(db, Note::TAG.contains(text), &[]).await;
        }
        for letter in ["x", "ä", "(", "ǆ", "["] {
            let text = letter.repeat(3_000);
            for condition in [Note::TAG.icontains(&*text), Note::TAG.iexact(&*text), Note::TAG.iendswith(&*text)] {
                assert_finds(db, condition, &[]).await;
            }
        }
    }

    #[test]
    async fn several_filters_are_joined_by_and(db: &TestDb) {
        create_tagged(db, &[Some("a"), Some("b"), Some("c")]).await;
        let rows = Note::objects().filter(Note::TAG.eq("a") | Note::TAG.eq("b")).filter(Note::ID.gt(1));
        assert_eq!(ids(db, rows.clone()).await, [2]);
        assert_eq!(ids(db, rows.exclude(Note::TAG.eq("b"))).await, [0_i64; 0]);
        let chain = (0..2_000).map(|id| Note::ID.eq(id)).reduce(|chain, one| chain | one).unwrap();
        assert_eq!(ids(db, Note::objects().filter(chain)).await, [1, 2, 3]);
        assert_eq!(ids(db, Note::objects().none()).await, [0_i64; 0]);
    }

    #[test]
    async fn sql_of_ones_own_is_a_condition_like_any_other(db: &TestDb) {
        create_tagged(db, &[Some("a"), Some("bb"), Some("'; DROP TABLE note; --"), None]).await;
        let longer = |length: i64| Condition::sql("CHAR_LENGTH({tag}) > ?", [length]);
        let longer = |length| if db.pick(true, false, false) { Condition::sql("length({tag}) > ?", [length]) } else { longer(length) };
        assert_finds(db, longer(1), &[Some("bb"), Some("'; DROP TABLE note; --")]).await;
        let own = Condition::sql("{tag} = ? OR {tag} = ?", ["a", "'; DROP TABLE note; --"]);
        assert_finds(db, own & longer(1), &[Some("'; DROP TABLE note; --")]).await;
        let mixed = Condition::sql("{id} = ? AND {tag} = ?", [Note::ID.value(2), "bb".into()]);
        assert_finds(db, mixed, &[Some("bb")]).await;
    }
}

fn assert_setup(result: Result<u64, Error>) {
    assert!(matches!(result, Err(Error::ImproperlyConfigured(_))), "{result:?}");
}

on_every_database! {
    #[test]
    async fn faults_of_the_program_are_said_before_the_database_is_asked(db: &TestDb) {
        let rows: QuerySet<Note> = Note::objects(); // there is no such table
        assert_setup(rows.clone().filter(Condition::sql("{tag} = ?", ["a", "b"])).count(db.db()).await);
        assert_setup(rows.clone().limit(5).filter(Note::ID.eq(1)).count(db.db()).await);
        assert_setup(rows.clone().limit(5).delete(db.db()).await);
        assert_setup(rows.clone().offset(5).update(db.db(), [Note::DONE.set(true)]).await);
        assert_setup(rows.update(db.db(), []).await);
    }
}

/// A line of the guide without its test would be a promise only.
#[test]
fn the_guides_tables_name_tests() {
    let guide = include_str!("../../docs/guide/src/queries.md");
    let (_, tables) = guide.split_once("## What means the same").unwrap();
    let (tables, _) = tables.split_once("### Indexes").unwrap();
    let tests =
        [include_str!("query_lookups.rs"), include_str!("query_rows.rs"), include_str!("query_writes.rs")]
            .concat();
    let mut named = 0;
    for line in tables.lines().filter(|line| line.starts_with("| ") && line.ends_with("` |")) {
        let name = line.trim_end_matches("` |").rsplit('`').next().unwrap();
        assert!(tests.contains(&format!("async fn {name}(")), "no test `{name}`");
        named += 1;
    }
    assert_eq!(named, 20);
}
