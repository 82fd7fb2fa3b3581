//! Settings of one route: `BookList::with().paginate_by(5).as_view()`. Each kind of view has its own; what they change is read
//! by the defaults of the hooks, so that a hook sees the value that holds on its route. A setting that a kind does not have is
//! a method that does not exist.

use std::{borrow::Cow, fmt, marker::PhantomData, num::NonZeroU32};

use axum::routing::MethodRouter;

use super::{
    FormMixin, MultipleObject, SingleObject, TemplateResponse, dates::DateSet, items::ItemListView,
    redirect::RedirectView,
};
use crate::{
    model::{Column, Order},
    page::{Count, Overflow},
    query::QuerySet,
    route::{Set, Settings},
};

/// A view while it is mounted with settings of its own: the attributes that are named are replaced on this route, the others
/// stay. `as_view()` ends it.
///
/// ```
/// # use axum::Router;
/// # use cbv::prelude::*;
/// # #[derive(Model, serde::Serialize)]
/// # pub struct Book { pub id: i64, pub title: String }
/// #[derive(ListView)]
/// #[view(model = Book, paginate_by = 20, formats(json))]
/// pub struct BookList;
///
/// let app: Router<Db> = Router::new()
///     .route("/books/", BookList::as_view())
///     .route("/books/new/", BookList::with().ordering([Book::ID.desc()]).paginate_by(5).as_view());
/// ```
///
/// Django: the keyword arguments of
/// [`as_view`](https://docs.djangoproject.com/en/5.2/ref/class-based-views/base/#django.views.generic.base.View.as_view).
#[must_use = "a view is mounted by `as_view()`"]
pub struct With<V, K, S> {
    kind: Option<K>,
    page: Option<Set>,
    mount: fn(Settings) -> MethodRouter<S>,
    layers: fn(MethodRouter<S>) -> MethodRouter<S>,
    view: PhantomData<fn() -> V>,
}

impl<V, K, S> fmt::Debug for With<V, K, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let changed = self.kind.is_some() || self.page.is_some();
        f.debug_struct("With").field("changed", &changed).finish_non_exhaustive()
    }
}

impl<V, K: Default + Send + Sync + 'static, S> With<V, K, S> {
    pub(crate) fn new(mount: fn(Settings) -> MethodRouter<S>) -> Self {
        Self { kind: None, page: None, mount, layers: |router| router, view: PhantomData }
    }

    /// What stands around the view wherever it is mounted. The derives call it for `layer(..)`.
    #[doc(hidden)]
    pub fn layered(mut self, layers: fn(MethodRouter<S>) -> MethodRouter<S>) -> Self {
        self.layers = layers;
        self
    }

    /// The view as a method router, for any path.
    pub fn as_view(self) -> MethodRouter<S> {
        let mut set = self.page;
        if let Some(kind) = self.kind {
            set.get_or_insert_default().kind = Some(Box::new(kind));
        }
        (self.layers)((self.mount)(Settings::new(set)))
    }

    pub(super) fn set(mut self, change: impl FnOnce(&mut K)) -> Self {
        change(self.kind.get_or_insert_default());
        self
    }
}

/// What every view with a template has.
impl<V: TemplateResponse, K, S> With<V, K, S> {
    /// Another of the view's `templates(..)`.
    pub fn template(mut self, template: V::Template) -> Self {
        self.page.get_or_insert_default().template = Some(Box::new(template));
        self
    }

    /// The content type of the page.
    pub fn content_type(mut self, content_type: &'static str) -> Self {
        self.page.get_or_insert_default().content_type = Some(content_type);
        self
    }
}

/// Settings of a list view or a date archive.
pub struct ListSettings<V: MultipleObject> {
    pub(super) queryset: Option<QuerySet<V::Model>>,
    pub(super) ordering: Option<Vec<Order<V::Model>>>,
    pub(super) paginate_by: Option<Option<NonZeroU32>>,
    pub(super) paginate_orphans: Option<u32>,
    pub(super) page_kwarg: Option<&'static str>,
    pub(super) allow_empty: Option<bool>,
    pub(super) count: Option<Count>,
    pub(super) overflow: Option<Overflow>,
    /// Those of an archive.
    pub(super) dates: DateSet,
}

