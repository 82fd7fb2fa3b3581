//! Years, months, weeks and days of the texts of URLs, and when days begin in a time zone. What is expected is what Django and
//! Python's strptime answer.

use cbv::{
    Error, Zone,
    chrono::{DateTime, Datelike as _, Days, NaiveDate, Utc},
    chrono_tz,
    dates::{DateError, DayFormat, MonthFormat, Period, Unit, WeekFormat, YearFormat},
};

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn first(period: Result<Period, DateError>) -> Option<String> {
    period.ok().map(|period| period.first().to_string())
}

fn year(text: &str, format: YearFormat) -> Option<String> {
    first(Period::parse_year((text, format)))
}

fn month(text: &str, format: MonthFormat) -> Option<String> {
    first(Period::parse_month(("2026", YearFormat::FourDigits), (text, format)))
}

fn week(year: &str, text: &str, format: WeekFormat) -> Option<String> {
    let years = if format == WeekFormat::Iso { YearFormat::Iso } else { YearFormat::FourDigits };
    first(Period::parse_week((year, years), (text, format)))
}

fn date(year: &str, month: &str, day: &str) -> Result<Period, DateError> {
    Period::parse_day((year, YearFormat::FourDigits), (month, MonthFormat::Number), (day, DayFormat::Number))
}

/// The status and the text of what the view answers.
fn answer(error: DateError) -> (u16, String) {
    let error = Error::from(error);
    (error.status().as_u16(), error.to_string())
}

#[test]
fn dt_10_a_year_has_exactly_four_digits() {
    assert_eq!(year("2026", YearFormat::FourDigits).as_deref(), Some("2026-01-01"));
    assert_eq!(year("0001", YearFormat::FourDigits).as_deref(), Some("0001-01-01"));
    for text in
        ["", "26", "026", "02026", "10000", "0000", "+026", "-026", " 2026", "2026 ", "20 6", "２０２６", "x"]
    {
        assert_eq!(year(text, YearFormat::FourDigits), None, "{text}");
    }
    assert_eq!(year("69", YearFormat::TwoDigits).as_deref(), Some("1969-01-01"));
    assert_eq!(year("68", YearFormat::TwoDigits).as_deref(), Some("2068-01-01"));
    assert_eq!(year("2026", YearFormat::TwoDigits), None);
    assert_eq!(YearFormat::new("%Y"), Some(YearFormat::FourDigits));
    assert_eq!(YearFormat::new("%y"), Some(YearFormat::TwoDigits));
    assert_eq!(YearFormat::new("%G"), Some(YearFormat::Iso));
}

#[test]
fn dt_12_a_month_is_a_name_or_a_number() {
    for text in ["oct", "OCT", "Oct", "oCt"] {
        assert_eq!(month(text, MonthFormat::Short).as_deref(), Some("2026-10-01"), "{text}");
    }
    for text in ["october", "oc", "10", "ock", "", "o\u{131}t"] {
        assert_eq!(month(text, MonthFormat::Short), None, "{text}");
    }
    assert_eq!(month("OCTOBER", MonthFormat::Long).as_deref(), Some("2026-10-01"));
    assert_eq!(month("oct", MonthFormat::Long), None);
    assert_eq!(month("may", MonthFormat::Long), month("may", MonthFormat::Short));
    for text in ["2", "02"] {
        assert_eq!(month(text, MonthFormat::Number).as_deref(), Some("2026-02-01"), "{text}");
    }
    for text in ["0", "00", "13", "002", "feb", "", "-2"] {
        assert_eq!(month(text, MonthFormat::Number), None, "{text}");
    }
    let months = (1..=12).map(|month| NaiveDate::from_ymd_opt(2026, month, 1).unwrap());
    let short: Vec<String> = months.clone().map(|day| MonthFormat::Short.text(day)).collect();
    assert_eq!(short.join(" "), "jan feb mar apr may jun jul aug sep oct nov dec");
    for day in months {
        for format in [MonthFormat::Short, MonthFormat::Number, MonthFormat::Long] {
            assert_eq!(month(&format.text(day), format), Some(day.to_string()));
            assert_eq!(MonthFormat::new(format.as_str()), Some(format));
        }
    }
}

