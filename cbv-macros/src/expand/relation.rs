//! What a model's derive writes of other tables: constants for relations and annotations, the joins, the fields that are read
//! by queries of their own, and what a smaller shape takes from its model.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{LitStr, Path, ext::IdentExt as _, spanned::Spanned as _};

use crate::{
    spec::{
        model::{ColumnSpec, ModelSpec, constant},
        relation::{
            AnnotationSpec, PrefetchSpec, RelatedSpec, RelationKind, RelationSpec, ThroughSpec, type_name,
        },
    },
    words::{number, snake},
};

/// The model that a foreign key leads to, its key, and where it is written. In paths, not under a bound: what is no model is
/// said once.
pub(crate) fn target(spec: &ModelSpec, column: &ColumnSpec) -> Option<(TokenStream, TokenStream, Span)> {
    let name = spec.relation(column)?;
    let joined = spec.related.iter().find(|related| related.ident == name).map(|related| &related.ty);
    match (&column.foreign_key, joined) {
        (Some(target), _) => Some((quote!(#target), quote!(<#target as __cbv::Model>::KEY), target.span())),
        (None, Some(row)) => {
            let span = row.span();
            let target = quote_spanned!(span=> <#row as __cbv::Related>::Model);
            Some((target, quote_spanned!(span=> <#row as __cbv::Related>::MODEL_KEY), span))
        }
        (None, None) => None,
    }
}

/// `pub const PUBLISHER: ToOne<Self, Publisher> = ToOne::foreign_key(Self::PUBLISHER_ID);`, and its like.
pub(crate) fn constants(spec: &ModelSpec) -> TokenStream {
    let keys = spec.columns.iter().filter_map(|column| {
        let name = spec.relation(column).filter(|_| spec.of.is_none())?;
        let (vis, key, constant) = (&column.vis, column.constant(), constant(&name));
        let (target, there, span) = target(spec, column)?;
        let doc = format!("The row that `{}` leads to.", column.ident.unraw());
        let ty = &column.ty;
        let value = quote_spanned! {span=>
            __cbv::__private::to_one(Self::#key.name(), #there, <#ty as __cbv::Field>::NULL)
        };
        Some(quote_spanned! {span=>
            #[doc = #doc]
            #vis const #constant: __cbv::ToOne<Self, #target> = #value;
        })
    });
    let others = spec.relations.iter().map(|relation| declared(&spec.ident, relation));
    let reverse = spec.related.iter().filter_map(reverse_one);
    let annotations = spec.annotations.iter().map(annotation);
    quote!(#(#keys)* #(#others)* #(#reverse)* #(#annotations)*)
}

/// Which relation has which name: what a view's `search_fields(publisher.name)` asks. A smaller shape has those of its model.
pub(crate) fn named(spec: &ModelSpec) -> TokenStream {
    let ident = &spec.ident;
    if let Some(of) = &spec.of {
        return quote! {
            impl __cbv::__private::Whole for #ident {
                type Model = <#of as __cbv::__private::Whole>::Model;
            }

            impl<const NAME: u64> __cbv::__private::Relates<NAME> for #ident
            where
                #of: __cbv::__private::Relates<NAME>,
            {
                type Relation = <#of as __cbv::__private::Relates<NAME>>::Relation;
                const RELATION: Self::Relation = <#of as __cbv::__private::Relates<NAME>>::RELATION;
            }
        };
    }
    let keys = spec.columns.iter().filter_map(|column| {
        let (name, (target, _, span)) = (spec.relation(column)?, target(spec, column)?);
        Some((name, quote_spanned!(span=> __cbv::ToOne<Self, #target>)))
    });
    let declared = spec.relations.iter().map(|relation| (relation.name.clone(), kind(relation)));
    let reverse = spec.related.iter().filter_map(|related| {
        let relation = reverse_relation(related)?;
        Some((related.ident.clone(), kind(&relation)))
    });
    let impls = keys.chain(declared).chain(reverse).map(|(name, ty)| {
        let (number, constant) = (number(&name.unraw().to_string()), constant(&name));
        quote! {
            impl __cbv::__private::Relates<#number> for #ident {
                type Relation = #ty;
                const RELATION: Self::Relation = Self::#constant;
            }
        }
    });
    quote! {
        impl __cbv::__private::Whole for #ident {
            type Model = Self;
        }
        #(#impls)*
    }
}

/// What each column holds: what `fields(title)` of a view makes a form of. A smaller shape writes nothing, and has none.
pub(crate) fn held(spec: &ModelSpec) -> TokenStream {
    let ident = &spec.ident;
    let columns = spec.columns.iter().filter(|_| spec.of.is_none() && !spec.read_only).map(|column| {
        let (number, ty) = (number(&column.ident.unraw().to_string()), &column.ty);
        quote!(impl __cbv::__private::HasColumn<#number> for #ident { type Type = #ty; })
    });
    quote!(#(#columns)*)
}

fn declared(ident: &Ident, relation: &RelationSpec) -> TokenStream {
    let (vis, constant) = (&relation.vis, constant(&relation.name));
    let doc = format!("The relation `{}`.", relation.name.unraw());
    let ty = kind(relation);
    let value = match &relation.kind {
        RelationKind::Reverse(path) => quote_spanned!(path.span()=> #path.reversed()),
        RelationKind::ReverseOne(path) => quote_spanned!(path.span()=> #path.reversed_one()),
        RelationKind::Through(through) => {
            let ThroughSpec { model, table, from, to } = &**through;
            let from = from.as_ref().map_or_else(|| key_of(&ident.unraw().to_string()), LitStr::value);
            let to = to.as_ref().map_or_else(|| key_of(&type_name(model)), LitStr::value);
            quote_spanned! {model.span()=>
                __cbv::__private::to_many(
                    <Self as __cbv::Model>::PK.name(),
                    (#table, #from, #to),
                    <#model as __cbv::Model>::KEY,
                )
            }
        }
    };
    quote! {
        #[doc = #doc]
        #vis const #constant: #ty = #value;
    }
}

/// The relations through a table, for the start-up check.
pub(crate) fn links(spec: &ModelSpec) -> Option<TokenStream> {
    let links = spec.relations.iter().filter_map(|relation| {
        let RelationKind::Through(through) = &relation.kind else { return None };
        let model = &through.model;
        let (name, constant) = (relation.name.unraw().to_string(), constant(&relation.name));
        let there = quote_spanned!(model.span()=> <#model as __cbv::Model>::model_info);
        Some(quote!(__cbv::LinkInfo::new(#name, Self::#constant, <Self as __cbv::Model>::model_info, #there)))
    });
    let links: Vec<TokenStream> = links.collect();
    (!links.is_empty()).then(|| quote!(const LINKS: &'static [__cbv::LinkInfo] = &[#(#links),*];))
}

/// The type of a relation's constant.
fn kind(relation: &RelationSpec) -> TokenStream {
    match &relation.kind {
        RelationKind::Reverse(path) => {
            let model = owner(path);
            quote!(__cbv::ToMany<Self, #model>)
        }
        RelationKind::ReverseOne(path) => {
            let model = owner(path);
            quote!(__cbv::ToOne<Self, #model>)
        }
        RelationKind::Through(through) => {
            let model = &through.model;
            quote!(__cbv::ToMany<Self, #model>)
        }
    }
}

fn reverse_one(related: &RelatedSpec) -> Option<TokenStream> {
    Some(declared(&related.ident, &reverse_relation(related)?))
}

/// The relation that a joined row of the other side declares.
fn reverse_relation(related: &RelatedSpec) -> Option<RelationSpec> {
    let kind = RelationKind::ReverseOne(related.reverse.clone()?);
    Some(RelationSpec { name: related.ident.clone(), vis: related.vis.clone(), kind })
}

/// What the column of a table between is called that holds the key of a model.
fn key_of(model: &str) -> String {
    format!("{}_id", snake(model))
}

/// The `Review` of `Review::BOOK`.
fn owner(path: &Path) -> Path {
    let mut owner = path.clone();
    owner.segments.pop();
    owner.segments.pop_punct();
    owner
}

fn annotation(annotation: &AnnotationSpec) -> TokenStream {
    let AnnotationSpec { ident, vis, ty, expression } = annotation;
    let (constant, name) = (constant(ident), ident.unraw().to_string());
    let doc = format!("The annotation `{name}`.");
    let write = quote_spanned! {expression.span()=>
        |alias, out| __cbv::__private::annotate::<Self, _, #ty>(#expression, alias, out)
    };
    quote! {
        #[doc = #doc]
        #vis const #constant: __cbv::Column<Self, #ty> = __cbv::Column::annotation(#name, #write);
    }
}

/// The joins, behind the columns.
pub(crate) fn joins(spec: &ModelSpec) -> TokenStream {
    let (shape, alias) = (format_ident!("shape"), format_ident!("alias"));
    let joins = spec.related.iter().filter_map(|related| {
        let (ty, field, relation) =
            (&related.ty, related.ident.unraw().to_string(), relation(spec, related)?);
        Some(quote_spanned!(ty.span()=> <#ty as __cbv::Related>::join(#shape, #alias, #field, #relation);))
    });
    quote!(#(#joins)*)
}

/// The constant of the relation that a joined row is read along.
pub(crate) fn relation(spec: &ModelSpec, related: &RelatedSpec) -> Option<TokenStream> {
    if let Some(of) = &spec.of {
        let constant = constant(related.foreign_key.as_ref().unwrap_or(&related.ident));
        return Some(quote_spanned!(constant.span()=> <#of>::#constant));
    }
    if related.reverse.is_some() {
        let constant = constant(&related.ident);
        return Some(quote!(Self::#constant));
    }
    let key = spec.foreign_key(related)?;
    if key.foreign_key.is_none() {
        // Not by the constant, whose type is the row's: what is no model is said once.
        let (ty, key) = (&related.ty, key.constant());
        return Some(quote_spanned! {ty.span()=>
            __cbv::__private::to_one::<Self, Self>(Self::#key.name(), <#ty as __cbv::Related>::MODEL_KEY, true)
        });
    }
    let constant = constant(&spec.relation(key)?);
    Some(quote!(Self::#constant))
}

/// The fields that are filled after the rows are read; nothing for a model without related rows.
pub(crate) fn prefetch(spec: &ModelSpec) -> Option<TokenStream> {
    if spec.prefetched.is_empty() && spec.related.is_empty() {
        return None;
    }
    let many = spec.prefetched.iter().map(|prefetch| many(spec, prefetch));
    let one = spec.related.iter().map(|related| {
        let (ident, ty, field) = (&related.ident, &related.ty, related.ident.unraw().to_string());
        quote_spanned! {ty.span()=>
            __cbv::Prefetch::new(
                #field,
                <#ty as __cbv::Related>::READS_MORE,
                |rows, db| <#ty as __cbv::Related>::fill(rows, db, |row| &mut row.#ident),
                <#ty as __cbv::Related>::walk,
                <#ty as __cbv::Related>::model_info,
            )
        }
    });
    let list = quote!(&[#(#many,)* #(#one),*]);
    if !spec.prefetched.is_empty() {
        return Some(quote!(const PREFETCH: &'static [__cbv::Prefetch<Self>] = #list;));
    }
    // Most joined rows read nothing more: then the functions of the list are not compiled.
    let more = spec.related.iter().map(|related| {
        let ty = &related.ty;
        quote_spanned!(ty.span()=> <#ty as __cbv::Related>::READS_MORE)
    });
    Some(quote! {
        const PREFETCH: &'static [__cbv::Prefetch<Self>] = if #(#more)||* { #list } else { &[] };
    })
}

fn many(spec: &ModelSpec, prefetch: &PrefetchSpec) -> TokenStream {
    let PrefetchSpec { ident, ty, child, relation, queryset } = prefetch;
    let (field, own) = (ident.unraw().to_string(), constant(ident));
    let relation = match (relation, &spec.of) {
        (Some(path), _) => quote!(#path),
        (None, Some(of)) => quote_spanned!(ident.span()=> <#of>::#own),
        (None, None) => quote!(Self::#own),
    };
    let rows = match queryset {
        Some(queryset) => quote!(#queryset),
        None => quote_spanned!(child.span()=> <#child as __cbv::Model>::default_queryset()),
    };
    quote_spanned! {ty.span()=>
        __cbv::Prefetch::new(
            #field,
            true,
            |rows, db| <#child as __cbv::Model>::prefetch(rows, db, #relation, #rows, |row| &mut row.#ident),
            <#child as __cbv::Model>::walk,
            <#child as __cbv::Model>::model_info,
        )
    }
}

/// What a smaller shape is besides its columns: one of the model's rows.
pub(crate) fn shape(spec: &ModelSpec) -> Option<TokenStream> {
    let (of, ident) = (spec.of.as_ref()?, &spec.ident);
    Some(quote_spanned! {of.span()=>
        impl __cbv::Of<#of> for #ident {}
    })
}

/// What a smaller shape takes from its model where the author says nothing else.
pub(crate) fn inherited(spec: &ModelSpec) -> Option<TokenStream> {
    let of = spec.of.as_ref()?;
    let ordering = spec.ordering.is_empty().then(|| {
        quote! {
            const ORDERING: &'static [__cbv::Order<Self>] =
                &__cbv::__private::ordering_of::<Self, #of, { <#of as __cbv::Model>::ORDERING.len() }>();
        }
    });
    let queryset = spec.queryset.is_none().then(|| {
        quote! {
            fn default_queryset() -> __cbv::QuerySet<Self> {
                <#of as __cbv::Model>::default_queryset().of()
            }
        }
    });
    Some(quote!(#ordering #queryset))
}
