//! The column of dates of an archive: which rows lie in a period, which are in the future, which dates there are, and which are
//! the nearest. Called by the date views and by users. The statement of a list of dates is in `walk.rs`.

use std::marker::PhantomData;

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, SubsecRound as _, TimeDelta, Utc};

use super::{
    Condition, Dated, QuerySet,
    condition::Target,
    expression::Expr,
    select::{ALIAS, Ordering, Table, write_limit, write_order, write_where},
    span::Span,
    sql::Statement,
};
use crate::{
    Result,
    dates::{Period, Unit, Zone},
    db::{Dialect, Executor, Row},
    model::{Column, Model, Nulls, Of, Order, Term},
    value::{Field, Kind, Value},
};

/// A column of dates, or of dates and times, of `M`: the `date_field` of an archive.
///
/// A column of dates knows no time zone. One of dates and times holds instants, and the days are those of a [`Zone`]; without
/// a zone of its own (`NaiveDateTime`) it is read as UTC, as everywhere.
///
/// ```
/// use cbv_runtime::{chrono::NaiveDate, model::Column, query::DateField};
///
/// struct Post;
/// const PUBLISHED: Column<Post, Option<NaiveDate>> = Column::new("published");
/// const DATE_FIELD: DateField<Post> = DateField::new(PUBLISHED);
/// assert!(!DATE_FIELD.uses_datetime());
/// ```
///
/// Django: [`date_field`](https://docs.djangoproject.com/en/5.2/ref/class-based-views/mixins-date-based/#datemixin).
pub struct DateField<M> {
    pub(super) term: Term,
    of: PhantomData<fn() -> M>,
}

impl<M> Copy for DateField<M> {}

impl<M> Clone for DateField<M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> std::fmt::Debug for DateField<M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("DateField").field(&self.term.place).finish()
    }
}

impl<M> DateField<M> {
    /// The dates of a column; another column than one of dates does not compile.
    pub const fn new<T>(column: Column<M, T>) -> Self
    where
        T: Field<Value: Value<Repr: Dated>>,
    {
        Self { term: column.asc().term, of: PhantomData }
    }

    /// The same column of another shape of the table.
    pub const fn of<S: Of<M>>(self) -> DateField<S> {
        DateField { term: self.term, of: PhantomData }
    }

    /// The column's name in the database.
    pub const fn name(&self) -> &'static str {
        self.term.place.name
    }

    /// Whether it holds dates with times.
    ///
    /// Django: `uses_datetime_field`.
    pub const fn uses_datetime(&self) -> bool {
        !matches!(self.term.kind, Kind::Date)
    }

    /// Earliest first.
    pub const fn asc(self) -> Order<M> {
        Order::of_term(self.term)
    }

    /// Latest first.
    pub const fn desc(self) -> Order<M> {
        Order::of_term(Term { descending: true, ..self.term })
    }

    /// In the period, whose days begin as `zone` says: from its first instant up to, and without, the first instant behind it.
    pub fn within(self, period: &Period, zone: Zone) -> Condition<M> {
        self.span(Some(self.beginning(period.first(), zone)), Some(self.beginning(period.end(), zone)))
    }

    /// Not in the future: of dates, up to today; of dates and times, up to now, which is the whole second that has begun.
    ///
    /// Django: what `allow_future = False` asks for.
    pub fn not_future(self, now: DateTime<Utc>, zone: Zone) -> Condition<M> {
        let until = if self.uses_datetime() {
            now.naive_utc().trunc_subsecs(0).checked_add_signed(TimeDelta::seconds(1))
        } else {
            let tomorrow = zone.day_of(now).checked_add_days(Days::new(1));
            tomorrow.map(|day| day.and_time(NaiveTime::MIN))
        };
        self.span(None, until)
    }

    pub(super) fn span(self, from: Option<NaiveDateTime>, until: Option<NaiveDateTime>) -> Condition<M> {
        let Term { kind, meta, .. } = self.term;
        let target = self.target();
        Condition::new(Span { target, kind, meta, from, until }.node())
    }

    pub(super) fn target(self) -> Target {
        Target { expr: Expr::Column(self.term.place), null: self.term.nulls != Nulls::None }
    }

    pub(super) fn beginning(self, day: NaiveDate, zone: Zone) -> NaiveDateTime {
        if self.uses_datetime() { zone.start_of_day(day).naive_utc() } else { day.and_time(NaiveTime::MIN) }
    }

    /// The day of a row that holds the column alone.
    pub(super) fn read(self, row: &Row, zone: Zone) -> Result<NaiveDate> {
        if self.uses_datetime() {
            let at = <NaiveDateTime as Field>::get(row, 0, &self.term.meta)?;
            return Ok(self.day(at, zone));
        }
        <NaiveDate as Field>::get(row, 0, &self.term.meta)
    }

    /// The day of a value; of dates the value is its midnight.
    pub(super) fn day(self, at: NaiveDateTime, zone: Zone) -> NaiveDate {
        if self.uses_datetime() { zone.day_of(at.and_utc()) } else { at.date() }
    }
}