impl<V: MultipleObject> Default for ListSettings<V> {
    fn default() -> Self {
        Self {
            queryset: None,
            ordering: None,
            paginate_by: None,
            paginate_orphans: None,
            page_kwarg: None,
            allow_empty: None,
            count: None,
            overflow: None,
            dates: DateSet::default(),
        }
    }
}

/// What a list view has.
impl<V: MultipleObject, S> With<V, ListSettings<V>, S> {
    /// Which rows; the mixins and `get_queryset` go on from them.
    pub fn queryset(self, queryset: QuerySet<V::Model>) -> Self {
        self.set(|settings| settings.queryset = Some(queryset))
    }

    /// In which order.
    pub fn ordering(self, ordering: impl IntoIterator<Item = Order<V::Model>>) -> Self {
        self.set(|settings| settings.ordering = Some(ordering.into_iter().collect()))
    }

    /// How many rows on a page; 0 shows all, as in Django.
    pub fn paginate_by(self, rows: u32) -> Self {
        self.set(|settings| settings.paginate_by = Some(NonZeroU32::new(rows)))
    }

    /// A last page of at most this many rows is added to the one before.
    pub fn paginate_orphans(self, rows: u32) -> Self {
        self.set(|settings| settings.paginate_orphans = Some(rows))
    }

    /// The name of the page number, in the URL's path or its query.
    pub fn page_kwarg(self, name: &'static str) -> Self {
        self.set(|settings| settings.page_kwarg = Some(name))
    }

    /// Whether an empty list is a page; else it is 404.
    pub fn allow_empty(self, allowed: bool) -> Self {
        self.set(|settings| settings.allow_empty = Some(allowed))
    }

    /// How the rows are counted.
    pub fn count(self, count: Count) -> Self {
        self.set(|settings| settings.count = Some(count))
    }

    /// What is answered to a page number outside the list.
    pub fn overflow(self, overflow: Overflow) -> Self {
        self.set(|settings| settings.overflow = Some(overflow))
    }
}

/// Settings of a list of items.
pub struct ItemListSettings<V> {
    pub(super) paginate_by: Option<Option<NonZeroU32>>,
    pub(super) paginate_orphans: Option<u32>,
    pub(super) page_kwarg: Option<&'static str>,
    pub(super) allow_empty: Option<bool>,
    view: PhantomData<fn() -> V>,
}

impl<V> Default for ItemListSettings<V> {
    fn default() -> Self {
        Self {
            paginate_by: None,
            paginate_orphans: None,
            page_kwarg: None,
            allow_empty: None,
            view: PhantomData,
        }
    }
}

/// What a list of items has.
impl<V: ItemListView, S> With<V, ItemListSettings<V>, S> {
    /// How many items on a page; 0 shows all, as in Django.
    pub fn paginate_by(self, items: u32) -> Self {
        self.set(|settings| settings.paginate_by = Some(NonZeroU32::new(items)))
    }

    /// A last page of at most this many items is added to the one before.
    pub fn paginate_orphans(self, items: u32) -> Self {
        self.set(|settings| settings.paginate_orphans = Some(items))
    }

    /// The name of the page number, in the URL's path or its query.
    pub fn page_kwarg(self, name: &'static str) -> Self {
        self.set(|settings| settings.page_kwarg = Some(name))
    }

    /// Whether an empty list is a page; else it is 404.
    pub fn allow_empty(self, allowed: bool) -> Self {
        self.set(|settings| settings.allow_empty = Some(allowed))
    }
}

