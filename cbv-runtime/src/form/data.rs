//! What a form was sent: names with their values, and files. Made by `read`; forms decode their fields from it.

use super::{Limits, Refused, UploadedFile};
use crate::Result;

/// What was sent: names with values, files, and what was refused of them, in the order in which it came.
///
/// A name may come several times. [`get`](Self::get) takes the last of its values and [`get_all`](Self::get_all) each.
///
/// Values are as they were sent: nothing is trimmed, and a NUL, which PostgreSQL does not store, is left in.
///
/// ```
/// use cbv::form::FormData;
///
/// let data = FormData::from_pairs([("tag", "new"), ("tag", "blue")].map(|(name, value)| (name.into(), value.into())));
/// assert_eq!(data.get("tag"), Some("blue"));
/// assert_eq!(data.get_all("tag").collect::<Vec<_>>(), ["new", "blue"]);
/// assert!(!data.contains("title"));
/// ```
///
/// Django: `request.POST` and `request.FILES`
/// (<https://docs.djangoproject.com/en/5.2/ref/request-response/#querydict-objects>).
#[derive(Debug, Clone, Default)]
pub struct FormData {
    pairs: Vec<(String, String)>,
    files: Vec<(String, UploadedFile)>,
    refused: Vec<(String, Refused)>,
    json: bool,
}

impl FormData {
    /// Names with values that came in another way: by a test, a command, a message.
    pub fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        Self { pairs: pairs.into_iter().collect(), ..Self::default() }
    }

    /// The last value of a name, as Django's `QueryDict.get`.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.pairs.iter().rfind(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// All values of a name. Django's `QueryDict.getlist`.
    pub fn get_all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.pairs.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether a name came with a value, be it empty. Files are not asked for.
    pub fn contains(&self, name: &str) -> bool {
        self.pairs.iter().any(|(key, _)| key == name)
    }

    /// All names with their values, of a repeated name each.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// All names, of values, files and refused files.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let files = self.files.iter().map(|(name, _)| name);
        let refused = self.refused.iter().map(|(name, _)| name);
        self.pairs.iter().map(|(name, _)| name).chain(files).chain(refused).map(String::as_str)
    }

    /// The last file that came under a name.
    pub fn file(&self, name: &str) -> Option<&UploadedFile> {
        self.files.iter().rfind(|(key, _)| key == name).map(|(_, file)| file)
    }

    /// All files that came under a name: `<input type="file" multiple>` sends several.
    pub fn files(&self, name: &str) -> impl Iterator<Item = &UploadedFile> {
        self.files.iter().filter(move |(key, _)| key == name).map(|(_, file)| file)
    }

    /// The files under a name that were refused while they were read, because they were too large or too many: errors of
    /// their field. Nothing of them is kept.
    pub fn refused(&self, name: &str) -> impl Iterator<Item = &Refused> {
        self.refused.iter().filter(move |(key, _)| key == name).map(|(_, refused)| refused)
    }

    /// Reads the body of a request: see [`form::read`](super::read).
    ///
    /// # Errors
    /// Those of [`form::read`](super::read).
    pub async fn read(head: &http::request::Parts, body: axum::body::Body, limits: &Limits) -> Result<Self> {
        super::read(&head.headers, &head.extensions, body, limits).await
    }

    /// One more name with its value.
    pub fn push(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.pairs.push((name.into(), value.into()));
    }

    /// One more file.
    pub fn push_file(&mut self, name: impl Into<String>, file: UploadedFile) {
        self.files.push((name.into(), file));
    }

    /// What JSON holds: a name that is not there was left out.
    pub(super) fn of_json() -> Self {
        Self { json: true, ..Self::default() }
    }

    /// Whether it comes from a form's controls, of which those that are unticked are not sent.
    pub(super) fn is_of_controls(&self) -> bool {
        !self.json
    }

    pub(super) fn refuse(&mut self, name: String, refused: Refused) {
        self.refused.push((name, refused));
    }
}
