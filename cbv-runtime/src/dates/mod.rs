//! Calendar arithmetic for date archives: years, months, weeks and days, the formats that URLs write them in, and the time
//! zone whose days they are. Pure: no SQL (`query/dates.rs` asks for the rows of a period), no HTTP. Called by the date
//! views, by `request` (`now`, `today`) and by users.
//!
//! | file | what it holds |
//! |---|---|
//! | `format.rs` | Django's format directives: which are known, reading and writing them |
//! | `period.rs` | `Period`: a year, month, week or day; its bounds and its neighbours |
//! | `parse.rs` | a period of the texts of a URL |
//! | `zone.rs` | `Zone`: the time zone, and when its days begin |
//! | `beginnings.rs` | which offsets a zone has had where periods begin |
//! | `clock.rs` | the instant at which a request is answered |

mod beginnings;
mod clock;
mod error;
mod format;
mod parse;
mod period;
mod zone;

pub(crate) use clock::Clock;
#[doc(hidden)]
pub use clock::Fixed;
pub use error::DateError;
pub use format::{DayFormat, MonthFormat, WeekFormat, YearFormat};
pub use period::{Period, Unit};
pub use zone::{NoSuchZone, Zone, time_zone};
