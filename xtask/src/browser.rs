//! What the tests in a browser need: Chromium and its driver. A step of `test`.
//!
//! The tests themselves are the bookshop's, in `examples/bookshop/tests/browser`; they start the shop and the driver, each on
//! a free port.

use std::path::PathBuf;

use crate::apt;

/// The variable that names the driver to the tests; without it they print `SKIPPED`.
pub(crate) const VARIABLE: &str = "CBV_TEST_CHROMEDRIVER";

/// What a developer can do where the programs are missing and apt is no help.
pub(crate) const ADVICE: &str = "chromedriver and chromium not found: the tests in the browser are skipped. Install them and run \
    this again: on Debian `apt-get install chromium chromium-driver`, on Fedora `dnf install chromium chromedriver`";

/// The driver, when there is a browser for it; both are installed where that is possible.
pub(crate) fn driver() -> Option<PathBuf> {
    find().or_else(|| {
        apt::install(&["chromium", "chromium-driver"]);
        find()
    })
}

fn find() -> Option<PathBuf> {
    // The driver looks for these names, too.
    ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|name| apt::on_path(name))?;
    apt::on_path("chromedriver")
}
