//! What tests of an application ask: which queries a page makes. Called by the tests of cbv's users, never while serving.

use std::{collections::HashMap, fmt, future::Future, time::Duration};

use axum::Extension;
use chrono::{DateTime, Utc};

use crate::{dates::Fixed, db::tally, value::Sql};

/// Runs `future` and gives, beside its result, every statement that it sent to a database through cbv: on a request's handle,
/// on a `&Db` of its own, `BEGIN` and `COMMIT` included. Any way to send a request will do: tower's `oneshot`, axum-test without a socket, a
/// hook called by hand.
///
/// ```
/// # #[cfg(feature = "sqlite")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> cbv::Result<()> {
/// use cbv::{Db, Model as _};
/// # #[derive(cbv::Model)]
/// # pub struct Book { pub id: i64 }
/// # let db = Db::connect("sqlite::memory:").await?;
/// # db.run_script("CREATE TABLE book (id INTEGER PRIMARY KEY)").await?;
///
/// let (books, queries) = cbv::test::queries(async { Book::objects().all(&db).await }).await;
/// assert!(books?.is_empty());
/// queries.assert_at_most(1);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "sqlite"))]
/// # fn main() {}
/// ```
///
/// What the future spawns as a task of its own is not seen, nor are queries on a pool itself (`db.as_postgres()`). Inside
/// another `queries` the outer one sees the statements, too.
///
/// Django: [`assertNumQueries`](https://docs.djangoproject.com/en/5.2/topics/testing/tools/#django.test.TransactionTestCase.assertNumQueries)
/// and [`CaptureQueriesContext`](https://docs.djangoproject.com/en/5.2/topics/testing/tools/#django.test.utils.CaptureQueriesContext).
pub async fn queries<F: Future>(future: F) -> (F::Output, Queries) {
    let (output, queries) = tally::recorded(future).await;
    (output, Queries(queries))
}

/// Sets what [`Request::now`](crate::request::Request::now) and [`today`](crate::request::Request::today) say, for the tests of
/// pages that depend on the day: `router.layer(cbv::test::at(day))`.
///
/// ```
/// use cbv::chrono::{DateTime, Utc};
///
/// let new_year: DateTime<Utc> = "2027-01-01T00:00:00Z".parse().unwrap();
/// let router: axum::Router = axum::Router::new().layer(cbv::test::at(new_year));
/// ```
///
/// Django: `mock.patch` of `django.utils.timezone.now`.
pub fn at(now: impl Into<DateTime<Utc>>) -> Extension<Fixed> {
    Extension(Fixed(now.into()))
}

/// The statements that were sent, in order. Printed, it is a numbered list.
#[derive(Debug, Clone, Default)]
#[must_use = "ask it: `queries.assert_at_most(3)`"]
pub struct Queries(Vec<Query>);

/// One statement.
#[derive(Debug, Clone)]
pub struct Query {
    sql: String,
    values: Vec<Sql>,
    time: Duration,
}

impl Queries {
    /// Fails when there were more than `most` statements, and shows all of them.
    ///
    /// # Panics
    /// That is how it fails.
    #[track_caller]
    pub fn assert_at_most(&self, most: usize) {
        assert!(self.len() <= most, "at most {} were expected\n{self}", counted(most));
    }

    /// Fails when there were not `count` statements, and shows all of them.
    ///
    /// # Panics
    /// That is how it fails.
    #[track_caller]
    pub fn assert_count(&self, count: usize) {
        assert!(
            self.len() == count,
            "{} expected\n{self}",
            if count == 1 { "1 query was".to_owned() } else { format!("{count} queries were") }
        );
    }

    /// How many there were.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there were none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// One after another, as they were sent.
    pub fn iter(&self) -> std::slice::Iter<'_, Query> {
        self.0.iter()
    }

    /// How long the database took for all of them.
    pub fn time(&self) -> Duration {
        self.iter().map(Query::time).sum()
    }

    /// The text that came most often, and how often; `None` when none came twice.
    fn repeated(&self) -> Option<(&str, usize)> {
        let mut times: HashMap<&str, usize> = HashMap::new();
        for query in self.iter() {
            *times.entry(query.sql()).or_default() += 1;
        }
        times.into_iter().filter(|(_, times)| *times > 1).max_by_key(|(sql, times)| (*times, *sql))
    }
}

impl<'a> IntoIterator for &'a Queries {
    type Item = &'a Query;
    type IntoIter = std::slice::Iter<'a, Query>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Queries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", counted(self.len()))?;
        for (index, query) in self.iter().enumerate() {
            write!(f, "\n{:>3}. {query}", index + 1)?;
        }
        match self.repeated() {
            Some((sql, times)) => write!(
                f,
                "\nThis one came {times} times: load what it reads with the page, by `select_related` or `prefetch_related`\n     {sql}"
            ),
            None => Ok(()),
        }
    }
}

impl Query {
    pub(crate) fn new(sql: &str, values: &[Sql]) -> Self {
        Self { sql: sql.to_owned(), values: values.to_vec(), time: Duration::ZERO }
    }

    pub(crate) fn took(self, time: Duration) -> Self {
        Self { time, ..self }
    }

    /// Its text; values stand in it as `?`, or as `$1` for PostgreSQL.
    pub fn sql(&self) -> &str {
        &self.sql
    }

    /// The values bound to it.
    pub fn values(&self) -> &[Sql] {
        &self.values
    }

    /// How long the database took, the way there and back included.
    pub fn time(&self) -> Duration {
        self.time
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sql)?;
        if !self.values.is_empty() {
            write!(f, "  {:?}", self.values)?;
        }
        Ok(())
    }
}

/// `1 query`, `3 queries`.
pub(crate) fn counted(count: usize) -> String {
    counted_as(count, "query", "queries")
}

pub(crate) fn counted_as(count: usize, one: &str, several: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_shows_what_came_again_and_again() {
        let query = |sql: &str, value: i64| Query::new(sql, &[Sql::Int(value)]);
        let one = Queries(vec![query("SELECT 1", 1)]);
        assert_eq!(one.to_string(), "1 query:\n  1. SELECT 1  [Int(1)]");
        let many = Queries(vec![query("a", 1), query("b", 1), query("a", 2)]);
        let shown = many.to_string();
        assert!(
            shown.starts_with("3 queries:\n  1. a  [Int(1)]\n  2. b  [Int(1)]\n  3. a  [Int(2)]\n"),
            "{shown}"
        );
        assert!(shown.contains("came 2 times"), "{shown}");
    }

    #[test]
    #[should_panic(expected = "at most 1 query were expected\n2 queries:\n  1. a\n  2. b")]
    fn too_many_queries_are_shown() {
        Queries(vec![Query::new("a", &[]), Query::new("b", &[])]).assert_at_most(1);
    }
}
