//! Rows that say what the compiler must refuse: each is proved by the messages of the cases that it names.

use crate::Case;

/// The message of a case, when it stands at the words that are at fault.
fn message(kind: &str, name: &str) -> String {
    let is_it =
        |case: &Case| case.name == name && case.path.parent().is_some_and(|folder| folder.ends_with(kind));
    let case = Case::all().into_iter().find(is_it);
    let case = case.unwrap_or_else(|| panic!("no case {kind}/{name}"));
    assert!(case.stderr.contains(&format!("ui/{kind}/{name}.rs:")), "{}", case.stderr);
    case.stderr
}

#[test]
fn s_120_blocks_that_do_not_combine_are_named() {
    // two names for one thing in a template, a hook or a word of another kind, two verbs where one is
    assert!(
        message("list", "context_object_name_taken").contains("the template's name `paginator` is taken")
    );
    assert!(message("list", "field_has_the_name_of_the_list").contains("is taken"));
    assert!(message("list", "word_of_a_detail_view").contains("`slug_field` is not a word of"));
    assert!(
        message("list", "hooks_of_a_detail_view")
            .contains("the trait bound `BookList: DetailView` is not satisfied")
    );
    assert!(message("list", "mixin_for_another_model").contains("is no mixin for views of"));
    assert!(message("redirect", "two_targets").contains("a redirect has one target"));
}

#[test]
fn w_05_a_name_that_nothing_fills_is_refused() {
    assert!(message("list", "template_names_an_unknown_variable").contains("no field `categories`"));
    assert!(message("detail", "template_with_a_name_of_a_list").contains("no field `page_obj`"));
    assert!(message("view", "extra_context_that_nobody_fills").contains("nothing fills `extra_context"));
}

#[test]
fn w_09_the_inferred_template_is_named_where_it_is_missing() {
    assert!(message("list", "template_inferred_and_missing").contains("no template `author_list.html`"));
    assert!(
        message("list", "template_inferred_in_an_unknown_app").contains("no template `shop/book_list.html`")
    );
    assert!(
        message("list", "template_inferred_with_an_unknown_suffix").contains("no template `book_table.html`")
    );
}

#[test]
fn s_72_a_base_view_asks_for_what_it_needs() {
    let text = message("view", "base_view_of_a_model_that_lacks_what_it_asks");
    assert!(text.contains("the trait bound `Book: Content` is not satisfied"), "{text}");
    assert!(message("list", "model_missing").contains("say whose rows are shown"));
}