/// Settings of a detail, update or delete view.
pub struct DetailSettings<V: SingleObject> {
    pub(super) queryset: Option<QuerySet<V::Model>>,
    pub(super) pk_url_kwarg: Option<&'static str>,
    pub(super) slug_url_kwarg: Option<&'static str>,
    pub(super) slug_field: Option<Column<V::Model, String>>,
    pub(super) query_pk_and_slug: Option<bool>,
    /// Those of a detail by its date.
    pub(super) dates: DateSet,
}

impl<V: SingleObject> Default for DetailSettings<V> {
    fn default() -> Self {
        Self {
            queryset: None,
            pk_url_kwarg: None,
            slug_url_kwarg: None,
            slug_field: None,
            query_pk_and_slug: None,
            dates: DateSet::default(),
        }
    }
}

/// What views of one object have.
impl<V: SingleObject, S> With<V, DetailSettings<V>, S> {
    /// Among which rows; the mixins and `get_queryset` go on from them.
    pub fn queryset(self, queryset: QuerySet<V::Model>) -> Self {
        self.set(|settings| settings.queryset = Some(queryset))
    }

    /// The name of the primary key in the URL.
    pub fn pk_url_kwarg(self, name: &'static str) -> Self {
        self.set(|settings| settings.pk_url_kwarg = Some(name))
    }

    /// The name of the slug in the URL.
    pub fn slug_url_kwarg(self, name: &'static str) -> Self {
        self.set(|settings| settings.slug_url_kwarg = Some(name))
    }

    /// The column that is compared with the slug.
    pub fn slug_field(self, column: Column<V::Model, String>) -> Self {
        self.set(|settings| settings.slug_field = Some(column))
    }

    /// Whether a URL with both needs both to match.
    pub fn query_pk_and_slug(self, both: bool) -> Self {
        self.set(|settings| settings.query_pk_and_slug = Some(both))
    }
}

/// What every view with a form has.
impl<V: FormMixin, K, S> With<V, K, S> {
    /// Where to go on to; a path from the root begins where the application is mounted.
    pub fn success_url(mut self, url: impl Into<Cow<'static, str>>) -> Self {
        self.page.get_or_insert_default().success_url = Some(url.into());
        self
    }

    /// What stands before the names of the form's fields.
    pub fn prefix(mut self, prefix: &'static str) -> Self {
        self.page.get_or_insert_default().prefix = Some(prefix);
        self
    }
}

/// Settings of a template view: those that every view with a template has.
pub struct TemplateSettings<V>(PhantomData<fn() -> V>);

impl<V> Default for TemplateSettings<V> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

/// Settings of a redirect view.
pub struct RedirectSettings<V> {
    pub(super) url: Option<Cow<'static, str>>,
    pub(super) permanent: Option<bool>,
    pub(super) query_string: Option<bool>,
    view: PhantomData<fn() -> V>,
}

impl<V> Default for RedirectSettings<V> {
    fn default() -> Self {
        Self { url: None, permanent: None, query_string: None, view: PhantomData }
    }
}

/// What a redirect view has.
impl<V: RedirectView, S> With<V, RedirectSettings<V>, S> {
    /// Where to; arguments in braces are taken from the request's own URL.
    pub fn url(self, pattern: impl Into<Cow<'static, str>>) -> Self {
        self.set(|settings| settings.url = Some(pattern.into()))
    }

    /// 301 instead of 302.
    pub fn permanent(self, permanent: bool) -> Self {
        self.set(|settings| settings.permanent = Some(permanent))
    }

    /// Whether the request's query is appended to the target.
    pub fn query_string(self, appended: bool) -> Self {
        self.set(|settings| settings.query_string = Some(appended))
    }
}

macro_rules! opaque {
    ($($settings:ident<V $(: $bound:ident)?>),*) => {$(
        impl<V $(: $bound)?> fmt::Debug for $settings<V> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($settings))
            }
        }
    )*};
}

opaque!(ListSettings<V: MultipleObject>, ItemListSettings<V>, DetailSettings<V: SingleObject>, TemplateSettings<V>, RedirectSettings<V>);
