//! The right side of the table of templates in the chapter for people who come from Django: everything that a view's
//! template there writes is written here, and compiled.

use askama::Template;
use cbv::{filters, prelude::*};

use crate::models::{Book, Publisher};

#[derive(ListView)]
#[view(model = Book, path = "/", template_name = "idioms.html", context_object_name = "books", extra_context = Extra)]
struct Idioms;

struct Extra {
    pairs: Vec<(&'static str, u8)>,
    newest: Option<String>,
}

impl ContextData<Idioms> for Extra {
    async fn get_context_data(_: &Idioms, _: &Request, page: &Page<Book>) -> Result<Self> {
        Ok(Self { pairs: vec![("one", 1), ("two", 2)], newest: page.first().map(|book| book.title.clone()) })
    }
}

/// The trap that the chapter warns of: askama does not look behind `Deref`.
#[derive(Template)]
#[template(
    ext = "html",
    source = r#"{{ newest|assigned_or("none") }} {{ newest|filters::default("none") }}"#
)]
struct Trap {
    extra: Extra,
}

impl std::ops::Deref for Trap {
    type Target = Extra;

    fn deref(&self) -> &Extra {
        &self.extra
    }
}

#[test]
fn what_the_table_says_is_so() {
    crate::run(async |db| {
        let publisher = Publisher::objects().first(&db).await.expect("a query").expect("a publisher");
        assert_eq!(publisher.to_string(), "Harbour Press");
        let page = crate::get(&Idioms::router().with_state(db), "/?q=rust").await.text;
        let expected =
            "rust, everywhere, five or more, odd even odd even odd, one=1 two=2, 5, [Salt], {{ raw }}, 20";
        assert!(page.trim().starts_with(expected), "{page}");
        assert!(page.contains("Tides &#38; Timetables, none, Tides &#38; Timetables"), "{page}");
    });
}

#[test]
fn askama_does_not_see_the_fields_of_an_extra_context() {
    let extra = Extra { pairs: Vec::new(), newest: Some("Salt".to_owned()) };
    assert_eq!(Trap { extra }.render().expect("a page"), "none Salt");
}
