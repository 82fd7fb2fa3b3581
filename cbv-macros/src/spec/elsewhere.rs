//! Which kinds of views have a word that another kind has not: `week_format` in an archive of months is no misspelt
//! `year_format`. Asked by `items` about words that it does not know.

use super::{
    dates::{self, Archive},
    detail,
    edit::Kind,
    list, redirect, template,
    view::{COMMON, TEMPLATE, UNSAFE},
};

/// The kinds that have the word, as the derives are called.
pub(crate) fn kinds_with(word: &str) -> Vec<&'static str> {
    let kinds: [(&str, Vec<&str>); 15] = [
        ("ListView", [list::OWN, TEMPLATE, COMMON].concat()),
        ("DetailView", [detail::OWN, detail::OBJECT, TEMPLATE, COMMON].concat()),
        ("ArchiveIndexView", Archive::Index.words()),
        ("YearArchiveView", Archive::Year.words()),
        ("MonthArchiveView", Archive::Month.words()),
        ("WeekArchiveView", Archive::Week.words()),
        ("DayArchiveView", Archive::Day.words()),
        ("TodayArchiveView", Archive::Today.words()),
        ("DateDetailView", dates::detail_words()),
        ("FormView", Kind::Form.known()),
        ("CreateView", Kind::Create.known()),
        ("UpdateView", Kind::Update.known()),
        ("DeleteView", Kind::Delete.known()),
        ("TemplateView", template::known()),
        ("RedirectView", [redirect::OWN, COMMON, UNSAFE].concat()),
    ];
    kinds.into_iter().filter(|(_, words)| words.contains(&word)).map(|(kind, _)| kind).collect()
}
