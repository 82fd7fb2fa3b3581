//! `cargo xtask bench`: the generated list and detail pages beside hand-written ones, on SQLite and PostgreSQL, and what
//! generated views cost to build. The protocol is described in `docs/design/bench.md`; this file has the options and the
//! order of things, one file each the parts.

mod buildcost;
mod contestant;
mod cpu;
mod create;
mod hooks;
mod instructions;
mod load;
mod measure;
mod report;

use std::{
    path::Path,
    process::{Command, ExitCode},
    time::Duration,
};

use contestant::{Contestant, Side};
use cpu::Cores;
use measure::Plan;
use report::Report;

use crate::{
    cluster::{self, Fault},
    process::{Group, typed},
    run,
};

const USAGE: &str = "\
usage: cargo xtask bench [OPTIONS..]

  --rows N          posts in the databases (100000)
  --rounds N        rounds of each page, and of each build (4)
  --seconds N       how long each side is asked in a round (2)
  --only PARTS      some of: pages,instructions,create,hooks,build
  --keep-readme     print the table, and leave README.md as it is
";

/// Settings of PostgreSQL that make figures steady: nothing of its own accord, and the data in memory.
const POSTGRES: [&str; 6] = [
    "autovacuum=off",
    "jit=off",
    "max_parallel_workers_per_gather=0",
    "random_page_cost=1.1",
    "shared_buffers=512MB",
    "checkpoint_timeout=1h",
];

#[derive(Debug)]
struct Options {
    rows: u64,
    rounds: usize,
    duration: Duration,
    only: Option<Vec<String>>,
    keep_readme: bool,
}

impl Options {
    /// `None` when the usage is asked for.
    fn parse(arguments: &[String]) -> Result<Option<Self>, Fault> {
        let mut options = Self {
            rows: 100_000,
            rounds: 4,
            duration: Duration::from_secs(2),
            only: None,
            keep_readme: false,
        };
        let mut words = arguments.iter();
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or_else(|| format!("{word}: a value is missing\n\n{USAGE}"));
            match word.as_str() {
                "--rows" => options.rows = value()?.parse()?,
                "--rounds" => options.rounds = value()?.parse()?,
                "--seconds" => options.duration = Duration::from_secs(value()?.parse()?),
                "--only" => options.only = Some(value()?.split(',').map(str::to_owned).collect()),
                "--keep-readme" => options.keep_readme = true,
                "--help" | "-h" => return Ok(None),
                _ => return Err(format!("no option {word}\n\n{USAGE}").into()),
            }
        }
        if options.rows < 1000 || options.rounds == 0 || options.duration.is_zero() {
            return Err("at least 1000 rows, a round and a second are needed".into());
        }
        Ok(Some(options))
    }

    fn wants(&self, part: &str) -> bool {
        self.only.as_ref().is_none_or(|parts| parts.iter().any(|wanted| wanted == part))
    }
}

