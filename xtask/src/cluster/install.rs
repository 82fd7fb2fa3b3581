//! Finds the programs of the database servers, and installs them where that is possible.
//!
//! Only the programs are used: no service is started, and the clusters of the system are left
//! alone.

use std::path::{Path, PathBuf};

use super::Fault;
use crate::apt::{self, on_path};

/// What a developer can do where apt is missing.
const ADVICE: &str = "not found. Install it and run this again: on Debian or Ubuntu \
    `apt-get install postgresql mariadb-server-core mariadb-client-core`, on Fedora `dnf install postgresql-server \
    mariadb-server`, with Homebrew `brew install postgresql mariadb`";

/// What was found.
#[derive(Debug)]
pub(super) struct Programs {
    postgres: Option<PathBuf>,
    mariadb: Option<MariaDb>,
}

/// The two programs of MariaDB that are needed.
#[derive(Debug, Clone)]
pub(super) struct MariaDb {
    /// `mariadbd`.
    pub(super) server: PathBuf,
    /// `mariadb-install-db`.
    pub(super) install_db: PathBuf,
}

impl Programs {
    fn find() -> Self {
        Self { postgres: find_postgres(), mariadb: find_mariadb() }
    }

    /// The folder of PostgreSQL's programs.
    pub(super) fn postgres(&self) -> Result<&Path, Fault> {
        self.postgres.as_deref().ok_or_else(|| ADVICE.into())
    }

    /// MariaDB's programs.
    pub(super) fn mariadb(&self) -> Result<MariaDb, Fault> {
        self.mariadb.clone().ok_or_else(|| ADVICE.into())
    }
}

/// Finds the programs; where some are missing, apt is there and the rights too, installs them.
pub(super) fn find_or_install() -> Programs {
    let programs = Programs::find();
    let mut missing = Vec::new();
    if programs.postgres.is_none() {
        missing.push("postgresql");
    }
    if programs.mariadb.is_none() {
        // The `core` packages are programs without a service.
        missing.extend(["mariadb-server-core", "mariadb-client-core"]);
    }
    apt::install(&missing);
    Programs::find()
}

/// The folder that holds initdb, postgres and pg_isready. Debian keeps one per version outside of
/// the path; the newest is taken.
fn find_postgres() -> Option<PathBuf> {
    let mut folders: Vec<PathBuf> = ["/usr/lib/postgresql", "/usr/local/opt", "/opt/homebrew/opt"]
        .iter()
        .filter_map(|folder| std::fs::read_dir(folder).ok())
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .collect();
    folders.sort_by_key(|folder| version(folder));
    let first = on_path("initdb").and_then(|path| Some(path.canonicalize().ok()?.parent()?.into()));
    folders.extend(first);
    folders.into_iter().rev().find(|folder| {
        let has = |name: &str| folder.join(name).is_file();
        has("initdb") && has("postgres") && has("pg_isready")
    })
}

/// The number in a path such as `/usr/lib/postgresql/15/bin`.
fn version(folder: &Path) -> u32 {
    let text = folder.to_string_lossy();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(0)
}

/// MariaDB's programs; `mysqld` may be MySQL, so it is not asked for. The last one is called by the
/// second, and Debian has it in another package.
fn find_mariadb() -> Option<MariaDb> {
    on_path("my_print_defaults")?;
    Some(MariaDb { server: on_path("mariadbd")?, install_db: on_path("mariadb-install-db")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_version_of_postgresql_is_taken() {
        let older = version(Path::new("/usr/lib/postgresql/9/bin"));
        assert!(older < version(Path::new("/usr/lib/postgresql/15/bin")));
    }
}
