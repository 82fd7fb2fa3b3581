//! The shop and a headless Chromium, started for one test, on free ports and in a folder that goes with them.

use std::{
    env,
    ffi::OsStr,
    io::Write as _,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    path::Path,
    process::Command,
};

use fantoccini::{Client, ClientBuilder, wd::Capabilities};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;

use crate::program::Program;

/// The program that drives the browser. `cargo xtask test` finds it, or installs it.
const DRIVER: &str = "CBV_TEST_CHROMEDRIVER";

/// Besides: no sandbox, which root may not have; nothing is fetched from anywhere; no shared memory, of which containers have
/// little.
const ARGUMENTS: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--window-size=1200,1000",
];

/// Whether pages may run scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scripts {
    Run,
    Blocked,
}

/// A shop that is open, and a browser that has seen nothing yet.
pub(crate) struct Stage {
    pub(crate) browser: Client,
    shop: String,
}

impl Stage {
    /// An address of the shop.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.shop)
    }
}

/// Runs one test; without a driver it says so and passes.
pub(crate) fn run(name: &str, scripts: Scripts, test: impl AsyncFnOnce(&Stage)) {
    let Some(driver) = env::var_os(DRIVER) else {
        // `println!` would be captured, and nobody would see what was not tested.
        let _ = writeln!(std::io::stdout(), "SKIPPED {name}: {DRIVER} is not set");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let shop = Program::shop(folder.path(), "sqlite://bookshop.db");
    let driver = Program::start(driver_command(&driver, folder.path()), "started successfully on port ");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let capabilities = capabilities(folder.path(), scripts);
    let browser = runtime.block_on(async {
        let url = format!("http://127.0.0.1:{}", driver.port());
        ClientBuilder::new(HttpConnector::new()).capabilities(capabilities).connect(&url).await
    });
    let stage = Stage { browser: browser.unwrap(), shop: format!("http://127.0.0.1:{}", shop.port()) };
    let outcome = catch_unwind(AssertUnwindSafe(|| runtime.block_on(test(&stage))));
    // The driver ends its browser at the end of a session, not at its own.
    let closed = runtime.block_on(stage.browser.close());
    if let Err(panic) = outcome {
        resume_unwind(panic);
    }
    closed.unwrap();
}

fn driver_command(driver: &OsStr, folder: &Path) -> Command {
    let mut command = Command::new(driver);
    // Whatever the two write, they write there.
    command.arg("--port=0").env("HOME", folder).env("TMPDIR", folder);
    command
}

fn capabilities(folder: &Path, scripts: Scripts) -> Capabilities {
    let profile = format!("--user-data-dir={}", folder.join("profile").display());
    let arguments: Vec<&str> = ARGUMENTS.into_iter().chain([profile.as_str()]).collect();
    let mut options = json!({ "args": arguments });
    if scripts == Scripts::Blocked {
        options["prefs"] = json!({ "profile.managed_default_content_settings.javascript": 2 });
    }
    Capabilities::from_iter([("goog:chromeOptions".to_owned(), options)])
}
