//! Rows of Django's behaviour that are faults at a request there and do not compile here. What the compiler shows of each
//! fault is tested in the package of tests; this only proves that there is one, at the right word.

#![expect(non_snake_case, reason = "a test that proves several rows joins their ids by two underscores")]

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use crate::{expand, fault::Faults};

/// The messages of all faults of a derive.
fn faults(item: TokenStream, derive: fn(&DeriveInput, &mut Faults) -> expand::Expansion) -> Vec<String> {
    let tokens = expand::derive(item, derive).to_string();
    let messages = tokens.split(":: core :: compile_error !").skip(1);
    messages.map(|message| message.split('"').nth(1).unwrap_or_default().to_owned()).collect()
}

/// Checks that there is one fault, and that its message has these words.
fn refused(item: TokenStream, derive: fn(&DeriveInput, &mut Faults) -> expand::Expansion, words: &[&str]) {
    let found = faults(item, derive);
    let [message] = found.as_slice() else { panic!("one fault, not {found:?}") };
    for word in words {
        assert!(message.contains(word), "{word} in {message}");
    }
}

#[test]
fn b_06__b_07_only_settings_of_the_view_can_be_given() {
    let list = expand::list::derive;
    refused(
        quote!(
            #[view(model = Book, dispatch = 1)]
            struct V;
        ),
        list,
        &["`dispatch`"],
    );
    refused(
        quote!(
            #[view(model = Book, get = 1)]
            struct V;
        ),
        list,
        &["`get`"],
    );
    refused(
        quote!(
            #[view(model = Book, paginate_bi = 2)]
            struct V;
        ),
        list,
        &["paginate_bi", "`paginate_by`"],
    );
    refused(
        quote!(
            #[view(model = Book, query_string)]
            struct V;
        ),
        list,
        &["`query_string`"],
    );
    assert!(
        faults(
            quote!(
                #[view(model = Book, paginate_by = 2)]
                struct V;
            ),
            list
        )
        .is_empty()
    );
}

#[test]
fn b_49_a_template_view_has_a_template() {
    refused(
        quote!(
            #[view()]
            struct V;
        ),
        expand::template::derive,
        &["template_name"],
    );
}

#[test]
fn b_52_a_redirect_has_one_target() {
    let two = quote!(
        #[view(url = "/", pattern_name = Home)]
        struct V;
    );
    refused(two, expand::redirect::derive, &["`url`", "`pattern_name`"]);
}

#[test]
fn l_04__l_35_a_list_has_a_model() {
    refused(
        quote!(
            #[view(template_name = "list.html")]
            struct V;
        ),
        expand::list::derive,
        &["model = "],
    );
    let queryset = quote!(
        #[view(queryset = Book::objects())]
        struct V;
    );
    assert!(faults(queryset, expand::list::derive).is_empty());
}

#[test]
fn l_09_a_page_has_at_least_one_row() {
    refused(
        quote!(
            #[view(model = Book, paginate_by = 0)]
            struct V;
        ),
        expand::list::derive,
        &["paginate_by"],
    );
}

#[test]
fn d_02__d_26_a_detail_has_a_model() {
    refused(
        quote!(
            #[view()]
            struct V;
        ),
        expand::detail::derive,
        &["model = "],
    );
}

#[test]
fn a_feed_is_of_rows() {
    let detail = quote!(
        #[view(model = Book, formats(json, atom))]
        struct V;
    );
    refused(detail, expand::detail::derive, &["`atom` is a format of lists"]);
    let list = quote!(
        #[view(model = Book, formats(json, atom))]
        struct V;
    );
    assert!(faults(list, expand::list::derive).is_empty());
    let items = quote!(
        #[view(items = Day, formats(html, atom), template_name = "days.html")]
        struct V;
    );
    refused(items, expand::list::derive, &["`atom` is a format of lists"]);
    let year = quote!(
        #[view(model = Book, date_field = published, formats(html, atom))]
        struct V;
    );
    refused(year, expand::dates::year, &["no rows for a feed", "`make_object_list`"]);
    let rows = quote!(
        #[view(model = Book, date_field = published, make_object_list, formats(html, atom))]
        struct V;
    );
    assert!(faults(rows, expand::dates::year).is_empty());
}

#[test]
fn m_01_a_message_names_fields_and_doubles_its_braces() {
    for (text, words) in [
        ("Saved {title", ["`success_message` has a brace without its partner", "`{name}`"]),
        ("Saved {the title}.", ["`{the title}` in `success_message` is not the name of a field", "`{{`"]),
        ("Saved {}.", ["`{}` in `success_message` is not the name of a field", "`{{`"]),
        ("Saved {*title}.", ["`{title}` in `success_message` is not the name of a field", "`{{`"]),
    ] {
        refused(
            quote!(
                #[view(form_class = Ask, template_name = "ask.html", success_url = "/", success_message = #text)]
                struct V;
            ),
            expand::edit::form,
            &words,
        );
    }
}
