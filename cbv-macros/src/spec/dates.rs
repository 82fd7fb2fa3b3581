//! The words of the derives of date archives: `ArchiveIndexView`, `YearArchiveView`, `MonthArchiveView`, `WeekArchiveView`,
//! `DayArchiveView`, `TodayArchiveView` and `DateDetailView`.

use proc_macro2::Ident;
use syn::{DeriveInput, LitStr};

use super::{
    detail::{self, DetailSpec},
    items::{Items, Word},
    list::{self, ListSpec},
    view::{COMMON, TEMPLATE},
};
use crate::fault::Faults;

/// Which archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Archive {
    Index,
    Year,
    Month,
    Week,
    Day,
    Today,
}

/// What a date in a URL is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Year,
    Month,
    Week,
    Day,
}

/// The words of views of dates beside those of a list or a detail; each view has those that mean something there.
const OWN: &[&str] = &[
    "date_field",
    "allow_future",
    "year",
    "year_format",
    "month",
    "month_format",
    "week",
    "week_format",
    "day",
    "day_format",
    "date_list_period",
    "make_object_list",
];

/// The lengths of the periods that a list of dates can be made of.
pub(crate) const PERIODS: &[&str] = &["year", "month", "week", "day"];

impl Archive {
    /// What its URL says of the date.
    pub(crate) fn parts(self) -> &'static [Part] {
        match self {
            Self::Index | Self::Today => &[],
            Self::Year => &[Part::Year],
            Self::Month => &[Part::Year, Part::Month],
            Self::Week => &[Part::Year, Part::Week],
            Self::Day => DAY,
        }
    }

    /// How long its dates are, when it lists dates of its rows.
    pub(crate) fn period(self) -> Option<&'static str> {
        match self {
            Self::Index => Some("year"),
            Self::Year => Some("month"),
            Self::Month => Some("day"),
            Self::Week | Self::Day | Self::Today => None,
        }
    }

    /// The period that its rows lie in, by the name that the template has for it.
    pub(crate) fn shown(self) -> Option<&'static str> {
        match self {
            Self::Index => None,
            Self::Year => Some("year"),
            Self::Month => Some("month"),
            Self::Week => Some("week"),
            Self::Day | Self::Today => Some("day"),
        }
    }

    /// The ending of its template's name.
    fn suffix(self) -> &'static str {
        match self {
            Self::Index => "_archive",
            Self::Year => "_archive_year",
            Self::Month => "_archive_month",
            Self::Week => "_archive_week",
            Self::Day | Self::Today => "_archive_day",
        }
    }

    /// Its words.
    pub(crate) fn words(self) -> Vec<&'static str> {
        let own = OWN.iter().copied().filter(|word| match *word {
            "date_list_period" => self.period().is_some(),
            "make_object_list" => self == Self::Year,
            word => of_date(word, self.parts()),
        });
        let list = list::OWN.iter().copied().filter(|word| *word != "items");
        own.chain(list).chain([TEMPLATE, COMMON].concat()).collect()
    }
}

/// The parts of a day.
const DAY: &[Part] = &[Part::Year, Part::Month, Part::Day];

/// The words of a detail by its date.
pub(crate) fn detail_words() -> Vec<&'static str> {
    let own = OWN.iter().copied().filter(|word| of_date(word, DAY));
    own.chain([detail::OWN, detail::OBJECT, TEMPLATE, COMMON].concat()).collect()
}

/// Whether a word says something of a date with these parts.
fn of_date(word: &str, parts: &[Part]) -> bool {
    matches!(word, "date_field" | "allow_future") || parts.iter().any(|part| part.words().contains(&word))
}