#[test]
fn dt_14_a_day_has_one_digit_or_two() {
    for text in ["5", "05"] {
        assert_eq!(first(date("2026", "11", text)).as_deref(), Some("2026-11-05"), "{text}");
    }
    for text in ["", "0", "00", "31", "32", "005", "5th", "-5"] {
        assert_eq!(first(date("2026", "11", text)), None, "{text}");
    }
    assert_eq!(DayFormat::new("%d"), Some(DayFormat::Number));
    assert_eq!(DayFormat::Number.text(day("2026-11-05")), "05");
}

#[test]
fn dt_16_weeks_begin_with_sunday_or_monday() {
    assert_eq!(week("2026", "47", WeekFormat::Sunday).as_deref(), Some("2026-11-22"));
    assert_eq!(week("2026", "47", WeekFormat::Monday).as_deref(), Some("2026-11-23"));
    assert_eq!(week("2026", "47", WeekFormat::Iso).as_deref(), Some("2026-11-16"));
    assert_eq!(week("2026", "7", WeekFormat::Monday), week("2026", "07", WeekFormat::Monday));
}

#[test]
fn dt_17_an_iso_week_needs_the_year_of_iso_weeks() {
    let mixed = Period::parse_week(("2026", YearFormat::FourDigits), ("47", WeekFormat::Iso)).unwrap_err();
    let (status, text) = answer(mixed);
    assert_eq!(status, 500);
    assert!(text.contains("'%V'") && text.contains("'%Y'") && text.contains("'%G'"), "{text}");
    // Django parses nothing by `%G` alone, and answers 404 to every address; that is a fault of the view as well
    let mixed = Period::parse_week(("2026", YearFormat::Iso), ("47", WeekFormat::Sunday)).unwrap_err();
    assert_eq!(answer(mixed).0, 500);
    assert_eq!(answer(Period::parse_year(("2026", YearFormat::Iso)).unwrap_err()).0, 500);
}

#[test]
fn dt_18_there_are_three_formats_of_weeks() {
    assert_eq!(WeekFormat::ALL, ["%U", "%W", "%V"]);
    for text in WeekFormat::ALL {
        assert_eq!(WeekFormat::new(text).unwrap().as_str(), *text);
    }
    for text in ["", "%", "%u", "%X", "%U ", "U", "%UU"] {
        assert_eq!(WeekFormat::new(text), None, "{text}");
    }
}

#[test]
fn dt_19_weeks_are_numbered_from_0_to_53() {
    // the first of January 2026 is a Thursday
    assert_eq!(week("2026", "0", WeekFormat::Sunday).as_deref(), Some("2025-12-28"));
    assert_eq!(week("2026", "0", WeekFormat::Monday).as_deref(), Some("2025-12-29"));
    assert_eq!(week("2026", "1", WeekFormat::Sunday).as_deref(), Some("2026-01-04"));
    assert_eq!(week("2026", "53", WeekFormat::Sunday).as_deref(), Some("2027-01-03"));
    // 2024 begins with a Monday: there are no days before it
    assert_eq!(week("2024", "0", WeekFormat::Monday).as_deref(), Some("2024-01-01"));
    assert_eq!(week("2024", "1", WeekFormat::Monday).as_deref(), Some("2024-01-01"));
    for format in [WeekFormat::Sunday, WeekFormat::Monday, WeekFormat::Iso] {
        for text in ["54", "60", "", "x", "-1", "007"] {
            assert_eq!(week("2026", text, format), None, "{text}");
        }
    }
    // 2026 has 53 ISO weeks, 2025 has 52
    assert_eq!(week("2026", "53", WeekFormat::Iso).as_deref(), Some("2026-12-28"));
    assert_eq!(week("2025", "53", WeekFormat::Iso), None);
    assert_eq!(week("2026", "0", WeekFormat::Iso), None);
    // the year of its first day leads back to the week
    for format in [WeekFormat::Sunday, WeekFormat::Monday, WeekFormat::Iso] {
        let years = if format == WeekFormat::Iso { YearFormat::Iso } else { YearFormat::FourDigits };
        for offset in 0..3000 {
            let date = day("2020-01-01") + Days::new(offset);
            let begins = if format == WeekFormat::Sunday {
                cbv::chrono::Weekday::Sun
            } else {
                cbv::chrono::Weekday::Mon
            };
            let start = Period::week_of(date, begins).unwrap().first();
            assert_eq!(
                week(&years.text(start), &format.text(start), format),
                Some(start.to_string()),
                "{date}"
            );
        }
    }
}

