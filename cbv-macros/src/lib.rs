//! The derives of cbv. Each entry point is its documentation and one line; the way of the tokens is
//! `spec/` (what the author wrote) → `check/` (rules between the words) → `expand/` (the implementations).
//!
//! The page of each derive is a file of `docs/`, followed by what its smallest use expands to, as the tests record it.
#![forbid(unsafe_code)]

mod check;
mod expand;
mod fault;
mod krate;
mod spec;
mod templates;
#[cfg(test)]
mod tests;
mod words;

use proc_macro::TokenStream;

#[doc = include_str!("../docs/model.md")]
#[doc = "```rust,ignore"]
#[doc = include_str!("tests/snapshots/model_minimal.rs")]
#[doc = "```"]
#[proc_macro_derive(Model, attributes(model))]
pub fn model_derive(input: TokenStream) -> TokenStream {
    derive(input, expand::model::derive)
}

#[doc = include_str!("../docs/form.md")]
#[doc = "```rust,ignore"]
#[doc = include_str!("tests/snapshots/form_minimal.rs")]
#[doc = "```"]
#[proc_macro_derive(Form, attributes(form, field))]
pub fn form_derive(input: TokenStream) -> TokenStream {
    derive(input, expand::form::derive)
}

#[doc = include_str!("../docs/choices.md")]
#[doc = "```rust,ignore"]
#[doc = include_str!("tests/snapshots/choices_minimal.rs")]
#[doc = "```"]
#[proc_macro_derive(Choices, attributes(choice))]
pub fn choices_derive(input: TokenStream) -> TokenStream {
    derive(input, expand::choices::derive)
}

#[doc = include_str!("../docs/list.md")]
#[doc = "```rust,ignore"]
#[doc = include_str!("tests/snapshots/list_minimal.rs")]
#[doc = "```"]
#[proc_macro_derive(ListView, attributes(view))]
pub fn list_view_derive(input: TokenStream) -> TokenStream {
    derive(input, expand::list::derive)
}

#[doc = include_str!("../docs/detail.md")]
#[doc = "```rust,ignore"]
#[doc = include_str!("tests/snapshots/detail_minimal.rs")]
#[doc = "```"]
#[proc_macro_derive(DetailView, attributes(view))]
pub fn detail_view_derive(input: TokenStream) -> TokenStream {
    derive(input, expand::detail::derive)
}

#[doc = include_str!("../docs/archive_index.md")]
#[doc = "```rust,ignore"]
#[doc = include_str!("tests/snapshots/archive_index_minimal.rs")]
#[doc = "```"]
#[proc_macro_derive(ArchiveIndexView, attributes(view))]
pub fn archive_index_view_derive(input: TokenStream) -> TokenStream {
    derive(input, expand::dates::index)
}

#[doc = include_str!("../docs/year_archive.md")]
#[doc = "```rust,ignore"]
#[doc = include_str!("tests/snapshots/year_archive_minimal.rs")]
#[doc = "```"]
#[proc_macro_derive(YearArchiveView, attributes(view))]
pub fn year_archive_view_derive(input: TokenStream) -> TokenStream {
    derive(input, expand::dates::year)
}

#[doc = include_str!("../docs/month_archive.md")]
#[doc = "```rust,ignore"]
#[doc = include_str!("tests/snapshots/month_archive_minimal.rs")]
#[doc = "```"]
#[proc_macro_derive(MonthArchiveView, attributes(view))]
pub fn month_archive_view_derive(input: TokenStream) -> TokenStream {
    derive(input, expand::dates::month)
}

#[doc = include_str!("../docs/week_archive.md")]
#[doc = "```rust,ignore"]
#[doc = include_str!("tests/snapshots/week_archive_minimal.rs")]
#[doc = "```"]
#[proc_macro_derive(WeekArchiveView, attributes(view))]
pub fn week_archive_view_derive(input: TokenStream) -> TokenStream {
    derive(input, expand::dates::week)
}

#[doc = include_str!("../docs/day_archive.md")]
#[doc = "```rust,ignore"]
#[doc = include_str!("tests/snapshots/day_archive_minimal.rs")]
#[doc = "```"]
#[proc_macro_derive(DayArchiveView, attributes(view))]
pub fn day_archive_view_derive(input: TokenStream) -> TokenStream {
    derive(input, expand::dates::day)
}

#[doc = include_str!("../docs/today_archive.md")]
#[doc = "```rust,ignore"]
#[doc = include_str!("tests/snapshots/today_archive_minimal.rs")]
#[doc = "```"]
#[proc_macro_derive(TodayArchiveView, attributes(view))]
pub fn today_archive_view_derive(input: TokenStream) -> TokenStream {
    derive(input, expand::dates::today)
}

#[doc = include_str!("../docs/date_detail.md")]
#[doc = "```rust,ignore"]
#[doc = include_str!("tests/snapshots/date_detail_minimal.rs")]
#[doc = "```"]
#[proc_macro_derive(DateDetailView, attributes(view))]
pub fn date_detail_view_derive(input: TokenStream) -> TokenStream {
    derive(input, expand::dates::date_detail)
}

