//! What may be asked of uploaded files, and how it is said that one is refused. Called by forms, and by hooks that take the
//! good ones of several files.

use super::UploadedFile;

/// What browsers show as a picture and cannot run. SVG is not among it, since it can hold scripts.
const IMAGES: &[&str] = &["image/avif", "image/gif", "image/jpeg", "image/png", "image/webp"];

/// What may be asked of uploaded files: their size, their content type as their bytes tell it, how many they are.
///
/// ```
/// use cbv::form::{FileRules, UploadedFile};
///
/// const COVER: FileRules = FileRules::new().max_size(2 * 1024 * 1024).images();
///
/// let page = UploadedFile::from_bytes("cover.png", &b"<html >"[..]);
/// assert_eq!(COVER.check(&page).unwrap_err(), "“cover.png” is not of an allowed type: AVIF, GIF, JPEG, PNG, WEBP.");
/// ```
///
/// Of several files each is asked by itself. A hook can take the good ones and tell of the others:
///
/// ```
/// # use cbv::form::{FileRules, UploadedFile};
/// # const RULES: FileRules = FileRules::new().max_size(10 * 1024 * 1024);
/// # fn sort(files: Vec<UploadedFile>) {
/// let (good, bad): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| RULES.check(file).is_ok());
/// # let _ = (good, bad);
/// # }
/// ```
///
/// Django has `FileExtensionValidator` and `ImageField`, and leaves the rest to the author
/// (<https://docs.djangoproject.com/en/5.2/ref/validators/#fileextensionvalidator>).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FileRules {
    max_size: Option<u64>,
    max_files: Option<usize>,
    content_types: &'static [&'static str],
}

impl FileRules {
    /// Nothing but that a file is not empty.
    pub const fn new() -> Self {
        Self { max_size: None, max_files: None, content_types: &[] }
    }

    /// At most so many bytes each.
    #[must_use]
    pub const fn max_size(mut self, bytes: u64) -> Self {
        self.max_size = Some(bytes);
        self
    }

    /// At most so many files.
    #[must_use]
    pub const fn max_files(mut self, files: usize) -> Self {
        self.max_files = Some(files);
        self
    }

    /// Only these content types: `image/png`, or `video/*` for all that begin so. They are compared with
    /// [`UploadedFile::content_type`], not with what the client says.
    #[must_use]
    pub const fn content_types(mut self, allowed: &'static [&'static str]) -> Self {
        self.content_types = allowed;
        self
    }

    /// Only pictures that any browser shows: AVIF, GIF, JPEG, PNG, WebP. That the rest of the file is in order is not looked at:
    /// whoever decodes it has to be prepared.
    #[must_use]
    pub const fn images(self) -> Self {
        self.content_types(IMAGES)
    }

    /// Checks one file.
    ///
    /// # Errors
    /// What is wrong with it, as people read it, with the file's name.
    pub fn check(&self, file: &UploadedFile) -> Result<(), String> {
        if file.size() == 0 {
            return Err(format!("“{}” is empty.", file.file_name()));
        }
        if let Some(limit) = self.max_size
            && file.size() > limit
        {
            return Err(too_large(file.file_name(), limit));
        }
        if self.content_types.is_empty() || self.content_types.iter().any(|allowed| is(file, allowed)) {
            return Ok(());
        }
        let allowed: Vec<String> = self.content_types.iter().map(|allowed| short(allowed)).collect();
        Err(format!("“{}” is not of an allowed type: {}.", file.file_name(), allowed.join(", ")))
    }

    /// Checks several: what is wrong with each, and whether they are too many.
    pub fn check_all<'a>(&self, files: impl IntoIterator<Item = &'a UploadedFile>) -> Vec<String> {
        let mut wrong = Vec::new();
        let mut number = 0;
        for file in files {
            number += 1;
            wrong.extend(self.check(file).err());
        }
        if let Some(limit) = self.max_files.filter(|limit| number > *limit) {
            let s = if limit == 1 { "" } else { "s" };
            wrong.push(format!("At most {limit} file{s} can be sent (there were {number})."));
        }
        wrong
    }

    /// What the browser lets people choose: the value of the attribute `accept`; empty for anything.
    pub fn accept(&self) -> String {
        self.content_types.join(",")
    }
}

