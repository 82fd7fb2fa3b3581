//! Random rows, time zones and periods: what the databases answer is what is found in memory. The rows lie where it matters: on
//! the days on which a clock is put forward or back, at the first and the last instants of days, and some have no date.

use std::collections::BTreeSet;

use cbv::{
    Condition, DateField, Model as _, Zone,
    chrono::{DateTime, Datelike as _, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone as _, Utc, Weekday},
    chrono_tz::{self, Tz},
    dates::{Period, Unit},
};
use cbv_tests::{db::TestDb, on_every_database};
use proptest::{
    collection::vec,
    option,
    prelude::*,
    strategy::ValueTree as _,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

use crate::dates_event::{AT, DAY, Event, NAIVE, create, event, ids};

/// Forward and back over midnight, by half an hour, not at all, far from UTC on either side; and one that has left out a day.
const ZONES: [Tz; 9] = [
    chrono_tz::UTC,
    chrono_tz::Europe::Berlin,
    chrono_tz::America::Sao_Paulo,
    chrono_tz::America::Havana,
    chrono_tz::Australia::Lord_Howe,
    chrono_tz::Asia::Kathmandu,
    chrono_tz::Pacific::Apia,
    chrono_tz::Pacific::Kiritimati,
    chrono_tz::Africa::Casablanca,
];

const UNITS: [Unit; 4] = [Unit::Year, Unit::Month, Unit::Week, Unit::Day];

/// Days around which something happens.
const DAYS: [(i32, u32, u32); 12] = [
    (2026, 3, 29),  // Berlin, forward
    (2026, 10, 25), // and back
    (2018, 11, 4),  // São Paulo, forward at midnight
    (2018, 2, 18),  // and back to the day before
    (2026, 3, 8),   // Havana, forward at midnight
    (2026, 11, 1),  // and back to midnight
    (2026, 4, 5),   // Lord Howe, by half an hour
    (2011, 12, 30), // the day that Samoa left out
    (2024, 2, 29),
    (2025, 12, 31),
    (2026, 1, 1),
    (2024, 12, 30), // the first day of an ISO year
];

fn days() -> impl Strategy<Value = NaiveDate> {
    let special = prop::sample::select(&DAYS[..])
        .prop_map(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day).unwrap());
    let any = (0_u64..5_000).prop_map(|days| NaiveDate::from_ymd_opt(2014, 1, 1).unwrap() + Days::new(days));
    let near = (special, 0_u64..3).prop_map(|(day, days)| day + Days::new(days) - Days::new(1));
    prop_oneof![3 => near, 2 => any]
}

/// Near the beginning of a day in one of the zones, or anywhere.
fn instants() -> impl Strategy<Value = DateTime<Utc>> {
    let seconds = prop_oneof![3 => -1_i64..2, 2 => -7_200_i64..7_200, 2 => 0_i64..86_400];
    (days(), prop::sample::select(&ZONES[..]), seconds)
        .prop_map(|(day, zone, seconds)| Zone::from(zone).start_of_day(day) + TimeDelta::seconds(seconds))
}

#[derive(Debug, Clone)]
struct Case {
    zone: Tz,
    date: NaiveDate,
    begins: Weekday,
    now: DateTime<Utc>,
    allow_future: bool,
    odd: bool,
}

fn cases() -> impl Strategy<Value = Case> {
    let begins = prop::sample::select(&[Weekday::Sun, Weekday::Mon][..]);
    (prop::sample::select(&ZONES[..]), days(), begins, instants(), any::<bool>(), any::<bool>()).prop_map(
        |(zone, date, begins, now, allow_future, odd)| Case { zone, date, begins, now, allow_future, odd },
    )
}

impl Case {
    fn period(&self, unit: Unit) -> Period {
        let period = if unit == Unit::Week {
            Period::week_of(self.date, self.begins)
        } else {
            Period::of(unit, self.date)
        };
        period.unwrap()
    }

    /// The date that the clock on the wall shows, by chrono-tz alone.
    fn local(&self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.zone).date_naive()
    }

    /// The date of a row in a column.
    fn date(&self, row: &Event, field: DateField<Event>) -> Option<NaiveDate> {
        if field.uses_datetime() { row.at.map(|at| self.local(at)) } else { row.day }
    }

    fn is_past(&self, row: &Event, field: DateField<Event>) -> bool {
        if field.uses_datetime() { row.at <= Some(self.now) } else { row.day <= Some(self.local(self.now)) }
    }

    /// The rows that the queryset is narrowed to.
    fn fits(&self, row: &Event, field: DateField<Event>) -> bool {
        let dated = self.date(row, field).is_some();
        (!self.odd || row.id % 2 == 1) && (self.allow_future || dated && self.is_past(row, field))
    }

    fn condition(&self, field: DateField<Event>) -> Condition<Event> {
        let odd = if self.odd { Condition::sql("{id} % 2 = 1", [0; 0]) } else { Condition::all([]) };
        let past =
            if self.allow_future { Condition::all([]) } else { field.not_future(self.now, self.zone.into()) };
        odd & past
    }
}

