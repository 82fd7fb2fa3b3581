//! Django's template filters that askama does not have, for use in a view's template:
//!
//! ```
//! # use cbv_runtime as cbv;
//! use askama::Template;
//! use cbv::filters;
//!
//! #[derive(Template)]
//! #[template(ext = "html", source = r#"{{ title|filters::truncatewords(2) }}, {{ day|filters::date("j F Y") }}"#)]
//! struct Card {
//!     title: &'static str,
//!     day: chrono::NaiveDate,
//! }
//!
//! let day = chrono::NaiveDate::from_ymd_opt(2024, 5, 1).ok_or("no such day")?;
//! assert_eq!(Card { title: "The Left Hand of Darkness", day }.to_string(), "The Left …, 1 May 2024");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! `use cbv::filters;` stands in the module of the view. Of [Django's list](https://docs.djangoproject.com/en/5.2/ref/templates/builtins/#built-in-filter-reference),
//! what askama has with the same meaning (`lower`, `linebreaks`, `urlencode`, ...) is not here; the guide's page
//! "Template filters" has the whole list, with the differences.
//!
//! Askama looks for `{{ day|date("Y") }}` in `filters` too, when it has no filter of that name itself. The path is needed
//! for `filters::default` and `filters::pluralize` alone, because askama has its own under these names.
//!
//! No filter panics or fails on any value. A filter that returns HTML (`urlize`, `urlizetrunc`) has escaped what came
//! in; what the others return is escaped by askama. An argument that is a variable of the template is a reference:
//! `{{ title|filters::truncatewords(*limit) }}`.
//!
//! Filters that are views' business (pagination links, forms) do not belong here.

#![allow(
    missing_docs,
    reason = "`askama::filter_fn` drops doc comments: each filter's stand at its re-export here"
)]

use std::fmt::{Display, Write};

mod ago;
mod choice;
mod dates;
mod html;
mod number;
mod text;

#[cfg(test)]
mod tests;

pub use self::choice::{Shown, Truth};
pub use self::dates::{Moment, Parts};
pub use self::number::{Number, Places};
pub use self::text::slug as slugify;

/// Writes a date in Django's format characters: `{{ book.published|filters::date("j F Y") }}` is `1 May 2024`.
///
/// * value: a [`Moment`]. `None` renders nothing.
/// * format: Django's [format characters](https://docs.djangoproject.com/en/5.2/ref/templates/builtins/#date), with a
///   backslash before a letter that means itself, or one of the names `DATE_FORMAT` (`N j, Y`, the default),
///   `DATETIME_FORMAT`, `TIME_FORMAT`, `YEAR_MONTH_FORMAT`, `MONTH_DAY_FORMAT`, `SHORT_DATE_FORMAT` and
///   `SHORT_DATETIME_FORMAT` of Django's English locale.
///
/// Names are English. A `DateTime` is shown in the request's time zone ([`time_zone`](crate::dates::time_zone)), where the
/// application has one, else in its own; a value without a zone as it is. A format that
/// the value cannot answer, such as `H:i` of a date, renders nothing (Django raises an error). `I` writes nothing.
#[doc(inline)]
pub use self::dates::date;

/// Writes a time of day: `{{ talk.start|filters::time("H:i") }}` is `18:30`.
///
/// Takes what [`date`] takes, but only the characters of a time; the default format is `TIME_FORMAT` (`6:30 p.m.`).
/// Follows Django's [`time`](https://docs.djangoproject.com/en/5.2/ref/templates/builtins/#time).
#[doc(inline)]
pub use self::dates::time;

/// The time from the value to `now` in words: `{{ post.created|filters::timesince(now) }}` is `4 days, 6 hours`.
///
/// * value, now: a [`Moment`] with a date; a date alone means its midnight. Of two values with a zone, the instants are
///   compared; a value without a zone is taken to be in the zone of the other.
///
/// `now` must be given: what is rendered depends on nothing but the template's values. A moment in the future is
/// `0 minutes` away. Follows Django's [`timesince`](https://docs.djangoproject.com/en/5.2/ref/templates/builtins/#timesince).
#[doc(inline)]
pub use self::ago::timesince;

/// The time from `now` to the value in words; otherwise as [`timesince`].
///
/// Follows Django's [`timeuntil`](https://docs.djangoproject.com/en/5.2/ref/templates/builtins/#timeuntil).
#[doc(inline)]
pub use self::ago::timeuntil;

/// Shows another text for a value that is false in Django's sense: `{{ post.subtitle|filters::default("untitled") }}`.
///
/// * value: [`Shown`], that is text, numbers, dates, and an `Option` of these. `None`, empty text, zero and `false`
///   give way to the fallback.
/// * fallback: anything that can be displayed. It is escaped, too.
///
/// Follows Django's [`default`](https://docs.djangoproject.com/en/5.2/ref/templates/builtins/#default). Askama's own
/// `default` asks whether a *variable* is defined and shows an empty text as it is. For `default_if_none`, askama's
/// `assigned_or` does it on an `Option`.
#[doc(inline)]
pub use self::choice::default;

/// A word for true, false and none: `{{ user.is_active|filters::yesno("active,blocked") }}`.
///
/// * value: any [`Truth`].
/// * words: separated by commas, `yes,no,maybe` by default; without a third one, `None` counts as false.
///
/// Follows Django's [`yesno`](https://docs.djangoproject.com/en/5.2/ref/templates/builtins/#yesno).
#[doc(inline)]
pub use self::choice::yesno;

