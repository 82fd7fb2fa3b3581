//! What generated code calls and nobody else may: it changes without notice. Each item says which derive writes it.

pub use askama; // every view with a template
pub use axum; // every view: `FromRequestParts`, `MethodRouter`, `Router`
pub use core; // all: the user's crate may shadow names or lack the prelude
pub use std; // all

pub use crate::view::{
    Overridden, // `as_view` of generic base views
    Probe,      // `as_view` of every view that may have hooks
    base::{
        // `as_view` of `#[derive(View)]`
        ViaDefaults as ViewViaDefaults,
        ViaHooks as ViewViaHooks,
        WithDelete,
        WithGet,
        WithHead,
        WithOptions,
        WithPatch,
        WithPost,
        WithPut,
        WithTrace,
        WithoutDelete,
        WithoutGet,
        WithoutHead,
        WithoutOptions,
        WithoutPatch,
        WithoutPost,
        WithoutPut,
        WithoutTrace,
    },
    detail::{ViaDefaults as DetailViaDefaults, ViaHooks as DetailViaHooks},
    list::{ViaDefaults as ListViaDefaults, ViaHooks as ListViaHooks},
    redirect::{ViaDefaults as RedirectViaDefaults, ViaHooks as RedirectViaHooks},
    template::{ViaDefaults as TemplateViaDefaults, ViaHooks as TemplateViaHooks},
};

pub use crate::route::VerbRouter; // `as_view` of `#[derive(View)]`
pub use crate::route::located::{has_arguments, reverse}; // `#[derive(RedirectView)]`
pub use crate::url::Url; // `absolute_url()` of a model, `url(..)` of a view

use crate::{
    Error, Result,
    db::Row,
    model::{Column, Load, Meta, Model, Shape},
    value::Sql,
};

/// The body of a function of a derive that has faults: the compiler shows those, and this is never run.
pub fn broken<T>() -> Result<T> {
    Err(Error::ImproperlyConfigured("a derive of this view has faults".into()))
}

/// The model of a view that names none; the compiler says so, and this is never run.
#[derive(Debug)]
pub struct NoModel;

impl Load for NoModel {
    const WIDTH: usize = 0;

    fn select(_: &str, _: &mut Shape) {}

    fn load(_: &Row, _: usize) -> Result<Self> {
        broken()
    }
}

impl Model for NoModel {
    const TABLE: &'static str = "";
    const OBJECT_NAME: &'static str = "";
    const VERBOSE_NAME: &'static str = "";
    const VERBOSE_NAME_PLURAL: &'static str = "";
    type Pk = i64;
    const PK: Column<Self, i64> = Column::new("");

    fn pk(&self) -> i64 {
        0
    }

    fn values(&self) -> Vec<(&'static Meta, Sql)> {
        Vec::new()
    }
}
