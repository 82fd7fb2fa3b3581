//! Names in a storage: which are allowed, and which one a file gets. Called by the storages and by `Media`.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::{Error, Result, form::UploadedFile};

/// What is written as it is in the path of an address.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The longest name of a file; with what makes it another one, it stays under what file systems take.
const LONGEST: usize = 100;

/// Extensions of what browsers or servers run; only files that are what they say may have one.
const ACTIVE: [&str; 20] = [
    "asp", "aspx", "cgi", "css", "htm", "html", "js", "jsp", "mht", "mhtml", "mjs", "php", "phtml", "pl",
    "py", "sh", "shtml", "svg", "xhtml", "xml",
];

/// The parts of a name.
///
/// # Errors
/// [`Error::BadRequest`] for a name that would be found outside of its storage, or nowhere.
pub(super) fn parts(name: &str) -> Result<Vec<&str>> {
    let parts: Vec<&str> = name.split('/').collect();
    let odd = |part: &&str| {
        part.is_empty()
            || part.starts_with('.')
            || part.len() > 255
            || part.chars().any(|c| c.is_control() || matches!(c, '\\' | ':'))
    };
    if parts.iter().any(odd) { Err(none()) } else { Ok(parts) }
}

/// What is no name.
pub(super) fn none() -> Error {
    Error::BadRequest("no name of a stored file".into())
}

/// A name under which nothing is stored.
pub(super) fn missing() -> Error {
    Error::not_found("no such file is stored")
}

/// The address below which files are found: it ends with a slash.
pub(super) fn base(mut url: String) -> String {
    if !url.ends_with('/') {
        url.push('/');
    }
    url
}

/// The address of a file.
pub(super) fn url(base: &str, name: &str) -> String {
    format!("{base}{}", utf8_percent_encode(name, PATH))
}

/// A name for a file that was sent: its own, of letters, digits, `_`, `-` and `.` alone, with the extension of what it is.
///
/// Django: `get_valid_filename`, which leaves any extension; there a picture that is a page, too, is sent as one.
pub(super) fn of(file: &UploadedFile) -> String {
    let sent = file.file_name().trim();
    let (stem, extension) = sent.rsplit_once('.').unwrap_or((sent, ""));
    let kept: String = stem.trim().chars().map(|c| if c.is_whitespace() { '_' } else { c }).collect();
    let kept: String = kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.')).collect();
    let stem = match shorten(kept.trim_matches('.')) {
        "" => "file",
        stem => stem,
    };
    let extension = extension.to_lowercase();
    let extension = honest(file.content_type(), &extension);
    if extension.is_empty() { stem.to_owned() } else { format!("{stem}.{extension}") }
}

/// The extension as it was sent when it belongs to such a file, else another.
fn honest<'a>(content_type: &str, sent: &'a str) -> &'a str {
    let allowed: &[&str] = match content_type {
        "application/gzip" => &["gz", "tgz", "svgz"],
        "application/pdf" => &["pdf"],
        "image/avif" => &["avif"],
        "image/bmp" => &["bmp"],
        "image/gif" => &["gif"],
        "image/heif" => &["heic", "heif"],
        "image/jpeg" => &["jpg", "jpeg", "jpe", "jfif"],
        "image/jxl" => &["jxl"],
        "image/png" => &["png", "apng"],
        "image/svg+xml" => &["svg"],
        "image/tiff" => &["tif", "tiff"],
        "image/vnd.microsoft.icon" => &["ico"],
        "image/webp" => &["webp"],
        "text/html" => &["html", "htm", "xhtml"],
        "text/plain" => &[
            "txt", "csv", "ics", "ini", "json", "log", "md", "rst", "srt", "toml", "tsv", "vcf", "vtt",
            "yaml", "yml",
        ],
        "text/xml" => &["xml", "gpx", "kml", "rss"],
        _ => {
            let plain = sent.len() <= 10 && sent.bytes().all(|byte| byte.is_ascii_alphanumeric());
            return if plain && !ACTIVE.contains(&sent) { sent } else { "bin" };
        }
    };
    allowed.iter().find(|known| **known == sent).or(allowed.first()).copied().unwrap_or_default()
}

/// The name with something before its extension that makes it another.
///
/// Django: `Storage.get_alternative_name`.
pub(super) fn another(name: &str) -> String {
    let mark = uuid::Uuid::new_v4().simple().to_string();
    let mark = mark.get(..7).unwrap_or_default();
    let file = name.rfind('/').map_or(0, |slash| slash + 1);
    let dot = name.get(file..).and_then(|file| file.rfind('.')).map(|dot| file + dot);
    let (stem, extension) = name.split_at_checked(dot.unwrap_or(name.len())).unwrap_or((name, ""));
    format!("{stem}_{mark}{extension}")
}

fn shorten(stem: &str) -> &str {
    let mut end = stem.len().min(LONGEST);
    while !stem.is_char_boundary(end) {
        end -= 1;
    }
    stem.get(..end).unwrap_or(stem).trim_end_matches('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_inside() {
        for name in ["a", "a.png", "covers/2026/a.png", "ü b.txt", "a..b"] {
            assert!(parts(name).is_ok(), "{name}");
        }
        let odd = [
            "", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/./b", "a\\b", "..\\a", "C:a",
            "a\0b", "a\nb", ".env", "a/.git/b",
        ];
        for name in odd.into_iter().chain([&*"a".repeat(256)]) {
            assert_eq!(parts(name).unwrap_err().status(), 400, "{name:?}");
        }
    }

    #[test]
    fn a_file_is_kept_as_what_it_is() {
        let (png, text, page) = (&b"\x89PNG\r\n\x1a\n"[..], &b"alert(1)"[..], &b"<html ><script>"[..]);
        let cases: [(&str, &[u8], &str); 19] = [
            ("cover.png", png, "cover.png"),
            ("Cover.PNG", png, "Cover.png"),
            ("cover.html", png, "cover.png"),
            ("cover.jpg", png, "cover.png"),
            ("cover", png, "cover.png"),
            ("my  cover (1).png", png, "my__cover_1.png"),
            ("Überraschung 中.png", png, "Überraschung_中.png"),
            (".htaccess", text, "file.txt"),
            ("a.php.txt", text, "a.php.txt"),
            ("a.js", text, "a.txt"),
            ("a.csv", text, "a.csv"),
            ("a.png", page, "a.html"),
            ("a.htm", page, "a.htm"),
            ("a.dat", b"\0\x01", "a.dat"),
            ("a.svg", b"\0\x01", "a.bin"),
            ("a.x/y", b"\0\x01", "y"),
            ("...", png, "file.png"),
            ("😀.png", png, "file.png"),
            ("", png, "unnamed.png"),
        ];
        for (sent, bytes, kept) in cases {
            let name = of(&UploadedFile::from_bytes(sent, bytes.to_vec()));
            assert_eq!(name, kept, "{sent}");
            assert!(parts(&name).is_ok());
        }
        let long = of(&UploadedFile::from_bytes(&format!("{}.png", "ü".repeat(300)), png));
        assert!(long.len() <= LONGEST + 4 && long.ends_with("ü.png"), "{long}");
    }

    #[test]
    fn another_name_has_the_same_folder_and_extension() {
        for (name, before, after) in
            [("a.b/c.png", "a.b/c_", ".png"), ("a.b/c", "a.b/c_", ""), ("c.tar.gz", "c.tar_", ".gz")]
        {
            let other = another(name);
            assert!(other.starts_with(before) && other.ends_with(after), "{other}");
            assert_eq!(other.len(), name.len() + 8);
        }
    }
}
