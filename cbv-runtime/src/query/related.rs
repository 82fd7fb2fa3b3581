//! Conditions on related rows, and the subqueries they become. EXISTS rather than a join: a row is there once, however many
//! related rows fit, and counting needs no DISTINCT. Called by users through relation constants; written by `predicate.rs`.

use super::{Condition, Node, Statement};
use crate::model::{Link, Of, RelatedTo, Relates, ToMany, ToOne, sealed::Sealed as _};

/// Some related row fits the condition.
#[derive(Debug, Clone)]
pub(crate) struct Related {
    pub(super) link: Link,
    pub(super) condition: Node,
}

impl<M, R> ToOne<M, R> {
    /// True when the related row is there and fits the condition: `Book::PUBLISHER.has(Publisher::NAME.eq("Acme"))`.
    ///
    /// Django: [lookups that span relationships](https://docs.djangoproject.com/en/5.2/topics/db/queries/#lookups-that-span-relationships).
    pub fn has<B>(self, condition: Condition<B>) -> Condition<M>
    where
        R: Of<B>,
    {
        related(self.link(), condition)
    }

    /// True when there is a related row.
    pub fn exists(self) -> Condition<M> {
        related(self.link(), Condition::<R>::all([]))
    }
}

impl<M, R> ToMany<M, R> {
    /// True when one of the related rows fits the condition: `Book::AUTHORS.any(Author::LAST_NAME.eq("Lem"))`. A row is
    /// found once, also when several of its related rows fit.
    ///
    /// Two calls may find different related rows; what one row must fit stands in one call, joined by `&`.
    ///
    /// Django: [spanning multi-valued relationships](https://docs.djangoproject.com/en/5.2/topics/db/queries/#spanning-multi-valued-relationships).
    pub fn any<B>(self, condition: Condition<B>) -> Condition<M>
    where
        R: Of<B>,
    {
        related(self.link(), condition)
    }

    /// True when every related row fits the condition, also when there is none.
    pub fn all<B>(self, condition: Condition<B>) -> Condition<M>
    where
        R: Of<B>,
    {
        !related(self.link(), !condition)
    }

    /// True when there is a related row.
    pub fn exists(self) -> Condition<M> {
        related(self.link(), Condition::<R>::all([]))
    }

    /// True when there is no related row.
    pub fn is_empty(self) -> Condition<M> {
        !self.exists()
    }
}

/// `has` or `any`, whichever the relation has: the derive of list views knows neither which it is nor where it leads.
pub fn across<M: Relates<NAME>, const NAME: u64>(condition: Condition<RelatedTo<M, NAME>>) -> Condition<M> {
    related(M::RELATION.link(), condition)
}

fn related<M, B>(link: Link, condition: Condition<B>) -> Condition<M> {
    some(link, condition.node)
}

/// True when one of the related rows fits the condition.
pub(super) fn some<M>(link: Link, condition: Node) -> Condition<M> {
    Condition::new(Node::Related(Box::new(Related { link, condition })))
}

impl Related {
    /// `EXISTS (SELECT 1 FROM ..)`.
    pub(super) fn write(self, alias: &str, out: &mut Statement) {
        // the other table may be a view of the time, or guarded by who asks
        out.unrepeatable();
        out.push("EXISTS (SELECT 1");
        write_from(self.link, self.condition, false, alias, out);
        out.push(")");
    }
}

/// ` FROM .. WHERE ..`: the related rows of the row of the table `alias`, of those that fit the condition. They are called
/// by `alias` with an `r` behind it, so that a table may meet itself. `read` says that columns of theirs are asked for.
pub(super) fn write_from(link: Link, condition: Node, read: bool, alias: &str, out: &mut Statement) {
    let related = format!("{alias}r");
    let everything = condition.is_always();
    let (holder, column) = match link.through {
        None => {
            out.push(" FROM ").table(link.table).push(" AS ").name(&related);
            (related.clone(), link.to)
        }
        Some(through) => {
            let between = format!("{alias}l");
            out.push(" FROM ").table(through.table).push(" AS ").name(&between);
            if read || !everything {
                // Rows of the table between have their rows, by their foreign key: without a condition those are not asked.
                out.push(" INNER JOIN ").table(link.table).push(" AS ").name(&related).push(" ON ");
                out.column(&related, link.to).push(" = ").column(&between, through.to);
            }
            (between, through.from)
        }
    };
    out.push(" WHERE ").column(&holder, column).push(" = ").column(alias, link.from);
    if !everything {
        out.push(" AND ");
        condition.write(&related, out);
    }
}