#[test]
fn dt_20_what_is_no_date_is_404_with_the_joined_value() {
    let (status, text) = answer(date("2026", "02", "31").unwrap_err());
    assert_eq!(
        (status, text.as_str()),
        (404, "Invalid date string “2026__02__31” given format “%Y__%m__%d”")
    );
    let (_, text) = answer(Period::parse_year(("dune", YearFormat::FourDigits)).unwrap_err());
    assert_eq!(text, "Invalid date string “dune____” given format “%Y____”");
    let feb = Period::parse_month(("2026", YearFormat::FourDigits), ("13", MonthFormat::Short));
    assert_eq!(answer(feb.unwrap_err()).1, "Invalid date string “2026__13__” given format “%Y__%b__”");
    let late = Period::parse_week(("2026", YearFormat::FourDigits), ("54", WeekFormat::Sunday));
    assert_eq!(answer(late.unwrap_err()).1, "Invalid date string “2026__0__54” given format “%Y__%w__%U”");
    let late = Period::parse_week(("2026", YearFormat::Iso), ("54", WeekFormat::Iso));
    assert_eq!(answer(late.unwrap_err()).1, "Invalid date string “2026__1__54” given format “%G__%w__%V”");
    assert_eq!(first(date("2024", "2", "29")).as_deref(), Some("2024-02-29"));
    assert!(date("2023", "2", "29").is_err());
}

#[test]
fn dt_21_the_end_of_the_calendar_is_404() {
    let out = (404, "Date out of range".to_owned());
    assert_eq!(answer(Period::parse_year(("9999", YearFormat::FourDigits)).unwrap_err()), out);
    let years = ("9999", YearFormat::FourDigits);
    assert_eq!(answer(Period::parse_month(years, ("dec", MonthFormat::Short)).unwrap_err()), out);
    assert!(Period::parse_month(years, ("nov", MonthFormat::Short)).is_ok());
    assert_eq!(answer(Period::parse_week(years, ("52", WeekFormat::Monday)).unwrap_err()), out);
    assert!(Period::parse_week(years, ("51", WeekFormat::Monday)).is_ok());
}

#[test]
fn dt_22_no_neighbour_lies_outside_the_calendar() {
    let last = date("9999", "12", "31").unwrap();
    assert_eq!((last.next(), last.previous().unwrap().first()), (None, day("9999-12-30")));
    assert_eq!(date("9999", "12", "30").unwrap().next(), Some(last));
    let first = date("0001", "1", "1").unwrap();
    assert_eq!((first.previous(), first.next().unwrap().first()), (None, day("0001-01-02")));
    for unit in [Unit::Year, Unit::Month, Unit::Week] {
        assert_eq!(Period::of(unit, day("0001-01-01")).unwrap().previous(), None);
        let last = std::iter::successors(Period::of(unit, day("9998-06-06")), Period::next).last().unwrap();
        assert!(last.end() <= day("9999-12-31"), "{last:?}");
        assert_eq!(Period::of(unit, day("9999-12-31")), None);
    }
    assert_eq!(
        Period::parse_week(("0001", YearFormat::FourDigits), ("0", WeekFormat::Sunday))
            .unwrap_err()
            .to_string(),
        "Invalid date string “0001__0__0” given format “%Y__%w__%U”"
    );
    for date in [NaiveDate::MIN, NaiveDate::MAX] {
        for unit in [Unit::Year, Unit::Month, Unit::Week, Unit::Day] {
            assert_eq!(Period::of(unit, date), None);
        }
    }
}

#[test]
fn dt_30_a_period_begins_with_its_first_day() {
    let date = day("2026-11-21"); // a Saturday
    let bounds = |unit| {
        let period = Period::of(unit, date).unwrap();
        assert!(period.contains(date) && period.contains(period.first()) && !period.contains(period.end()));
        assert_eq!(period.next().unwrap().first(), period.end());
        assert_eq!(period.previous().unwrap().end(), period.first());
        (period.first().to_string(), period.end().to_string())
    };
    assert_eq!(bounds(Unit::Year), ("2026-01-01".into(), "2027-01-01".into()));
    assert_eq!(bounds(Unit::Month), ("2026-11-01".into(), "2026-12-01".into()));
    assert_eq!(bounds(Unit::Week), ("2026-11-16".into(), "2026-11-23".into()));
    assert_eq!(bounds(Unit::Day), ("2026-11-21".into(), "2026-11-22".into()));
    let sunday = Period::week_of(date, cbv::chrono::Weekday::Sun).unwrap();
    assert_eq!(sunday.first(), day("2026-11-15"));
    assert_eq!(sunday.previous().unwrap().first(), day("2026-11-08"));
    assert_eq!(sunday.around(day("2026-01-01")).unwrap().first(), day("2025-12-28"));
}

