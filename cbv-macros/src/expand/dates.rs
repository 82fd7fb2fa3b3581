//! The derives of date archives, and of details by their date.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::DeriveInput;

use super::{
    Expansion,
    context::{Name, context},
    detail::{self, Further},
    field::extractor,
    filter,
    list::{names as list_names, page_kwarg, rows},
    response::{Response, response},
    view::{Arguments, Head, inherent, probe, view},
};
use crate::{
    check,
    fault::Faults,
    spec::{
        dates::{Archive, ArchiveSpec, DateDetailSpec, DateSpec, Part, PartSpec},
        model::constant,
        view::ViewSpec,
    },
    words::capitalized,
};

/// Derives `ArchiveIndexView`.
pub(crate) fn index(input: &DeriveInput, faults: &mut Faults) -> Expansion {
    archive(Archive::Index, input, faults)
}

/// Derives `YearArchiveView`.
pub(crate) fn year(input: &DeriveInput, faults: &mut Faults) -> Expansion {
    archive(Archive::Year, input, faults)
}

/// Derives `MonthArchiveView`.
pub(crate) fn month(input: &DeriveInput, faults: &mut Faults) -> Expansion {
    archive(Archive::Month, input, faults)
}

/// Derives `WeekArchiveView`.
pub(crate) fn week(input: &DeriveInput, faults: &mut Faults) -> Expansion {
    archive(Archive::Week, input, faults)
}

/// Derives `DayArchiveView`.
pub(crate) fn day(input: &DeriveInput, faults: &mut Faults) -> Expansion {
    archive(Archive::Day, input, faults)
}

/// Derives `TodayArchiveView`.
pub(crate) fn today(input: &DeriveInput, faults: &mut Faults) -> Expansion {
    archive(Archive::Today, input, faults)
}

