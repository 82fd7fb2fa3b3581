//! Views that say where they live, and their URLs made from a request's arguments. Called by redirect views.

use crate::{Error, Result, request::Request, url::Url};

/// A view with a `path` of its own.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say where it lives",
    label = "no `path`",
    note = "add `path = \"/books/{{slug}}/\"` to the `#[view(..)]` of `{Self}`"
)]
pub trait Located {
    /// The pattern, with arguments in braces.
    const PATH: &'static str;
}

/// A part of a pattern.
enum Part<'a> {
    Text(&'a str),
    Argument(&'a str),
    Rest(&'a str),
}

/// The URL that `pattern` becomes with the arguments of the request's own URL.
///
/// # Errors
/// [`Error::ImproperlyConfigured`] when the request's URL lacks an argument of the pattern.
pub fn reverse(pattern: &str, req: &Request) -> Result<String> {
    let mut url = Url::new();
    let mut rest = pattern;
    while let (Some(part), left) = next(rest) {
        rest = left;
        url = match part {
            Part::Text(text) => url.text(text),
            Part::Argument(name) => url.argument(&argument(name, pattern, req)?),
            Part::Rest(name) => url.rest(&argument(name, pattern, req)?),
        };
    }
    Ok(url.finish())
}

fn argument<'r>(name: &str, pattern: &str, req: &'r Request) -> Result<&'r str> {
    let missing = || {
        Error::ImproperlyConfigured(
            format!("`{pattern}` needs `{name}`, and the request's URL has none").into(),
        )
    };
    req.kwarg(name).ok_or_else(missing)
}

fn next(pattern: &str) -> (Option<Part<'_>>, &str) {
    if pattern.is_empty() {
        return (None, pattern);
    }
    for (double, single) in [("{{", "{"), ("}}", "}")] {
        if let Some(rest) = pattern.strip_prefix(double) {
            return (Some(Part::Text(single)), rest);
        }
    }
    if let Some((name, rest)) = pattern.strip_prefix('{').and_then(|open| open.split_once('}')) {
        let part = name.strip_prefix('*').map_or(Part::Argument(name), Part::Rest);
        return (Some(part), rest);
    }
    let end = pattern.find(['{', '}']).filter(|at| *at > 0).unwrap_or(pattern.len());
    let (text, rest) = pattern.split_at(end);
    (Some(Part::Text(text)), rest)
}

/// Whether every argument of `target` is one of `own`, for a check while compiling.
#[allow(clippy::indexing_slicing)] // a const fn has nothing else, and the compiler runs it
pub const fn has_arguments(target: &str, own: &str) -> bool {
    let (target, mut at) = (target.as_bytes(), 0);
    while at < target.len() {
        if target[at] == b'{' && !contains(own.as_bytes(), target, at) {
            return false;
        }
        at += 1;
    }
    true
}

/// Whether `own` holds the `{name}` that begins at `start` of `target`.
#[allow(clippy::indexing_slicing)]
const fn contains(own: &[u8], target: &[u8], start: usize) -> bool {
    let mut from = 0;
    while from < own.len() {
        let mut step = 0;
        while from + step < own.len()
            && start + step < target.len()
            && own[from + step] == target[start + step]
        {
            if target[start + step] == b'}' {
                return true;
            }
            step += 1;
        }
        from += 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::has_arguments;

    #[test]
    fn arguments_are_compared_by_their_whole_name() {
        assert!(has_arguments("/books/{slug}/", "/old/{slug}/"));
        assert!(has_arguments("/books/", "/old/"));
        assert!(!has_arguments("/books/{slug}/", "/old/{slugs}/"));
        assert!(!has_arguments("/books/{slug}/{page}/", "/old/{slug}/"));
    }
}
