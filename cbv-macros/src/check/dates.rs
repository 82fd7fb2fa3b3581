//! Rules of date archives and of details by their date.

use super::{detail, list};
use crate::{
    fault::{Faults, list as listed, nearest},
    spec::{
        dates::{Archive, ArchiveSpec, DateDetailSpec, DateSpec, Part, PartSpec},
        list::ListSpec,
        path::PathSpec,
    },
};

/// Checks an archive.
pub(crate) fn archive(spec: &ArchiveSpec, faults: &mut Faults) {
    list::check_with(&spec.list, "a date archive has it", &spec.kind.names(), faults);
    date(&spec.date, spec.list.view.path.as_ref(), faults);
    if spec.kind == Archive::Year && spec.make_object_list.is_none() {
        months_alone(&spec.list, faults);
    }
}

/// What a year without rows has no use for.
fn months_alone(list: &ListSpec, faults: &mut Faults) {
    if let Some(rows) = &list.paginate_by {
        faults.at(
            rows.span,
            "a year lists its months alone, and has no rows to page: add `make_object_list`, or leave the pages out",
        );
    }
    if let Some(atom) = list.template.formats.iter().find(|format| format.name == "atom") {
        faults.at(
            atom.span,
            "a year lists its months alone, and has no rows for a feed: add `make_object_list`, or leave `atom` out",
        );
    }
}

/// Checks a detail by its date.
pub(crate) fn date_detail(spec: &DateDetailSpec, faults: &mut Faults) {
    detail::check(&spec.detail, faults);
    date(&spec.date, spec.detail.view.path.as_ref(), faults);
}

impl Archive {
    /// The names that its template has beside those of a list.
    pub(crate) fn names(self) -> Vec<&'static str> {
        let mut names: Vec<&'static str> = self.period().map(|_| "date_list").into_iter().collect();
        names.extend_from_slice(match self {
            Self::Index => &[],
            Self::Year => &["year", "next_year", "previous_year"],
            Self::Month => &["month", "next_month", "previous_month"],
            Self::Week => &["week", "next_week", "previous_week"],
            Self::Day | Self::Today => &["day", "next_day", "previous_day", "next_month", "previous_month"],
        });
        names
    }
}

/// The parts of the date, and where they stand in the path.
fn date(spec: &DateSpec, path: Option<&PathSpec>, faults: &mut Faults) {
    for part in &spec.parts {
        format(part, faults);
        fixed(part, path, faults);
    }
    iso(spec, faults);
    if let Some(path) = path {
        in_path(spec, path, faults);
    }
}

/// A format that is known.
fn format(spec: &PartSpec, faults: &mut Faults) {
    let (word, known) = (spec.part.format(), spec.part.formats());
    if let Some(format) = &spec.format
        && !known.contains(&format.value().as_str())
    {
        let (written, known) = (format.value(), listed(known));
        faults.at(format.span(), format!("`{written}` is not a format of `{word}`: known: {known}"));
    }
}

/// A part that is always the same is not in the path as well.
fn fixed(spec: &PartSpec, path: Option<&PathSpec>, faults: &mut Faults) {
    let name = spec.part.name();
    if let (Some(fixed), Some(path)) = (&spec.fixed, path)
        && path.arguments().any(|argument| argument == name)
    {
        let text = path.literal.value();
        faults.at(
            fixed.span(),
            format!(
                "`{name}` is always this, and the path `{text}` has `{{{name}}}`: one of the two is idle"
            ),
        );
    }
}

/// The weeks of ISO 8601 have years of their own.
fn iso(spec: &DateSpec, faults: &mut Faults) {
    let of = |part: Part| spec.parts.iter().find(|spec| spec.part == part);
    let year = of(Part::Year).filter(|year| year.written() == "%G");
    let week = of(Part::Week).filter(|week| week.written() == "%V");
    match (year.and_then(|year| year.format.as_ref()), week.and_then(|week| week.format.as_ref())) {
        (None, Some(week)) => {
            let message = "`%V` is a week of ISO 8601, whose years are their own: add `year_format = \"%G\"`";
            faults.at(week.span(), message);
        }
        (Some(year), None) if of(Part::Week).is_some() => {
            let message = "`%G` is the year of ISO weeks: add `week_format = \"%V\"`";
            faults.at(year.span(), message);
        }
        (Some(year), None) => {
            let message = "`%G` is the year of ISO weeks, and this view has no week: `%Y`";
            faults.at(year.span(), message);
        }
        _ => {}
    }
}

/// A part that the path lacks may come from the query; one that is nearly there is misspelt.
fn in_path(spec: &DateSpec, path: &PathSpec, faults: &mut Faults) {
    let names: Vec<&str> = spec.parts.iter().map(|spec| spec.part.name()).collect();
    for missing in names.iter().filter(|name| !path.arguments().any(|argument| argument == **name)) {
        let near = |argument: &&str| !names.contains(argument) && nearest(argument, &[missing]).is_some();
        if let Some(found) = path.arguments().find(near) {
            faults.at(
                path.span(),
                format!("the view looks for `{{{missing}}}`, and the path has `{{{found}}}`"),
            );
        }
    }
}
