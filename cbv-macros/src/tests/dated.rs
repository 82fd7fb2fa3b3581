//! The smallest and the fullest uses of the derives of dates, for `inputs`.

use super::inputs::Input;
use crate::expand::dates;

pub(super) const MINIMAL: [Input; 7] = [
    Input { kind: "archive_index", derive: dates::index, text: INDEX },
    Input { kind: "year_archive", derive: dates::year, text: YEAR },
    Input { kind: "month_archive", derive: dates::month, text: MONTH },
    Input { kind: "week_archive", derive: dates::week, text: WEEK },
    Input { kind: "day_archive", derive: dates::day, text: DAY },
    Input { kind: "today_archive", derive: dates::today, text: TODAY },
    Input { kind: "date_detail", derive: dates::date_detail, text: DETAIL },
];

/// The other archives have the words of a year's, or fewer.
pub(super) const FULL: [Input; 2] = [
    Input { kind: "year_archive", derive: dates::year, text: FULL_YEAR },
    Input { kind: "date_detail", derive: dates::date_detail, text: FULL_DETAIL },
];

/// Weeks of ISO 8601 and their years.
pub(super) const ISO: [Input; 1] = [Input { kind: "week_archive", derive: dates::week, text: ISO_WEEK }];

const INDEX: &str = "\
#[derive(ArchiveIndexView)]
#[view(model = Entry, date_field = published)]
struct EntryArchive;
";

const YEAR: &str = "\
#[derive(YearArchiveView)]
#[view(model = Entry, date_field = published)]
struct EntryYear;
";

const MONTH: &str = "\
#[derive(MonthArchiveView)]
#[view(model = Entry, date_field = published)]
struct EntryMonth;
";

const WEEK: &str = "\
#[derive(WeekArchiveView)]
#[view(model = Entry, date_field = published)]
struct EntryWeek;
";

const DAY: &str = "\
#[derive(DayArchiveView)]
#[view(model = Entry, date_field = published)]
struct EntryDay;
";

const TODAY: &str = "\
#[derive(TodayArchiveView)]
#[view(model = Entry, date_field = published)]
struct EntryToday;
";

const DETAIL: &str = "\
#[derive(DateDetailView)]
#[view(model = Entry, date_field = published)]
struct EntryDetail;
";

const FULL_YEAR: &str = r#"#[derive(YearArchiveView)]
#[view(
    model = Entry,
    queryset = Entry::objects().filter(Entry::TOPIC.ne("private")),
    date_field = published,
    allow_future,
    year = "2026",
    year_format = "%y",
    date_list_period = week,
    make_object_list,
    ordering(published, title),
    paginate_by = 20,
    paginate_orphans = 3,
    paginate = page,
    count = exact,
    overflow = last,
    page_kwarg = "p",
    search_fields(title),
    search_param = "words",
    filter_fields(topic),
    filter = strict,
    ordering_fields(title),
    sort_param = "o",
    page_size_param("rows", max = 100),
    allow_empty,
    context_object_name = "entries",
    template_name_suffix = "_dates",
    app_label = "blog",
    templates(compact = "blog/compact.html"),
    fragments(rows),
    formats(html, json),
    content_type = "text/html; charset=utf-8",
    extra_context(title = "A year"),
    site = Site,
    path = "/by/{author}/",
    http_method_names(get, head),
    layer(from_fn(log)),
    crate = blog::cbv
)]
pub(crate) struct EntryYear {
    author: Object<Author>,
    #[view(mixin)]
    public: Public,
}
"#;

const ISO_WEEK: &str = r#"#[derive(WeekArchiveView)]
#[view(model = Entry, date_field = published, year_format = "%G", week_format = "%V", path = "/{year}/week/{week}/")]
struct EntryWeek;
"#;

const FULL_DETAIL: &str = r#"#[derive(DateDetailView)]
#[view(
    model = Entry,
    queryset = Entry::objects().filter(Entry::TOPIC.ne("private")),
    date_field = published,
    allow_future = false,
    year = "2026",
    year_format = "%Y",
    month_format = "%m",
    month = "11",
    day_format = "%d",
    day = "21",
    pk_url_kwarg = "id",
    slug_url_kwarg = "name",
    slug_field = slug,
    query_pk_and_slug,
    context_object_name = "item",
    template_name_suffix = "_card",
    app_label = "blog",
    templates(compact = "blog/compact.html"),
    fragments(text),
    formats(html, json),
    content_type = "text/html; charset=utf-8",
    extra_context = Latest,
    site = Site,
    path = "/that/day/{id}/{name}/",
    http_method_names(get, head),
    layer(from_fn(log)),
    crate = blog::cbv
)]
pub(crate) struct EntryDetail {
    #[view(mixin)]
    public: Public,
}
"#;
