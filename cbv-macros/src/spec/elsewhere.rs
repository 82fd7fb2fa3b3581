//! Where a word has its place, when it is not known where it was written: in another kind of view (`week_format` in an archive
//! of months is no misspelt `year_format`), or, as a word of Django's, on another item. Asked by `items`.

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

/// Where a word of Django's has its place, when that is not the attribute it was written in.
pub(crate) fn place_of(attribute: &str, word: &str) -> Option<&'static str> {
    Some(match (attribute, word) {
        ("view", "select_related") => {
            "a related row is a field of the model: `#[model(select_related)] publisher: Publisher`"
        }
        ("view", "prefetch_related") => {
            "related rows are a field of the model: `#[model(prefetch_related = Review::BOOK)] reviews: Vec<Review>`"
        }
        ("view", "login_url" | "permission_required" | "login_required") => {
            "who may see it is a field of the view: `user: LoginRequired<User>`"
        }
        ("field", "choices") => "the choices are an enum that derives `Choices`",
        ("field", "null" | "blank") => {
            "a field that may be left out is an `Option`, or a text with `required = false`"
        }
        ("field", "verbose_name") => "it is `label`",
        _ => return None,
    })
}
