//! Tests of the calendar arithmetic, beside what Python and Django answer.