/// Rounds to decimal places: `{{ 34.26|filters::floatformat }}` is `34.3`, and of `34.0` it is `34`.
///
/// * value: a [`Number`]. `None` renders nothing; NaN and infinity are shown as they are.
/// * places, an integer or text: `2` shows two places, `-2` shows two unless the number is whole, `"2g"` also groups
///   the thousands. By default `-1`. At most 200 places are shown.
///
/// Halves are rounded away from zero in the decimal text of the number, so that `0.125` with two places is `0.13`.
/// Follows Django's [`floatformat`](https://docs.djangoproject.com/en/5.2/ref/templates/builtins/#floatformat).
#[doc(inline)]
pub use self::number::floatformat;

/// Commas between the thousands: `{{ 4500000|filters::intcomma }}` is `4,500,000`.
///
/// * value: a [`Number`]; the digits behind the point stay as they are.
///
/// Follows humanize's [`intcomma`](https://docs.djangoproject.com/en/5.2/ref/contrib/humanize/#intcomma).
#[doc(inline)]
pub use self::number::intcomma;

/// The ending of a word for a number of things: `{{ n }} cherr{{ n|filters::pluralize("y,ies") }}`.
///
/// * count: a [`Number`]; of a list, give `list.len()`.
/// * suffixes: the plural's (`"es"`), or the singular's and the plural's (`"y,ies"`); `"s"` by default.
///
/// Follows Django's [`pluralize`](https://docs.djangoproject.com/en/5.2/ref/templates/builtins/#pluralize). Askama's own
/// takes the singular first, so that `pluralize("es")` there means `1 es` and `2 s`.
#[doc(inline)]
pub use self::number::pluralize;

/// The first words, and ` …` when there are more: `{{ post.body|filters::truncatewords(30) }}`.
///
/// * text: anything that can be displayed. Line breaks become spaces.
/// * words: how many words to keep.
///
/// Follows Django's [`truncatewords`](https://docs.djangoproject.com/en/5.2/ref/templates/builtins/#truncatewords). For plain
/// text: of HTML it would show the tags, escaped.
#[doc(inline)]
pub use self::text::truncatewords;

/// The first characters; `…` is the last of them when something was cut: `{{ title|filters::truncatechars(40) }}`.
///
/// * text: anything that can be displayed.
/// * chars: how many characters to show at most, the ellipsis included; an accent of its own is not counted.
///
/// Follows Django's [`truncatechars`](https://docs.djangoproject.com/en/5.2/ref/templates/builtins/#truncatechars). Askama's
/// `truncate` counts bytes and adds `...` on top.
#[doc(inline)]
pub use self::text::truncatechars;

/// Makes the first letter a capital and leaves the rest: `{{ field.label|filters::capfirst }}`.
///
/// Follows Django's [`capfirst`](https://docs.djangoproject.com/en/5.2/ref/templates/builtins/#capfirst). Askama's
/// `capitalize` makes all other letters small.
#[doc(inline)]
pub use self::text::capfirst;

/// Makes a slug: `{{ tag|filters::slugify }}` of `Crème Brûlée` is `creme-brulee`. In Rust, call [`fn@slugify`].
///
/// Follows Django's [`slugify`](https://docs.djangoproject.com/en/5.2/ref/templates/builtins/#slugify).
#[doc(inline)]
pub use self::text::slugify;

/// Removes what looks like a tag: `{{ post.html|filters::striptags|filters::truncatewords(20) }}`.
///
/// For a preview of text that is HTML; entities such as `&amp;` stay as they are. It does not make a text safe: what it
/// returns is escaped like any other, and must be. A `>` within an attribute's value ends the tag.
///
/// Follows Django's [`striptags`](https://docs.djangoproject.com/en/5.2/ref/templates/builtins/#striptags).
#[doc(inline)]
pub use self::text::striptags;

/// Makes links of the addresses in a plain text: `{{ comment.body|filters::urlize|linebreaks }}`.
///
/// * text: anything that can be displayed. It is escaped, whatever it is.
///
/// Linked are `http://` and `https://`, `www.`, domains that end in .com, .edu, .gov, .int, .mil, .net or .org, and mail
/// addresses. Links to pages have `rel="nofollow"`. A word of more than 2048 bytes is no link. Follows Django's
/// [`urlize`](https://docs.djangoproject.com/en/5.2/ref/templates/builtins/#urlize).
#[doc(inline)]
pub use self::html::urlize;

/// As [`urlize`], but the text of a link is cut to `limit` characters, the ellipsis included.
///
/// Follows Django's [`urlizetrunc`](https://docs.djangoproject.com/en/5.2/ref/templates/builtins/#urlizetrunc).
#[doc(inline)]
pub use self::html::urlizetrunc;

/// A trait of one method also holds for references to its types: askama hands fields to filters by reference.
macro_rules! forward {
    ($trait:ident: $method:ident -> $answer:ty) => {
        impl<T: $trait + ?Sized> $trait for &T {
            fn $method(&self) -> $answer {
                (**self).$method()
            }
        }
    };
}
use forward;

/// The displayed text; not `to_string`, which panics when a `Display` of the user's fails.
fn text_of(value: impl Display) -> Result<String, std::fmt::Error> {
    let mut text = String::new();
    write!(text, "{value}")?;
    Ok(text)
}