#[doc = include_str!("../docs/form_view.md")]
#[doc = "```rust,ignore"]
#[doc = include_str!("tests/snapshots/form_view_minimal.rs")]
#[doc = "```"]
#[proc_macro_derive(FormView, attributes(view))]
pub fn form_view_derive(input: TokenStream) -> TokenStream {
    derive(input, expand::edit::form)
}

#[doc = include_str!("../docs/create.md")]
#[doc = "```rust,ignore"]
#[doc = include_str!("tests/snapshots/create_minimal.rs")]
#[doc = "```"]
#[proc_macro_derive(CreateView, attributes(view))]
pub fn create_view_derive(input: TokenStream) -> TokenStream {
    derive(input, expand::edit::create)
}

#[doc = include_str!("../docs/update.md")]
#[doc = "```rust,ignore"]
#[doc = include_str!("tests/snapshots/update_minimal.rs")]
#[doc = "```"]
#[proc_macro_derive(UpdateView, attributes(view))]
pub fn update_view_derive(input: TokenStream) -> TokenStream {
    derive(input, expand::edit::update)
}

#[doc = include_str!("../docs/delete.md")]
#[doc = "```rust,ignore"]
#[doc = include_str!("tests/snapshots/delete_minimal.rs")]
#[doc = "```"]
#[proc_macro_derive(DeleteView, attributes(view))]
pub fn delete_view_derive(input: TokenStream) -> TokenStream {
    derive(input, expand::edit::delete)
}

#[doc = include_str!("../docs/template.md")]
#[doc = "```rust,ignore"]
#[doc = include_str!("tests/snapshots/template_minimal.rs")]
#[doc = "```"]
#[proc_macro_derive(TemplateView, attributes(view))]
pub fn template_view_derive(input: TokenStream) -> TokenStream {
    derive(input, expand::template::derive)
}

#[doc = include_str!("../docs/redirect.md")]
#[doc = "```rust,ignore"]
#[doc = include_str!("tests/snapshots/redirect_minimal.rs")]
#[doc = "```"]
#[proc_macro_derive(RedirectView, attributes(view))]
pub fn redirect_view_derive(input: TokenStream) -> TokenStream {
    derive(input, expand::redirect::derive)
}

#[doc = include_str!("../docs/base.md")]
#[doc = "```rust,ignore"]
#[doc = include_str!("tests/snapshots/base_minimal.rs")]
#[doc = "```"]
#[proc_macro_derive(View, attributes(view))]
pub fn view_derive(input: TokenStream) -> TokenStream {
    derive(input, expand::base::derive)
}

/// A list view without a name, mounted at once: `list_view!(model = Publisher)`.
#[proc_macro]
pub fn list_view(words: TokenStream) -> TokenStream {
    expand::inline::expand(&words.into(), "ListView", "List").into()
}

/// A detail view without a name, mounted at once: `detail_view!(model = Publisher)`.
#[proc_macro]
pub fn detail_view(words: TokenStream) -> TokenStream {
    expand::inline::expand(&words.into(), "DetailView", "Detail").into()
}

/// A form view without a name, mounted at once: `form_view!(form_class = ContactForm, template_name = "contact.html",
/// success_url = "/thanks/")`.
#[proc_macro]
pub fn form_view(words: TokenStream) -> TokenStream {
    expand::inline::expand(&words.into(), "FormView", "InlineForm").into()
}

/// A create view without a name, mounted at once: `create_view!(model = Book, form_class = BookForm)`.
#[proc_macro]
pub fn create_view(words: TokenStream) -> TokenStream {
    expand::inline::expand(&words.into(), "CreateView", "Create").into()
}

/// An update view without a name, mounted at once: `update_view!(model = Book, form_class = BookForm)`.
#[proc_macro]
pub fn update_view(words: TokenStream) -> TokenStream {
    expand::inline::expand(&words.into(), "UpdateView", "Update").into()
}

/// A delete view without a name, mounted at once: `delete_view!(model = Book, success_url = "/books/")`.
#[proc_macro]
pub fn delete_view(words: TokenStream) -> TokenStream {
    expand::inline::expand(&words.into(), "DeleteView", "Delete").into()
}

/// A template view without a name, mounted at once: `template_view!(template_name = "about.html")`.
#[proc_macro]
pub fn template_view(words: TokenStream) -> TokenStream {
    expand::inline::expand(&words.into(), "TemplateView", "InlineTemplate").into()
}

/// A redirect view without a name, mounted at once: `redirect_view!(url = "/books/")`.
#[proc_macro]
pub fn redirect_view(words: TokenStream) -> TokenStream {
    expand::inline::expand(&words.into(), "RedirectView", "InlineRedirect").into()
}

type Derive = fn(&syn::DeriveInput, &mut fault::Faults) -> expand::Expansion;

fn derive(input: TokenStream, derive: Derive) -> TokenStream {
    expand::derive(input.into(), derive).into()
}
