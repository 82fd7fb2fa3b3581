//! Which related rows a model reads in queries of their own, beside the join: its `prefetch_related` fields, and those of the
//! rows it is joined with. `#[derive(Model)]` writes the table; `query/prefetch.rs` reads the rows.

use std::{any::TypeId, fmt, future::Future, pin::Pin};

use super::{Model, ModelInfo};
use crate::db::Conn;

/// Rows that are being read into others.
pub type Fetching<'a> = Pin<Box<dyn Future<Output = crate::Result<()>> + Send + 'a>>;

type Fill<M> = for<'a> fn(Vec<&'a mut M>, &'a Conn) -> Fetching<'a>;

/// A field of `M` that is filled after the rows of `M` are read.
pub struct Prefetch<M> {
    field: &'static str,
    needed: bool,
    pub(crate) fill: Fill<M>,
    walk: fn(&mut Walk) -> Result<(), String>,
    pub(crate) model: fn() -> ModelInfo,
}

impl<M> fmt::Debug for Prefetch<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Prefetch").field(&self.field).finish()
    }
}

impl<M> Prefetch<M> {
    /// The field of that name; `fill` reads its rows, or those of rows that are joined, where that is `needed`; `walk` and
    /// `model` are those of the model that the field holds.
    pub const fn new(
        field: &'static str,
        needed: bool,
        fill: Fill<M>,
        walk: fn(&mut Walk) -> Result<(), String>,
        model: fn() -> ModelInfo,
    ) -> Self {
        Self { field, needed, fill, walk, model }
    }
}

/// Whether reading rows of `M` takes more than one query.
pub(crate) const fn needed<M: Model>() -> bool {
    let mut rest = M::PREFETCH;
    while let [first, others @ ..] = rest {
        if first.needed {
            return true;
        }
        rest = others;
    }
    false
}

/// The models on the way to a field, to find one that loads itself.
#[derive(Debug, Default)]
pub struct Walk(Vec<Step>);

#[derive(Debug)]
struct Step {
    model: TypeId,
    name: &'static str,
    field: &'static str,
}

/// Finds a shape that loads itself, without end: `Book` loads its authors, and each `Author` loads its books.
///
/// # Errors
/// The path, and the cure.
pub(crate) fn finite<M: Model>() -> Result<(), String> {
    walk::<M>(&mut Walk::default())
}

/// Refuses such a shape when a router is built, in the manner of axum's own mistakes of routing.
///
/// # Panics
/// When reading a row of `M` would never end.
#[allow(clippy::panic)] // a router is built once, before there are requests
pub(crate) fn refuse_endless<M: Model>() {
    // as a const, so that the models on the way are compiled only where there are any
    if const { needed::<M>() }
        && let Err(reason) = finite::<M>()
    {
        panic!("{reason}");
    }
}

/// Goes on from a row of `M`; fails where `M` was on the way already.
pub(super) fn walk<M: Model>(walk: &mut Walk) -> Result<(), String> {
    let model = TypeId::of::<M>();
    if let Some(from) = walk.0.iter().position(|step| step.model == model) {
        return Err(endless(walk.0.get(from..).unwrap_or_default(), M::OBJECT_NAME));
    }
    for prefetch in M::PREFETCH {
        walk.0.push(Step { model, name: M::OBJECT_NAME, field: prefetch.field });
        (prefetch.walk)(walk)?;
        walk.0.pop();
    }
    Ok(())
}

fn endless(steps: &[Step], name: &str) -> String {
    let mut path = String::new();
    for Step { name, field, .. } in steps {
        path.push_str(&format!("`{name}.{field}`, "));
    }
    let field = steps.last().map_or("", |step| step.field);
    let last = steps.last().map_or("", |step| step.name);
    format!(
        "loading a `{name}` never ends: {path}and again `{name}`. Let `{last}.{field}` be of a smaller shape, \
         `#[model(of = {name})]` without the field that leads on"
    )
}