/// The first day of the period that holds a date, counted here by hand.
fn first_day(unit: Unit, date: NaiveDate, begins: Weekday) -> NaiveDate {
    match unit {
        Unit::Year => NaiveDate::from_ymd_opt(date.year(), 1, 1).unwrap(),
        Unit::Month => NaiveDate::from_ymd_opt(date.year(), date.month(), 1).unwrap(),
        Unit::Week => (0..7).map(|back| date - Days::new(back)).find(|day| day.weekday() == begins).unwrap(),
        Unit::Day => date,
    }
}

async fn compare(db: &TestDb, rows: &[Event], case: &Case, field: DateField<Event>, unit: Unit) {
    let zone = Zone::from(case.zone);
    let period = case.period(unit);
    let queryset = || Event::objects().filter(case.condition(field));
    let fitting: Vec<&Event> = rows.iter().filter(|row| case.fits(row, field)).collect();
    let dates: Vec<NaiveDate> = fitting.iter().filter_map(|row| case.date(row, field)).collect();
    let label = format!("{field:?} by {unit:?}, {case:?}");

    let inside = |row: &&&Event| {
        case.date(row, field).is_some_and(|date| first_day(unit, date, case.begins) == period.first())
    };
    let wanted: Vec<i64> = fitting.iter().filter(inside).map(|row| row.id).collect();
    assert_eq!(ids(db, case.condition(field) & field.within(&period, zone)).await, wanted, "rows of {label}");

    let first = |date: NaiveDate| first_day(unit, date, case.begins);
    let next = dates.iter().filter(|date| **date >= period.end()).min().map(|date| first(*date));
    let found = queryset().next_period(db.db(), field, &period, zone).await.unwrap();
    assert_eq!(found.map(|period| period.first()), next, "next of {label}");
    let previous = dates.iter().filter(|date| **date < period.first()).max().map(|date| first(*date));
    let found = queryset().previous_period(db.db(), field, &period, zone).await.unwrap();
    assert_eq!(found.map(|period| period.first()), previous, "previous of {label}");

    let listed = |dates: &[NaiveDate]| -> Vec<NaiveDate> {
        dates
            .iter()
            .map(|date| first_day(unit, *date, Weekday::Mon))
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect()
    };
    let found = queryset().date_list(db.db(), field, unit, zone).await.unwrap();
    assert_eq!(found, listed(&dates), "dates of {label}");
    let year = case.period(Unit::Year);
    let of_year: Vec<NaiveDate> = dates.into_iter().filter(|date| year.contains(*date)).collect();
    let found =
        queryset().filter(field.within(&year, zone)).date_list(db.db(), field, unit, zone).await.unwrap();
    assert_eq!(found, listed(&of_year), "dates of the year of {label}");
}

/// As often as `PROPTEST_CASES` says; a few times without.
fn runs() -> usize {
    std::env::var("PROPTEST_CASES").ok().and_then(|runs| runs.parse().ok()).unwrap_or(6)
}

fn runner() -> TestRunner {
    let seed = std::env::var("CBV_SEED").unwrap_or_else(|_| "an archive of dates".into());
    let mut bytes = [0; 32];
    bytes.iter_mut().zip(seed.bytes()).for_each(|(byte, letter)| *byte = letter);
    TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &bytes))
}

on_every_database! {
    #[test]
    async fn dt_25__dt_27__dt_39_archives_of_random_rows_are_those_found_in_memory(db: &TestDb) {
        create(db).await;
        let mut runner = runner();
        for _ in 0..runs() {
            let instants = vec(option::weighted(0.9, instants()), 0..40).new_tree(&mut runner).unwrap().current();
            Event::objects().delete(db.db()).await.unwrap();
            let rows: Vec<Event> = instants.into_iter().map(event).collect();
            Event::objects().bulk_create(db.db(), &rows).await.unwrap();
            let rows = Event::objects().all(db.db()).await.unwrap();
            for _ in 0..6 {
                let case = cases().new_tree(&mut runner).unwrap().current();
                for field in [DAY, AT, NAIVE] {
                    for unit in UNITS {
                        compare(db, &rows, &case, field, unit).await;
                    }
                }
            }
        }
    }
}

/// Of no zone's days a second is missing, or in two days, in all the years since zones were agreed upon.
#[test]
fn dt_06_days_follow_each_other_without_a_gap() {
    let config = Config { cases: 4_000, failure_persistence: None, ..Config::default() };
    let zones = prop::sample::select(&chrono_tz::TZ_VARIANTS[..]);
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]));
    let outcome = runner.run(&(zones, 0_u64..95_000, -90_000_i64..90_000), |(place, days, seconds)| {
        let zone = Zone::from(place);
        let day = NaiveDate::from_ymd_opt(1840, 1, 1).unwrap() + Days::new(days);
        let begins = zone.start_of_day(day);
        prop_assert!(begins <= zone.start_of_day(day + Days::new(1)), "{zone} {day}");
        let shown = begins.with_timezone(&place).naive_local();
        prop_assert!(shown >= day.and_time(NaiveTime::MIN), "{zone} {day}");
        let before = (begins - TimeDelta::seconds(1)).with_timezone(&place).naive_local();
        prop_assert!(before < day.and_time(NaiveTime::MIN), "{zone} {day}");
        let at = begins + TimeDelta::seconds(seconds);
        let of = zone.day_of(at);
        prop_assert!(zone.start_of_day(of) <= at && at < zone.start_of_day(of + Days::new(1)), "{zone} {at}");
        prop_assert!(place.timestamp_opt(at.timestamp(), 0).single().is_some());
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}