fn is(file: &UploadedFile, allowed: &str) -> bool {
    match allowed.strip_suffix('*') {
        Some(start) => file.content_type().starts_with(start),
        None => file.content_type().eq_ignore_ascii_case(allowed),
    }
}

/// A content type as people say it: `PNG`, `text`, else as it is.
fn short(content_type: &str) -> String {
    match content_type.split_once('/') {
        Some((kind, "*")) => kind.to_owned(),
        Some(("text", "plain")) => "text".to_owned(),
        Some((_, name)) if !name.contains(['.', '+', '-']) => name.to_uppercase(),
        _ => content_type.to_owned(),
    }
}

/// A file that is too large.
pub(super) fn too_large(file_name: &str, limit: u64) -> String {
    format!("“{file_name}” is too large: at most {} are allowed.", filesize(limit))
}

/// A number of bytes as people say it. Django's filter `filesizeformat`.
fn filesize(bytes: u64) -> String {
    let units = ["KB", "MB", "GB", "TB"];
    let mut size = bytes as f64;
    let mut unit = "bytes";
    for larger in units {
        if size < 1024.0 {
            break;
        }
        (size, unit) = (size / 1024.0, larger);
    }
    if unit == "bytes" || size.fract() == 0.0 {
        format!("{size} {unit}")
    } else {
        format!("{size:.1} {unit}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, bytes: &'static [u8]) -> UploadedFile {
        UploadedFile::from_bytes(name, bytes)
    }

    #[test]
    fn sizes_are_as_people_say_them() {
        let sizes =
            [(0, "0 bytes"), (1023, "1023 bytes"), (1024, "1 KB"), (1536, "1.5 KB"), (10 << 20, "10 MB")];
        for (bytes, expected) in sizes {
            assert_eq!(filesize(bytes), expected);
        }
    }

    #[test]
    fn each_rule_has_its_message() {
        let (png, text, none) =
            (file("a.png", b"\x89PNG\r\n\x1a\n"), file("b.png", b"no picture"), file("c", b""));
        let any = FileRules::new();
        assert_eq!((any.check(&png), any.check(&text)), (Ok(()), Ok(())));
        assert_eq!(any.check(&none), Err("“c” is empty.".into()));
        let small = any.max_size(8);
        assert_eq!(small.check(&png), Ok(()));
        assert_eq!(small.check(&text), Err("“b.png” is too large: at most 8 bytes are allowed.".into()));
        let typed =
            any.content_types(&["image/*", "text/plain", "application/pdf", "application/vnd.ms-excel"]);
        assert_eq!((typed.check(&png), typed.check(&text)), (Ok(()), Ok(())));
        let allowed = "“d” is not of an allowed type: image, text, PDF, application/vnd.ms-excel.";
        assert_eq!(typed.check(&file("d", b"\0")), Err(allowed.into()));
        assert_eq!(any.images().check(&png), Ok(()));
        assert!(any.images().check(&file("x.svg", b"<svg onload=''>")).is_err());
        assert_eq!(typed.accept(), "image/*,text/plain,application/pdf,application/vnd.ms-excel");
    }

    #[test]
    fn of_several_each_is_asked_and_their_number() {
        let rules = FileRules::new().max_size(3).max_files(1);
        let files = [file("a", b"1234"), file("b", b"123"), file("c", b"")];
        let wrong = rules.check_all(&files);
        assert_eq!(
            wrong,
            [
                "“a” is too large: at most 3 bytes are allowed.",
                "“c” is empty.",
                "At most 1 file can be sent (there were 3)."
            ]
        );
        assert!(rules.check_all(&files[1..2]).is_empty() && rules.check_all([]).is_empty());
    }
}