impl<M, T> Column<M, T>
where
    T: Field<Value: Value<Repr: Dated>>,
{
    /// In the period, whose days begin as `zone` says.
    ///
    /// ```
    /// # use cbv_runtime::{chrono::{DateTime, Utc}, dates::{Period, Unit, Zone}, model::Column, query::Condition};
    /// # struct Post;
    /// const CREATED_AT: Column<Post, DateTime<Utc>> = Column::new("created_at");
    ///
    /// fn this_month(today: cbv_runtime::chrono::NaiveDate, zone: Zone) -> Option<Condition<Post>> {
    ///     Some(CREATED_AT.in_period(&Period::of(Unit::Month, today)?, zone))
    /// }
    /// ```
    pub fn in_period(self, period: &Period, zone: Zone) -> Condition<M> {
        DateField::new(self).within(period, zone)
    }
}

/// Dates of the rows. The conditions of the queryset apply, its order does not; one with a limit or an offset is refused.
impl<M: Model> QuerySet<M> {
    /// The dates there are: the first day of each year, month, week (a Monday) or day that has a row, earliest first. Rows
    /// without a date are in none.
    ///
    /// An index on the column serves it: it is walked from period to period, however many rows there are in each. That is one
    /// query, on MariaDB one for each 64 periods in a row, and one more where no condition says when they begin.
    ///
    /// Django: [`dates`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#dates) and
    /// [`datetimes`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#datetimes).
    ///
    /// # Errors
    /// [`Error::ImproperlyConfigured`](crate::Error::ImproperlyConfigured) of a queryset with a limit or an offset;
    /// [`Error::Database`](crate::Error::Database) and [`Error::Decode`](crate::Error::Decode).
    pub async fn date_list<B>(
        mut self,
        db: impl Executor,
        field: DateField<B>,
        unit: Unit,
        zone: Zone,
    ) -> Result<Vec<NaiveDate>>
    where
        M: Of<B>,
    {
        self.rows.refuse_sliced("a queryset with a limit or an offset was asked for its dates: ask before");
        let mut dates = match db.dialect() {
            Dialect::MySql => self.probe_dates(db, field, unit, zone).await?,
            dialect => {
                let statement = self.select_dates(field, unit, zone, dialect)?;
                let rows = db.fetch(statement).await?;
                let days = rows.iter().map(|row| field.read(row, zone));
                days.map(|day| day.map(|day| unit.first_day(day).unwrap_or(day)))
                    .collect::<Result<Vec<_>>>()?
            }
        };
        dates.sort_unstable();
        dates.dedup();
        Ok(dates)
    }

    /// The nearest period behind this one that has a row: of the same length, and the row's date lies in it. One query, which
    /// an index on the column serves.
    ///
    /// # Errors
    /// As [`date_list`](QuerySet::date_list).
    pub async fn next_period<B>(
        self,
        db: impl Executor,
        field: DateField<B>,
        period: &Period,
        zone: Zone,
    ) -> Result<Option<Period>>
    where
        M: Of<B>,
    {
        let behind = field.span(Some(field.beginning(period.end(), zone)), None);
        self.nearest(db, field, behind, period, zone, false).await
    }

    /// The nearest period before this one that has a row, as [`next_period`](QuerySet::next_period) finds the one behind it.
    ///
    /// # Errors
    /// As [`date_list`](QuerySet::date_list).
    pub async fn previous_period<B>(
        self,
        db: impl Executor,
        field: DateField<B>,
        period: &Period,
        zone: Zone,
    ) -> Result<Option<Period>>
    where
        M: Of<B>,
    {
        let before = field.span(None, Some(field.beginning(period.first(), zone)));
        self.nearest(db, field, before, period, zone, true).await
    }

    async fn nearest<B>(
        self,
        db: impl Executor,
        field: DateField<B>,
        beyond: Condition<B>,
        period: &Period,
        zone: Zone,
        descending: bool,
    ) -> Result<Option<Period>>
    where
        M: Of<B>,
    {
        let statement = self.filter(beyond).select_date(field, descending, db.dialect())?;
        let rows = db.fetch(statement).await?;
        let day = rows.first().map(|row| field.read(row, zone)).transpose()?;
        Ok(day.and_then(|day| period.around(day)))
    }

    /// The least or the greatest date; the conditions leave no NULL.
    pub(super) fn select_date<B>(
        self,
        field: DateField<B>,
        descending: bool,
        dialect: Dialect,
    ) -> Result<Statement> {
        let mut out = Statement::read(dialect, "SELECT ");
        self.rows.check(&mut out);
        out.place(ALIAS, field.term.place);
        Table::of::<M>().from(&mut out);
        write_where(self.rows.filters, &mut out);
        let terms = [Term { descending, nulls: Nulls::None, ..field.term }];
        write_order(&Ordering { terms: &terms, key: None, reversed: false }, &mut out);
        write_limit(Some(1), None, &mut out);
        out.finish()
    }
}