/// Runs the subcommand; `arguments` is what follows it on the command line.
pub(crate) fn bench(arguments: &[String]) -> Result<ExitCode, Fault> {
    let Some(options) = Options::parse(arguments)? else {
        println!("{USAGE}");
        return Ok(ExitCode::SUCCESS);
    };
    let root = run::root();
    let cores = Cores::find();
    let mut report = Report { conditions: conditions(&options, cores), ..Report::default() };
    pages(&options, cores, &mut report)?;
    if !options.wants("build") {
        report.missing.push("the build's cost (not asked for)".to_owned());
    } else if buildcost::available() {
        eprintln!("Building {} models and {} views", buildcost::MODELS, buildcost::MODELS * 2);
        report.build = buildcost::measure(&root, options.rounds)?;
    } else {
        report.missing.push("the build's cost (python3 is not installed)".to_owned());
    }
    println!("{}", report.text());
    if !options.keep_readme {
        report.write_into(&root.join("README.md"))?;
    }
    let dear = report.dear();
    for page in &dear {
        eprintln!("{page}");
    }
    Ok(if dear.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What is measured of what the servers answer.
#[derive(Debug, Clone, Copy)]
struct Parts {
    pages: bool,
    instructions: bool,
    create: bool,
    hooks: bool,
    /// Whether instructions can be counted.
    valgrind: bool,
}

impl Parts {
    /// What is asked for and can be measured; the rest is named in the report.
    fn of(options: &Options, report: &mut Report) -> Self {
        let valgrind = instructions::available();
        let mut wants = |part: &str, what: &str, counts: bool| {
            let reason = match (options.wants(part), counts && !valgrind) {
                (false, _) => "not asked for",
                (true, true) => "valgrind is not installed",
                (true, false) => return true,
            };
            report.missing.push(format!("{what} ({reason})"));
            false
        };
        Self {
            pages: wants("pages", "CPU and requests a second", false),
            instructions: wants("instructions", "instructions", true),
            create: wants("create", "the cost of a form", false),
            hooks: wants("hooks", "the cost of hooks", true),
            valgrind,
        }
    }
}

/// Measures the pages on each database.
fn pages(options: &Options, cores: Cores, report: &mut Report) -> Result<(), Fault> {
    let parts = Parts::of(options, report);
    if !parts.pages && !parts.instructions && !parts.hooks && !parts.create {
        return Ok(());
    }
    succeed(&mut run::cargo(["build", "--quiet", "--release", "--package", "cbv-bench"]))?;
    let bin = run::target_directory()?.join("release");
    let folder = tempfile::Builder::new().prefix("cbv-").tempdir()?;
    let sqlite = format!("sqlite://{}", folder.path().join("blog.sqlite").display());
    let postgres = cpu::on(cores.server, || cluster::postgres(&POSTGRES));
    let mut databases = vec![("SQLite", sqlite, None)];
    match &postgres {
        Ok(server) => databases.push(("PostgreSQL", server.url().to_owned(), Some(server.pid()))),
        Err(fault) => report.missing.push(format!("PostgreSQL ({fault})")),
    }
    for (name, url, pid) in databases {
        eprintln!("Writing {} posts to {name}", options.rows);
        seed(&bin, &url, options.rows)?;
        let server = Server { name, bin: &bin, url: &url, database: pid, cores };
        server.measure(parts, options, report)?;
    }
    Ok(())
}

/// A database on which both sides are measured.
struct Server<'a> {
    name: &'static str,
    bin: &'a Path,
    url: &'a str,
    /// The database's first process, where it has any.
    database: Option<u32>,
    cores: Cores,
}

impl Server<'_> {
    fn measure(&self, parts: Parts, options: &Options, report: &mut Report) -> Result<(), Fault> {
        let Self { name, bin, url, database, cores } = *self;
        let (rows, rounds, duration) = (options.rows, options.rounds, options.duration);
        if parts.pages {
            eprintln!("Asking for pages on {name}");
            let start = |side| cpu::on(cores.server, || Contestant::start(side, bin, url, &[]));
            let (cbv, hand) = (start(Side::Cbv)?, start(Side::Hand)?);
            let plan = Plan { cbv: &cbv, hand: &hand, database, rows, rounds, duration, cores };
            report.pages.push((name, plan.run()?));
        }
        for side in [Side::Cbv, Side::Hand].into_iter().filter(|_| parts.instructions) {
            eprintln!("Counting instructions on {name}");
            let counts = instructions::count(side, bin, url, rows)?;
            report.instructions.extend(counts.into_iter().map(|(page, count)| (name, side, page, count)));
        }
        if parts.create {
            eprintln!("Sending forms to {name}");
            let counts = parts.valgrind;
            let plan = create::Plan { bin, url, database, rounds, duration, cores, counts };
            report.create.push((name, plan.run()?));
        }
        if parts.hooks {
            eprintln!("Counting instructions of hooks on {name}");
            report.hooks.push((name, hooks::count(bin, url, rows, cores)?));
        }
        Ok(())
    }
}

fn seed(bin: &Path, url: &str, rows: u64) -> Result<(), Fault> {
    let mut command = Command::new(bin.join("seed"));
    command.arg(rows.to_string()).env("DATABASE_URL", url);
    succeed(&mut command)
}

fn succeed(command: &mut Command) -> Result<(), Fault> {
    let status = Group::spawn(command)?.wait()?;
    if status.success() { Ok(()) } else { Err(format!("{}: {status}", typed(command)).into()) }
}

fn conditions(options: &Options, cores: Cores) -> String {
    let place = match cores.client {
        Some(_) => "the server and its database on one core, the client on another",
        None => "server, database and client on the same core",
    };
    format!(
        "{}. {} posts of 1 KB; 8 connections, {place}; medians of {} rounds of {} s that alternate. \
         CPU is user's and system's time, the database's included; instructions are those of the server's process in user \
         space.",
        report::machine(),
        options.rows,
        options.rounds,
        options.duration.as_secs()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read() {
        let parse =
            |text: &str| Options::parse(&text.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        let options = parse("--rows 5000 --only pages,build --keep-readme").unwrap().unwrap();
        assert_eq!((options.rows, options.rounds, options.keep_readme), (5000, 4, true));
        assert!(options.wants("build") && !options.wants("instructions"));
        assert!(parse("").unwrap().unwrap().wants("instructions"));
        assert!(parse("--help").unwrap().is_none());
        assert!(parse("--rows").is_err() && parse("--rows 1").is_err() && parse("--fast").is_err());
    }
}
