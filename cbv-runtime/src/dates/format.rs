//! The directives by which URLs write years, months, weeks and days: those of Django's date views, which are strftime's.
//! Called by `parse`, by the derives (which know the words while compiling) and by users who write links.

use std::fmt;

use chrono::{Datelike as _, NaiveDate};

/// The English names of the months; their first three letters are the short names.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

macro_rules! formats {
    ($($(#[doc = $doc:literal])* $name:ident { $($(#[doc = $variant_doc:literal])* $variant:ident = $text:literal,)* })*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[doc = $variant_doc])* $variant,)*
        }

        impl $name {
            /// All of them, as they are written.
            pub const ALL: &'static [&'static str] = &[$($text),*];

            /// The format that is written so; `None` for any other text.
            pub const fn new(text: &str) -> Option<Self> {
                match text.as_bytes() {
                    $(bytes if same(bytes, $text.as_bytes()) => Some(Self::$variant),)*
                    _ => None,
                }
            }

            /// As it is written: `%Y`.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    )*};
}

/// Texts are not yet compared by `==` in a `const fn`.
const fn same(mut one: &[u8], mut other: &[u8]) -> bool {
    while let ([a, rest @ ..], [b, others @ ..]) = (one, other) {
        if *a != *b {
            return false;
        }
        (one, other) = (rest, others);
    }
    one.is_empty() && other.is_empty()
}

formats! {
    /// How a URL writes the year. Django: `year_format`
    /// (<https://docs.djangoproject.com/en/5.2/ref/class-based-views/mixins-date-based/#yearmixin>).
    YearFormat {
        /// `%Y`: exactly four digits, `2026`. The default.
        FourDigits = "%Y",
        /// `%y`: exactly two digits; 69 to 99 are of the last century, 00 to 68 of this one.
        TwoDigits = "%y",
        /// `%G`: the year that an ISO week belongs to, four digits. Only with [`WeekFormat::Iso`].
        Iso = "%G",
    }
    /// How a URL writes the month. Django: `month_format`
    /// (<https://docs.djangoproject.com/en/5.2/ref/class-based-views/mixins-date-based/#monthmixin>).
    MonthFormat {
        /// `%b`: three letters, upper and lower case alike: `nov`. The default.
        Short = "%b",
        /// `%m`: a number of one or two digits, written with two.
        Number = "%m",
        /// `%B`: the whole name, upper and lower case alike.
        Long = "%B",
    }
    /// How a URL writes the day of the month. Django: `day_format`
    /// (<https://docs.djangoproject.com/en/5.2/ref/class-based-views/mixins-date-based/#daymixin>).
    DayFormat {
        /// `%d`: a number of one or two digits, written with two. The default.
        Number = "%d",
    }
    /// How a URL writes the week of the year, and with which day weeks begin. Django: `week_format`
    /// (<https://docs.djangoproject.com/en/5.2/ref/class-based-views/mixins-date-based/#weekmixin>).
    WeekFormat {
        /// `%U`: weeks begin with Sunday; the days before the first one are week 0. The default.
        Sunday = "%U",
        /// `%W`: weeks begin with Monday; the days before the first one are week 0.
        Monday = "%W",
        /// `%V`: weeks of ISO 8601, which begin with Monday. Only with [`YearFormat::Iso`].
        Iso = "%V",
    }
}

impl YearFormat {
    /// The year of a date as a URL writes it.
    pub fn text(self, date: NaiveDate) -> String {
        match self {
            Self::FourDigits => format!("{:04}", date.year()),
            Self::TwoDigits => format!("{:02}", date.year().rem_euclid(100)),
            Self::Iso => format!("{:04}", date.iso_week().year()),
        }
    }

    /// The year that is written so.
    pub(super) fn read(self, text: &str) -> Option<i32> {
        match self {
            Self::FourDigits | Self::Iso => digits(text, 4, 4),
            Self::TwoDigits => {
                digits(text, 2, 2).map(|year| if year >= 69 { 1900 + year } else { 2000 + year })
            }
        }
        .and_then(|year| i32::try_from(year).ok())
    }
}

impl MonthFormat {
    /// The month of a date as a URL writes it, names in lower case: `nov`, `11`, `november`.
    pub fn text(self, date: NaiveDate) -> String {
        match self {
            Self::Number => format!("{:02}", date.month()),
            Self::Short => short(name(date.month())).to_ascii_lowercase(),
            Self::Long => name(date.month()).to_ascii_lowercase(),
        }
    }

    /// The month that is written so, counted from 1.
    pub(super) fn read(self, text: &str) -> Option<u32> {
        match self {
            Self::Number => digits(text, 1, 2),
            Self::Short => find(|name| short(name).eq_ignore_ascii_case(text)),
            Self::Long => find(|name| name.eq_ignore_ascii_case(text)),
        }
    }
}

impl DayFormat {
    /// The day of a date as a URL writes it, with two digits.
    pub fn text(self, date: NaiveDate) -> String {
        match self {
            Self::Number => format!("{:02}", date.day()),
        }
    }

    /// The day that is written so.
    pub(super) fn read(self, text: &str) -> Option<u32> {
        match self {
            Self::Number => digits(text, 1, 2),
        }
    }
}

impl WeekFormat {
    /// The week of a date as a URL writes it. Behind the year of the same date it names the week of that date, unless the week
    /// began in the year before: ask for the week's first day.
    pub fn text(self, date: NaiveDate) -> String {
        match self {
            Self::Sunday => format!("{:02}", date.format("%U")),
            Self::Monday => format!("{:02}", date.format("%W")),
            Self::Iso => format!("{:02}", date.iso_week().week()),
        }
    }

    /// The week that is written so, from 0 to 53.
    pub(super) fn read(self, text: &str) -> Option<u32> {
        digits(text, 1, 2).filter(|week| *week <= 53)
    }
}

fn name(month: u32) -> &'static str {
    usize::try_from(month)
        .ok()
        .and_then(|month| MONTHS.get(month.wrapping_sub(1)))
        .copied()
        .unwrap_or_default()
}

fn short(name: &str) -> &str {
    name.get(..3).unwrap_or(name)
}

fn find(is: impl Fn(&str) -> bool) -> Option<u32> {
    (1..=12).find(|month| is(name(*month)))
}

/// A number of at least `least` and at most `most` digits.
fn digits(text: &str, least: usize, most: usize) -> Option<u32> {
    let fits = (least..=most).contains(&text.len()) && text.bytes().all(|letter| letter.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}