fn archive(kind: Archive, input: &DeriveInput, faults: &mut Faults) -> Expansion {
    let mut spec = ArchiveSpec::new(kind, input, faults);
    let before = faults.len();
    check::dates::archive(&spec, faults);
    spec.list.view.forget_arguments_after(faults.len() - before);
    spec.list.view = spec.list.view.without_fields_after(faults);
    let list = &spec.list;
    let model = list.model.as_ref().map_or_else(|| quote!(__Fault), |model| quote!(#model));
    let mut context = context(&list.view, &list.template, names(&spec, &model));
    context.rows = Some(quote!(context.data.object_list.as_slice()));
    let base = view(&list.view, &quote!(__cbv::Archive<#model>), &list.template.formats);
    let extractor = extractor(&list.view, list.template.site.as_ref());
    let kwarg = page_kwarg(list);
    let data = quote!(__cbv::__private::archive_data::<Self>(context.data, req, #kwarg));
    let Response { public, items: response } = response(&list.view, &list.template, &context, &data, faults);
    let (rows, dates) = (rows(list, &model, faults), dates(&spec, &model));
    let asked = filter::structs(&list.controls);
    let inherent = inherent(
        &list.view,
        list.template.site.as_ref(),
        &probe(&list.view, "DateList", "date_list_view"),
        &quote!(__cbv::DateListHooks),
        &arguments(&spec.date, &quote!(__cbv::DateListView)),
    );
    let items = quote! {
        #asked
        #response
        #base
        #rows
        #dates
        #extractor
        #inherent
    };
    Expansion { krate: spec.list.view.krate, public, items }
}

/// Derives `DateDetailView`.
pub(crate) fn date_detail(input: &DeriveInput, faults: &mut Faults) -> Expansion {
    let mut spec = DateDetailSpec::new(input, faults);
    let before = faults.len();
    check::dates::date_detail(&spec, faults);
    spec.detail.view.forget_arguments_after(faults.len() - before);
    let model = spec.detail.model.as_ref().map_or_else(|| quote!(__Fault), |model| quote!(#model));
    let further = Further {
        attributes: quote! {
            const ON_DATE: __cbv::__private::core::option::Option<__cbv::__private::OnDate<#model>> =
                __cbv::__private::core::option::Option::Some(__cbv::__private::on_date::<Self>);
        },
        items: date_detail_items(&spec.detail.view, &spec.date, &model),
        arguments: arguments(&spec.date, &quote!(__cbv::DateDetailView)),
    };
    detail::expansion(spec.detail, further, faults)
}

fn date_detail_items(view: &ViewSpec, date: &DateSpec, model: &TokenStream) -> TokenStream {
    let Head { ident, params, args, bounds } = view.head();
    let attributes = attributes(date, model);
    quote! {
        impl #params __cbv::DateDetailView for #ident #args #bounds {
            #attributes
        }
    }
}

/// The template's names: those of a list, the list of dates, and the period with its neighbours.
fn names(spec: &ArchiveSpec, model: &TokenStream) -> Vec<Name> {
    let mut names = list_names(&spec.list, model);
    if spec.kind.period().is_some() {
        let dates = quote!(&'a [__cbv::chrono::NaiveDate]);
        names.push(Name::new("date_list", dates, quote!(&context.data.date_list)));
    }
    let neighbour = quote!(__cbv::__private::core::option::Option<__cbv::chrono::NaiveDate>);
    let mut around = |period: &str, next: &str, previous: &str| {
        for (name, method) in [(format!("next_{period}"), next), (format!("previous_{period}"), previous)] {
            let method = format_ident!("{method}");
            names.push(Name::new(&name, neighbour.clone(), quote!(context.data.#method)));
        }
    };
    let Some(period) = spec.kind.shown() else { return names };
    around(period, "next", "previous");
    if period == "day" {
        around("month", "next_month", "previous_month");
    }
    names.push(Name::new(period, quote!(__cbv::chrono::NaiveDate), quote!(context.data.date)));
    names
}

/// `impl DateListView`: what an archive adds to its rows.
fn dates(spec: &ArchiveSpec, model: &TokenStream) -> TokenStream {
    let Head { ident, params, args, bounds } = spec.list.view.head();
    let (kind, attributes) = (format_ident!("{}", format!("{:?}", spec.kind)), attributes(&spec.date, model));
    let objects = spec.make_object_list.map(|yes| quote!(const MAKE_OBJECT_LIST: bool = #yes;));
    let own = spec.own_order.then(|| {
        quote!(
            const OWN_ORDER: bool = true;
        )
    });
    let written = spec.date_list_period.as_ref().map(|word| word.name.as_str());
    let period = written.map(|period| {
        let unit = unit(period);
        quote!(const DATE_LIST_PERIOD: __cbv::dates::Unit = #unit;)
    });
    quote! {
        impl #params __cbv::DateListView for #ident #args #bounds {
            const KIND: __cbv::ArchiveKind = __cbv::ArchiveKind::#kind;
            #attributes
            #objects
            #own
            #period
        }
    }
}

fn unit(period: &str) -> TokenStream {
    let unit = format_ident!("{}", capitalized(period));
    quote!(__cbv::dates::Unit::#unit)
}

/// The consts that all views of dates have.
fn attributes(date: &DateSpec, model: &TokenStream) -> TokenStream {
    let field = match &date.field {
        Some(field) => {
            let column = constant(field);
            quote_spanned!(field.span()=> __cbv::__private::date_field(<#model>::#column))
        }
        None => quote!(__cbv::__private::no_date_field()),
    };
    let future = date.allow_future.map(|yes| quote!(const ALLOW_FUTURE: bool = #yes;));
    let parts = date.parts.iter().map(part);
    quote! {
        const DATE_FIELD: __cbv::DateField<#model> = #field;
        #future
        #(#parts)*
    }
}

/// The consts of a part of the date, where they are not the default.
fn part(spec: &PartSpec) -> TokenStream {
    let text = quote!(&'static __cbv::__private::core::primitive::str);
    let fixed = spec.fixed.as_ref().map(|fixed| {
        let name = upper(spec.part.name());
        quote! {
            const #name: __cbv::__private::core::option::Option<#text> =
                __cbv::__private::core::option::Option::Some(#fixed);
        }
    });
    let format = spec.format.as_ref().and_then(|format| {
        let (name, ty) =
            (upper(spec.part.format()), format_ident!("{}Format", capitalized(spec.part.name())));
        let variant = Ident::new(variant(spec.part, &format.value())?, format.span());
        Some(quote!(const #name: __cbv::dates::#ty = __cbv::dates::#ty::#variant;))
    });
    quote!(#fixed #format)
}

fn upper(word: &str) -> Ident {
    format_ident!("{}", word.to_uppercase())
}

/// The runtime's name of a format; `None` for one that does not exist, which is a fault already.
fn variant(part: Part, format: &str) -> Option<&'static str> {
    Some(match (part, format) {
        (Part::Year, "%Y") => "FourDigits",
        (Part::Year, "%y") => "TwoDigits",
        (Part::Year, "%G") => "Iso",
        (Part::Month, "%b") => "Short",
        (Part::Month, "%B") => "Long",
        (Part::Month, "%m") | (Part::Day, "%d") => "Number",
        (Part::Week, "%U") => "Sunday",
        (Part::Week, "%W") => "Monday",
        (Part::Week, "%V") => "Iso",
        _ => return None,
    })
}

/// The parts of the date in the URL are written of one date: those of a week, of its first day.
fn arguments(date: &DateSpec, of: &TokenStream) -> Arguments {
    let dated = date.parts.iter().map(|spec| {
        let format = upper(spec.part.format());
        (spec.part.name(), quote!(<Self as #of>::#format.text(date)))
    });
    let given = quote!(__cbv::__private::DateArgument::date(&date));
    let date = if date.parts.iter().any(|spec| spec.part == Part::Week) {
        quote!(let date = __cbv::__private::week_start(#given, <Self as #of>::WEEK_FORMAT);)
    } else {
        quote!(let date = #given;)
    };
    Arguments { types: Vec::new(), dated: dated.collect(), date }
}
