//! What the chapter on the site's context says of `Cargo.toml`: a package names its type there once, and a change of the key
//! compiles the views again, though no source has changed.

use std::{env, fs, path::Path, process::Command};

use crate::chapters::root;

const MANIFEST: &str = r#"
[package]
name = "site-key"
version = "0.1.0"
edition = "2024"

[dependencies]
axum = "0.8"
cbv = { path = "CBV", features = ["sqlite"] }

[package.metadata.cbv]
site = "crate::Site"

[workspace]
"#;

const MAIN: &str = r#"
use axum::{Router, extract::FromRequestParts, http::request::Parts};
use cbv::prelude::*;

struct Site {
    motto: &'static str,
}

struct Other {
    name: &'static str,
}

impl<S: Sync> FromRequestParts<S> for Site {
    type Rejection = Error;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self> {
        Ok(Self { motto: "Read more" })
    }
}

impl<S: Sync> FromRequestParts<S> for Other {
    type Rejection = Error;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self> {
        Ok(Self { name: "Shop" })
    }
}

#[derive(TemplateView)]
#[view(path = "/", template_name = "home.html")]
struct Home;

fn main() {
    let _: Router<Db> = Home::router();
}
"#;

#[test]
fn a_change_of_the_key_compiles_the_views_again() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("site-key");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("src")).expect("the folder can be made");
    fs::create_dir_all(folder.join("templates")).expect("the folder can be made");
    let cbv = root().join("cbv");
    let manifest = MANIFEST.replace("CBV", cbv.to_str().expect("a path in Unicode"));
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).expect("the file can be written");
    write("Cargo.toml", &manifest);
    write("src/main.rs", MAIN);
    write("templates/home.html", "<p>{{ site.motto }}</p>");
    // The versions that are here already, so that nothing is asked of the network.
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).expect("the lock file");

    assert_eq!(check(&folder), Ok(()));
    write("Cargo.toml", &manifest.replace("crate::Site", "crate::Other"));
    let told = check(&folder).expect_err("another site has no motto");
    assert!(told.contains("no field `motto`"), "{told}");
    write("Cargo.toml", &manifest.replace("crate::Site", "crate::Nobody"));
    let told = check(&folder).expect_err("there is no such type");
    assert!(told.contains("cannot find type `Nobody`"), "{told}");
    write("Cargo.toml", &manifest);
    assert_eq!(check(&folder), Ok(()));
    fs::remove_dir_all(folder).expect("the folder can be removed");
}

/// Compiles with the workspace's profile and folder, so that what is built already is not built again; what is told of a fault.
fn check(folder: &Path) -> Result<(), String> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("cargo's folder");
    let mut command = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()));
    command.current_dir(folder).args(["check", "--offline", "--quiet", "--target-dir"]).arg(target);
    command.args(["--config", "profile.dev.debug='line-tables-only'"]);
    command.args(["--config", "profile.dev.package.'*'.debug=false"]);
    let output = command.output().expect("cargo runs");
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}
