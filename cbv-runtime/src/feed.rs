//! Atom feeds of lists: what a model says of itself as an entry, and the document. Called by views with `formats(atom)`, whose
//! derives write the call.

use std::borrow::Cow;

use askama::Template as _;
use chrono::{DateTime, SecondsFormat, Utc};
use http::HeaderValue;

use crate::{
    Result,
    model::{AbsoluteUrl, Model},
    request::Request,
    view::{Format, View},
};

/// A row as an entry of a feed: what a view with `formats(html, atom)` asks of its model. Its address, and its id, is that of
/// its page ([`AbsoluteUrl`]).
///
/// ```
/// # use cbv::{chrono::{DateTime, Utc}, feed::{Entry, Head}, prelude::*};
/// # use std::borrow::Cow;
/// #[derive(Model)]
/// #[model(url = "/posts/{slug}/")]
/// pub struct Post {
///     pub id: i64,
///     pub slug: String,
///     pub title: String,
///     pub published_at: DateTime<Utc>,
/// }
///
/// impl Entry for Post {
///     fn title(&self) -> Cow<'_, str> {
///         Cow::Borrowed(&self.title)
///     }
///
///     fn updated(&self) -> DateTime<Utc> {
///         self.published_at
///     }
///
///     fn feed(feed: Head) -> Head {
///         Head { title: "A weblog".into(), ..feed }
///     }
/// }
/// ```
///
/// Django: `item_title`, `item_updateddate` and their like of the [syndication
/// framework](https://docs.djangoproject.com/en/5.2/ref/contrib/syndication/).
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say what it is in a feed",
    label = "`formats(atom)` needs `cbv::feed::Entry` of this model",
    note = "write `impl cbv::feed::Entry for {Self}` with its title and the time of its last change"
)]
pub trait Entry: AbsoluteUrl {
    /// Its title, as plain text.
    fn title(&self) -> Cow<'_, str>;

    /// When it was last changed in a way that readers should notice.
    fn updated(&self) -> DateTime<Utc>;

    /// When it was published first.
    fn published(&self) -> Option<DateTime<Utc>> {
        None
    }

    /// What it is about, as plain text.
    fn summary(&self) -> Option<Cow<'_, str>> {
        None
    }

    /// Who wrote it, where that is another than the feed's author.
    fn author(&self) -> Option<Cow<'_, str>> {
        None
    }

    /// What the feeds of such rows say of themselves, made from the default.
    fn feed(feed: Head) -> Head {
        feed
    }
}

/// What a feed says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its title; by default what people call several rows of the model.
    pub title: String,
    /// What it is about.
    pub subtitle: Option<String>,
    /// Who writes it; by default the site's host. A feed must say so.
    pub author: String,
}

/// The media type of a feed.
pub(crate) const ATOM: &str = "application/atom+xml; charset=utf-8";

/// A feed's document.
#[derive(askama::Template)]
#[template(
    ext = "xml",
    source = r#"<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>{{ id }}</id>
<title>{{ title }}</title>
{%- if let Some(subtitle) = subtitle %}
<subtitle>{{ subtitle }}</subtitle>
{%- endif %}
<updated>{{ updated }}</updated>
<author><name>{{ author }}</name></author>
<link rel="self" type="application/atom+xml" href="{{ here }}"/>
{%- if let Some(page) = page %}
<link rel="alternate" type="text/html" href="{{ page }}"/>
{%- endif %}
{%- for entry in entries %}
<entry>
<id>{{ entry.url }}</id>
<title>{{ entry.title }}</title>
<updated>{{ entry.updated }}</updated>
{%- if let Some(published) = entry.published %}
<published>{{ published }}</published>
{%- endif %}
{%- if let Some(author) = entry.author %}
<author><name>{{ author }}</name></author>
{%- endif %}
<link rel="alternate" href="{{ entry.url }}"/>
{%- if let Some(summary) = entry.summary %}
<summary>{{ summary }}</summary>
{%- endif %}
</entry>
{%- endfor %}
</feed>
"#
)]
struct Feed {
    id: String,
    title: String,
    subtitle: Option<String>,
    updated: String,
    author: String,
    here: String,
    page: Option<String>,
    entries: Vec<Shown>,
}

/// An entry's texts.
struct Shown {
    url: String,
    title: String,
    updated: String,
    published: Option<String>,
    author: Option<String>,
    summary: Option<String>,
}

/// A feed as it is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The Atom document.
    pub text: String,
    /// When the latest of its entries was published or changed; now for a feed without entries. The response says it as
    /// `Last-Modified`, as Django's does.
    pub updated: DateTime<Utc>,
}

impl Document {
    /// The value of `Last-Modified`. It is never later than the answer itself, which HTTP forbids and an entry's own time may be.
    pub(crate) fn last_modified(&self, now: DateTime<Utc>) -> Option<HeaderValue> {
        let text = self.updated.min(now).format("%a, %d %b %Y %H:%M:%S GMT").to_string();
        HeaderValue::try_from(text).ok()
    }
}

/// The feed of rows; derived code of lists with `formats(atom)` calls it.
///
/// # Errors
/// [`crate::Error::BadRequest`] when the request names no host, and [`crate::Error::Template`].
#[doc(hidden)]
pub fn feed<V: View, M: Model + Entry>(rows: &[M], req: &Request) -> Result<Document> {
    let page = req.build_absolute_uri(&req.without_format())?;
    let host = url::Url::parse(&page).ok().and_then(|page| page.host_str().map(str::to_owned));
    let head =
        Head { title: capitalized(M::VERBOSE_NAME_PLURAL), subtitle: None, author: host.unwrap_or_default() };
    let head = M::feed(head);
    let entries = rows.iter().map(|row| shown(row, req)).collect::<Result<_>>()?;
    let updated = rows.iter().map(latest).max().unwrap_or_else(|| req.now());
    let feed = Feed {
        id: page.clone(),
        title: text(&head.title),
        subtitle: head.subtitle.as_deref().map(text),
        updated: time(updated),
        author: text(&head.author),
        here: req.build_absolute_uri(&req.in_format(Format::Atom.name()))?,
        page: V::FORMATS.contains(&Format::Html).then_some(page),
        entries,
    };
    Ok(Document { text: feed.render()?, updated })
}

/// The later of the two times that an entry may have: some are published later than they were changed last.
fn latest<M: Entry>(row: &M) -> DateTime<Utc> {
    row.updated().max(row.published().unwrap_or(DateTime::<Utc>::MIN_UTC))
}

fn shown<M: Entry>(row: &M, req: &Request) -> Result<Shown> {
    Ok(Shown {
        url: req.build_absolute_uri(&row.absolute_url())?,
        title: text(&row.title()),
        updated: time(row.updated()),
        published: row.published().map(time),
        author: row.author().map(|author| text(&author)),
        summary: row.summary().map(|summary| text(&summary)),
    })
}

/// Without the characters that no XML document may hold, in whatever way they are written. The template escapes the rest.
fn text(text: &str) -> String {
    let is_refused = |letter: char| {
        (letter < ' ' && !matches!(letter, '\t' | '\n' | '\r')) || matches!(letter, '\u{FFFE}' | '\u{FFFF}')
    };
    text.chars().filter(|letter| !is_refused(*letter)).collect()
}

fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
