//! Django's class-based generic views for axum, sqlx and askama, checked by the compiler.
#![forbid(unsafe_code)]

pub use cbv_macros::{
    ArchiveIndexView, Choices, CreateView, DateDetailView, DayArchiveView, DeleteView, DetailView, Form,
    FormView, ListView, Model, MonthArchiveView, RedirectView, TemplateView, TodayArchiveView, UpdateView,
    View, WeekArchiveView, YearArchiveView, create_view, delete_view, detail_view, form_view, list_view,
    redirect_view, template_view, update_view,
};
#[cfg(feature = "chrono-tz")]
pub use cbv_runtime::chrono_tz;
#[cfg(feature = "messages")]
pub use cbv_runtime::messages;
pub use cbv_runtime::models;
#[doc(hidden)] // so that the compiler names them as it names `Comparand`
pub use cbv_runtime::query::{ByColumn, ByExpression, ByValue};
#[cfg(feature = "sessions")]
pub use cbv_runtime::sessions;
pub use cbv_runtime::{
    BoxError, Error, Result, all, any,
    check::{CheckError, Problem, check},
    context::{ContextData, Pagination},
    csrf::{TrustedOrigins, csrf_protect},
    dates::{self, Zone, time_zone},
    db::{Conn, Db, Dialect, Executor, Row, Transaction, Violation, ViolationKind},
    error::Cause,
    form::Form,
    guard,
    model::{
        AbsoluteUrl, Column, Fetching, FieldInfo, Key, LinkInfo, Load, Meta, Model, ModelInfo, Of, Order,
        Prefetch, Related, Relation, Shape, ToMany, ToOne, TypeInfo, Writable,
    },
    next::url_has_allowed_host_and_scheme,
    object::{ByArgument, ByUrl, Lookup, Object},
    page::{self, Page, Paginator},
    pages::{ErrorPages, Failure},
    query::{
        Aggregate, Aggregates, Assignable, Assignment, Comparable, Comparand, Condition, DateField, Dated,
        Expression, Fields, GroupOrder, Groups, Having, Number, Operand, QuerySet, RelatedRows, Selection,
        Statement, Summed, ValuesList, Version, Versioned, count, not,
    },
    request::{Origin, Request},
    route::{Located, MethodRouterExt, RouterState, Verb, ViewField, under, with_prefix},
    shortcuts::{
        Redirect, ResolveUrl, Source, get_list_or_404, get_object_or_404, redirect, render, resolve_url,
    },
    url::Url,
    value::{Choices, DateTimeForm, Digits, Field, Kind, Native, NoSuchChoice, Sql, UuidForm, Value},
    view::{
        CanonicalUrl, Context, FormMixin, Format, Mixin, Mixins, MultipleObject, Next, OneTemplate, Setup,
        SingleObject, TemplateName, TemplateResponse, View, With,
        base::{self, Delete, Get, Head, Options, Patch, Post, Put, Trace, ViewHooks},
        create::{self, CreateHooks, CreateView},
        dates::{
            Archive, ArchiveKind, DatedItems,
            archive::{self as date_list, DateListHooks},
            detail::DateDetailView,
            list::DateListView,
        },
        delete::{self, DeleteHooks, DeleteView},
        detail::{self, DetailHooks, DetailView},
        form::{self as form_view, FormHooks, FormView},
        items::{self, ItemListHooks, ItemListView},
        list::{self, ListHooks, ListView},
        redirect::{self, RedirectHooks, RedirectView},
        template::{self, TemplateHooks, TemplateView},
        update::{self, UpdateHooks, UpdateView},
    },
};
pub use cbv_runtime::{Decimal, Uuid, chrono, feed, filter, filters, form, storage, test};

/// What a view needs: `use cbv::prelude::*`. The traits of `#[derive(View)]`, [`Get`] and its like, are not among them: a
/// blog has a `Post` of its own.
pub mod prelude {
    pub use crate::{
        AbsoluteUrl, Archive, ArchiveIndexView, Choices, Condition, Context, ContextData, CreateHooks,
        CreateView, DateDetailView, DateListHooks, DateListView, DatedItems, DayArchiveView, Db, DeleteHooks,
        DeleteView, DetailHooks, DetailView, Error, Expression, Form, FormHooks, FormView, ItemListHooks,
        ListHooks, ListView, MethodRouterExt, Mixin, Model, MonthArchiveView, Next, Page, QuerySet,
        RedirectHooks, RedirectView, Request, Result, TemplateHooks, TemplateName, TemplateResponse,
        TemplateView, TodayArchiveView, UpdateHooks, UpdateView, View, ViewHooks, WeekArchiveView, Writable,
        YearArchiveView, all, any, filters, not,
    };
}

#[doc(hidden)]
pub mod __private {
    pub use cbv_runtime::private::*;
}