#[test]
fn dt_06_a_midnight_that_is_left_out_or_comes_twice_begins_its_day() {
    let berlin = Zone::from(chrono_tz::Europe::Berlin);
    let begins = |zone: Zone, date: &str| zone.start_of_day(day(date)).to_string();
    assert_eq!(begins(berlin, "2026-03-29"), "2026-03-28 23:00:00 UTC");
    assert_eq!(begins(berlin, "2026-03-30"), "2026-03-29 22:00:00 UTC");
    // in São Paulo the clock went from 0 to 1 o'clock: the day began at 1
    let paulo = Zone::from(chrono_tz::America::Sao_Paulo);
    assert_eq!(begins(paulo, "2018-11-04"), "2018-11-04 03:00:00 UTC");
    assert_eq!(paulo.local(paulo.start_of_day(day("2018-11-04"))).to_string(), "2018-11-04 01:00:00");
    // in Havana from 1 to 0: midnight came twice
    let havana = Zone::from(chrono_tz::America::Havana);
    assert_eq!(begins(havana, "2026-11-01"), "2026-11-01 04:00:00 UTC");
    assert_eq!(havana.day_of(instant("2026-11-01T05:30:00Z")), day("2026-11-01"));
    // in St. John's from one minute behind midnight to 23:01 of the day before: that day is over all the same
    let johns = Zone::from(chrono_tz::America::St_Johns);
    assert_eq!(begins(johns, "2006-10-29"), "2006-10-29 02:30:00 UTC");
    assert_eq!(johns.local(instant("2006-10-29T03:00:00Z")).to_string(), "2006-10-28 23:30:00");
    assert_eq!(johns.day_of(instant("2006-10-29T03:00:00Z")), day("2006-10-29"));
    // Samoa left out a whole day
    let apia = Zone::from(chrono_tz::Pacific::Apia);
    assert_eq!(begins(apia, "2011-12-30"), begins(apia, "2011-12-31"));
    assert_eq!(apia.day_of(apia.start_of_day(day("2011-12-30"))), day("2011-12-31"));
    assert_eq!(begins(Zone::UTC, "9999-12-31"), "9999-12-31 00:00:00 UTC");
}

#[test]
fn every_instant_is_of_the_day_that_has_begun_last() {
    let zones = [
        "Europe/Berlin",
        "America/St_Johns",
        "America/Sao_Paulo",
        "Pacific/Apia",
        "Africa/Monrovia",
        "Asia/Kathmandu",
    ];
    for zone in zones.map(|name| name.parse::<Zone>().unwrap()) {
        let days = (0..60_000).step_by(7).map(|number| day("1870-01-01") + Days::new(number));
        let changes = ["1972-01-07", "2011-12-30", "2006-10-29", "2018-11-04", "2018-02-18"].map(day);
        for date in days.chain(changes) {
            let (begins, ends) = (zone.start_of_day(date), zone.start_of_day(date + Days::new(1)));
            assert!(begins <= ends, "{zone} {date}");
            if begins < ends {
                assert_eq!(zone.day_of(begins), date, "{zone}");
                assert_eq!(zone.day_of(ends - cbv::chrono::TimeDelta::milliseconds(1)), date, "{zone}");
            }
        }
    }
    for date in [NaiveDate::MIN, NaiveDate::MAX] {
        assert_eq!(Zone::from(chrono_tz::Asia::Tokyo).start_of_day(date).year(), date.year());
    }
    assert_eq!(Zone::from(chrono_tz::Asia::Tokyo).day_of(DateTime::<Utc>::MAX_UTC), NaiveDate::MAX);
}

#[test]
fn a_zone_is_written_as_it_is_read() {
    for text in ["UTC", "Europe/Berlin", "+05:30", "-03:00"] {
        assert_eq!(text.parse::<Zone>().unwrap().to_string(), text);
    }
    assert_eq!("+00:00".parse::<Zone>().unwrap(), Zone::UTC);
    assert_eq!("Nowhere".parse::<Zone>().unwrap_err().to_string(), "`Nowhere` is no time zone");
}
