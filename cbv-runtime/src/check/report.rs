//! What `check` says: the problems as a list that people read.

use std::fmt;

use crate::test::counted_as;

/// All that does not fit, in the order of the models. Its text is a list, one problem on each line.
#[derive(Debug, Clone)]
pub struct CheckError {
    pub(super) problems: Vec<Problem>,
}

/// One thing that does not fit: what is, what should be, what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub(super) model: &'static str,
    pub(super) field: Option<&'static str>,
    pub(super) is: String,
    pub(super) should: String,
    pub(super) cure: String,
    pub(super) advice: bool,
}

impl CheckError {
    /// All problems: faults and advice.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Writes the advice to the log, as warnings, and goes on where nothing else was found:
    /// `cbv::check(&db, models).await.or_else(CheckError::log_advice)?`.
    ///
    /// # Errors
    /// The faults, when there are any.
    pub fn log_advice(self) -> Result<(), Self> {
        let (advice, faults): (Vec<_>, Vec<_>) = self.problems.into_iter().partition(Problem::is_advice);
        for problem in advice {
            tracing::warn!("{problem}");
        }
        if faults.is_empty() { Ok(()) } else { Err(Self { problems: faults }) }
    }
}

impl Problem {
    /// The model's name.
    pub fn model(&self) -> &'static str {
        self.model
    }

    /// The field's name; `None` where it is the table's matter.
    pub fn field(&self) -> Option<&'static str> {
        self.field
    }

    /// Whether pages work all the same, slower or less guarded than they could.
    pub fn is_advice(&self) -> bool {
        self.advice
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.model)?;
        if let Some(field) = self.field {
            write!(f, ".{field}")?;
        }
        write!(f, ": {}", self.is)?;
        if !self.should.is_empty() {
            write!(f, ", and {}", self.should)?;
        }
        write!(f, ". {}", self.cure)
    }
}

impl fmt::Display for CheckError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let faults = self.problems.iter().filter(|problem| !problem.advice);
        let advice = self.problems.iter().filter(|problem| problem.advice);
        let count = faults.clone().count();
        if count > 0 {
            write!(f, "{} between the models and the database:", counted_as(count, "fault", "faults"))?;
        }
        for problem in faults {
            write!(f, "\n- {problem}")?;
        }
        if advice.clone().next().is_some() {
            write!(f, "{}what works could be better:", if count > 0 { "\n" } else { "" })?;
        }
        for problem in advice {
            write!(f, "\n- {problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for CheckError {}

/// So that a function that returns [`crate::Result`] can hand it on.
impl From<CheckError> for crate::Error {
    fn from(error: CheckError) -> Self {
        Self::ImproperlyConfigured(error.to_string().into())
    }
}