impl Part {
    /// Its name in the path, which is also the word that fixes it.
    pub(crate) fn name(self) -> &'static str {
        let [name, _] = self.words();
        name
    }

    /// The word of its format.
    pub(crate) fn format(self) -> &'static str {
        let [_, format] = self.words();
        format
    }

    /// The formats it can be written in, the default first.
    pub(crate) fn formats(self) -> &'static [&'static str] {
        match self {
            Self::Year => &["%Y", "%y", "%G"],
            Self::Month => &["%b", "%B", "%m"],
            Self::Week => &["%U", "%W", "%V"],
            Self::Day => &["%d"],
        }
    }

    const fn words(self) -> [&'static str; 2] {
        match self {
            Self::Year => ["year", "year_format"],
            Self::Month => ["month", "month_format"],
            Self::Week => ["week", "week_format"],
            Self::Day => ["day", "day_format"],
        }
    }
}

/// A part of the date as written.
#[derive(Debug)]
pub(crate) struct PartSpec {
    pub(crate) part: Part,
    /// What it always is: `year = "2026"`.
    pub(crate) fixed: Option<LitStr>,
    pub(crate) format: Option<LitStr>,
}

impl PartSpec {
    /// The format, the default where none is written.
    pub(crate) fn written(&self) -> String {
        let default = || self.part.formats().first().map_or_else(String::new, |format| (*format).to_owned());
        self.format.as_ref().map_or_else(default, LitStr::value)
    }
}

/// What all views of dates have.
#[derive(Debug)]
pub(crate) struct DateSpec {
    pub(crate) field: Option<Ident>,
    pub(crate) allow_future: Option<bool>,
    pub(crate) parts: Vec<PartSpec>,
}

impl DateSpec {
    fn new(items: &Items, parts: &[Part], faults: &mut Faults) -> Self {
        let before = faults.len();
        let field = items.value("date_field", "a column of the model, without quotes", faults);
        let field = field.filter(|_| faults.len() == before); // `topic.day` begins with another column
        if field.is_none() && faults.is_empty() {
            faults.at(items.span, "say by which date: `date_field = published_at`");
        }
        let part = |part: &Part, faults: &mut Faults| PartSpec {
            part: *part,
            fixed: items.name(part.name(), faults),
            format: items.string(part.format(), faults),
        };
        Self {
            field,
            allow_future: items.boolean("allow_future", faults),
            parts: parts.iter().map(|one| part(one, faults)).collect(),
        }
    }
}

/// An archive as written.
#[derive(Debug)]
pub(crate) struct ArchiveSpec {
    pub(crate) kind: Archive,
    pub(crate) list: ListSpec,
    pub(crate) date: DateSpec,
    /// `ordering()`: the queryset's own order stays.
    pub(crate) own_order: bool,
    pub(crate) make_object_list: Option<bool>,
    pub(crate) date_list_period: Option<Word>,
}

impl ArchiveSpec {
    pub(crate) fn new(kind: Archive, input: &DeriveInput, faults: &mut Faults) -> Self {
        let items = Items::of(&input.attrs, "view", &kind.words(), input.ident.span(), faults);
        let mut list = ListSpec::read(input, &items, kind.suffix(), faults);
        list.allow_empty = list.allow_empty.or(Some(false));
        if kind == Archive::Index {
            list.context_object_name.get_or_insert_with(|| LitStr::new("latest", input.ident.span()));
        }
        Self {
            kind,
            date: DateSpec::new(&items, kind.parts(), faults),
            own_order: items.has("ordering") && list.ordering.is_empty(),
            make_object_list: items.boolean("make_object_list", faults),
            date_list_period: items.word("date_list_period", PERIODS, faults),
            list,
        }
    }
}

/// A detail by its date as written.
#[derive(Debug)]
pub(crate) struct DateDetailSpec {
    pub(crate) detail: DetailSpec,
    pub(crate) date: DateSpec,
}

impl DateDetailSpec {
    pub(crate) fn new(input: &DeriveInput, faults: &mut Faults) -> Self {
        let items = Items::of(&input.attrs, "view", &detail_words(), input.ident.span(), faults);
        let detail = DetailSpec::of_view(input, &items, faults);
        Self { detail, date: DateSpec::new(&items, DAY, faults) }
    }
}
