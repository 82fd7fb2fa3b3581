//! `date` and `time`: every format character, what a value cannot answer, and the ends of chrono's calendar.

use askama::{NO_VALUES, Template};
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Utc};

use super::HOSTILE;
use crate::filters::{self, Moment};

fn date(value: impl Moment, format: &str) -> String {
    filters::date::default().with_0(format).execute(value, NO_VALUES).unwrap()
}

fn time(value: impl Moment, format: &str) -> String {
    filters::time::default().with_0(format).execute(value, NO_VALUES).unwrap()
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn clock(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
}

fn aware() -> DateTime<FixedOffset> {
    "2024-02-03T00:05:09.000120-04:30".parse().unwrap()
}

/// Django's answers for 2024-02-03 00:05:09.00012-04:30, apart from the zone's name, which chrono does not call UTC-04:30.
#[test]
fn every_format_character_is_djangos() {
    let expected = "a:a.m. A:AM b:feb d:03 D:Sat E:February f:12:05 F:February g:12 G:0 h:12 H:00 i:05 j:3 \
        l:Saturday L:True m:02 M:Feb n:2 N:Feb. o:2024 O:-0430 s:09 S:rd t:29 u:000120 U:1706934909 w:6 W:5 y:24 \
        Y:2024 z:34 Z:-16200 e:-04:30 T:-04:30 c:2024-02-03T00:05:09.000120-04:30";
    for pair in expected.split(' ') {
        let (symbol, text) = pair.split_once(':').unwrap();
        assert_eq!(date(aware(), symbol), text, "{symbol}");
    }
    assert_eq!(date(aware(), "P"), "12:05 a.m.");
    assert_eq!(date(aware(), "r"), "Sat, 03 Feb 2024 00:05:09 -0430");
}

#[test]
fn years_before_1000_have_four_digits() {
    assert_eq!(date(day(999, 12, 31), "Y y z L S t W"), "0999 99 365 False st 31 1");
}

#[test]
fn the_names_follow_the_associated_press() {
    let names: Vec<_> = (1..=12).map(|month| date(day(2024, month, 1), "N")).collect();
    assert_eq!(names.join(" "), "Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.");
}

#[test]
fn days_have_their_english_endings() {
    let days: Vec<_> = (1..=31).map(|number| date(day(2024, 1, number), "jS")).collect();
    assert_eq!(
        days.join(" "),
        "1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th 11th 12th 13th 14th 15th 16th 17th 18th 19th 20th 21st 22nd 23rd \
         24th 25th 26th 27th 28th 29th 30th 31st"
    );
}

#[test]
fn a_backslash_makes_a_letter_mean_itself() {
    assert_eq!(date(aware(), r"jS \o\f F"), "3rd of February");
    assert_eq!(date(aware(), r"\Y\Y"), "YY");
    assert_eq!(date(aware(), r"\\Y"), r"\Y");
    assert_eq!(date(aware(), r"Y\\"), r"2024\");
    assert_eq!(date(aware(), r"\é\j"), "éj");
    assert_eq!(date(aware(), r"\"), r"\");
}

#[test]
fn djangos_names_of_formats_are_known() {
    let noon = day(2024, 9, 1).and_time(clock(12, 0));
    assert_eq!(filters::date::default().execute(noon, NO_VALUES).unwrap(), "Sept. 1, 2024");
    assert_eq!(filters::time::default().execute(noon, NO_VALUES).unwrap(), "noon");
    assert_eq!(date(noon, "DATETIME_FORMAT"), "Sept. 1, 2024, noon");
    assert_eq!(date(noon, "SHORT_DATE_FORMAT"), "09/01/2024");
    assert_eq!(date(noon, "SHORT_DATETIME_FORMAT"), "09/01/2024 noon");
    assert_eq!(date(noon, "YEAR_MONTH_FORMAT"), "September 2024");
    assert_eq!(date(noon, "MONTH_DAY_FORMAT"), "September 1");
}

#[test]
fn times_are_written_as_one_says_them() {
    let said: Vec<_> = [(0, 0), (0, 30), (1, 0), (12, 0), (12, 30), (13, 5), (23, 59)]
        .map(|(hour, minute)| time(clock(hour, minute), "TIME_FORMAT"))
        .into();
    assert_eq!(said.join(", "), "midnight, 12:30 a.m., 1 a.m., noon, 12:30 p.m., 1:05 p.m., 11:59 p.m.");
    assert_eq!(time(clock(13, 5), "H:i, g A"), "13:05, 1 PM");
}

#[test]
fn what_the_value_cannot_answer_renders_nothing() {
    assert_eq!(date(day(2024, 1, 1), "j F Y H:i"), "");
    assert_eq!(date(day(2024, 1, 1), "e"), "");
    assert_eq!(time(day(2024, 1, 1), "H:i"), "");
    assert_eq!(time(aware(), "j H:i"), "");
    assert_eq!(date(clock(1, 1), "Y"), "");
    assert_eq!(date(None::<NaiveDate>, "j F Y, literally"), "");
}

#[test]
fn a_naive_value_has_no_zone_and_counts_as_utc() {
    let naive = day(2024, 5, 1).and_time(clock(12, 0));
    assert_eq!(date(naive, "[e T O Z I]"), "[    ]");
    assert_eq!(date(naive, "r"), "Wed, 01 May 2024 12:00:00 +0000");
    assert_eq!(date(naive, "c U"), "2024-05-01T12:00:00 1714564800");
    assert_eq!(date(day(2024, 5, 1), "c U"), "2024-05-01 1714521600");
    assert_eq!(date(naive.and_utc(), "e O Z"), "UTC +0000 0");
}

#[test]
fn no_value_and_no_format_panics() {
    let east = FixedOffset::east_opt(86_399).unwrap();
    let leap_second = NaiveTime::from_hms_nano_opt(23, 59, 59, 1_999_999_999).unwrap();
    let all = "aAbcdDeEfFgGhHiIjlLmMnNoOPrsStTuUwWyYzZ\\";
    for moment in [
        NaiveDate::MIN.parts(),
        NaiveDate::MAX.parts(),
        NaiveTime::MIN.parts(),
        NaiveDateTime::MAX.parts(),
        NaiveDate::MAX.and_time(leap_second).parts(),
        DateTime::<Utc>::MIN_UTC.parts(),
        DateTime::<Utc>::MAX_UTC.with_timezone(&east).parts(),
    ] {
        struct Given(filters::Parts);
        impl Moment for Given {
            fn parts(&self) -> filters::Parts {
                self.0.clone()
            }
        }
        for format in HOSTILE.into_iter().chain([all]).chain(all.split("")) {
            date(Given(moment.clone()), format);
            time(Given(moment.clone()), format);
        }
    }
    // Outside of its calendar there is no local time to show.
    assert_eq!(date(DateTime::<Utc>::MAX_UTC.with_timezone(&east), "Y"), "");
    assert_eq!(date(DateTime::<Utc>::MAX_UTC, "r"), "Mon, 31 Dec +262142 23:59:59 +0000");
}

#[test]
fn templates_give_fields_options_and_loop_variables() {
    #[derive(Template)]
    #[template(
        ext = "html",
        source = r#"{{ made|filters::date }} {{ seen|filters::date("<j/n>") }} {% for d in days -%}
            {{ d|filters::date(format) }}{% endfor %} {{ made|filters::time("H:i") }}"#
    )]
    struct Page {
        made: DateTime<Utc>,
        seen: Option<NaiveDate>,
        days: Vec<NaiveDate>,
        format: String,
    }
    let page = Page {
        made: "2003-02-04T18:30:00Z".parse().unwrap(),
        seen: Some(day(2024, 5, 1)),
        days: vec![day(2024, 1, 2)],
        format: "D".to_owned(),
    };
    assert_eq!(page.render().unwrap(), "Feb. 4, 2003 &#60;1/5&#62; Tue 18:30");
}
