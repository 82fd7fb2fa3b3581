//! The hidden fields that say how many rows a set has: read from what was sent, and shown. Called by `sent` and `bound`.

use std::fmt::{self, Display};

use askama::filters::HtmlSafe;

use super::{
    super::{FormData, widget::Escaped},
    FormSetMeta,
};

/// How many rows a set has: hidden fields, which every template that shows a set writes once. Scripts that add rows count
/// `TOTAL_FORMS` up.
///
/// Django: [the `ManagementForm`](https://docs.djangoproject.com/en/5.2/topics/forms/formsets/#understanding-the-managementform).
#[derive(Debug, Clone)]
pub struct ManagementForm {
    pub(super) prefix: String,
    /// How many rows there are, blank ones too.
    pub total_forms: usize,
    /// How many of them are stored.
    pub initial_forms: usize,
    /// How many there must be.
    pub min_num_forms: usize,
    /// How many there may be.
    pub max_num_forms: usize,
}

impl ManagementForm {
    pub(super) fn new(prefix: &str, meta: &FormSetMeta, total: usize, initial: usize) -> Self {
        Self {
            prefix: prefix.to_owned(),
            total_forms: total,
            initial_forms: initial,
            min_num_forms: meta.min_num,
            max_num_forms: meta.max_num,
        }
    }

    /// What was sent as `TOTAL_FORMS` and `INITIAL_FORMS`; what is missing or no number comes back by its name.
    pub(super) fn sent(prefix: &str, data: &FormData) -> Result<(usize, usize), String> {
        let read = |name: &str| {
            let name = format!("{prefix}-{name}");
            let number = data.get(&name).and_then(|text| number(text.trim()));
            number.ok_or(name)
        };
        match (read("TOTAL_FORMS"), read("INITIAL_FORMS")) {
            (Ok(total), Ok(initial)) => Ok((total, initial)),
            (Err(total), Err(initial)) => Err(format!("{total}, {initial}")),
            (Err(name), _) | (_, Err(name)) => Err(name),
        }
    }
}

/// A whole number as it is written in one way alone, so that no two names mean one row.
pub(super) fn number(text: &str) -> Option<usize> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (digits && (text == "0" || !text.starts_with('0'))).then(|| text.parse().ok())?
}

impl Display for ManagementForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let prefix = Escaped(&self.prefix);
        for (name, value) in [
            ("TOTAL_FORMS", self.total_forms),
            ("INITIAL_FORMS", self.initial_forms),
            ("MIN_NUM_FORMS", self.min_num_forms),
            ("MAX_NUM_FORMS", self.max_num_forms),
        ] {
            write!(
                f,
                "<input type=\"hidden\" name=\"{prefix}-{name}\" value=\"{value}\" id=\"id_{prefix}-{name}\">"
            )?;
        }
        Ok(())
    }
}

impl HtmlSafe for ManagementForm {}
