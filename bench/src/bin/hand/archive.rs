//! The archives by month and by day, written by hand: what their handlers in `sqlite` and `postgres` share.

use askama::Template;
use chrono::{DateTime, Days, Months, NaiveDate, NaiveTime, Utc};

use crate::pages::{PageError, PostRow};

/// Counts the posts of a period.
pub(crate) const COUNT: &str = "SELECT COUNT(*) FROM post WHERE created_at >= $1 AND created_at < $2";

/// One page of the posts of a period, newest first.
pub(crate) const LIST: &str = "\
    SELECT post.id, post.title, post.body, post.views, post.created_at, author.name AS author_name \
    FROM post JOIN author ON author.id = post.author_id \
    WHERE post.created_at >= $1 AND post.created_at < $2 \
    ORDER BY post.created_at DESC, post.id DESC LIMIT $3 OFFSET $4";

/// The last post before an instant.
pub(crate) const BEFORE: &str = "SELECT MAX(created_at) FROM post WHERE created_at < $1";

/// The first post from an instant on, but none of the future.
pub(crate) const FROM: &str = "SELECT MIN(created_at) FROM post WHERE created_at >= $1 AND created_at <= $2";

/// From one instant up to, and without, another.
#[derive(Clone, Copy)]
pub(crate) struct Span {
    pub(crate) first: NaiveDate,
    pub(crate) from: DateTime<Utc>,
    pub(crate) until: DateTime<Utc>,
}

impl Span {
    /// The month that a path names.
    pub(crate) fn month(year: i32, month: u32) -> Result<Self, PageError> {
        let first = NaiveDate::from_ymd_opt(year, month, 1).ok_or(PageError::NotFound)?;
        Self::new(first, first.checked_add_months(Months::new(1)))
    }

    /// The day that a path names.
    pub(crate) fn day(year: i32, month: u32, day: u32) -> Result<Self, PageError> {
        let first = NaiveDate::from_ymd_opt(year, month, day).ok_or(PageError::NotFound)?;
        Self::new(first, first.checked_add_days(Days::new(1)))
    }

    fn new(first: NaiveDate, end: Option<NaiveDate>) -> Result<Self, PageError> {
        let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_utc();
        Ok(Self { first, from: midnight(first), until: end.map(midnight).ok_or(PageError::NotFound)? })
    }
}

/// The first day of the month of an instant.
pub(crate) fn month_of(at: DateTime<Utc>) -> Option<NaiveDate> {
    use chrono::Datelike as _;
    at.date_naive().with_day(1)
}

/// The archive of a month.
#[derive(Template)]
#[template(path = "hand/month.html")]
pub(crate) struct MonthPage {
    pub(crate) month: NaiveDate,
    pub(crate) date_list: Vec<NaiveDate>,
    pub(crate) posts: Vec<PostRow>,
    pub(crate) page: i64,
    pub(crate) num_pages: i64,
    pub(crate) previous_month: Option<NaiveDate>,
    pub(crate) next_month: Option<NaiveDate>,
}

/// The archive of a day.
#[derive(Template)]
#[template(path = "hand/day.html")]
pub(crate) struct DayPage {
    pub(crate) day: NaiveDate,
    pub(crate) posts: Vec<PostRow>,
    pub(crate) page: i64,
    pub(crate) num_pages: i64,
    pub(crate) previous_day: Option<NaiveDate>,
    pub(crate) next_day: Option<NaiveDate>,
    pub(crate) previous_month: Option<NaiveDate>,
    pub(crate) next_month: Option<NaiveDate>,
}

/// The two handlers on one database: its pool, how it takes an instant, and its way to tell the days of a period.
macro_rules! archives {
    ($pool:ty, $at:expr, $days:literal) => {
        async fn post_month(
            State(pool): State<$pool>,
            Path((year, month)): Path<(i32, u32)>,
            Query(query): Query<ListQuery>,
        ) -> Result<Html<String>, PageError> {
            let span = Span::month(year, month)?;
            let date_list =
                sqlx::query_scalar($days).bind($at(span.from)).bind($at(span.until)).fetch_all(&pool).await?;
            let (posts, position) = period(&pool, &query, span).await?;
            let page = MonthPage {
                month: span.first,
                date_list,
                posts,
                page: position.page,
                num_pages: position.num_pages,
                previous_month: before(&pool, span).await?.and_then(month_of),
                next_month: behind(&pool, span).await?.and_then(month_of),
            };
            Ok(Html(page.render()?))
        }

        async fn post_day(
            State(pool): State<$pool>,
            Path((year, month, day)): Path<(i32, u32, u32)>,
            Query(query): Query<ListQuery>,
        ) -> Result<Html<String>, PageError> {
            let (span, of_month) = (Span::day(year, month, day)?, Span::month(year, month)?);
            let (posts, position) = period(&pool, &query, span).await?;
            let page = DayPage {
                day: span.first,
                posts,
                page: position.page,
                num_pages: position.num_pages,
                previous_day: before(&pool, span).await?.map(|at| at.date_naive()),
                next_day: behind(&pool, span).await?.map(|at| at.date_naive()),
                previous_month: before(&pool, of_month).await?.and_then(month_of),
                next_month: behind(&pool, of_month).await?.and_then(month_of),
            };
            Ok(Html(page.render()?))
        }

        async fn period(
            pool: &$pool,
            query: &ListQuery,
            span: Span,
        ) -> Result<(Vec<PostRow>, Position), PageError> {
            let until = span.until.min(Utc::now());
            let total: i64 = sqlx::query_scalar(archive::COUNT)
                .bind($at(span.from))
                .bind($at(until))
                .fetch_one(pool)
                .await?;
            if total == 0 {
                return Err(PageError::NotFound);
            }
            let position = Position::find(query, total)?;
            let posts = sqlx::query_as(archive::LIST).bind($at(span.from)).bind($at(until));
            Ok((posts.bind(PER_PAGE).bind(position.offset()).fetch_all(pool).await?, position))
        }

        async fn before(pool: &$pool, span: Span) -> sqlx::Result<Option<DateTime<Utc>>> {
            sqlx::query_scalar(archive::BEFORE).bind($at(span.from)).fetch_one(pool).await
        }

        async fn behind(pool: &$pool, span: Span) -> sqlx::Result<Option<DateTime<Utc>>> {
            sqlx::query_scalar(archive::FROM)
                .bind($at(span.until))
                .bind($at(Utc::now()))
                .fetch_one(pool)
                .await
        }
    };
}

pub(crate) use archives;
