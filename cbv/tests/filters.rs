//! The filters from a crate that depends on cbv alone: this package has no askama of its own.

use cbv::__private::askama::{self, Template};
use cbv::{chrono::NaiveDate, filters};

#[derive(Template)]
#[template(
    ext = "html",
    askama = askama,
    source = r#"{{ day|date("j F Y") }} {{ day|filters::date("Y") }} {{ price|floatformat("2g") }} {{ price|floatformat }} {{ text|urlize|linebreaks }} {{ text|slugify }}"#
)]
struct Page {
    day: Option<NaiveDate>,
    price: f64,
    text: &'static str,
}

#[test]
fn filters_work_without_a_dependency_on_askama() {
    let page =
        Page { day: NaiveDate::from_ymd_opt(2024, 5, 1), price: 1234.5, text: "<b>\nhttps://example.org" };
    assert_eq!(
        page.render().expect("a page"),
        "1 May 2024 2024 1,234.50 1234.5 <p>&#60;b&#62;<br/><a href=\"https://example.org\" rel=\"nofollow\">\
         https://example.org</a></p> b-httpsexampleorg"
    );
}

/// A project's own filters and cbv's under one name, as the guide says.
mod own {
    use super::{Template, askama};

    mod filters {
        #![allow(unreachable_pub)] // filter_fn writes `pub` setters

        pub(super) use cbv::filters::*;

        use super::askama;

        #[askama::filter_fn]
        pub(super) fn shout(text: &str, _: &dyn askama::Values) -> askama::Result<String> {
            Ok(text.to_uppercase())
        }
    }

    #[derive(Template)]
    #[template(ext = "html", askama = askama, source = "{{ text|shout|truncatechars(3) }}")]
    struct Page {
        text: &'static str,
    }

    #[test]
    fn a_project_adds_filters_of_its_own() {
        assert_eq!(Page { text: "hello" }.render().expect("a page"), "HE…");
    }
}
