//! Pages as an askama template sees them.

use askama::Template;

use super::*;

#[derive(Template)]
#[template(
    ext = "html",
    source = "{% for row in page_obj %}{{ row }},{% endfor %}\
              {% if page_obj.has_previous() %} prev {{ page_obj.previous_page_number()? }}{% endif %} \
              page {{ page_obj.number }} of {{ page_obj.paginator.num_pages() }}\
              {% if page_obj.has_next() %} next {{ page_obj.next_page_number()? }}{% endif %}\
              {% if is_paginated %} paginated{% endif %} {{ paginator.count() }} {{ page_obj }}"
)]
struct Listing {
    page_obj: Page<&'static str>,
    paginator: Paginator,
    is_paginated: bool,
}

fn listing(page_obj: Page<&'static str>) -> String {
    let (paginator, is_paginated) = (page_obj.paginator, page_obj.has_other_pages());
    Listing { page_obj, paginator, is_paginated }.render().unwrap()
}

#[test]
fn s_108_a_template_pages_with_page_obj() {
    let page = |number| listing(Page::new(vec!["a", "<b>"], number, paginator(6, 2)));
    assert_eq!(page(1), "a,&#60;b&#62;, page 1 of 3 next 2 paginated 6 &#60;Page 1 of 3&#62;");
    assert_eq!(page(2), "a,&#60;b&#62;, prev 1 page 2 of 3 next 3 paginated 6 &#60;Page 2 of 3&#62;");
    assert_eq!(page(3), "a,&#60;b&#62;, prev 2 page 3 of 3 paginated 6 &#60;Page 3 of 3&#62;");
}

#[test]
fn s_100_a_template_finds_the_names_without_paging() {
    assert_eq!(listing(Page::whole(vec!["a", "b"])), "a,b, page 1 of 1 2 &#60;Page 1 of 1&#62;");
}

#[derive(Template)]
#[template(
    ext = "html",
    source = "{% for item in page_obj.elided_page_range().on_each_side(1) %}\
              {% if item == page_obj.number %}[{{ item }}]{% else %}{{ item }}{% endif %} {% endfor %}\
              {{ links.href(2) }} {{ page_obj.navigation(links) }}"
)]
struct Numbers<'a> {
    page_obj: &'a Page<u8>,
    links: &'a PageLinks,
}

#[test]
fn a_template_writes_numbers_and_navigation() {
    let (page_obj, links) = (&Page::new(vec![0], 10, paginator(50, 1)), &PageLinks::new("/", "q=1", "page"));
    let html = Numbers { page_obj, links }.render().unwrap();
    let navigation = page_obj.navigation(links);
    assert_eq!(html, format!("1 2 … 9 [10] 11 … 49 50 /?q=1&#38;page=2 {navigation}"));
}

#[derive(Template)]
#[template(ext = "html", source = "{{ page_obj.navigation(links) }}")]
struct Owned {
    page_obj: Page<u8>,
    links: PageLinks,
}

#[test]
fn a_template_may_own_the_links() {
    let owned =
        Owned { page_obj: Page::new(vec![0], 1, paginator(2, 1)), links: PageLinks::new("/", "", "page") };
    assert_eq!(owned.render().unwrap(), owned.page_obj.navigation(&owned.links).to_string());
}
