//! The shop and a headless Chromium, started for one test, on free ports and in a folder that goes with them.

use std::{
    env,
    ffi::OsStr,
    io::{BufRead as _, BufReader, Write as _},
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc::channel,
    time::Duration,
};

use fantoccini::{Client, ClientBuilder, wd::Capabilities};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tempfile::TempDir;

/// The program that drives the browser. `cargo xtask test` finds it, or installs it.
const DRIVER: &str = "CBV_TEST_CHROMEDRIVER";

/// How long a program may take to say where it listens; the machine may be compiling.
const PATIENCE: Duration = Duration::from_secs(120);

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
    let shop = Program::start(shop(&folder), "http://127.0.0.1:");
    let driver = Program::start(driver_command(&driver, folder.path()), "started successfully on port ");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let capabilities = capabilities(folder.path(), scripts);
    let browser = runtime.block_on(async {
        let url = format!("http://127.0.0.1:{}", driver.port);
        ClientBuilder::new(HttpConnector::new()).capabilities(capabilities).connect(&url).await
    });
    let stage = Stage { browser: browser.unwrap(), shop: format!("http://127.0.0.1:{}", shop.port) };
    let outcome = catch_unwind(AssertUnwindSafe(|| runtime.block_on(test(&stage))));
    // The driver ends its browser at the end of a session, not at its own.
    let closed = runtime.block_on(stage.browser.close());
    if let Err(panic) = outcome {
        resume_unwind(panic);
    }
    closed.unwrap();
}

/// The shop as `cargo run -p bookshop` starts it, with a SQLite file of its own.
fn shop(folder: &TempDir) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bookshop"));
    command.current_dir(folder).env("BIND", "127.0.0.1:0").env("DATABASE_URL", "sqlite://bookshop.db");
    command.env_remove("BASE_PATH");
    command
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

/// A program that has said on which port it listens. It ends with its owner.
struct Program {
    child: Child,
    port: u16,
}

impl Program {
    /// Starts it, and waits for the line in which `before` stands in front of the port.
    fn start(mut command: Command, before: &'static str) -> Self {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        // Owned from here on, so that a panic ends it.
        let mut program = Self { child, port: 0 };
        let (sender, port) = channel();
        std::thread::spawn(move || {
            // Read to its end: a full pipe would stop the program.
            for line in output.lines().map_while(Result::ok) {
                let Some((_, rest)) = line.split_once(before) else { continue };
                let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
                let _ = digits.parse().map(|port| sender.send(port));
            }
        });
        program.port = port.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("{command:?} did not start"));
        program
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
