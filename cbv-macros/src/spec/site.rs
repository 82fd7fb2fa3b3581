//! The context that all pages of a site share: named by the word `site`, else once for the whole package in its `Cargo.toml`,
//! `[package.metadata.cbv] site = "crate::Site"`.

use std::{env, fs, path::Path};

use proc_macro2::Span;
use serde::Deserialize;
use syn::{Type, spanned::Spanned as _};

use super::items::Items;
use crate::fault::Faults;

/// The type of the site's context.
#[derive(Debug)]
pub(crate) struct Site {
    pub(crate) ty: Type,
    pub(crate) span: Span,
    /// Named in `Cargo.toml`, so that the crate is to be compiled again when that changes.
    pub(crate) of_package: bool,
}

/// The site of a view: its own, else the package's. `site = ()` is none.
pub(crate) fn of(items: &Items, faults: &mut Faults) -> Option<Site> {
    let site = if items.has("site") {
        let ty = items.value::<Type>("site", "a type, or `()` for none", faults)?;
        Some(Site { span: ty.span(), ty, of_package: false })
    } else {
        of_package(items.span, faults)
    };
    site.filter(|site| !matches!(&site.ty, Type::Tuple(tuple) if tuple.elems.is_empty())) // `()` is none
}

#[derive(Deserialize)]
struct Manifest {
    package: Package,
}

#[derive(Deserialize)]
struct Package {
    metadata: Option<Metadata>,
}

#[derive(Deserialize)]
struct Metadata {
    cbv: Option<Words>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    site: Option<String>,
}

fn of_package(span: Span, faults: &mut Faults) -> Option<Site> {
    let folder = env::var_os("CARGO_MANIFEST_DIR")?;
    let text = fs::read_to_string(Path::new(&folder).join("Cargo.toml")).ok()?;
    if !text.contains("metadata.cbv") && !text.contains("[package.metadata]") {
        return None; // most packages: nothing more is read
    }
    let manifest: Manifest = match basic_toml::from_str(&text) {
        Ok(manifest) => manifest,
        Err(error) => {
            faults.at(span, format!("`[package.metadata.cbv]` in Cargo.toml: {error}"));
            return None;
        }
    };
    let site = manifest.package.metadata?.cbv?.site?;
    match syn::parse_str::<Type>(&site) {
        Ok(ty) => Some(Site { ty, span, of_package: true }),
        Err(_) => {
            faults.at(
                span,
                format!("`[package.metadata.cbv]` in Cargo.toml: `{site}` is not the path of a type"),
            );
            None
        }
    }
}
